/**
 * One field beside values: of the index, of the bits of a word, of the record as a whole, or of bytes in place. Each
 * value is read as what the field's type takes; what does not fit is an error at its place.
 */
import type { FieldDescriptor } from '../xdr/descriptor.ts';
import type { Atom, Operand } from './ast.ts';
import { namesOf, type Entry } from './catalogue.ts';
import { bytesTest, compareValues, type BytesTest, type Op } from './compare.ts';
import { formOf } from './forms.ts';
import type { IndexField } from './index-fields.ts';
import {
  always,
  both,
  compareConstant,
  constantFor,
  either,
  indexTest,
  numberTest,
  passing,
  test,
  valueOf,
} from './make-tests.ts';
import { wordsOf } from './operand.ts';
import { Operands } from './operands.ts';
import { refuse, textOf } from './refuse.ts';
import type { TestTree } from './test-tree.ts';
import { integer, type Value } from './values.ts';

/** Comparisons that all hold for one value. */
export type Parts = readonly (readonly [Op, Atom])[];

export abstract class FieldTests extends Operands {
  /** A filter of our own. */
  protected abstract ofText(text: string): TestTree;

  protected against(entry: Entry, left: Operand, parts: Parts, all: boolean): TestTree {
    return this.againstSet(entry, left, [parts], all);
  }

  /** One entry beside alternatives, each of comparisons that all hold for one value. */
  protected againstSet(entry: Entry, left: Operand, set: readonly Parts[], all: boolean): TestTree {
    for (const [op] of set.flat()) this.mayCompare(entry, op, left);
    if (entry.index) return this.indexAgainst(entry.index, left, set, all);
    if (entry.record) {
      const { record } = entry;
      const names = record.names?.();
      const wanted = set.map((parts) =>
        parts.map(([op, atom]) => [op, valueOf(this.literal([record.kind], atom, left, names))] as const),
      );
      const holds = (values: readonly Value[]): boolean =>
        passing(values, all, (value) =>
          wanted.some((parts) => parts.every(([op, one]) => compareValues(value, op, one))),
        );
      const own = test({ of: 'record', field: record, holds, quick: this.quick(record) });
      if (record.of !== 'record') return own;
      const isEqual = set.every(([part]) => part![0] === '==') && !all;
      const guard = isEqual ? record.guard?.(wanted.flat().map(([, one]) => one as number)) : null;
      return guard ? { op: 'and', terms: [this.ofText(guard), own] } : own;
    }
    if (entry.bit !== null) {
      const wanted = set.map((parts) =>
        parts.map(([op, atom]) => [op, valueOf(this.literal(['flag'], atom, left))] as const),
      );
      return this.values(this.ofEntries([entry]), (values) =>
        passing(values, all, (value) =>
          wanted.some((parts) => parts.every(([op, one]) => compareValues(value, op, one))),
        ),
      );
    }
    return test({
      of: 'bytes',
      names: new Set([entry.name]),
      all,
      exists: false,
      testOf: this.bytesTests(entry, left, set),
    });
  }

  /** For each declaration of a field its own test, by its own names and numbers. */
  private bytesTests(
    entry: Entry,
    left: Operand,
    set: readonly Parts[],
  ): (field: FieldDescriptor) => BytesTest | null | undefined {
    const { registry } = this.language;
    for (const [op, atom] of set.flat()) {
      if (entry.fields.some((field) => constantFor(field, op, atom, namesOf(field, registry)) !== null))
        continue;
      this.wrong([...entry.kinds], atom, left, namesOf(entry.fields[0]!, registry));
    }
    const made = new Map<FieldDescriptor, BytesTest | null>();
    return (field) => {
      if (field.filter !== entry.name) return undefined;
      let own = made.get(field);
      if (own === undefined) {
        const names = namesOf(field, registry);
        const tests = set.map((parts) => {
          const each = parts.map(([op, atom]) => {
            const constant = constantFor(field, op, atom, names);
            const found = constant && bytesTest(formOf(field), op, constant);
            // what can never be equal differs always
            return found ?? (op === '!=' ? always : null);
          });
          return each.includes(null) ? null : both(each as BytesTest[]);
        });
        own = either(tests.filter((one) => one !== null));
        made.set(field, own);
      }
      return own;
    };
  }

  private indexAgainst(field: IndexField, left: Operand, set: readonly Parts[], all: boolean): TestTree {
    const names = field.names?.(this.language);
    if (field.of === 'class' && field.called) {
      const numbers = set.map((parts) =>
        parts.map(([op, atom]) => {
          const text = atom.kind === 'word' ? atom.text : atom.value;
          const number = atom.kind === 'character' ? null : integer(text);
          if (number === null && op !== '==' && op !== '!=') this.wrong(['number'], atom, left);
          if (number === null && !/^[A-Za-z_][\w./-]*$/.test(text)) this.wrong(['number'], atom, left);
          return [op, number ?? text.toUpperCase()] as const;
        }),
      );
      const { called, value } = field;
      for (const [, wanted] of numbers.flat()) {
        if (typeof wanted === 'string' && !this.isProcedure(wanted)) {
          refuse(
            `No procedure is called ${wanted}.`,
            set.flat().find(([, atom]) => textOf(atom).toUpperCase() === wanted)![1],
            ['a procedure', 'a number'],
          );
        }
      }
      return test({
        of: 'class',
        late: false,
        holds: (of, language) => {
          const number = value(of, language);
          if (number === undefined) return false;
          const own = called(of, language).map((name) => name.toUpperCase());
          return numbers.some((parts) =>
            parts.every(([op, wanted]) =>
              typeof wanted === 'string'
                ? own.includes(wanted) === (op === '==')
                : compareValues(number, op, wanted),
            ),
          );
        },
      });
    }
    const wanted = set.map((parts) =>
      parts.map(([op, atom]) => [op, this.literal([field.kind], atom, left, names)] as const),
    );
    if (field.kind === 'time') {
      // the index counts from its first frame
      return test({
        of: 'row',
        late: false,
        bind: (index) => {
          const base = index.baseTime ?? 0n;
          const own = wanted.map((parts) =>
            parts.map(([op, one]) => [op, Number((one as { value: bigint }).value - base)] as const),
          );
          const value = (field as Extract<IndexField, { of: 'row' }>).value;
          return (facts) => {
            const time = value(facts);
            return (
              !Number.isNaN(time) &&
              own.some((parts) => parts.every(([op, one]) => compareValues(time, op, one)))
            );
          };
        },
      });
    }
    const pass = (value: Value): boolean =>
      wanted.some((parts) => parts.every(([op, one]) => compareConstant(value, op, one)));
    const [first] = wanted[0]!;
    const simple =
      wanted.length === 1 && wanted[0]!.length === 1 && first![1].kind !== 'address' ? first! : null;
    return indexTest(field, pass, all, simple ? numberTest(simple[0], valueOf(simple[1])) : pass);
  }

  private mayCompare(entry: Entry, op: Op, left: Operand): void {
    if (op === 'contains') this.mayMatch(entry.kinds, left, op);
    else if (entry.kinds.size === 1 && entry.kinds.has('none')) {
      refuse(`\`${wordsOf(left)}\` is a group: it takes no value.`, left, ['a field with a value']);
    }
  }
}
