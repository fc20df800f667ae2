/** Tests of the tree, made of comparisons. */
import type { FieldDescriptor } from '../xdr/descriptor.ts';
import type { Atom } from './ast.ts';
import type { Entry } from './catalogue.ts';
import { compareValues, inNetwork, type BytesTest, type Op } from './compare.ts';
import { formOf } from './forms.ts';
import type { IndexField } from './index-fields.ts';
import type { BytesFieldTest, IndexTest, Test, TestTree } from './test-tree.ts';
import { literalOf, type Constant, type Value } from './values.ts';

export const test = (one: Test): TestTree => ({ op: 'test', test: one });

/** Tests of fields in place are one test, so that all their values count together. */
export function mergedBytes(trees: readonly TestTree[]): readonly TestTree[] {
  const tests: BytesFieldTest[] = [];
  for (const tree of trees) {
    if (tree.op !== 'test' || tree.test.of !== 'bytes') return trees;
    tests.push(tree.test);
  }
  if (tests.length < 2) return trees;
  return [
    test({
      ...tests[0]!,
      names: new Set(tests.flatMap(({ names }) => [...names])),
      testOf: (field) => {
        for (const one of tests) {
          const own = one.testOf(field);
          if (own !== undefined) return own;
        }
        return undefined;
      },
    }),
  ];
}

export function passing(values: readonly Value[], all: boolean, pass: (value: Value) => boolean): boolean {
  return values.length > 0 && (all ? values.every(pass) : values.some(pass));
}

export function valueOf(constant: Constant): Value {
  switch (constant.kind) {
    case 'flag':
      return constant.value ? 1 : 0;
    case 'bytes':
    case 'uuid':
    case 'address':
      return constant.bytes;
    default:
      return constant.value;
  }
}

export function compareConstant(value: Value, op: Op, constant: Constant): boolean {
  if (constant.kind !== 'address' || !(value instanceof Uint8Array))
    return compareValues(value, op, valueOf(constant));
  if (op === '==') return inNetwork(value, constant.bytes, constant.bits);
  if (op === '!=') return !inNetwork(value, constant.bytes, constant.bits);
  return value.length === constant.bytes.length && compareValues(value, op, constant.bytes);
}

export function numberTest(op: Op, wanted: Value): (value: number) => boolean {
  if (typeof wanted !== 'number') return (value) => compareValues(value, op, wanted);
  switch (op) {
    case '==':
      return (value) => value === wanted;
    case '!=':
      return (value) => value !== wanted;
    case '<':
      return (value) => value < wanted;
    case '<=':
      return (value) => value <= wanted;
    case '>':
      return (value) => value > wanted;
    default:
      return (value) => value >= wanted;
  }
}

/** @param passNumber the same as `pass`, for numbers */
export function indexTest(
  field: IndexField,
  pass: (value: Value) => boolean,
  all: boolean,
  passNumber: (value: number) => boolean,
): TestTree {
  const late = field.late === true;
  const of = (one: IndexTest): TestTree => test(one);
  switch (field.of) {
    case 'class':
      return of({
        of: 'class',
        late,
        holds: (row, language) => {
          const value = field.value(row, language);
          return value !== undefined && pass(value);
        },
      });
    case 'stream':
      return of({ of: 'stream', late, holds: (stream) => passing(field.values(stream), all, pass) });
    case 'text':
      return of({ of: 'row', late, bind: () => (facts) => passing(field.values(facts), all, pass) });
    case 'row': {
      const { value } = field;
      return of({
        of: 'row',
        late,
        bind: () => (facts) => {
          const own = value(facts);
          return !Number.isNaN(own) && passNumber(own);
        },
      });
    }
  }
}

export function testOfAny(entry: Entry): BytesFieldTest['testOf'] {
  return (field) => (field.filter === entry.name ? always : undefined);
}

export const always: BytesTest = () => true;

export function both(tests: readonly BytesTest[]): BytesTest {
  const [a, b] = tests as [BytesTest, BytesTest | undefined];
  return b ? (bytes, start, stop) => a(bytes, start, stop) && b(bytes, start, stop) : a;
}

/** null: none of them passes ever */
export function either(tests: readonly BytesTest[]): BytesTest | null {
  if (tests.length < 2) return tests[0] ?? null;
  return (bytes, start, stop) => {
    for (const one of tests) if (one(bytes, start, stop)) return true;
    return false;
  };
}

/** What a value of the field is written as, beside an operator. */
export function constantFor(
  field: FieldDescriptor,
  op: Op,
  atom: Atom,
  names: ReadonlyMap<string, number>,
): Constant | null {
  const { kind } = formOf(field);
  return literalOf(atom, kind === 'uuid' && op === 'contains' ? 'bytes' : kind, names);
}
