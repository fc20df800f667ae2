/**
 * The one table that everything is decoded, picked and encoded by.
 *
 * `.x` texts are parsed and checked, then compiled to these descriptors: a graph of types and of the
 * fields that hold them. A node of a decoded tree names its field by number (`FieldDescriptor.id`), so
 * that a tree stays a few typed arrays and every word about it is found here.
 */

/** What a type is on the wire (RFC 4506 sections 4.1 to 4.19). */
export const Op = {
  Void: 0,
  Int: 1,
  UInt: 2,
  Hyper: 3,
  UHyper: 4,
  Float: 5,
  Double: 6,
  Bool: 7,
  Enum: 8,
  /** opaque x[n]: n bytes, then padding */
  OpaqueFixed: 9,
  /** opaque x<n>: length word, bytes, padding */
  OpaqueVar: 10,
  /** string x<n>: length word, bytes, padding */
  String: 11,
  /** char x[n] or unsigned char x[n]: n words, of which rpcgen uses the low byte */
  CharArray: 12,
  Struct: 13,
  Union: 14,
  ArrayFixed: 15,
  /** T x<n>: count word, then the elements */
  ArrayVar: 16,
  /** T *x: a word 0 or 1, then perhaps the value */
  Optional: 17,
  /** T *x where T ends in `T *next`: a run of flagged entries ended by 0, read by a loop */
  List: 18,
} as const;
export type Op = (typeof Op)[keyof typeof Op];

/** The section that a field belongs to; `kind` of the field contract. */
export const KINDS = [
  'mark',
  'header',
  'credential',
  'body',
  'dictionary',
  'payload',
  'padding',
  'missing',
  'undecoded',
] as const;
export type KindName = (typeof KINDS)[number];
export const Kind = {
  mark: 0,
  header: 1,
  credential: 2,
  body: 3,
  dictionary: 4,
  payload: 5,
  padding: 6,
  missing: 7,
  undecoded: 8,
} as const;
export type Kind = (typeof Kind)[KindName];

/** First and last release of a range, as comparable numbers (see releases.ts); both inclusive. */
export interface ReleaseRange {
  readonly since: number;
  readonly until: number;
}
/** Ascending, disjoint ranges; empty means "in no release", null (where allowed) "in all". */
export type ReleaseSet = readonly ReleaseRange[];

/** `@holds NAME(arg)`: what stands inside an opaque. NAME is a registered codec or an XDR type. */
export interface Holds {
  readonly codec: string;
  /** text between the parentheses: the name of an earlier field of the same struct, or null */
  readonly arg: string | null;
}

/** What a field is there for: most carry a value, some only announce or fill. */
export const Role = {
  value: 0,
  /** length word of an opaque or a string */
  length: 1,
  /** count word of an array */
  count: 2,
  /** word 0 or 1 before an optional value */
  present: 3,
  /** word 0 or 1 before each entry of a list */
  more: 4,
  discriminant: 5,
  padding: 6,
  /** leaves that no declaration stands for */
  undecoded: 7,
  missing: 8,
} as const;
export type Role = (typeof Role)[keyof typeof Role];

/** What stands inside an opaque, resolved: a registered codec, or a field that the bytes are walked as. */
export interface Held {
  /** name of a codec of the registry; null: `field` is meant */
  readonly codec: string | null;
  /** field of an XDR type; for structs and unions its node is not made, the members stand in the opaque's */
  readonly field: FieldDescriptor | null;
  /** the earlier field whose value is handed in; for a union its discriminant, which is then not read */
  readonly argument: string | null;
}

/** Integer expression of `@span`, parsed. */
export type Expression =
  | { readonly op: 'number'; readonly value: number }
  | { readonly op: 'field'; readonly name: string }
  | { readonly op: '+' | '-' | '*'; readonly left: Expression; readonly right: Expression };

/** `@normal ENOENT "end of the directory"`: an outcome that is no error here. */
export interface NormalOutcome {
  readonly code: string;
  readonly why: string;
}

export interface FieldDescriptor {
  /** place in `DescriptorTable.fields` */
  readonly id: number;
  /** identifier as written in the `.x` file; stable, used in paths of links */
  readonly identifier: string;
  /** words for a person: `@label`, else the identifier */
  readonly label: string;
  /** the comment, without tags; '' where there is none */
  readonly doc: string;
  /** display-filter name, always complete (`gluster.op_errno`) */
  readonly filter: string;
  readonly type: TypeDescriptor;
  /** the declaration's type as written: `unsigned hyper`, `gf_uuid`, `opaque<>` */
  readonly typeText: string;
  /** releases that have the field; null: all */
  readonly releases: ReleaseSet | null;
  readonly holds: Holds | null;
  /** `@span`: where the next field starts, counted from the start of the struct; null: where this one ends */
  readonly span: string | null;
  /** `@used N`: how many elements of a fixed array mean something: a number or an earlier field */
  readonly used: string | null;
  readonly secret: boolean;
  readonly normal: readonly NormalOutcome[];
  /** link to where it is written down, or null */
  readonly ref: string | null;
  /** for strings, opaques, arrays, optionals and lists: the descriptor of the word before, else null */
  readonly lengthField: FieldDescriptor | null;
  /** what it is there for */
  readonly role: Role;
  /** for length, count, present and more words: the field that they announce; else null */
  readonly owner: FieldDescriptor | null;
  /** `holds`, resolved; null where there is none */
  readonly held: Held | null;
  /** `span`, parsed */
  readonly spanExpression: Expression | null;
  /** a union whose discriminant and arm stand among the siblings, without a node of its own */
  readonly inline: boolean;
}

export interface TypeDescriptor {
  readonly id: number;
  readonly op: Op;
  /** name in the `.x` file, or the built-in's words (`unsigned int`, `opaque[16]`) */
  readonly name: string;
  readonly doc: string;
  /** section of `@kind`, or of the meaning; null: that of the surroundings */
  readonly kind: Kind | null;
  /** name under which the registry knows a meaning: the outermost typedef that has one; else null */
  readonly meaning: string | null;
  /** OpaqueFixed, CharArray, ArrayFixed: exact count. Variable ones: the largest allowed. Else 0 */
  readonly size: number;
  /** Struct: members in wire order. Else empty */
  readonly fields: readonly FieldDescriptor[];
  /** arrays, Optional, List: what is repeated. For List the struct without its `next`. Else null */
  readonly element: FieldDescriptor | null;
  /** Union: the switch field, or null when the value is handed in and not read */
  readonly discriminant: FieldDescriptor | null;
  readonly arms: ReadonlyMap<number, FieldDescriptor>;
  readonly defaultArm: FieldDescriptor | null;
  /** Enum, Bool: value → identifier */
  readonly members: ReadonlyMap<number, string>;
  /** bytes on the wire when that is always the same, else -1 */
  readonly fixedSize: number;
  /** bytes that it takes at least */
  readonly minSize: number;
  readonly holds: Holds | null;
  readonly releases: ReleaseSet | null;
}

/** Every field of every program, by id. */
export interface DescriptorTable {
  readonly fields: readonly FieldDescriptor[];
}

/** What a call carries, or what a reply carries, as one field (label `arguments` or `results`). */
export interface ProcedureDescriptor {
  readonly number: number;
  readonly name: string;
  readonly doc: string;
  readonly releases: ReleaseSet | null;
  /** true for callbacks: the server calls */
  readonly fromServer: boolean;
  readonly normal: readonly NormalOutcome[];
  readonly call: FieldDescriptor;
  readonly reply: FieldDescriptor;
  /** names of the body's field that announces the bytes behind the XDR body; null: none follow */
  readonly callPayload: string | null;
  readonly replyPayload: string | null;
}

export interface VersionDescriptor {
  readonly number: number;
  readonly name: string;
  readonly doc: string;
  readonly releases: ReleaseSet | null;
  /** several entries may share a number (renumbered between releases) */
  readonly procedures: readonly ProcedureDescriptor[];
}

export interface ProgramDescriptor {
  readonly number: number;
  readonly name: string;
  /** words for the table: `@label`, else the name */
  readonly label: string;
  readonly doc: string;
  readonly versions: readonly VersionDescriptor[];
}
