/**
 * Where meanings and containers are plugged into the engine. xdr/ knows none by itself: types/ fills
 * a registry and hands it in.
 */
import type { FieldDescriptor, Kind, TypeDescriptor } from './descriptor.ts';
import type { TreeBuilder } from './tree.ts';
import type { Message } from './message.ts';
import type { NodeView } from './view.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One named bit (or small group of bits) of a word. */
export interface Bit {
  /** display-filter name, complete */
  readonly name: string;
  readonly label: string;
  readonly mask: number;
  readonly set: boolean;
  readonly doc: string;
}

/** What has no bytes of its own. */
export interface Derived {
  readonly name: string;
  readonly label: string;
  readonly value: Json;
  readonly display: string;
  /** true where it is inferred rather than worked out */
  readonly guess: boolean;
  /** the record that it was learned from; absent: from this one */
  readonly row?: number;
}

/** What a named type means. All members are optional: what is absent falls back to plain XDR. */
export interface Meaning {
  /** section that fields of this type belong to (`credential`, `dictionary`); inherited by children */
  readonly kind?: Kind;
  /** as a person reads it; null: fall back */
  display?(view: NodeView): string | null;
  /** the JSON value of the field contract; undefined: fall back */
  json?(view: NodeView): Json | undefined;
  bits?(view: NodeView): readonly Bit[];
  derived?(view: NodeView): readonly Derived[];
  /** for groups: the label instead of the field's (a pair shows its key); null: fall back */
  label?(view: NodeView): string | null;
  /** names that stand for numbers in a filter; an enum's own members need not be listed */
  readonly names?: ReadonlyMap<string, number>;
  /** beginnings that the names of an enum share, and that may be left out */
  readonly prefixes?: readonly string[];
  /** a comment that depends on the value (what this errno, this dictionary key means); null: the field's */
  doc?(view: NodeView): string | null;
}

/** What a codec may do while a message is walked. Positions are message offsets. */
export interface WalkContext {
  readonly message: Message;
  readonly builder: TreeBuilder;
  /** the same for all messages of one protocol: what a codec finds out about it can be kept by this */
  readonly key: object;
  /** true if [start, stop) was captured whole */
  present(start: number, stop: number): boolean;
  /** big-endian word at `at`; only where present */
  word(at: number): number;
  /**
   * Walks a field at [start, end) and returns where it ends. Never throws; what does not fit is noted
   * and tiled as undecoded.
   */
  field(field: FieldDescriptor, start: number, end: number, kind: Kind): number;
  /** Tiles [start, end) with undecoded and missing leaves. */
  rest(start: number, end: number): void;
  /** Looks up a type of the protocol by name, as the variant in force; null where there is none. */
  type(name: string): TypeDescriptor | null;
  /** A field that a codec or an inner value may be walked as. Cached by its arguments. */
  adhoc(identifier: string, type: TypeDescriptor, words?: AdhocWords): FieldDescriptor;
}

export interface AdhocWords {
  readonly label?: string;
  readonly doc?: string;
  readonly filter?: string;
  readonly secret?: boolean;
}

/**
 * Takes apart what is not XDR inside an opaque (`@holds`). Must tile [start, end) exactly, whatever
 * stands there. `group` is the node that the opaque's bytes became; `argument` the value of the field
 * that `@holds CODEC(field)` names, or null.
 */
export interface Codec {
  readonly name: string;
  walk(context: WalkContext, start: number, end: number, group: number, argument: number | null): void;
  /** names of fields that it emits, so that the table, the filter and the reference know them */
  readonly fields: readonly CodecField[];
  /** names of other codecs, and of XDR types, that it may find inside */
  readonly within?: readonly string[];
}

export interface CodecField {
  readonly identifier: string;
  readonly label: string;
  readonly doc: string;
  readonly filter: string;
  /** name of a built-in XDR type (`unsigned int`, `opaque<>`, `string<>`) or of a meaning */
  readonly type: string;
}

export interface Registry {
  readonly meanings: ReadonlyMap<string, Meaning>;
  readonly codecs: ReadonlyMap<string, Codec>;
}
