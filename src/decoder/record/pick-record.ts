/**
 * Visits the wanted fields of one record, and builds no tree.
 *
 *     call    mark │ header │ credential │ verifier │ arguments
 *     reply   mark │ header, verifier inside        │ results
 *
 * What it visits is what `decodeRecord` makes nodes of those names for, in wire order (groups behind what stands
 * in them), and beside that strings and opaques without bytes. Where several layouts place the wanted fields
 * differently the record is decoded in full, since that is how the choice is made.
 */
import { RowKind } from '../api.ts';
import { argumentsAt, HEAD, resultsAt } from '../rpc/header.ts';
import { namesInside } from '../xdr/codec-names.ts';
import { Role, type ReleaseSet } from '../xdr/descriptor.ts';
import { word, type Message } from '../xdr/message.ts';
import { PickRun, type Visit } from '../xdr/pick.ts';
import { planFor, type Plan } from '../xdr/plan.ts';
import { NodeFlag, TreeBuilder } from '../xdr/tree.ts';
import { isPlain, MARK_LENGTH, messageOf, type WireBytes } from './coordinates.ts';
import { decodeRecord, type DecodedRecord, type Language, type ProcedureNumbers } from './decode.ts';
import { PickKinds, type PickKind } from './pick-kinds.ts';
import { IdleHeader } from './idle-header.ts';
import { sectionFields, type SectionFields } from './section-fields.ts';

/** What has to be known to visit the wanted fields of a record. */
export const Need = {
  /** it cannot have any */
  nothing: 0,
  /** its bytes */
  bytes: 1,
  /** its bytes, and which releases its sender may be */
  releases: 2,
  /** all that decoding in full knows */
  all: 3,
} as const;
export type Need = (typeof Need)[keyof typeof Need];

/** Names that only a tree has. */
const OF_TREES = ['rpc.record', 'rpc.mark', 'xdr.padding', 'xdr.undecoded', 'xdr.missing'];
/** Names of bytes of which nobody says what they are, and that look like nothing. */
const OF_WORDS = ['xdr.word', 'xdr.words', 'glusterfs.payload', 'glusterfs.dict', 'glusterfs.dict.length'];

const SUCCESS = 0;

export class RecordPicker {
  /** of the record whose fields are visited, and perhaps of others around it */
  bytes: Uint8Array = new Uint8Array(0);
  /** where offset 0 of its message is: that of its mark, where it has one and no more */
  base = 0;
  private readonly kinds: PickKinds;
  private readonly fields: SectionFields;
  private readonly run: PickRun;
  /** header, credential, verifier */
  private readonly beforeArguments: readonly Plan[];
  /** how many of them are to be gone through where the arguments are not wanted */
  private readonly lastBefore: number;
  private readonly replyHeader: Plan;
  private readonly inCall: boolean;
  /** only a tree has what is wanted */
  private readonly ofTree: boolean;
  /** what nobody describes, or only by a guess, may have it */
  private readonly ofUnknown: boolean;
  private readonly message: { bytes: Uint8Array; length: number; holes: Message['holes'] };
  private readonly room = new TreeBuilder(256);

  /** @param wanted display-filter names */
  constructor(
    readonly language: Language,
    readonly wanted: ReadonlySet<string>,
  ) {
    const { protocol, registry } = language;
    this.fields = sectionFields(protocol);
    this.kinds = new PickKinds(language, wanted);
    this.run = new PickRun(protocol, registry);
    const plan = (name: 'callHeader' | 'credential' | 'verifier' | 'replyHeader'): Plan =>
      planFor(this.fields[name], wanted, registry, protocol);
    this.beforeArguments = [plan('callHeader'), plan('credential'), plan('verifier')];
    this.lastBefore = this.beforeArguments.findLastIndex(({ leads }) => leads) + 1;
    this.replyHeader = plan('replyHeader');
    this.inCall = this.lastBefore > 0;
    this.ofTree = OF_TREES.some((name) => wanted.has(name));
    const guessed = new Set(OF_WORDS);
    for (const type of ['gf_dict', 'gfx_dict']) {
      for (const { field } of protocol.variants(type)) {
        for (const name of namesInside(field, registry, protocol)) guessed.add(name);
      }
    }
    this.ofUnknown = this.ofTree || [...wanted].some((name) => guessed.has(name));
    this.message = { bytes: this.bytes, length: 0, holes: [] };
    this.run.outer = this.fields.record;
  }

  /** @param numbers of the call, or of the call that the reply answers; null: not known */
  need(kind: RowKind, numbers: ProcedureNumbers | null): Need {
    if (numbers === null) return kind === RowKind.call ? Need.bytes : this.needOf(kind, false, 0, 0, 0);
    return this.needOf(kind, true, numbers.program, numbers.version, numbers.procedure);
  }

  /** The same without an object. @param known the numbers are those of the call */
  needOf(kind: RowKind, known: boolean, program: number, version: number, procedure: number): Need {
    if (this.wanted.size === 0) return Need.nothing;
    if (kind !== RowKind.call && kind !== RowKind.reply) {
      return kind === RowKind.data && this.ofUnknown ? Need.all : Need.nothing;
    }
    const isCall = kind === RowKind.call;
    // a reply without call is read as what fits it
    if (!known && !isCall) return this.kinds.any || this.ofTree ? Need.all : Need.bytes;
    if (!known) return Need.releases;
    const ofKind = this.kinds.of(isCall, program, version, procedure);
    if (this.needsTree(ofKind)) return Need.releases;
    if (ofKind.plan !== null) return Need.bytes;
    return (isCall ? this.inCall : this.replyHeader.leads) ? Need.bytes : Need.nothing;
  }

  /**
   * Visits the fields of a record; its need is `bytes`, or `releases`.
   * @param call of replies: numbers of the call; null: not known, then only the header is gone through
   * @returns true where `visit` said that it has enough
   */
  pick(
    kind: RowKind,
    wire: WireBytes,
    call: ProcedureNumbers | null,
    releases: ReleaseSet | null,
    visit: Visit,
  ): boolean {
    const { message } = this;
    this.base = 0;
    let start = 0;
    if (isPlain(wire)) {
      message.bytes = wire.bytes;
      message.length = wire.length;
      message.holes = wire.holes;
      start = wire.marks.length * MARK_LENGTH;
    } else {
      const whole = messageOf(wire);
      message.bytes = whole.bytes;
      message.length = whole.length;
      message.holes = whole.holes;
    }
    const isCall = kind === RowKind.call;
    if (isCall) call = this.numbersAt(start);
    const ofKind = call && this.kinds.of(isCall, call.program, call.version, call.procedure);
    if (this.ofTree || (ofKind && this.needsTree(ofKind))) {
      const input = { kind, wire, call: isCall ? null : call, releases, as: null };
      return this.pickTree(decodeRecord(this.language, input, this.room), visit);
    }
    return this.go(isCall, start, ofKind, visit);
  }

  /**
   * The same where all bytes are there and no mark stands inside, and what is wanted needs its bytes alone: the
   * record is [base, end) of `bytes`, its message begins at `start`.
   */
  pickAt(
    isCall: boolean,
    bytes: Uint8Array,
    base: number,
    start: number,
    end: number,
    program: number,
    version: number,
    procedure: number,
    visit: Visit,
  ): boolean {
    const { message } = this;
    this.base = base;
    message.bytes = bytes;
    message.length = end;
    if (message.holes.length > 0) message.holes = [];
    return this.go(isCall, start, this.kinds.of(isCall, program, version, procedure), visit);
  }

  private needsTree({ needsTree, layouts }: PickKind): boolean {
    return needsTree || this.ofTree || (layouts.length === 0 && this.ofUnknown);
  }

  /** Visits the nodes of a tree. */
  pickTree(record: DecodedRecord, visit: Visit): boolean {
    const { tree } = record;
    const { fields } = this.language.protocol.table;
    this.bytes = record.message.bytes;
    this.base = 0;
    for (let node = 0; node < tree.count; node++) {
      const field = fields[tree.field[node]!]!;
      const present = (tree.flags[node]! & NodeFlag.valueMissing) === 0;
      const { owner } = field;
      // what has no bytes has no node but its length
      if (field.role === Role.length && owner && present && this.wanted.has(owner.filter)) {
        const stop = tree.stop[node]!;
        if (word(this.bytes, stop - 4) === 0 && visit(owner, stop, stop, true, tree.aux[node]!) === true)
          return true;
      }
      if (!this.wanted.has(field.filter)) continue;
      if (visit(field, tree.start[node]!, tree.stop[node]!, present, tree.aux[node]!) === true) return true;
    }
    return false;
  }

  private go(isCall: boolean, start: number, kind: PickKind | null, visit: Visit): boolean {
    const { message, run } = this;
    this.bytes = message.bytes;
    run.outerAt = start;
    const body = kind?.plan ?? null;
    let at = start;
    if (isCall && !this.inCall && body !== null) at = argumentsAt(message.bytes, start, message.length);
    else if (!isCall && !this.replyHeader.leads && body !== null)
      at = resultsAt(message.bytes, start, message.length);
    else at = -1;
    if (at < 0 || message.holes.length > 0) {
      at = isCall ? this.call(start, visit, body === null) : this.reply(start, visit);
      if (run.stopped) return true;
    }
    if (body === null || at < 0 || at >= message.length) return false;
    run.release = kind!.release;
    run.go(body, message, at, message.length, visit, true);
    return run.stopped;
  }

  /**
   * Goes through what stands before the arguments. Gives where they begin, -1: they are out of reach.
   * @param last the arguments are not wanted
   */
  private call(start: number, visit: Visit, last: boolean): number {
    const { message, run, beforeArguments } = this;
    const count = last ? this.lastBefore : beforeArguments.length;
    let at = start;
    for (let i = 0; i < count; i++) {
      if (at >= message.length) return -1;
      const plan = beforeArguments[i]!;
      // most often the header, which is always as long
      if (!plan.leads && plan.size >= 0 && plan.size <= message.length - at) {
        at += plan.size;
        continue;
      }
      at = run.go(plan, message, at, message.length, visit, last && i + 1 === count);
      if (run.lost) return -1;
    }
    return at;
  }

  private reply(start: number, visit: Visit): number {
    const { message, run, idle } = this;
    if (idle.begins(message, start)) {
      run.stopped = false;
      return idle.status === SUCCESS ? start + idle.length : -1;
    }
    this.status = -1;
    this.visits = 0;
    this.visitor = visit;
    const at = run.go(this.statusPlan, message, start, message.length, this.look, false);
    if (!run.lost && this.visits === 0) idle.keep(message, start, at, this.status);
    return run.lost || this.status !== SUCCESS ? -1 : at;
  }

  /** of the reply that is gone through: its accept status, -1 where it was not found; and what of it was wanted */
  private status = -1;
  private visits = 0;
  private visitor: Visit = () => true;
  private readonly look: Visit = (field, from, stop, present, aux) => {
    if (field.identifier === 'accept_status' && present) this.status = word(this.message.bytes, from);
    if (!this.wanted.has(field.filter)) return false;
    this.visits++;
    return this.visitor(field, from, stop, present, aux);
  };
  private readonly idle = new IdleHeader();

  private known: Plan | null = null;
  /** The reply's header with its accept status, by which results follow or not. */
  private get statusPlan(): Plan {
    const { protocol, registry } = this.language;
    return (this.known ??= planFor(
      this.fields.replyHeader,
      new Set([...this.wanted, 'rpc.state_accept']),
      registry,
      protocol,
    ));
  }

  private numbersAt(start: number): ProcedureNumbers | null {
    const { bytes, length, holes } = this.message;
    // the columns' bytes, as far as they were captured
    const stop = start + HEAD - MARK_LENGTH;
    if (stop > length || stop > bytes.length) return null;
    if (holes.some(([from, to]) => from < stop && to > start + 12)) return null;
    return {
      program: word(bytes, start + 12),
      version: word(bytes, start + 16),
      procedure: word(bytes, start + 20),
    };
  }
}
