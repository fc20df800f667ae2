/** What is secret is nowhere in what is shown or printed: not in its value, nor in what sums it up. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { open } from '../src/decoder/session.ts';
import { lineRange, textLines } from '../src/components/linkage/text-lines.ts';
import { withoutHidden } from '../src/components/linkage/hidden.ts';
import { fieldsOf, textsOf } from '../src/decoder/record/words.ts';
import { lineOf } from '../src/decoder/record/info.ts';
import { NodeFlag } from '../src/decoder/xdr/tree.ts';
import { utf8 } from '../src/decoder/xdr/text.ts';
import { openCapture, openText } from './support/sessions.ts';

test.each(['02-volume-create-start-set-status.pcapng', 'gluster-3.7.20-volume-mgmt.pcap'])(
  '%s',
  async (name) => {
    const session = await openCapture(name);
    const leaks: string[] = [];
    let secrets = 0;
    for (let row = 0; row < session.index.rows; row++) {
      const { record } = await session.decoded(row, null);
      if (!record) continue;
      const { tree, message } = record;
      const texts: string[] = [];
      for (let node = 0; node < tree.count; node++) {
        if ((tree.flags[node]! & NodeFlag.secret) === 0 || tree.end[node] !== node + 1) continue;
        const text = utf8(message.bytes.subarray(tree.start[node], tree.stop[node]))?.replace(/\0+$/, '');
        if (text) texts.push(text);
      }
      if (texts.length === 0) continue;
      secrets += texts.length;
      const nodes = Uint32Array.from({ length: record.wire.count }, (_, node) => node);
      const said = JSON.stringify([
        fieldsOf(record, { payload: true }),
        textsOf(record, nodes),
        lineOf(record),
      ]);
      for (const text of texts) if (said.includes(text)) leaks.push(`row ${row}: ${text}`);
    }
    expect(secrets).toBeGreaterThan(10);
    expect(leaks).toEqual([]);
  },
);

const PASSWORD = '895e1be5-a6ba-4ef1-a026-39b4f250c306';
const DUMP = readFileSync(new URL('../e2e/volume-create.txt', import.meta.url), 'utf8');
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

test('bytes of a secret are zeros until they are asked for, and nothing else is', async () => {
  const session = await openText(DUMP);
  const masked = await session.record(0);
  const full = await session.record(0, null, { secrets: true });
  expect(latin(full.bytes)).toContain(PASSWORD);
  expect(latin(masked.bytes)).not.toContain(PASSWORD);
  expect(full.hidden).toHaveLength(0);
  const hidden = new Set<number>();
  for (let at = 0; at < masked.hidden.length; at += 2) {
    for (let byte = masked.hidden[at]!; byte < masked.hidden[at + 1]!; byte++) hidden.add(byte);
  }
  expect(hidden.size).toBeGreaterThanOrEqual(PASSWORD.length);
  full.bytes.forEach((byte, at) => expect(masked.bytes[at]).toBe(hidden.has(at) ? 0 : byte));
});

test('words and values tell a secret only to who asks', async () => {
  const session = await openText(DUMP);
  const { count } = await session.record(0);
  const nodes = Uint32Array.from({ length: count }, (_, node) => node);
  expect(JSON.stringify(await session.texts(0, nodes))).not.toContain(PASSWORD);
  expect(JSON.stringify(await session.texts(0, nodes, null, { secrets: true }))).toContain(PASSWORD);
  expect(JSON.stringify(await session.fields(0))).not.toContain(PASSWORD);
  expect(JSON.stringify(await session.fields(0, { secrets: true }))).toContain(PASSWORD);
});

test('dumps for a link have x for a secret, wherever it stands, and read the same', async () => {
  // The same record twice, the second time as bare bytes that nobody takes apart.
  const bare = Array.from(PASSWORD, (letter) => letter.charCodeAt(0).toString(16)).join(' ');
  const session = await openText(`${DUMP}\nanother one:\n\n0000  ${bare}\n`);
  const dumps = await session.dumps();
  const text = dumps.map(({ bytes }) => latin(bytes)).join('');
  expect(text).not.toContain(PASSWORD);
  expect(text).toContain('x'.repeat(PASSWORD.length));
  const given = await session.dumps({ secrets: true });
  expect(given.map(({ bytes }) => latin(bytes)).join('')).toContain(PASSWORD);
  expect(dumps.map(({ bytes }) => bytes.length)).toEqual(given.map(({ bytes }) => bytes.length));
  const again = await open({ kind: 'dumps', name: 'link', dumps, layers: {} });
  if (!again.ok) throw new Error(again.error.title);
  const [before, after] = [await session.record(0), await again.session.record(0)];
  expect(after.field).toEqual(before.field);
  expect(after.hidden).toEqual(before.hidden);
  expect(after.notes).toEqual(before.notes);
  // Dumps of a link hide what they hold as texts do.
  const linked = await open({ kind: 'dumps', name: 'link', dumps: given, layers: {} });
  if (!linked.ok) throw new Error(linked.error.title);
  expect(latin((await linked.session.dumps())[0]!.bytes)).not.toContain(PASSWORD);
});

test('a text is drawn without the digits and letters of a secret', async () => {
  const session = await openText(DUMP);
  const hidden = await session.hiddenText();
  const lines = textLines(DUMP);
  const drawn: string[] = [];
  for (let line = 0; line < lines.count; line++) {
    const [from, to] = lineRange(lines, line);
    drawn.push(withoutHidden(DUMP.slice(from, to), from, hidden));
  }
  expect(drawn).toHaveLength(lines.count);
  expect(drawn.join('\n')).toHaveLength(
    DUMP.trimEnd().length + (DUMP.endsWith('\n') && drawn.at(-1) === '' ? 1 : 0),
  );
  const row = drawn.find((line) => line.startsWith('01c0'))!;
  expect(row).toMatch(/^01c0 {2}(•• ){15}•• +•{16}$/);
  const plain = drawn.filter((line) => !line.includes('•'));
  for (const line of plain) expect(DUMP).toContain(line);
  expect(drawn.join('')).not.toContain('34 65 66 31');
});
