/**
 * Bytes + descriptors → leaves and groups in a flat tree.
 *
 *     string name<>      leaves: length, name, padding, as siblings
 *     opaque x<> @holds  leaf length, group x (what is inside), leaf padding
 *     struct             group
 *     union              member of a struct, arm or optional: discriminant and arm as siblings, no node of
 *                        its own (unless its type has a meaning); elsewhere a group of the two
 *     T x[n], T x<>      group: (leaf count), elements with their number in `aux`
 *     T *x               leaf `x present`, then x, as siblings
 *     list               group: entries (leaf `one more follows`, then the members), leaf with the last 0
 *
 * Whatever the bytes are, the leaves tile [start, end): what does not fit is noted and tiled as undecoded.
 * What has no bytes makes no node. Nothing throws; time is linear in the bytes.
 */
import { Kind, Op, type FieldDescriptor, type TypeDescriptor } from './descriptor.ts';
import { ContentWalker } from './content.ts';
import { DEPTH, UNKNOWN } from './emitter.ts';
import { evaluate } from './expression.ts';
import type { Message } from './message.ts';
import type { Protocol } from './protocol.ts';
import type { Registry } from './registry.ts';
import { NodeFlag, type TreeBuilder } from './tree.ts';

/**
 * Walks `field` over [start, end) of a message and appends its nodes to `builder`, into the open group.
 * Returns where it ends; bytes from there to `end` are not touched. What does not fit is noted, and all
 * up to `end` is tiled.
 * @param kind section of what is walked; types may have their own
 * @param release by which codecs look up types; default: the one that the field was compiled for
 */
export function walk(
  protocol: Protocol,
  registry: Registry,
  message: Message,
  field: FieldDescriptor,
  start: number,
  end: number,
  builder: TreeBuilder,
  kind: Kind = Kind.body,
  release: number = protocol.releaseOf(field),
): number {
  return new Walker(protocol, registry, message, builder).walk(field, start, end, kind, release);
}

/** Tiles [start, end) with undecoded and missing leaves. */
export function walkRest(
  protocol: Protocol,
  registry: Registry,
  message: Message,
  start: number,
  end: number,
  builder: TreeBuilder,
): void {
  new Walker(protocol, registry, message, builder).rest(start, end);
}

/** Opens a group of `field` over [start, end) and has a codec of the registry tile it. */
export function walkCodec(
  protocol: Protocol,
  registry: Registry,
  message: Message,
  codec: string,
  field: FieldDescriptor,
  start: number,
  end: number,
  builder: TreeBuilder,
  kind: Kind = Kind.body,
): void {
  const held = { codec, field: null, argument: null };
  const walker = new Walker(protocol, registry, message, builder);
  walker.release = protocol.releaseOf(field);
  walker.holding(field, held, start, end, kind, 0);
}

/** Walks one message into one builder, field after field. */
export class Walker extends ContentWalker {
  /** Goes on with another message, inside so many groups. */
  again(message: Message, depth: number, release: number): void {
    this.look(message);
    this.depth = depth;
    this.release = release;
    this.lost = false;
    this.inherited = 0;
    this.scope = 0;
  }

  /** See the function `walk`. */
  walk(
    field: FieldDescriptor,
    start: number,
    end: number,
    kind: Kind = Kind.body,
    release: number = this.protocol.releaseOf(field),
  ): number {
    this.release = release;
    return this.field(field, start, end, kind);
  }

  // ── fields ─────────────────────────────────────────────────────────────────────────────────────

  protected override visit(
    field: FieldDescriptor,
    start: number,
    end: number,
    outer: Kind,
    aux: number,
  ): number {
    const { type } = field;
    const kind = type.kind ?? outer;
    switch (type.op) {
      case Op.Void:
        return start;
      case Op.Int:
      case Op.UInt:
      case Op.Float: {
        const stop = start + 4;
        if (stop > end) return this.short(field, start, end, 4);
        this.leaf(field, start, stop, kind, aux);
        return stop;
      }
      case Op.Hyper:
      case Op.UHyper:
      case Op.Double: {
        const stop = start + 8;
        if (stop > end) return this.short(field, start, end, 8);
        this.leaf(field, start, stop, kind, aux);
        return stop;
      }
      case Op.Bool:
      case Op.Enum: {
        const stop = start + 4;
        if (stop > end) return this.short(field, start, end, 4);
        this.named(field, start, kind, aux);
        return stop;
      }
      case Op.OpaqueFixed:
        return this.opaque(field, start, end, kind, aux, type.size, false);
      case Op.OpaqueVar:
      case Op.String:
        return this.variable(field, start, end, kind, aux);
      case Op.Struct:
        return this.struct(field, start, end, kind, aux);
      case Op.Union:
        return this.union(field, start, end, kind, aux);
      case Op.CharArray:
      case Op.ArrayFixed:
      case Op.ArrayVar:
        return this.array(field, start, end, kind, aux);
      case Op.Optional:
        return this.optional(field, start, end, kind, aux);
      case Op.List:
        return this.list(field, start, end, kind, aux);
    }
  }

  /** A bool or an enum: a word that has few values. */
  private named(field: FieldDescriptor, start: number, kind: Kind, aux: number): void {
    const node = this.leaf(field, start, start + 4, kind, aux);
    if (!this.present(start, start + 4)) return;
    const { type } = field;
    const value = this.word(start) | 0;
    if (type.members.has(value)) return;
    const bool = type.op === Op.Bool;
    const code = bool ? 'bool-out-of-range' : 'enum-out-of-range';
    const message = bool
      ? `${field.label} is ${value}, neither 0 nor 1.`
      : `${field.label} is ${value}, which ${type.name} has no name for.`;
    this.builder.note('warning', code, message, start, 4, node);
  }

  // ── structs and unions ─────────────────────────────────────────────────────────────────────────

  private struct(field: FieldDescriptor, start: number, end: number, kind: Kind, aux: number): number {
    const { type } = field;
    if (type.fixedSize === 0) return start;
    if (this.depth >= DEPTH) return this.tooDeep(field, start, end);
    const { inherited } = this;
    const node = this.enter(field, start, kind, aux);
    const at = this.members(type, start, end, kind);
    this.leave(node, at, inherited);
    return at;
  }

  protected override members(type: TypeDescriptor, start: number, end: number, kind: Kind): number {
    const { fields } = type;
    const first = this.builder.count;
    const { scope } = this;
    let at = start;
    for (let i = 0; i < fields.length && !this.lost; i++) {
      const field = fields[i]!;
      this.scope = first;
      at =
        field.spanExpression === null
          ? this.visit(field, at, end, kind, 0)
          : this.spanned(field, start, at, end, kind);
    }
    this.scope = scope;
    return at;
  }

  /** A field behind which the next one starts at a known place, whatever goes wrong inside. */
  private spanned(field: FieldDescriptor, base: number, start: number, end: number, kind: Kind): number {
    const { builder, scope } = this;
    const span = evaluate(field.spanExpression!, (name) => this.earlier(name, scope));
    if (span === null) return this.visit(field, start, end, kind, 0);
    const wanted = base + span;
    const stop = Math.min(end, Math.max(start, wanted));
    const first = builder.count;
    const notes = builder.notes.length;
    const at = stop > start ? this.visit(field, start, stop, kind, 0) : start;
    // what was not captured is no fault of the field
    const trouble = this.lost && builder.notes.slice(notes).some(({ severity }) => severity !== 'info');
    // a place that cannot be is worth less than a field that fits
    const fits = wanted > end && !this.lost;
    this.lost = false;
    if (at < stop && !fits) this.rest(at, stop);
    const node = builder.count > first ? first : builder.open;
    if (stop !== wanted) {
      const message = `${field.label} should end at ${span}; it can from ${start - base} to ${end - base}.`;
      builder.note('error', 'span-out-of-range', message, start, (fits ? at : stop) - start, node);
      if (fits) return at;
      if (wanted > end) this.lost = true;
    } else if (at < stop) {
      const message = `${field.label} ends ${stop - at} bytes before the place that is announced.`;
      builder.note('warning', 'span-mismatch', message, at, stop - at, node);
    } else if (trouble) {
      const message = `${field.label} does not fit up to the place that is announced.`;
      builder.note('warning', 'span-mismatch', message, start, stop - start, node);
    }
    return stop;
  }

  private union(field: FieldDescriptor, start: number, end: number, kind: Kind, aux: number): number {
    if (this.depth >= DEPTH) return this.tooDeep(field, start, end);
    if (field.inline) {
      this.depth++;
      const at = this.choice(field.type, start, end, kind);
      this.depth--;
      return at;
    }
    const { inherited } = this;
    const node = this.enter(field, start, kind, aux);
    const at = this.choice(field.type, start, end, kind);
    this.leave(node, at, inherited);
    return at;
  }

  /** A union whose discriminant is read. */
  protected override choice(type: TypeDescriptor, start: number, end: number, outer: Kind): number {
    const field = type.discriminant!;
    const first = this.builder.count;
    const at = this.visit(field, start, end, outer, 0);
    if (this.lost) return at;
    if (!this.present(start, at)) return this.unknown(field, first, start, end);
    return this.arm(type, this.word(start) | 0, start, at, end, outer);
  }

  /** @param from where the discriminant stands, for the note */
  protected override arm(
    type: TypeDescriptor,
    value: number,
    from: number,
    start: number,
    end: number,
    kind: Kind,
  ): number {
    const arm = type.arms.get(value) ?? type.defaultArm;
    if (arm) return this.visit(arm, start, end, kind, 0);
    const message = `${type.name} says nothing for ${type.discriminant?.label ?? 'the value'} ${value}.`;
    return this.stray('union-without-arm', message, start, end, from);
  }

  private optional(field: FieldDescriptor, start: number, end: number, kind: Kind, aux: number): number {
    const word = field.lengthField!;
    if (start + 4 > end) return this.short(word, start, end, 4);
    const value = this.announce(word, start, kind, aux);
    const node = this.builder.count - 1;
    if (value === UNKNOWN) return this.unknown(word, node, start, end);
    if (value === 0) return start + 4;
    if (value !== 1) this.flag(word, value, start, node);
    return this.visit(field.type.element!, start + 4, end, kind, aux);
  }

  private flag(field: FieldDescriptor, value: number, start: number, node: number): void {
    const message = `The word "${field.label}" is ${value}, neither 0 nor 1. Read as 1.`;
    this.builder.note('warning', 'bool-out-of-range', message, start, 4, node);
  }

  // ── what repeats ───────────────────────────────────────────────────────────────────────────────

  private array(field: FieldDescriptor, start: number, end: number, kind: Kind, aux: number): number {
    const { type } = field;
    const variable = type.op === Op.ArrayVar;
    if (type.fixedSize === 0) return start;
    if (this.depth >= DEPTH) return this.tooDeep(field, start, end);
    if (variable && start + 4 > end) return this.short(field.lengthField!, start, end, 4);
    const { inherited } = this;
    const node = this.enter(field, start, kind, aux);
    const at = variable
      ? this.counted(field, start, end, kind)
      : this.elements(field, type.size, start, end, kind, null);
    this.leave(node, at, inherited);
    return at;
  }

  private counted(field: FieldDescriptor, start: number, end: number, kind: Kind): number {
    const word = field.lengthField!;
    const count = this.announce(word, start, kind, 0);
    const node = this.builder.count - 1;
    if (count === UNKNOWN) return this.unknown(word, node, start, end);
    if (count > field.type.size) {
      const message = `${word.label} is ${count}, more than the ${field.type.size} that are allowed.`;
      this.builder.note('warning', 'over-limit-length', message, start, 4, node);
    }
    return this.elements(field, count, start + 4, end, kind, node);
  }

  /** @param counter node of the count word, null for fixed arrays */
  private elements(
    field: FieldDescriptor,
    count: number,
    start: number,
    end: number,
    outer: Kind,
    counter: number | null,
  ): number {
    const { builder } = this;
    const element = field.type.element!;
    const { type } = element;
    const kind = type.kind ?? outer;
    let wanted = count;
    let cut = false;
    if (counter !== null) {
      if (type.fixedSize === 0) {
        if (count > 0) {
          const message = `${count} elements of ${field.label} take no bytes; none is shown.`;
          builder.note('info', 'empty-elements', message, start - 4, 4, counter);
        }
        return start;
      }
      const least = Math.max(1, type.minSize);
      const room = Math.floor((end - start) / least);
      if (count > room) {
        const message = `${field.lengthField!.label} is ${count}, but at most ${room} fit into the ${end - start} bytes that are left.`;
        builder.note('error', 'count-beyond-record', message, start - 4, 4, counter);
        cut = true;
        wanted = room;
      }
    }
    let at = start;
    let i = 0;
    if (type.op === Op.Int || type.op === Op.UInt || type.op === Op.Float) {
      const whole = Math.min(wanted, Math.floor((Math.min(end, this.safe) - start) / 4));
      if (whole > 0) {
        const flags = element.secret ? this.inherited | NodeFlag.secret : this.inherited;
        builder.words(element.id, start, whole, kind, flags);
        at = start + whole * 4;
        i = whole;
      }
    }
    while (i < wanted && !this.lost) {
      // a count that nobody saw the elements of is no reason to make them
      const absent = Math.min(wanted - i, this.absent(at, end, type.fixedSize));
      if (absent > 0) {
        this.rest(at, at + absent * type.fixedSize);
        at += absent * type.fixedSize;
        i += absent;
      } else at = this.visit(element, at, end, kind, i++);
    }
    if (cut && !this.lost) {
      this.rest(at, end);
      this.lost = true;
      return end;
    }
    return at;
  }

  private list(field: FieldDescriptor, start: number, end: number, kind: Kind, aux: number): number {
    const word = field.lengthField!;
    const element = field.type.element!;
    const { type } = element;
    const inner = type.kind ?? kind;
    if (this.depth + 1 >= DEPTH) return this.tooDeep(field, start, end);
    if (start + 4 > end) return this.short(word, start, end, 4);
    const { inherited } = this;
    const node = this.enter(field, start, kind, aux);
    let at = start;
    for (let i = 0; !this.lost; i++) {
      if (at + 4 > end) {
        at = this.short(word, at, end, 4);
        break;
      }
      // a flag that cannot be read stands outside the entry that it may announce
      if (!this.present(at, at + 4)) {
        const flag = this.leaf(word, at, at + 4, kind, 0);
        at = this.unknown(word, flag, at, end);
        break;
      }
      const value = this.word(at);
      if (value === 0) {
        this.leaf(word, at, at + 4, kind, 0);
        at += 4;
        break;
      }
      const outside = this.inherited;
      const entry = this.enter(element, at, inner, i);
      const flag = this.leaf(word, at, at + 4, inner, 0);
      if (value !== 1) this.flag(word, value, at, flag);
      at = this.members(type, at + 4, end, inner);
      this.leave(entry, at, outside);
    }
    this.leave(node, at, inherited);
    return at;
  }
}
