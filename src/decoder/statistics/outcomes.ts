/**
 * What came of calls: a column of outcomes by reply. A reply is read when it is asked about for the first time;
 * what it said stays, 9 bytes a row in chunks that are made when needed.
 *
 *     wire   0      4     8      12       16     20        24 + v         24 + v + places
 *            mark | xid | type | status | verf | length v | accept status | results … op_ret op_errno …
 */
import { RowKind } from '../api.ts';
import type { DecodedRecord, Language } from '../record/decode.ts';
import { rpcStatus } from '../record/info.ts';
import { ERRNO, normalHere, OP_RET } from '../record/normal.ts';
import { RowFlag, type RecordIndex } from '../rpc/record-index.ts';
import { BlockRowReader, Found } from '../rpc/row-reader.ts';
import { word } from '../xdr/message.ts';
import { NodeView } from '../xdr/view.ts';
import { Keys } from './keys.ts';
import { outcomePlaces, type OutcomePlaces } from './outcome-places.ts';
import type { Pace } from './pace.ts';

/** What a reply says. */
export const Said = {
  /** it was not read */
  unread: 0,
  /** nothing about success or failure */
  nothing: 1,
  ok: 2,
  /** op_ret below zero, and that is nothing unusual here */
  normal: 3,
  /** op_ret below zero */
  error: 4,
  /** RPC itself refused: `detail` is a place in `statuses` */
  status: 5,
  /** the bytes that tell were not captured */
  unknown: 6,
} as const;
export type Said = (typeof Said)[keyof typeof Said];

const BITS = 14;
const CHUNK = 1 << BITS;
const MASK = CHUNK - 1;

/** RPC knows 26 ways to refuse; more words than that are damage. */
const MOST_STATUSES = 64;
const MARK = 4;
const ACCEPTED = 0;
const SUCCESS = 0;

interface Chunk {
  readonly said: Uint8Array;
  readonly opRet: Int32Array;
  readonly detail: Int32Array;
}

export interface OutcomeHost {
  readonly index: RecordIndex;
  readonly language: Language;
  /** the row in full; null: it is no record */
  decoded(row: number): Promise<DecodedRecord | null>;
}

export class Outcomes {
  /** words of RPC's refusals: `PROC_UNAVAIL (3)` */
  readonly statuses: string[] = [];
  private readonly chunks: (Chunk | undefined)[] = [];
  private readonly keys = new Keys();
  private readonly places: (OutcomePlaces | null)[] = [];

  constructor(private readonly host: OutcomeHost) {}

  said(row: number): Said {
    return (this.chunks[row >>> BITS]?.said[row & MASK] ?? Said.unread) as Said;
  }

  /** op_ret of a reply that says one; else 0 */
  opRet(row: number): number {
    return this.chunks[row >>> BITS]?.opRet[row & MASK] ?? 0;
  }

  /** op_errno of what failed; place in `statuses` of what RPC refused */
  detail(row: number): number {
    return this.chunks[row >>> BITS]?.detail[row & MASK] ?? 0;
  }

  /** Reads those replies of `count` rows that were not read. Looks at a row that is no reply, and passes on. */
  async read(count: number, rowAt: (place: number) => number, pace: Pace): Promise<void> {
    const { columns } = this.host.index;
    const reader = this.host.index.reader();
    const blocks = reader instanceof BlockRowReader ? reader : null;
    for (let place = 0; place < count; place++) {
      if (place % 64 === 0 && pace.due) await pace.breathe(place);
      const row = rowAt(place);
      if (row < 0 || columns.kind.get(row) !== RowKind.reply || this.said(row) !== Said.unread) continue;
      if (blocks !== null) {
        let found = blocks.find(row);
        if (found === Found.away) {
          await blocks.bring();
          found = blocks.find(row);
        }
        if (found === Found.here) {
          const isMarked = (columns.flags.get(row) & RowFlag.unmarked) === 0;
          const start = blocks.start + (isMarked ? MARK : 0);
          if (!this.quick(row, blocks.bytes, start, blocks.stop)) await this.thorough(row);
          continue;
        }
      }
      const read = reader.read(row);
      const { bytes, holes, marks, length } = read instanceof Promise ? await read : read;
      const there = Math.min(bytes.length, holes[0]?.[0] ?? length);
      const isPlain = marks.length <= 1;
      if (!isPlain || !this.quick(row, bytes, marks.length * MARK, there)) await this.thorough(row);
    }
    pace.done(count);
  }

  /**
   * A message at bytes[start, there), without marks inside; more of it may have been sent.
   * False: it is not as simple as that.
   */
  private quick(row: number, bytes: Uint8Array, start: number, there: number): boolean {
    const { columns } = this.host.index;
    if (start + 24 > there || word(bytes, start + 8) !== ACCEPTED) return false;
    const verifier = word(bytes, start + 16);
    if (verifier > there - start) return false;
    const results = start + 24 + ((verifier + 3) & ~3);
    if (results > there || word(bytes, results - 4) !== SUCCESS) return false;
    // What results mean is known by their call alone.
    if (columns.match.get(row) < 0) return this.put(row, Said.nothing, 0, 0);
    const places = this.placesOf(
      columns.program.get(row),
      columns.version.get(row),
      columns.procedure.get(row),
    );
    if (places === null) return false;
    const { opRet, opErrno, normal } = places;
    if (opRet < 0) return this.put(row, Said.nothing, 0, 0);
    if (results + opRet + 4 > there) return false;
    const result = word(bytes, results + opRet) | 0;
    if (result >= 0) return this.put(row, Said.ok, result, 0);
    if (opErrno < 0) return this.put(row, Said.error, result, 0);
    if (results + opErrno + 4 > there) return false;
    const code = word(bytes, results + opErrno) | 0;
    return this.put(row, normal.has(code) ? Said.normal : Said.error, result, code);
  }

  private placesOf(program: number, version: number, procedure: number): OutcomePlaces | null {
    const key = this.keys.at(program, version, procedure);
    if (key < 0) return null;
    if (key >= this.places.length)
      this.places.push(outcomePlaces(this.host.language.protocol, { program, version, procedure }));
    return this.places[key]!;
  }

  /** Error numbers that are nothing unusual of a procedure; null: that depends on the bytes. */
  normalOf(program: number, version: number, procedure: number): ReadonlySet<number> | null {
    return this.placesOf(program, version, procedure)?.normal ?? null;
  }

  private async thorough(row: number): Promise<void> {
    const record = await this.host.decoded(row);
    if (record === null) return void this.put(row, Said.nothing, 0, 0);
    const status = rpcStatus(record);
    if (status !== null) return void this.put(row, Said.status, 0, this.status(status));
    const { body } = record.sections;
    if (body < 0 || this.host.index.columns.match.get(row) < 0) {
      const cut = record.wire.length > record.bytes.length && body < 0;
      return void this.put(row, cut ? Said.unknown : Said.nothing, 0, 0);
    }
    const view = new NodeView(record.language.protocol.table, record.tree, record.message.bytes, body);
    const opRet = childOf(view, OP_RET);
    if (opRet === null) return void this.put(row, Said.nothing, 0, 0);
    if (!opRet.present) return void this.put(row, Said.unknown, 0, 0);
    if (opRet.length !== 4) return void this.put(row, Said.nothing, 0, 0);
    const result = opRet.int();
    if (result >= 0) return void this.put(row, Said.ok, result, 0);
    const errno = childOf(view, ERRNO);
    const code = errno?.present && errno.length === 4 ? errno.int() : 0;
    const normal = code !== 0 && errno !== null && normalHere(record, errno) !== null;
    this.put(row, normal ? Said.normal : Said.error, result, code);
  }

  private status(words: string): number {
    const known = this.statuses.indexOf(words);
    if (known >= 0) return known;
    return this.statuses.length < MOST_STATUSES ? this.statuses.push(words) - 1 : 0;
  }

  private put(row: number, said: Said, opRet: number, detail: number): true {
    const number = row >>> BITS;
    const chunk = (this.chunks[number] ??= {
      said: new Uint8Array(CHUNK),
      opRet: new Int32Array(CHUNK),
      detail: new Int32Array(CHUNK),
    });
    const at = row & MASK;
    chunk.said[at] = said;
    chunk.opRet[at] = opRet;
    chunk.detail[at] = detail;
    return true;
  }
}

/** The same child that decides what a row's line says. */
export function childOf(view: NodeView, meanings: ReadonlySet<string>): NodeView | null {
  for (const child of view.children()) {
    const { meaning } = child.field.type;
    if (meaning !== null && meanings.has(meaning)) return child;
  }
  return null;
}
