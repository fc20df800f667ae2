/**
 * Puts nodes into a tree: leaves that know of holes, groups that vanish when empty, runs that nobody
 * explains, and the notes on them.
 */
import { Kind, type FieldDescriptor } from './descriptor.ts';
import type { Message } from './message.ts';
import type { Protocol } from './protocol.ts';
import { Reader } from './reader.ts';
import { NodeFlag, type TreeBuilder } from './tree.ts';

/** Groups inside each other. */
export const DEPTH = 64;

/** A length, count or discriminant that was not captured. */
export const UNKNOWN = -1;

export class Emitter extends Reader {
  /** true from the first thing that did not fit until the next place that can be trusted */
  protected lost = false;
  protected depth = 0;
  /** flags that children take over */
  protected inherited = 0;

  constructor(
    protected readonly protocol: Protocol,
    message: Message,
    readonly builder: TreeBuilder,
  ) {
    super(message);
  }

  /** Tiles [start, end) with undecoded and missing leaves. */
  rest(start: number, end: number): void {
    const { builder, protocol } = this;
    let at = start;
    for (let hole = this.holeAfter(at); at < end; hole++) {
      const [from, to] = this.hole(hole);
      const stop = Math.min(end, Math.max(at, from));
      if (stop > at) builder.leaf(protocol.undecoded.id, at, stop, Kind.undecoded, 0, this.inherited);
      const missing = Math.min(end, Math.max(stop, to));
      if (missing > stop) {
        builder.leaf(protocol.missing.id, stop, missing, Kind.missing, 0, NodeFlag.valueMissing);
      }
      at = missing;
    }
  }

  /** A leaf that may overlap a hole. */
  protected holed(
    field: number,
    start: number,
    stop: number,
    kind: Kind,
    aux: number,
    flags: number,
  ): number {
    const captured = this.captured(start, stop);
    if (captured === stop - start) return this.builder.leaf(field, start, stop, kind, aux, flags);
    const seen = captured === 0 ? Kind.missing : kind;
    return this.builder.leaf(field, start, stop, seen, aux, flags | NodeFlag.valueMissing);
  }

  protected leaf(field: FieldDescriptor, start: number, stop: number, kind: Kind, aux: number): number {
    const flags = field.secret ? this.inherited | NodeFlag.secret : this.inherited;
    if (stop <= this.safe) return this.builder.leaf(field.id, start, stop, kind, aux, flags);
    return this.holed(field.id, start, stop, kind, aux, flags);
  }

  /** Opens the group of a field; `leave` closes it. */
  protected enter(field: FieldDescriptor, start: number, kind: Kind, aux: number): number {
    this.depth++;
    if (field.secret) this.inherited |= NodeFlag.secret;
    return this.builder.group(field.id, start, kind, aux, this.inherited);
  }

  protected leave(node: number, stop: number, inherited: number): void {
    this.depth--;
    this.inherited = inherited;
    this.builder.close(node, stop);
    if (stop > this.safe) this.flagMissing(node, stop);
    if (this.builder.count === node + 1 && stop === this.builder.start[node]) this.builder.discard(node);
  }

  protected tooDeep(field: FieldDescriptor, start: number, end: number): number {
    const message = `${field.label} stands more than ${DEPTH} levels deep.`;
    return this.stray('nested-too-deep', message, start, end);
  }

  /** A group whose bytes were not all captured says so: its meaning would be read from zeros. */
  private flagMissing(node: number, stop: number): void {
    const { builder } = this;
    const start = builder.start[node]!;
    const captured = this.captured(start, stop);
    if (captured < stop - start) builder.flags[node]! |= NodeFlag.valueMissing;
    // an opaque whose codec added nothing is a leaf
    if (captured === 0 && builder.count === node + 1) builder.kind[node] = Kind.missing;
  }

  /** A length, count or flag word: its value, or UNKNOWN. It must fit. Its node is the last one. */
  protected announce(field: FieldDescriptor, start: number, kind: Kind, aux: number): number {
    this.leaf(field, start, start + 4, kind, aux);
    return this.present(start, start + 4) ? this.word(start) : UNKNOWN;
  }

  protected padding(start: number, stop: number, aux: number): void {
    const { builder, bytes } = this;
    const { id } = this.protocol.padding;
    if (stop > this.safe) {
      this.holed(id, start, stop, Kind.padding, aux, 0);
      return;
    }
    const node = builder.leaf(id, start, stop, Kind.padding, aux, 0);
    for (let at = start; at < stop; at++) {
      if (bytes[at] !== 0) {
        builder.note('warning', 'nonzero-padding', 'Padding is not zero.', start, stop - start, node);
        return;
      }
    }
  }

  // ── what does not fit ──────────────────────────────────────────────────────────────────────────

  /** The data ends inside a field. */
  protected short(field: FieldDescriptor, start: number, end: number, needed: number): number {
    const left = end - start;
    return this.stray(
      'field-beyond-record',
      `${field.label} needs ${needed} bytes, ${left} are left.`,
      start,
      end,
    );
  }

  /** Notes an error and gives up all of [at, end). The note covers that too, or begins earlier, at `from`. */
  protected stray(code: string, message: string, at: number, end: number, from = at): number {
    const { builder } = this;
    const first = builder.count;
    this.rest(at, end);
    const length = from === at ? end - at : at - from;
    builder.note('error', code, message, from, length, builder.count > first ? first : builder.open);
    this.lost = true;
    return end;
  }

  /** A word on which the rest depends was not captured. */
  protected unknown(field: FieldDescriptor, node: number, start: number, end: number): number {
    const message = `${field.label} was not captured; what follows cannot be read.`;
    this.builder.note('info', 'missing-length', message, start, 4, node);
    this.rest(start + 4, end);
    this.lost = true;
    return end;
  }
}
