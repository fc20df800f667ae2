/**
 * The dumps of a paste as one run of bytes, made to be deflated: what is alike stands together.
 *
 *     names    count, then length and UTF-8 of each
 *     dumps    count, then for each: length, source, destination (number of the name + 1, 0: none),
 *              first line minus the last line of the dump before, last line minus first
 *     bytes    of all dumps, in order
 */
import type { PastedDump } from '../../decoder/api.ts';
import { ByteReader, ByteWriter } from './varint.ts';

/** Most dumps that a link may hold; each costs a row and more in the page. */
const MOST_DUMPS = 100_000;

export function packDumps(dumps: readonly PastedDump[]): Uint8Array {
  const names: string[] = [];
  const numberOf = (name: string | null): number => {
    if (name === null) return 0;
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name) + 1;
  };
  const table = new ByteWriter();
  table.uint(dumps.length);
  let line = 0;
  for (const dump of dumps) {
    table.uint(dump.bytes.length);
    table.uint(numberOf(dump.src));
    table.uint(numberOf(dump.dst));
    table.int(dump.lines[0] - line);
    table.int(dump.lines[1] - dump.lines[0]);
    line = dump.lines[1];
  }
  const head = new ByteWriter();
  head.uint(names.length);
  for (const name of names) {
    const utf8 = new TextEncoder().encode(name);
    head.uint(utf8.length);
    head.raw(utf8);
  }
  head.raw(table.done());
  const meta = head.done();
  const total = dumps.reduce((sum, dump) => sum + dump.bytes.length, meta.length);
  const packed = new Uint8Array(total);
  packed.set(meta);
  let at = meta.length;
  for (const dump of dumps) {
    packed.set(dump.bytes, at);
    at += dump.bytes.length;
  }
  return packed;
}

/** Null where the bytes are no packed dumps, or something is left over. */
export function unpackDumps(packed: Uint8Array): PastedDump[] | null {
  try {
    const reader = new ByteReader(packed);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const names: (string | null)[] = [null];
    for (let left = reader.uint(); left > 0; left--) names.push(decoder.decode(reader.raw(reader.uint())));
    const count = reader.uint();
    if (count > MOST_DUMPS) return null;
    const table: { length: number; src: string | null; dst: string | null; lines: [number, number] }[] = [];
    let line = 0;
    for (let index = 0; index < count; index++) {
      const length = reader.uint();
      const src = names[reader.uint()];
      const dst = names[reader.uint()];
      const first = line + reader.int();
      const last = first + reader.int();
      const plausible = first >= 0 && last >= first && last < 2 ** 32;
      if (src === undefined || dst === undefined || !plausible) return null;
      table.push({ length, src, dst, lines: [first, last] });
      line = last;
    }
    const dumps = table.map(({ length, ...rest }) => ({ ...rest, bytes: reader.raw(length).slice() }));
    return reader.left === 0 ? dumps : null;
  } catch {
    return null;
  }
}
