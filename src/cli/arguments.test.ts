import { expect, test } from 'vitest';
import { parseArguments } from './arguments.ts';

test('decode takes a file and its flags in any order', () => {
  expect(parseArguments(['decode', '--json', 'a.pcap', '--bytes'])).toMatchObject({
    kind: 'decode',
    files: ['a.pcap'],
    flags: { json: true, bytes: true, hex: false },
  });
});

test('a dash is standard input, and what follows -- is a file whatever it looks like', () => {
  expect(parseArguments(['summary', '-'])).toEqual({ kind: 'summary', files: ['-'], json: false });
  expect(parseArguments(['decode', '--', '--odd'])).toMatchObject({ files: ['--odd'] });
});

test('several files are read together', () => {
  expect(parseArguments(['decode', 'a', '--json', 'b', '-'])).toMatchObject({ files: ['a', 'b', '-'] });
});

test.each([
  [[], /missing/],
  [['open', 'a'], /no command/],
  [['decode'], /which file/],
  [['decode', '-', 'a', '-'], /once/],
  [['decode', ...Array<string>(1001).fill('a')], /1001 files/],
  [['decode', 'a', '--jsno'], /--jsno/],
  [['summary', 'a', '--hex'], /--hex/],
  [['decode', 'a', '--count', '--json'], /alone/],
  [['decode', 'a', '--fields', '--json'], /for reading/],
])('wrong usage says what is wrong: %j', (args, message) => {
  const command = parseArguments(args);
  expect(command.kind).toBe('wrong');
  expect(command.kind === 'wrong' && command.message).toMatch(message);
});

test('help and version win over everything else', () => {
  expect(parseArguments(['decode', '--help']).kind).toBe('help');
  expect(parseArguments(['--version']).kind).toBe('version');
});

test('a filter is checked before anything is read', () => {
  const good = parseArguments(['decode', 'x', '--filter', 'op_errno == ENOENT', '--count']);
  expect(good).toMatchObject({ kind: 'decode', flags: { filter: 'op_errno == ENOENT', count: true } });
  const bad = parseArguments(['decode', 'x', '--filter', 'rpc.xid == "a"']);
  expect(bad.kind === 'wrong' && bad.message).toBe(
    '--filter: `rpc.xid` takes a number.\n\n  rpc.xid == "a"\n             ^^^',
  );
  expect(parseArguments(['decode', 'x', '--filter'])).toMatchObject({ kind: 'wrong' });
});
