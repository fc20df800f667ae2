/** Reads the members of a record that name files (types/file-tracks.ts), without decoding it. */
import { ERRNO, OP_RET } from '../record/normal.ts';
import { layoutsOf } from '../record/layouts.ts';
import type { Language } from '../record/decode.ts';
import { isPlain, messageOf, MARK_LENGTH } from '../record/coordinates.ts';
import { argumentsAt, refusalAt, resultsAt } from '../rpc/header.ts';
import { RowFlag, type RecordBytes, type RecordIndex, type RowReader } from '../rpc/record-index.ts';
import { BlockRowReader, Found } from '../rpc/row-reader.ts';
import { Slot, SLOTS, trackOf, type Track } from '../types/file-tracks.ts';
import { Op, type FieldDescriptor } from '../xdr/descriptor.ts';
import { word, type Message } from '../xdr/message.ts';
import { PickRun } from '../xdr/pick.ts';
import { planFor, type Plan } from '../xdr/plan.ts';

/** What is read of a procedure's calls or replies. */
export interface Half {
  readonly plan: Plan | null;
  readonly slots: ReadonlyMap<FieldDescriptor, Slot>;
  readonly release: number;
  /** where all of it stands at the same places in every body; null: it does not */
  readonly places: readonly Place[] | null;
}

/** A member at a fixed place in the body. */
interface Place {
  readonly slot: Slot;
  readonly at: number;
  /** bytes; -1: a length word stands before them */
  readonly size: number;
}

export interface Operation {
  /** null: it is about no file; then its outcome alone is read */
  readonly track: Track | null;
  readonly call: Half;
  readonly reply: Half;
}

/** Procedures that are remembered; their numbers come from the wire. */
const REMEMBERED = 4096;

export class Operations {
  private readonly known = new Map<number, Map<number, Operation | null>>();
  private count = 0;

  constructor(private readonly language: Language) {}

  /** null: nobody describes it. */
  of(program: number, version: number, procedure: number): Operation | null {
    const inside = procedure + version * 2 ** 20;
    let ofProgram = this.known.get(program);
    const known = ofProgram?.get(inside);
    if (known !== undefined) return known;
    const made = this.make(program, version, procedure);
    if (this.count < REMEMBERED && procedure < 2 ** 20) {
      if (!ofProgram) this.known.set(program, (ofProgram = new Map<number, Operation | null>()));
      ofProgram.set(inside, made);
      this.count++;
    }
    return made;
  }

  private make(program: number, version: number, procedure: number): Operation | null {
    const { protocol } = this.language;
    const described = protocol.procedures(program, version, procedure)[0];
    if (!described) return null;
    const track = trackOf(protocol.program(program)?.name ?? '', described.name);
    const half = (which: 'call' | 'reply', members: Iterable<readonly [string, Slot]>): Half => {
      const [layout] = layoutsOf(protocol, { program, version, procedure }, which);
      if (!layout) return NOTHING;
      const { field } = layout.variant;
      return this.half(field, which === 'call' ? members : [...outcomeOf(field), ...members]);
    };
    return { track, call: half('call', track?.call ?? []), reply: half('reply', track?.reply ?? []) };
  }

  private half(body: FieldDescriptor, members: Iterable<readonly [string, Slot]>): Half {
    const { protocol, registry } = this.language;
    const slots = new Map<FieldDescriptor, Slot>();
    const wanted = new Set<string>();
    for (const [path, slot] of members) {
      const field = memberOf(body, path.split('/'));
      if (!field) continue;
      slots.set(field, slot);
      wanted.add(`${body.identifier}/${path}`);
    }
    const plan = wanted.size === 0 ? null : planFor(body, wanted, registry, protocol);
    return { plan, slots, release: protocol.releaseOf(body), places: placesOf(body, slots) };
  }
}

const NOTHING: Half = { plan: null, slots: new Map(), release: 0, places: null };

/** Places of members that come before all that varies; the last one may vary itself. */
function placesOf({ type }: FieldDescriptor, slots: ReadonlyMap<FieldDescriptor, Slot>): Place[] | null {
  const out: Place[] = [];
  let at = 0;
  for (const field of type.fields) {
    const slot = slots.get(field);
    const { fixedSize, op } = field.type;
    if (slot !== undefined) out.push({ slot, at, size: fixedSize });
    if (out.length === slots.size) return fixedSize >= 0 || op === Op.String ? out : null;
    if (fixedSize < 0 || field.span !== null) return null;
    at += fixedSize;
  }
  return null;
}

/** Members of results that say how it went, by what their types mean. */
function outcomeOf({ type }: FieldDescriptor): [string, Slot][] {
  const out: [string, Slot][] = [];
  for (const { identifier, type: of } of type.fields) {
    if (of.meaning !== null && OP_RET.has(of.meaning)) out.push([identifier, Slot.outcome]);
    if (of.meaning !== null && ERRNO.has(of.meaning)) out.push([identifier, Slot.error]);
  }
  return out;
}

/** A field below another one by identifiers; arrays and lists have none of their own. */
function memberOf(field: FieldDescriptor, path: readonly string[]): FieldDescriptor | null {
  const [first, ...rest] = path;
  if (first === undefined) return field;
  let { type } = field;
  while (type.element) type = type.element.type;
  const member = type.fields.find(({ identifier }) => identifier === first);
  return member ? memberOf(member, rest) : null;
}

/** Entries of one directory reply that are looked at. */
const MOST_ENTRIES = 65_536;

/** Takes what was read of one record: where each member stands in `bytes`; -1: it does not. */
export class Members {
  bytes: Uint8Array = new Uint8Array(0);
  readonly start = new Int32Array(SLOTS);
  readonly stop = new Int32Array(SLOTS);
  /** of a reply: accept status where it is no success, else 0 */
  refused = 0;
  /** called for each entry of a directory, when its gfid was read */
  onEntry: (() => void) | null = null;

  private readonly run: PickRun;
  private readonly reader: RowReader;
  private readonly blocks: BlockRowReader | null;
  private readonly plain: { bytes: Uint8Array; length: number; holes: Message['holes'] };
  private slots: ReadonlyMap<FieldDescriptor, Slot> = new Map();
  private entries = 0;

  constructor(
    private readonly index: RecordIndex,
    { protocol, registry }: Language,
  ) {
    this.run = new PickRun(protocol, registry);
    this.reader = index.reader();
    this.blocks = this.reader instanceof BlockRowReader ? this.reader : null;
    this.plain = { bytes: this.bytes, length: 0, holes: [] };
  }

  has(slot: Slot): boolean {
    return this.start[slot]! >= 0;
  }

  /** Value of a 32-bit member; only where there is one. */
  int(slot: Slot): number {
    return word(this.bytes, this.start[slot]!) | 0;
  }

  /** Value of a 64-bit member, signed; exact up to 2^53. */
  wide(slot: Slot): number {
    return this.int(slot) * 2 ** 32 + word(this.bytes, this.start[slot]! + 4);
  }

  /** Reads a row: at once where its bytes are at hand. */
  read(row: number, half: Half, isCall: boolean): void | Promise<void> {
    this.start.fill(-1);
    this.refused = 0;
    if (half.plan === null) return;
    const { blocks } = this;
    if (blocks !== null) {
      const found = blocks.find(row);
      if (found === Found.here) return this.here(row, blocks, half, isCall);
      if (found === Found.away) {
        return blocks.bring().then(() => {
          if (blocks.find(row) === Found.here) this.here(row, blocks, half, isCall);
          else return this.slowly(row, half, isCall);
        });
      }
    }
    return this.slowly(row, half, isCall);
  }

  private here(row: number, blocks: BlockRowReader, half: Half, isCall: boolean): void {
    const { plain } = this;
    const isMarked = (this.index.columns.flags.get(row) & RowFlag.unmarked) === 0;
    plain.bytes = blocks.bytes;
    plain.length = blocks.stop;
    this.go(plain, blocks.start + (isMarked ? MARK_LENGTH : 0), half, isCall);
  }

  private slowly(row: number, half: Half, isCall: boolean): void | Promise<void> {
    const read = this.reader.read(row);
    if (read instanceof Promise) return read.then((bytes) => this.inPieces(bytes, half, isCall));
    this.inPieces(read, half, isCall);
  }

  private inPieces(wire: RecordBytes, half: Half, isCall: boolean): void {
    if (isPlain(wire)) this.go(wire, wire.marks.length * MARK_LENGTH, half, isCall);
    else this.go(messageOf(wire), 0, half, isCall);
  }

  private go(message: Message, start: number, half: Half, isCall: boolean): void {
    const { bytes, length } = message;
    const end = Math.min(length, bytes.length);
    const at = isCall ? argumentsAt(bytes, start, end) : resultsAt(bytes, start, end);
    if (at < 0) {
      if (!isCall) this.refused = refusalAt(bytes, start, end);
      return;
    }
    this.bytes = bytes;
    if (half.places !== null && message.holes.length === 0) {
      this.direct(half.places, at, end);
      return;
    }
    this.slots = half.slots;
    this.entries = 0;
    this.run.release = half.release;
    this.run.go(half.plan!, message, at, length, this.visit, true);
  }

  private direct(places: readonly Place[], body: number, end: number): void {
    for (const { slot, at, size } of places) {
      let start = body + at;
      let stop = start + size;
      if (size < 0) {
        if (start + 4 > end) return;
        start += 4;
        stop = start + word(this.bytes, start - 4);
      }
      if (stop > end) return;
      this.start[slot] = start;
      this.stop[slot] = stop;
    }
  }

  private readonly visit = (
    field: FieldDescriptor,
    start: number,
    stop: number,
    present: boolean,
  ): boolean => {
    const slot = this.slots.get(field);
    if (slot === undefined) return false;
    this.start[slot] = present ? start : -1;
    this.stop[slot] = stop;
    if (slot === Slot.entryGfid) {
      this.onEntry?.();
      return ++this.entries >= MOST_ENTRIES;
    }
    return false;
  };
}
