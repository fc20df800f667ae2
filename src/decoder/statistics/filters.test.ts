import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  both,
  durationText,
  endFilter,
  fileFilter,
  hostFilter,
  quoted,
  secondsText,
  timeFilter,
} from './filters.ts';

test('seconds are exact', () => {
  expect([0, 1, -1, 1.5e9, -2e9, 334839, 1e15 + 7].map(secondsText)).toEqual([
    '0',
    '0.000000001',
    '-0.000000001',
    '1.5',
    '-2',
    '0.000334839',
    '1000000.000000007',
  ]);
  fc.assert(
    fc.property(fc.maxSafeInteger(), (time) => {
      const [, sign, whole, rest = ''] = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(secondsText(time))!;
      const value = BigInt(whole!) * 1_000_000_000n + BigInt(rest.padEnd(9, '0'));
      expect(sign === '-' ? -value : value).toBe(BigInt(time));
    }),
  );
  expect(timeFilter(0, 5e8)).toBe('frame.time_relative >= 0 && frame.time_relative < 0.5');
});

test('durations in the largest unit that they are whole in', () => {
  expect([1, 1500, 2e3, 5e6, 1e9, 2e10].map(durationText)).toEqual([
    '1ns',
    '1500ns',
    '2us',
    '5ms',
    '1s',
    '20s',
  ]);
});

test('ends and hosts', () => {
  expect(endFilter('10.0.0.1:24007')).toBe(
    '((ip.src == 10.0.0.1 && tcp.srcport == 24007) || (ip.dst == 10.0.0.1 && tcp.dstport == 24007))',
  );
  expect(endFilter('[fd77::1]:24007')).toBe(
    '((ipv6.src == fd77::1 && tcp.srcport == 24007) || (ipv6.dst == fd77::1 && tcp.dstport == 24007))',
  );
  expect(endFilter('client')).toBe('');
  expect(hostFilter('10.0.0.1')).toBe('ip.addr == 10.0.0.1');
  expect(hostFilter('server one')).toBe('');
});

test('files by gfid, else by their last name', () => {
  const gfid = '5f1e30c4-1111-2222-3333-444455556666';
  expect(fileFilter(gfid, '/a/b')).toBe(`gfid == ${gfid}`);
  expect(fileFilter('', '/a/b "c"')).toBe('"b \\"c\\""');
  expect(fileFilter('', '')).toBe('');
  expect(quoted('a\\b')).toBe('"a\\\\b"');
  expect(both('', 'a', '', 'b')).toBe('a && b');
});
