/** What a `.x` text says, before names are resolved. Every part knows where it stands. */
import type { Expression, Holds, Kind, NormalOutcome, ReleaseSet } from './descriptor.ts';

/** Line and column count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A fault of a `.x` text. Errors are values: nothing that reads such texts throws. */
export interface SourceError extends Place {
  readonly file: string;
  readonly message: string;
  /** what could stand there instead; may be empty */
  readonly expected: readonly string[];
}

/** What doc comments say about a thing: its words and its tags. */
export interface Doc {
  readonly text: string;
  readonly releases: ReleaseSet | null;
  readonly filter: string | null;
  readonly holds: Holds | null;
  readonly span: { readonly text: string; readonly expression: Expression } | null;
  readonly callPayload: string | null;
  readonly replyPayload: string | null;
  readonly used: string | null;
  readonly fromServer: boolean;
  readonly normal: readonly NormalOutcome[];
  readonly secret: boolean;
  readonly ref: string | null;
  readonly label: string | null;
  readonly kind: Kind | null;
  /** names of the tags that stand there, for the check of what belongs where */
  readonly tags: readonly string[];
  readonly place: Place | null;
}

/** A number, or the name of a constant. */
export type Value =
  | { readonly kind: 'number'; readonly value: number; readonly place: Place }
  | { readonly kind: 'name'; readonly name: string; readonly place: Place };

export type Specifier =
  | BuiltIn
  | { readonly kind: 'name'; readonly name: string; readonly place: Place }
  | EnumSpecifier
  | StructSpecifier
  | UnionSpecifier;

/** `opaque` and `string` only with a size behind the name; `char` and `short` as rpcgen sends them, in a word. */
export const BUILT_INS = [
  'void',
  'int',
  'unsigned int',
  'hyper',
  'unsigned hyper',
  'float',
  'double',
  'bool',
  'char',
  'unsigned char',
  'short',
  'unsigned short',
  'opaque',
  'string',
] as const;
export type BuiltInName = (typeof BUILT_INS)[number];

export interface BuiltIn {
  readonly kind: 'builtin';
  readonly name: BuiltInName;
  readonly place: Place;
}

export interface EnumSpecifier {
  readonly kind: 'enum';
  readonly members: readonly EnumMember[];
  readonly place: Place;
}
export interface EnumMember {
  readonly name: string;
  /** null: one more than the member before (rpcgen) */
  readonly value: Value | null;
  readonly doc: Doc;
  readonly place: Place;
}

export interface StructSpecifier {
  readonly kind: 'struct';
  readonly members: readonly Declaration[];
  readonly place: Place;
}

export interface UnionSpecifier {
  readonly kind: 'union';
  readonly discriminant: Declaration;
  readonly arms: readonly Arm[];
  /** null: there is none */
  readonly defaultArm: Declaration | null;
  readonly place: Place;
}
export interface Arm {
  readonly cases: readonly Value[];
  readonly declaration: Declaration;
}

/** `T x`, `T *x`, `T x[n]`, `T x<n>`. */
export type Shape = 'plain' | 'optional' | 'fixed' | 'variable';

export interface Declaration {
  /** '' for `void` */
  readonly name: string;
  readonly specifier: Specifier;
  readonly shape: Shape;
  /** null: no limit */
  readonly size: Value | null;
  readonly doc: Doc;
  readonly place: Place;
}

export type Definition =
  | {
      readonly kind: 'const';
      readonly name: string;
      readonly value: Value;
      readonly doc: Doc;
      readonly place: Place;
    }
  | { readonly kind: 'typedef'; readonly declaration: Declaration; readonly doc: Doc; readonly place: Place }
  | {
      readonly kind: 'type';
      readonly name: string;
      readonly specifier: EnumSpecifier | StructSpecifier | UnionSpecifier;
      readonly doc: Doc;
      readonly place: Place;
    }
  | ProgramDefinition;

export interface ProgramDefinition {
  readonly kind: 'program';
  readonly name: string;
  readonly number: Value;
  readonly versions: readonly VersionDefinition[];
  readonly doc: Doc;
  readonly place: Place;
}
export interface VersionDefinition {
  readonly name: string;
  readonly number: Value;
  readonly procedures: readonly ProcedureDefinition[];
  readonly doc: Doc;
  readonly place: Place;
}
export interface ProcedureDefinition {
  readonly name: string;
  readonly number: Value;
  readonly result: Declaration;
  readonly args: readonly Declaration[];
  readonly doc: Doc;
  readonly place: Place;
}

export interface SourceFile {
  readonly name: string;
  /** the comment that stands alone at the top */
  readonly doc: Doc;
  readonly includes: readonly { readonly file: string; readonly place: Place }[];
  readonly definitions: readonly Definition[];
}
