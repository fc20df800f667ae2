/**
 * A decoded message as a flat tree in typed arrays.
 *
 *     node      0      1     2     3        pre-order: children follow their parent
 *     parent   -1      0     1     1
 *     end       4      4     3     4        one past the last node of the subtree
 *     start     0      0     0     4        first byte, and
 *     stop      8      8     4     8        one past the last
 *
 * A node without children is a leaf. Leaves tile the message: disjoint, in order, without a rest.
 * Offsets are message offsets while the engine works; record/ turns them into wire offsets.
 */
import type { Kind } from './descriptor.ts';

export const NodeFlag = {
  /** the value overlaps bytes that were not captured */
  valueMissing: 1,
  /** hidden until asked for (`@secret`) */
  secret: 2,
  /** inferred, not read */
  guess: 4,
  /** a note hangs here */
  noted: 8,
} as const;

export const SEVERITIES = ['info', 'warning', 'error'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Trouble is data: what is wrong, and where. Offsets as in the tree. */
export interface Note {
  readonly severity: Severity;
  /** stable, kebab-case: `length-beyond-record`, `nonzero-padding`, `enum-out-of-range` … */
  readonly code: string;
  readonly message: string;
  readonly offset: number;
  readonly length: number;
  /** node that it hangs on, -1: the record as a whole */
  readonly node: number;
}

/** Notes of one record that are listed; the rest is counted in one last note. */
export const NOTE_LIMIT = 1000;

/** Read-only face of a finished tree. Arrays may be longer than `count`. */
export interface FlatTree {
  readonly count: number;
  /** FieldDescriptor.id */
  readonly field: Uint32Array;
  readonly parent: Int32Array;
  readonly end: Uint32Array;
  readonly start: Uint32Array;
  readonly stop: Uint32Array;
  readonly kind: Uint8Array;
  readonly flags: Uint8Array;
  /** element number in an array or list; for other nodes what their codec put there; else 0 */
  readonly aux: Uint32Array;
  readonly notes: readonly Note[];
}

/** Nodes from which on a tree grows faster than by doubling. */
const LONG = 1 << 14;

/** Grows by doubling at least; nodes are only ever appended, which keeps pre-order. */
export class TreeBuilder implements FlatTree {
  count = 0;
  field: Uint32Array<ArrayBuffer>;
  parent: Int32Array<ArrayBuffer>;
  end: Uint32Array<ArrayBuffer>;
  start: Uint32Array<ArrayBuffer>;
  stop: Uint32Array<ArrayBuffer>;
  kind: Uint8Array<ArrayBuffer>;
  flags: Uint8Array<ArrayBuffer>;
  aux: Uint32Array<ArrayBuffer>;
  notes: Note[] = [];
  /** notes beyond NOTE_LIMIT */
  private dropped = 0;
  /** the open group that new nodes go into; -1 at the top */
  open = -1;

  constructor(capacity = 64) {
    this.field = new Uint32Array(capacity);
    this.parent = new Int32Array(capacity);
    this.end = new Uint32Array(capacity);
    this.start = new Uint32Array(capacity);
    this.stop = new Uint32Array(capacity);
    this.kind = new Uint8Array(capacity);
    this.flags = new Uint8Array(capacity);
    this.aux = new Uint32Array(capacity);
  }

  /** Forgets the nodes and keeps the memory. */
  reset(): void {
    this.count = 0;
    this.open = -1;
    this.notes = [];
    this.dropped = 0;
  }

  /** Appends a leaf over [start, stop). Returns its node. */
  leaf(field: number, start: number, stop: number, kind: Kind, aux = 0, flags = 0): number {
    const node = this.append(field, start, stop, kind, aux, flags);
    this.end[node] = node + 1;
    return node;
  }

  /** Opens a group; what is appended until `close` are its children. Returns its node. */
  group(field: number, start: number, kind: Kind, aux = 0, flags = 0): number {
    const node = this.append(field, start, start, kind, aux, flags);
    this.open = node;
    return node;
  }

  /** Closes a group at `stop`, and whatever was left open inside it. */
  close(node: number, stop: number): void {
    this.stop[node] = stop;
    this.end[node] = this.count;
    this.open = this.parent[node]!;
  }

  /**
   * Takes back a group that stayed empty: what has no bytes is not a node. Its notes move to the parent.
   * Nothing may have been appended since.
   */
  discard(node: number): void {
    this.count = node;
    const parent = this.parent[node]!;
    this.open = parent;
    for (let i = this.notes.length - 1; i >= 0 && this.notes[i]!.node >= node; i--) {
      this.notes[i] = { ...this.notes[i]!, node: parent };
      if (parent >= 0) this.flags[parent]! |= NodeFlag.noted;
    }
  }

  /** Forgets all inside an open group again, and the notes from number `notes` on. */
  cut(group: number, notes: number): void {
    this.count = group + 1;
    this.open = group;
    this.notes.length = Math.min(this.notes.length, notes);
  }

  /** Appends `count` leaves of one word each from `start` on, elements 0, 1, 2 … of the open group. */
  words(field: number, start: number, count: number, kind: Kind, flags: number): void {
    const first = this.count;
    while (this.field.length < first + count) this.grow();
    const last = first + count;
    this.field.fill(field, first, last);
    this.parent.fill(this.open, first, last);
    this.kind.fill(kind, first, last);
    this.flags.fill(flags, first, last);
    const { end, start: starts, stop, aux } = this;
    for (let i = 0, node = first, at = start; i < count; i++, node++) {
      end[node] = node + 1;
      starts[node] = at;
      stop[node] = at += 4;
      aux[node] = i;
    }
    this.count = last;
  }

  /** Hangs a note on a node (-1: on the record). Beyond NOTE_LIMIT notes only their number is kept. */
  note(
    severity: Severity,
    code: string,
    message: string,
    offset: number,
    length: number,
    node: number,
  ): void {
    if (this.notes.length < NOTE_LIMIT) this.notes.push({ severity, code, message, offset, length, node });
    else this.sum(severity, offset);
    if (node >= 0) this.flags[node]! |= NodeFlag.noted;
  }

  /** The one note that stands for all that found no room. */
  private sum(severity: Severity, offset: number): void {
    this.dropped++;
    const last = this.notes[NOTE_LIMIT];
    const worst = last && SEVERITIES.indexOf(last.severity) > SEVERITIES.indexOf(severity);
    this.notes[NOTE_LIMIT] = {
      severity: worst ? last.severity : severity,
      code: 'more-notes',
      message: `${this.dropped} more ${this.dropped === 1 ? 'note is' : 'notes are'} not listed.`,
      offset: last?.offset ?? offset,
      length: 0,
      node: -1,
    };
  }

  private append(field: number, start: number, stop: number, kind: Kind, aux: number, flags: number): number {
    const node = this.count++;
    if (node === this.field.length) this.grow();
    this.field[node] = field;
    this.parent[node] = this.open;
    this.start[node] = start;
    this.stop[node] = stop;
    this.kind[node] = kind;
    this.aux[node] = aux;
    this.flags[node] = flags;
    return node;
  }

  private grow(): void {
    const { length } = this.field;
    // Few records are long; of those that are, what is copied counts, and room that is not used costs nothing.
    const capacity = length * (length < LONG ? 2 : 4);
    const u32 = (old: Uint32Array): Uint32Array<ArrayBuffer> => {
      const next = new Uint32Array(capacity);
      next.set(old);
      return next;
    };
    const u8 = (old: Uint8Array): Uint8Array<ArrayBuffer> => {
      const next = new Uint8Array(capacity);
      next.set(old);
      return next;
    };
    this.field = u32(this.field);
    const parent = new Int32Array(capacity);
    parent.set(this.parent);
    this.parent = parent;
    this.end = u32(this.end);
    this.start = u32(this.start);
    this.stop = u32(this.stop);
    this.kind = u8(this.kind);
    this.flags = u8(this.flags);
    this.aux = u32(this.aux);
  }
}
