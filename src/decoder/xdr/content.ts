/**
 * The part of the walk that goes into opaques and strings: lengths, padding, and what `@holds` says stands
 * inside. It is what codecs walk with.
 */
import { Op, type FieldDescriptor, type Held, type Kind, type TypeDescriptor } from './descriptor.ts';
import { DEPTH, Emitter, UNKNOWN } from './emitter.ts';
import { padding } from './make.ts';
import type { Message } from './message.ts';
import type { Protocol } from './protocol.ts';
import type { AdhocWords, Registry, WalkContext } from './registry.ts';
import { isUtf8 } from './text.ts';
import { NodeFlag, type TreeBuilder } from './tree.ts';

export abstract class ContentWalker extends Emitter implements WalkContext {
  /** by which codecs look up types */
  release = 0;
  /** first node of the struct whose members are walked, for values of earlier fields */
  protected scope = 0;

  constructor(
    protocol: Protocol,
    private readonly registry: Registry,
    message: Message,
    builder: TreeBuilder,
  ) {
    super(protocol, message, builder);
  }

  get key(): object {
    return this.protocol;
  }

  /** Walks a field over [start, end), into the open group. Returns where it ends. */
  protected abstract visit(
    field: FieldDescriptor,
    start: number,
    end: number,
    outer: Kind,
    aux: number,
  ): number;
  /** Walks the members of a struct. */
  protected abstract members(type: TypeDescriptor, start: number, end: number, kind: Kind): number;
  /** Walks a union whose discriminant is read. */
  protected abstract choice(type: TypeDescriptor, start: number, end: number, outer: Kind): number;
  /** Walks the arm for a value. `from`: where the discriminant stands. */
  protected abstract arm(
    type: TypeDescriptor,
    value: number,
    from: number,
    start: number,
    end: number,
    kind: Kind,
  ): number;

  // ── for codecs ─────────────────────────────────────────────────────────────────────────────────

  field(field: FieldDescriptor, start: number, end: number, kind: Kind): number {
    const { lost, scope } = this;
    this.lost = false;
    this.scope = this.builder.count;
    const stop = this.visit(field, start, Math.max(start, end), kind, 0);
    this.lost = lost;
    this.scope = scope;
    return stop;
  }

  type(name: string): TypeDescriptor | null {
    return this.protocol.type(name, this.release);
  }

  adhoc(identifier: string, type: TypeDescriptor, words?: AdhocWords): FieldDescriptor {
    return this.protocol.adhoc(identifier, type, words);
  }

  // ── opaques and strings ──────────────────────────────────────────────────────────────────────────

  protected variable(field: FieldDescriptor, start: number, end: number, kind: Kind, aux: number): number {
    const word = field.lengthField!;
    if (start + 4 > end) return this.short(word, start, end, 4);
    const length = this.announce(word, start, kind, aux);
    const node = this.builder.count - 1;
    if (length === UNKNOWN) return this.unknown(word, node, start, end);
    if (length > field.type.size) {
      const message = `${word.label} is ${length}, more than the ${field.type.size} that are allowed.`;
      this.builder.note('warning', 'over-limit-length', message, start, 4, node);
    }
    const at = start + 4;
    if (length <= end - at) return this.opaque(field, at, end, kind, aux, length, true);
    const message = `${word.label} is ${length}, but ${end - at} bytes are left.`;
    this.builder.note('error', 'length-beyond-record', message, start, 4, node);
    this.content(field, at, end, kind, aux);
    this.lost = true;
    return end;
  }

  /** The bytes of an opaque or string, and its padding. */
  protected opaque(
    field: FieldDescriptor,
    start: number,
    end: number,
    kind: Kind,
    aux: number,
    length: number,
    counted: boolean,
  ): number {
    if (length > end - start) return this.short(field, start, end, length);
    const at = start + length;
    this.content(field, start, at, kind, aux);
    if (field.type.op === Op.String && at <= this.safe && !isUtf8(this.bytes, start, at)) {
      const message = `${field.label} is no UTF-8; bytes that are no text are shown as escapes.`;
      this.builder.note('info', 'not-utf8', message, start, length, this.builder.count - 1);
    }
    const pad = padding(length);
    if (pad === 0) return at;
    if (pad <= end - at) {
      this.padding(at, at + pad, aux);
      return at + pad;
    }
    const { builder } = this;
    if (end > at) this.padding(at, end, aux);
    const message = `${field.label} lacks ${pad - (end - at)} of ${pad} bytes of padding.`;
    builder.note(
      'warning',
      'short-padding',
      message,
      at,
      end - at,
      counted || end > at ? builder.count - 1 : builder.open,
    );
    return end;
  }

  /** Bytes of an opaque or string: a leaf, or a group of what they hold. */
  protected content(field: FieldDescriptor, start: number, stop: number, kind: Kind, aux: number): void {
    if (stop === start) return;
    if (field.held === null) this.leaf(field, start, stop, kind, aux);
    else this.holding(field, field.held, start, stop, kind, aux);
  }

  // ── what an opaque holds ───────────────────────────────────────────────────────────────────────

  holding(field: FieldDescriptor, held: Held, start: number, stop: number, kind: Kind, aux: number): void {
    if (this.depth >= DEPTH) {
      this.tooDeep(field, start, stop);
      this.lost = false;
      return;
    }
    const argument = held.argument === null ? null : this.earlier(held.argument, this.scope);
    const { inherited, lost, scope } = this;
    const node = this.enter(field, start, kind, aux);
    this.lost = false;
    this.scope = this.builder.count;
    if (held.codec !== null) this.codec(held.codec, start, stop, node, argument);
    else this.inside(held, start, stop, kind, argument);
    this.lost = lost;
    this.scope = scope;
    this.leave(node, stop, inherited);
  }

  /** Lets a codec take [start, stop) apart; what it leaves is tiled. */
  codec(name: string, start: number, stop: number, node: number, argument: number | null): void {
    const { builder, depth, inherited } = this;
    const notes = builder.notes.length;
    let at = start;
    let trouble: string;
    try {
      this.registry.codecs.get(name)!.walk(this, start, stop, node, argument);
      // a codec that adds nothing has nothing to take apart: the bytes stay one leaf
      if (builder.count === node + 1 && builder.open === node) return;
      // else it tiles what it was given; where it does not, the rest is undecoded
      at = builder.count > node + 1 ? builder.stop[builder.count - 1]! : start;
      if (at === stop && builder.open === node) return;
      trouble = `The ${name} codec stopped after ${at - start} of ${stop - start} bytes.`;
    } catch (fault) {
      at = Infinity;
      trouble = `The ${name} codec failed: ${fault instanceof Error ? fault.message : 'no reason'}.`;
    }
    this.depth = depth;
    this.inherited = inherited;
    if (at > stop || builder.open !== node) {
      builder.cut(node, notes);
      at = start;
    }
    this.rest(at, stop);
    builder.note('error', 'codec-failed', trouble, start, stop - start, node);
  }

  private inside(held: Held, start: number, stop: number, kind: Kind, argument: number | null): void {
    const field = held.field!;
    const { type } = field;
    const own = type.kind ?? kind;
    let at: number;
    if (type.op === Op.Struct) at = this.members(type, start, stop, own);
    else if (type.op !== Op.Union) at = this.visit(field, start, stop, own, 0);
    else if (held.argument === null) at = this.choice(type, start, stop, own);
    else if (argument === null) at = start;
    else at = this.arm(type, argument | 0, start, start, stop, own);
    if (this.lost || at >= stop) return;
    const first = this.builder.count;
    this.rest(at, stop);
    if (held.argument !== null && argument === null) return;
    const message = `${stop - at} bytes are left behind ${type.name}.`;
    this.builder.note('warning', 'bytes-left', message, at, stop - at, first);
  }

  /** Value of an earlier field of the struct whose nodes begin at `first`; null: not known. */
  protected earlier(name: string, first: number): number | null {
    const { builder, protocol } = this;
    for (let node = first; node < builder.count; node = builder.end[node]!) {
      const { identifier, type } = protocol.table.fields[builder.field[node]!]!;
      if (identifier !== name) continue;
      if (builder.flags[node]! & NodeFlag.valueMissing) return null;
      const start = builder.start[node]!;
      const length = builder.stop[node]! - start;
      if (length === 4) return type.op === Op.UInt ? this.word(start) : this.word(start) | 0;
      return length === 8 ? this.word(start) * 2 ** 32 + this.word(start + 4) : null;
    }
    return null;
  }
}
