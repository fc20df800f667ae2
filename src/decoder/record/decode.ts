/**
 * One record's bytes → its field tree.
 *
 *     call    mark │ header │ credential │ verifier │ arguments │ payload
 *     reply   mark │ header, verifier inside        │ results   │ payload
 *     data    body
 *
 * A call's header says what its arguments are; a reply's results are those of the call that it answers.
 * What nobody describes is undecoded; what is left behind a body is noted. Nothing throws.
 */
import type { DecodeAs } from '../api.ts';
import { RowKind } from '../api.ts';
import { Kind, type FieldDescriptor, type ReleaseSet } from '../xdr/descriptor.ts';
import type { Message } from '../xdr/message.ts';
import type { Protocol } from '../xdr/protocol.ts';
import type { Derived, Registry } from '../xdr/registry.ts';
import { NodeFlag, TreeBuilder, type FlatTree } from '../xdr/tree.ts';
import { NodeView } from '../xdr/view.ts';
import { Walker } from '../xdr/walk.ts';
import { walkBare, walkUnknown } from './bare.ts';
import { candidatesFor, type Candidate } from './candidates.ts';
import { chooseLayout, layoutsOf, layoutsOfType, type Chosen, type Layout } from './layouts.ts';
import { Coordinates, isCaptured, isPlain, MARK_LENGTH, messageOf, type WireBytes } from './coordinates.ts';
import { sectionFields, type SectionFields } from './section-fields.ts';
import { plainWireTree, wireTree, type WireTree } from './wire-tree.ts';

export interface ProcedureNumbers {
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
}

/** What descriptions there are: programs, and what values mean. */
export interface Language {
  readonly protocol: Protocol;
  readonly registry: Registry;
}

export interface DecodeInput {
  readonly kind: RowKind;
  readonly wire: WireBytes;
  /** for replies: numbers of the call that it answers; null: not known */
  readonly call: ProcedureNumbers | null;
  /** releases that the connection may speak; null: all */
  readonly releases: ReleaseSet | null;
  /** how to read the bytes instead of what is found */
  readonly as: DecodeAs | null;
  /** for replies without call: what is called on the connection, and how often */
  readonly near?: readonly Called[] | undefined;
}

export interface Called extends ProcedureNumbers {
  readonly count: number;
}

/** Nodes of the message tree by what they are; -1: none. */
export interface Sections {
  header: number;
  credential: number;
  verifier: number;
  body: number;
  payload: number;
}

export interface DecodedRecord {
  readonly kind: RowKind;
  readonly language: Language;
  /** wire bytes; zero where missing */
  readonly bytes: Uint8Array;
  /** without marks; a record that is whole and has no mark but its first stays as it was sent */
  readonly message: Message;
  /** in offsets of `message`; node 0 is the record */
  readonly tree: FlatTree;
  /** the same in wire offsets, with marks and what is missing */
  readonly wire: WireTree;
  readonly sections: Readonly<Sections>;
  /** of the call, or of the call that the reply answers; null: not known */
  readonly numbers: ProcedureNumbers | null;
  /** by which the body was read; null: by none */
  readonly chosen: Chosen | null;
  readonly as: DecodeAs | null;
  /** what a reply without call may be, best first; the first is shown */
  readonly candidates: readonly Candidate[];
  /** somebody asked for what is secret: its words and values are shown */
  readonly revealed?: boolean;
  /** what other records tell of a field */
  readonly learned?: (view: NodeView) => readonly Derived[];
}

/**
 * @param room memory for the tree, from record to record; then the result is good until it is used again.
 * Without it the result has its own
 */
export function decodeRecord(language: Language, input: DecodeInput, room?: TreeBuilder): DecodedRecord {
  return new Decoder(language, input, room ?? null).decode();
}

/** A run of bytes that is no record: one leaf, undecoded or missing. */
export function decodeRun(language: Language, kind: RowKind, wire: WireBytes): DecodedRecord {
  return new Decoder(language, { kind, wire, call: null, releases: null, as: null }, null).run();
}

const SUCCESS = 0;
const NO_CALL = 'The call that this answers is not in the capture';

class Decoder {
  /** null: offsets of the message are those of the wire, and its first mark is a leaf of the message's tree */
  private readonly coordinates: Coordinates | null;
  private readonly message: Message;
  /** where the message begins in `message` */
  private readonly start: number;
  private readonly builder: TreeBuilder;
  private readonly walker: Walker;
  private readonly fields: SectionFields;
  private readonly sections: Sections = { header: -1, credential: -1, verifier: -1, body: -1, payload: -1 };
  private numbers: ProcedureNumbers | null = null;
  private chosen: Chosen | null = null;
  private candidates: readonly Candidate[] = [];
  private readonly protocol: Protocol;

  constructor(
    private readonly language: Language,
    private readonly input: DecodeInput,
    room: TreeBuilder | null,
  ) {
    const { wire } = input;
    this.protocol = language.protocol;
    this.fields = sectionFields(language.protocol);
    this.builder = room ?? new TreeBuilder(128);
    this.builder.reset();
    if (isPlain(wire)) {
      this.coordinates = null;
      this.message = { bytes: wire.bytes, length: wire.length, holes: wire.holes };
      this.start = wire.marks.length * MARK_LENGTH;
    } else {
      this.coordinates = new Coordinates(wire.marks);
      this.message = messageOf(wire, this.coordinates);
      this.start = 0;
    }
    this.walker = new Walker(language.protocol, language.registry, this.message, this.builder);
  }

  decode(): DecodedRecord {
    const { input, message } = this;
    const root = this.open();
    const at = input.as ? this.chosenReading(input.as) : this.reading();
    if (at < message.length) this.left(at);
    return this.close(root);
  }

  run(): DecodedRecord {
    const { message } = this;
    const root = this.open();
    this.walker.rest(this.start, message.length);
    return this.close(root);
  }

  private open(): number {
    const { builder, fields, start } = this;
    const root = builder.group(fields.record.id, 0, Kind.body);
    if (start > 0) builder.leaf(fields.mark.id, 0, start, Kind.mark);
    return root;
  }

  private close(root: number): DecodedRecord {
    const { builder, coordinates, fields, input, message } = this;
    const { wire } = input;
    builder.close(root, message.length);
    const inserted = { mark: fields.mark.id, missing: this.protocol.missing.id };
    const onWire = coordinates
      ? wireTree(builder, coordinates, wire.holes, wire.length, inserted)
      : plainWireTree(builder, wire.length);
    return {
      kind: input.kind,
      language: this.language,
      bytes: wire.bytes,
      message,
      tree: coordinates ? builder : onWire,
      wire: onWire,
      sections: this.sections,
      numbers: this.numbers,
      chosen: this.chosen,
      as: input.as,
      candidates: this.candidates,
    };
  }

  // ── what the record says of itself ─────────────────────────────────────────────────────────────

  private reading(): number {
    switch (this.input.kind) {
      case RowKind.call:
        return this.call();
      case RowKind.reply:
        return this.reply();
      default:
        return this.bare(this.start);
    }
  }

  private call(): number {
    const { fields, sections } = this;
    let at = this.section('header', fields.callHeader, this.start, Kind.header);
    const header = sections.header;
    at = this.section('credential', fields.credential, at, Kind.credential);
    at = this.section('verifier', fields.verifier, at, Kind.credential);
    const program = this.value(header, 'program_number');
    const version = this.value(header, 'program_version');
    const procedure = this.value(header, 'procedure');
    if (program === null || version === null || procedure === null) return at;
    this.numbers = { program, version, procedure };
    // Where the credential could not be read to its end nothing is known of where the body begins.
    if (this.lost(at)) return at;
    return this.body(this.numbers, 'call', at);
  }

  private reply(): number {
    const at = this.section('header', this.fields.replyHeader, this.start, Kind.header);
    const status = this.value(this.sections.header, 'accept_status');
    this.numbers = this.input.call;
    if (status !== SUCCESS || this.lost(at)) return at;
    if (this.numbers) return this.body(this.numbers, 'reply', at);
    return this.guess(at);
  }

  /** The header ran into bytes that do not fit, or are missing. */
  private lost(at: number): boolean {
    return at >= this.message.length && this.builder.notes.length > 0;
  }

  /** Results of which nobody says what they are: what fits them exactly is shown, as a guess. */
  private guess(at: number): number {
    const { builder, input, language, message, protocol } = this;
    if (at >= message.length) return at;
    if (isCaptured(message, at, message.length)) {
      this.candidates = candidatesFor(language, message, at, input.near ?? [], input.releases);
    }
    const [best] = this.candidates;
    if (!best) {
      this.unexplained(at, 'no-call', `${NO_CALL}; nothing that is described fits its results.`);
      return message.length;
    }
    const end = this.layout(layoutsOf(protocol, best.numbers, 'reply'), at);
    const node = this.sections.body;
    builder.flags[node]! |= NodeFlag.guess;
    const others = this.candidates.slice(1, 4).map(({ name }) => name);
    const more = this.candidates.length - 1 - others.length;
    const also =
      others.length === 0 ? '' : ` So do ${others.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
    const text = `${NO_CALL}. Results of ${best.name} fit exactly: a guess.${also}`;
    builder.note('info', 'no-call', text, at, message.length - at, node);
    return end;
  }

  private body(numbers: ProcedureNumbers, half: 'call' | 'reply', at: number): number {
    const layouts = layoutsOf(this.protocol, numbers, half);
    if (layouts.length > 0) return this.layout(layouts, at);
    const { length } = this.message;
    if (at >= length) return at;
    const { program, version, procedure } = numbers;
    const known = this.protocol.program(program);
    if (!known) this.unexplained(at, 'unknown-program', `Program ${program} is not described.`);
    else if (!known.versions.some(({ number }) => number === version)) {
      this.unexplained(at, 'unknown-version', `${known.label} version ${version} is not described.`);
    } else {
      this.unexplained(
        at,
        'unknown-procedure',
        `${known.label} version ${version} has no procedure ${procedure}.`,
      );
    }
    return length;
  }

  /** Walks the layout that fits best, and the payload behind it. */
  private layout(layouts: readonly Layout[], at: number): number {
    const { language, message } = this;
    const chosen = chooseLayout(language, this.walker, layouts, at, message.length, this.input.releases);
    this.chosen = chosen;
    this.sections.body = chosen.node;
    const { payload } = chosen.layout;
    let end = chosen.end;
    if (payload !== null && chosen.fits !== 'trouble') end = this.payload(payload, chosen, end);
    return end;
  }

  /** The bytes behind a body whose length one of its fields announces. */
  private payload(announcer: string, { node }: Chosen, at: number): number {
    const { builder, message } = this;
    const left = message.length - at;
    const announced = this.announced(node, announcer);
    const start = builder.count;
    if (left > 0) {
      const flags = isCaptured(message, at, message.length) ? 0 : NodeFlag.valueMissing;
      builder.leaf(this.fields.payload.id, at, message.length, Kind.payload, 0, flags);
      this.sections.payload = start;
    }
    if (announced !== null && announced !== left) {
      const text = `${announcer} announces ${announced} bytes; ${left} follow.`;
      builder.note('warning', 'payload-length-differs', text, at, left, left > 0 ? start : node);
    }
    return message.length;
  }

  private announced(body: number, identifier: string): number | null {
    const value = body < 0 ? null : this.value(body, identifier);
    return value === null ? null : Math.max(0, value | 0);
  }

  // ── what was chosen instead ────────────────────────────────────────────────────────────────────

  private chosenReading(as: DecodeAs): number {
    const { coordinates, message, protocol, start } = this;
    const wanted = coordinates ? coordinates.message(as.offset) : as.offset;
    const at = Math.min(message.length, Math.max(start, wanted));
    if (at > start) this.walker.rest(start, at);
    if (as.kind === 'procedure') {
      this.numbers = { program: as.program, version: as.version, procedure: as.procedure };
      return this.body(this.numbers, as.reply ? 'reply' : 'call', at);
    }
    const layouts = layoutsOfType(protocol, as.type);
    if (layouts.length > 0) return this.layout(layouts, at);
    this.unexplained(at, 'unknown-type', `There is no type ${as.type}.`);
    return message.length;
  }

  private bare(at: number): number {
    this.sections.body = this.builder.count;
    return walkBare(this.language, this.message, at, this.builder);
  }

  // ── parts ──────────────────────────────────────────────────────────────────────────────────────

  private section(
    name: 'header' | 'credential' | 'verifier',
    field: FieldDescriptor,
    at: number,
    kind: Kind,
  ): number {
    const { builder, message } = this;
    if (at >= message.length && at > this.start) return at;
    const node = builder.count;
    const end = this.walker.walk(field, at, message.length, kind);
    if (builder.count > node) this.sections[name] = node;
    return end;
  }

  /** Value of the first field of that name below `node`; null where there is none or it is missing. */
  private value(node: number, identifier: string): number | null {
    if (node < 0) return null;
    const { builder, message } = this;
    const { table } = this.protocol;
    for (let at = node + 1; at < builder.end[node]!; at++) {
      if (table.fields[builder.field[at]!]!.identifier !== identifier) continue;
      const view = new NodeView(table, builder, message.bytes, at);
      return view.present && view.isLeaf && view.length === 4 ? view.uint() : null;
    }
    return null;
  }

  /** Tiles what nobody describes: as words, or as what it looks like. The note is no complaint. */
  private unexplained(at: number, code: string, text: string): void {
    const { builder, message } = this;
    const node = builder.count;
    const like = walkUnknown(this.language, message, at, builder);
    const guess = like === null ? '' : ` Its bytes look like ${like}: a guess.`;
    builder.note('info', code, text + guess, at, message.length - at, builder.count > node ? node : 0);
  }

  /** Bytes behind everything that is described. */
  private left(at: number): void {
    const { builder, message } = this;
    const count = message.length - at;
    const node = builder.count;
    this.walker.rest(at, message.length);
    const text = `${count} ${count === 1 ? 'byte follows' : 'bytes follow'} behind all that is described.`;
    builder.note('warning', 'trailing-bytes', text, at, count, node);
  }
}
