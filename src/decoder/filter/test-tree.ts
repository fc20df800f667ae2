/** A checked filter: tests, by what has to be read for them, and how they go together. */
import type { Language } from '../record/decode.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import type { FieldDescriptor } from '../xdr/descriptor.ts';
import type { BytesTest } from './compare.ts';
import type { Facts, RowClass, StreamFacts } from './facts.ts';
import type { RecordField } from './record-fields.ts';
import type { Value } from './values.ts';

export type TestTree =
  | { readonly op: 'and' | 'or' | 'xor'; readonly terms: readonly TestTree[] }
  | { readonly op: 'not'; readonly term: TestTree }
  | { readonly op: 'test'; readonly test: Test };

export type Test = IndexTest | BytesFieldTest | ValuesTest | RecordTest | TextTest;

/** Answered by the index. */
export type IndexTest =
  | {
      readonly of: 'class';
      readonly late: boolean;
      readonly holds: (of: RowClass, language: Language) => boolean;
    }
  | { readonly of: 'stream'; readonly late: boolean; readonly holds: (of: StreamFacts) => boolean }
  | {
      readonly of: 'row';
      readonly late: boolean;
      /** for one index: times count from its base */
      readonly bind: (index: RecordIndex) => (of: Facts) => boolean;
    };

/** Values of fields, looked at in place. */
export interface BytesFieldTest {
  readonly of: 'bytes';
  /** names that are picked */
  readonly names: ReadonlySet<string>;
  /** all values have to pass, and there has to be one; else one is enough */
  readonly all: boolean;
  /** undefined: the field is none of the test's; null: its values never pass */
  readonly testOf: (field: FieldDescriptor) => BytesTest | null | undefined;
  /** a field that is there passes, whether or not its value was captured */
  readonly exists: boolean;
}

/** Values of fields that are read, and worked with. */
export interface ValuesTest {
  readonly of: 'values';
  /** names that are picked */
  readonly names: ReadonlySet<string>;
  /** names whose values are asked for; of bits others than are picked */
  readonly reads: readonly string[];
  readonly late: boolean;
  /** fields of the index are among them */
  readonly mixed: boolean;
  readonly holds: (values: ReadValues) => boolean;
  /** One value for a name of `reads`; null: the field has none for it. */
  readonly read: (
    name: string,
    field: FieldDescriptor,
    bytes: Uint8Array,
    start: number,
    stop: number,
  ) => Value | null;
}

export interface ReadValues {
  readonly facts: Facts;
  /** as far as they were captured */
  of(name: string): readonly Value[];
}

/** What the record as a whole tells. */
export interface RecordTest {
  readonly of: 'record';
  readonly field: RecordField;
  readonly holds: (values: readonly Value[]) => boolean;
  /** Some fields by which it is mostly told; null: there are none. */
  readonly quick: QuickTest | null;
}

export interface QuickTest extends Omit<ValuesTest, 'holds'> {
  /** null: these fields do not tell */
  readonly value: (values: ReadValues) => number | null;
}

/** A text that is shown of the record. */
export interface TextTest {
  readonly of: 'text';
  readonly text: string;
}

/** Tests of a tree, from left to right. */
export function testsOf(tree: TestTree): readonly Test[] {
  switch (tree.op) {
    case 'test':
      return [tree.test];
    case 'not':
      return testsOf(tree.term);
    default:
      return tree.terms.flatMap(testsOf);
  }
}

export function isLate(test: Test): boolean {
  if (test.of === 'record') return true;
  return test.of !== 'bytes' && test.of !== 'text' && test.late;
}
