/** What a set of `.x` files says, compiled: programs, procedures and types as descriptors. */
import type { Place, SourceFile } from './ast.ts';
import type {
  DescriptorTable,
  FieldDescriptor,
  ProcedureDescriptor,
  ProgramDescriptor,
  ReleaseSet,
  TypeDescriptor,
} from './descriptor.ts';
import type { AdhocWords } from './registry.ts';

/** One layout of a body, and the releases that have it. */
export interface Variant {
  readonly releases: ReleaseSet;
  /** compiled when first asked for */
  readonly field: FieldDescriptor;
}

/** A type that can be chosen by name. */
export interface TypeEntry {
  readonly name: string;
  /** `.x` file that it belongs to */
  readonly file: string;
  readonly doc: string;
  readonly releases: ReleaseSet | null;
  readonly place: Place;
}

export interface Protocol {
  readonly table: DescriptorTable;
  /** by number */
  readonly programs: readonly ProgramDescriptor[];
  /** types of all files, by file, in their order */
  readonly types: readonly TypeEntry[];
  /** syntax trees, for the reference */
  readonly files: readonly SourceFile[];
  /** fields of leaves that no declaration stands for */
  readonly padding: FieldDescriptor;
  readonly undecoded: FieldDescriptor;
  readonly missing: FieldDescriptor;
  program(number: number): ProgramDescriptor | null;
  /** All that have that number, of all releases. */
  procedures(program: number, version: number, procedure: number): readonly ProcedureDescriptor[];
  /**
   * A type by name (`gf_uuid`; `rpc.x:opaque_auth` where files share a name) or as written
   * (`unsigned int`, `opaque<>`, `gf_uuid[4]`), as it is in a release; null: there is none.
   */
  type(name: string, release?: number): TypeDescriptor | null;
  /** Layouts of a type, newest first. Empty: there is no such type, or it is broken. */
  variants(type: string): readonly Variant[];
  /** Layouts of what a call or a reply carries, newest first, in the releases that have the procedure. */
  variants(procedure: ProcedureDescriptor, half: 'call' | 'reply'): readonly Variant[];
  /** A field of that type that no `.x` file declares. Cached by its arguments. */
  adhoc(identifier: string, type: TypeDescriptor, words?: AdhocWords): FieldDescriptor;
  /** A release that the field was compiled for, by which its types are looked up; the newest where unknown. */
  releaseOf(field: FieldDescriptor): number;
}
