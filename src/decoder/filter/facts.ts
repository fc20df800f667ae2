/**
 * What the index knows of a row, read from its columns when asked for. Rows that have their kind, program, version
 * and procedure in common are of one class: what depends on these alone is worked out once for a class.
 */
import { RowKind } from '../api.ts';
import type { Language } from '../record/decode.ts';
import { RowFlag, type RecordIndex, type RowColumns } from '../rpc/record-index.ts';
import { ipv4Bytes, ipv6Bytes } from './values.ts';

/** Rows of classes beyond these are looked at one by one; numbers come from the wire. */
const CLASSES = 1 << 14;

export interface RowClass {
  readonly kind: RowKind;
  /** the numbers are known: it is a call, or a reply whose call is there */
  readonly known: boolean;
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
}

export interface End {
  /** 4 or 16 bytes; null: it has no address */
  readonly address: Uint8Array | null;
  /** -1: none */
  readonly port: number;
}

export interface StreamFacts {
  readonly source: End;
  readonly destination: End;
  readonly flow: number;
  readonly foreign: string;
}

export class Facts {
  row = 0;
  readonly columns: RowColumns;
  private readonly streams: StreamFacts[] = [];

  constructor(
    readonly index: RecordIndex,
    readonly language: Language,
  ) {
    this.columns = index.columns;
  }

  get kind(): RowKind {
    return this.columns.kind.get(this.row) as RowKind;
  }
  get stream(): StreamFacts {
    return this.ofStream(this.columns.stream.get(this.row));
  }
  get isRpc(): boolean {
    return this.kind === RowKind.call || this.kind === RowKind.reply;
  }
  /** the row of the other half, -1: none */
  get match(): number {
    return this.columns.match.get(this.row);
  }
  get rowClass(): RowClass {
    const { columns, row, kind } = this;
    const known = kind === RowKind.call || (kind === RowKind.reply && columns.match.get(row) >= 0);
    return {
      kind,
      known,
      program: columns.program.get(row),
      version: columns.version.get(row),
      procedure: columns.procedure.get(row),
    };
  }

  /** Ends of a stream; what a stream is called does not change. */
  ofStream(number: number): StreamFacts {
    let facts = this.streams[number];
    const info = this.index.streams[number];
    if (!facts) {
      facts = {
        source: endOf(info?.source ?? ''),
        destination: endOf(info?.destination ?? ''),
        flow: info?.flow ?? -1,
        get foreign() {
          return info?.foreign ?? '';
        },
      };
      this.streams[number] = facts;
    }
    return facts;
  }
}

function endOf(text: string): End {
  const parts = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text);
  const host = parts?.[1] ?? parts?.[2] ?? text;
  return {
    address: ipv4Bytes(host) ?? ipv6Bytes(host.replace(/%.*$/, '')),
    port: parts ? Number(parts[3]) : -1,
  };
}

/** Gives classes small numbers, in the order in which they are met. */
export class Classes {
  readonly classes: RowClass[] = [];
  private keys = new Int32Array(1024);
  private slots = new Int32Array(256);

  constructor(private readonly facts: Facts) {}

  /** Number of a row's class; -1: there are too many. */
  of(row: number): number {
    const { columns } = this.facts;
    const kind = columns.kind.get(row);
    const match = kind === RowKind.reply ? columns.match.get(row) : 0;
    // data and runs have no numbers
    const head = kind | (match >= 0 && kind <= RowKind.reply ? 16 : 0);
    const program = columns.program.get(row) | 0;
    const version = columns.version.get(row) | 0;
    const procedure = columns.procedure.get(row) | 0;
    const { slots, keys } = this;
    const mask = slots.length - 1;
    let h =
      Math.imul(program ^ Math.imul(version, 0x9e3779b1), 0x85ebca6b) ^
      Math.imul(procedure ^ (head << 16), 0xc2b2ae35);
    h ^= h >>> 15;
    for (let slot = h & mask; ; slot = (slot + 1) & mask) {
      const id = slots[slot]! - 1;
      if (id < 0) return this.add(slot, row, head, program, version, procedure);
      const at = id * 4;
      if (
        keys[at + 3] === procedure &&
        keys[at] === head &&
        keys[at + 1] === program &&
        keys[at + 2] === version
      )
        return id;
    }
  }

  private add(
    slot: number,
    row: number,
    head: number,
    program: number,
    version: number,
    procedure: number,
  ): number {
    const id = this.classes.length;
    if (id >= CLASSES) return -1;
    this.facts.row = row;
    this.classes.push(this.facts.rowClass);
    if (this.keys.length < (id + 1) * 4) {
      const keys = new Int32Array(this.keys.length * 2);
      keys.set(this.keys);
      this.keys = keys;
    }
    this.keys.set([head, program, version, procedure], id * 4);
    this.slots[slot] = id + 1;
    if ((id + 1) * 2 > this.slots.length) this.enlarge();
    return id;
  }

  private enlarge(): void {
    const { keys } = this;
    this.slots = new Int32Array(this.slots.length * 2);
    const mask = this.slots.length - 1;
    for (let id = 0; id < this.classes.length; id++) {
      const [head, program, version, procedure] = keys.subarray(id * 4, id * 4 + 4) as unknown as [
        number,
        number,
        number,
        number,
      ];
      let h =
        Math.imul(program ^ Math.imul(version, 0x9e3779b1), 0x85ebca6b) ^
        Math.imul(procedure ^ (head << 16), 0xc2b2ae35);
      h ^= h >>> 15;
      let slot = h & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = id + 1;
    }
  }
}

export const IN_PART = RowFlag.unfinished | RowFlag.holes;
/** The columns of a call may say nothing of what it is. */
export const UNSURE = IN_PART | RowFlag.fragments;
