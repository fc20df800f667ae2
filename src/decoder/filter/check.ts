/**
 * Syntax tree → tests. Each value is read as what the field's type takes; what does not fit is an error at its
 * place.
 */
import type { FilterError } from '../api.ts';
import type { Language } from '../record/decode.ts';
import type { FieldDescriptor } from '../xdr/descriptor.ts';
import type { Atom, Compare, Comparison, Each, Exists, Filter, In, Operand } from './ast.ts';
import { namesOf, type Entry } from './catalogue.ts';
import { bytesTest, compareValues, regexTest, type BytesTest, type Op } from './compare.ts';
import { formOf } from './forms.ts';
import type { IndexField } from './index-fields.ts';
import {
  always,
  both,
  compareConstant,
  constantFor,
  either,
  indexTest,
  mergedBytes,
  numberTest,
  passing,
  test,
  testOfAny,
  valueOf,
} from './make-tests.ts';
import { wordsOf } from './operand.ts';
import { Operands } from './operands.ts';
import { parseFilter } from './parse.ts';
import { alike, isAtom, listOf, refuse, Refused, textOf } from './refuse.ts';
import { compileRegex, type Regex } from './regex.ts';
import type { ReadValues, TestTree } from './test-tree.ts';
import { integer, literalOf, textBytes, type Value } from './values.ts';

export type CheckResult =
  { readonly ok: true; readonly tree: TestTree } | { readonly ok: false; readonly error: FilterError };

/** Characters of a regular expression. */
const PATTERN_LIMIT = 1_000;

/** Never throws. */
export function checkFilter(filter: Filter, language: Language): CheckResult {
  try {
    return { ok: true, tree: new Checker(language).tree(filter) };
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    return { ok: false, error: fault.error };
  }
}

/** Some of a field's values, or all of them. */
interface Sense {
  readonly op: Op | 'matches';
  readonly all: boolean;
}

function senseOf(op: Comparison, each: Each): Sense {
  const all = each === null ? op === '!=' || op === '===' : each === 'all';
  if (op === '===') return { op: '==', all };
  return { op: op === '!==' ? '!=' : op, all };
}

class Checker extends Operands {
  tree(filter: Filter): TestTree {
    switch (filter.kind) {
      case 'or':
      case 'and':
      case 'xor':
        return { op: filter.kind, terms: filter.terms.map((term) => this.tree(term)) };
      case 'not':
        return { op: 'not', term: this.tree(filter.term) };
      case 'exists':
        return this.exists(filter);
      case 'compare':
        return this.compare(filter);
      case 'in':
        return this.in(filter);
    }
  }

  // ── what is there ──────────────────────────────────────────────────────────────────────────────

  private exists({ operand, each }: Exists): TestTree {
    if (operand.kind === 'text' || operand.kind === 'character') {
      if (each !== null) refuse('A text has no values to count.', operand);
      return test({ of: 'text', text: operand.value });
    }
    if (operand.kind === 'word') {
      const protocol = this.catalogue.protocols.get(operand.text);
      // a protocol goes before fields of which it is the last part
      if (protocol) {
        const { test: own } = protocol;
        const late = operand.text === 'tls';
        if (own.of === 'row') return test({ of: 'row', late, bind: () => own.holds });
        if (own.of === 'stream') return test({ of: 'stream', late, holds: own.holds });
        return test({ of: 'class', late, holds: own.holds });
      }
      return this.each(this.fields(operand), false, (entry) => this.entryExists(entry));
    }
    const worked = this.worked(operand);
    const isNumber = operand.kind === 'mask';
    return this.values(worked, (values) =>
      isNumber ? values.some((value) => value != 0) : values.length > 0,
    );
  }

  private entryExists(entry: Entry): TestTree {
    const { index, record } = entry;
    if (record)
      return test({ of: 'record', field: record, holds: (values) => values.length > 0, quick: null });
    if (index)
      return indexTest(
        index,
        () => true,
        false,
        () => true,
      );
    if (entry.bit !== null) {
      return this.values(this.ofEntries([entry]), (values) => values.length > 0);
    }
    return test({
      of: 'bytes',
      names: new Set([entry.name]),
      all: false,
      exists: true,
      testOf: testOfAny(entry),
    });
  }

  // ── comparisons ────────────────────────────────────────────────────────────────────────────────

  private compare({ each, left, chain }: Compare): TestTree {
    let own = left;
    const terms = chain.map(({ op, right }) => {
      const tree = this.step(own, senseOf(op, each), right);
      own = right;
      return tree;
    });
    return terms.length === 1 ? terms[0]! : { op: 'and', terms };
  }

  private step(left: Operand, sense: Sense, right: Operand): TestTree {
    if (left.kind === 'text' || left.kind === 'character') {
      refuse('A field stands on the left side, its value on the right.', left, ['a field', 'a function']);
    }
    const isField = left.kind === 'word';
    if (sense.op === 'matches') return this.matches(left, sense.all, right);
    if (isAtom(right) && !this.isField(right, left)) {
      if (isField) {
        const { op, all } = sense;
        return this.each(this.fields(left), all, (entry) => this.against(entry, left, [[op, right]], all));
      }
      const worked = this.worked(left);
      const wanted = this.constantOf(worked.kinds, right, left, sense.op);
      const { op, all } = sense;
      return this.values(worked, (values) =>
        passing(values, all, (value) => compareValues(value, op, wanted)),
      );
    }
    const [a, b] = [this.worked(left), this.worked(right)];
    if (![...a.kinds].some((kind) => alike(b.kinds, kind))) {
      refuse(
        `\`${wordsOf(left)}\` is ${listOf(a.kinds)}, \`${wordsOf(right)}\` is ${listOf(b.kinds)}.`,
        right,
      );
    }
    const { op, all } = sense;
    return test({
      ...this.parts([...a.entries, ...b.entries]),
      holds: (read: ReadValues) => {
        const others = b.values(read);
        return passing(a.values(read), all, (value) =>
          passing(others, all, (other) => compareValues(value, op, other)),
        );
      },
    });
  }

  private in({ each, left, negated, set }: In): TestTree {
    if (left.kind === 'text' || left.kind === 'character') {
      refuse('A field stands on the left side, its values on the right.', left, ['a field', 'a function']);
    }
    const all = each === 'all';
    let tree: TestTree;
    if (left.kind === 'word') {
      const ranges = set.map(({ from, to }): Parts =>
        to === null
          ? [['==', from]]
          : [
              ['>=', from],
              ['<=', to],
            ],
      );
      tree = this.each(this.fields(left), all, (entry) => this.againstSet(entry, left, ranges, all));
    } else {
      const worked = this.worked(left);
      const ranges = set.map(
        ({ from, to }) =>
          [
            this.constantOf(worked.kinds, from, left, '=='),
            to && this.constantOf(worked.kinds, to, left, '=='),
          ] as const,
      );
      tree = this.values(worked, (values) =>
        passing(values, all, (value) =>
          ranges.some(([from, to]) =>
            to === null
              ? compareValues(value, '==', from)
              : compareValues(value, '>=', from) && compareValues(value, '<=', to),
          ),
        ),
      );
    }
    return negated ? { op: 'not', term: tree } : tree;
  }

  private against(entry: Entry, left: Operand, parts: Parts, all: boolean): TestTree {
    return this.againstSet(entry, left, [parts], all);
  }

  /** One entry beside alternatives, each of comparisons that all hold for one value. */
  private againstSet(entry: Entry, left: Operand, set: readonly Parts[], all: boolean): TestTree {
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

  private matches(left: Operand, all: boolean, right: Operand): TestTree {
    if (right.kind !== 'text' && right.kind !== 'word')
      refuse('`matches` takes a regular expression in quotes.', right, ['a text in quotes']);
    const regex = this.regex(right);
    const fits = regexTest(regex);
    const pass = (value: Value): boolean => {
      const bytes =
        typeof value === 'string'
          ? textBytes(value)
          : value instanceof Uint8Array
            ? value
            : textBytes(String(value));
      return fits(bytes, 0, bytes.length);
    };
    if (left.kind !== 'word') {
      const worked = this.worked(left);
      this.mayMatch(worked.kinds, left, 'matches');
      return this.values(worked, (values) => passing(values, all, pass));
    }
    return this.each(this.fields(left), all, (entry) => {
      this.mayMatch(entry.kinds, left, 'matches');
      if (entry.index) return indexTest(entry.index, pass, all, pass);
      if (entry.record) {
        const holds = (values: readonly Value[]): boolean => passing(values, all, pass);
        return test({ of: 'record', field: entry.record, holds, quick: null });
      }
      return test({
        of: 'bytes',
        names: new Set([entry.name]),
        all,
        exists: false,
        testOf: (field) => {
          if (field.filter !== entry.name) return undefined;
          const { kind } = formOf(field);
          return kind === 'text' || kind === 'bytes' ? fits : null;
        },
      });
    });
  }

  private regex(atom: Atom): Regex {
    const pattern =
      atom.kind !== 'text'
        ? textOf(atom)
        : atom.isRaw
          ? atom.raw
          : atom.raw.replace(/\\(\\|")/g, (_, one: string) => (one === '"' ? '"' : '\\'));
    if (pattern.length > PATTERN_LIMIT)
      refuse(`A regular expression has at most ${PATTERN_LIMIT} characters.`, atom);
    const compiled = compileRegex(pattern);
    if (compiled.ok) return compiled.regex;
    const { message, start, stop } = compiled.error;
    const isPlain = atom.kind === 'text' && pattern === atom.raw;
    const at = atom.start + (atom.kind === 'text' ? (atom.isRaw ? 2 : 1) : 0);
    refuse(message, isPlain ? { start: at + start, stop: at + stop } : atom);
  }

  private mayCompare(entry: Entry, op: Op, left: Operand): void {
    if (op === 'contains') this.mayMatch(entry.kinds, left, op);
    else if (entry.kinds.size === 1 && entry.kinds.has('none')) {
      refuse(`\`${wordsOf(left)}\` is a group: it takes no value.`, left, ['a field with a value']);
    }
  }

  /** A word on the right that is meant as a field, not as a value. */
  private isField(atom: Atom, left: Operand): boolean {
    if (atom.kind !== 'word' || !this.catalogue.entries.has(atom.text)) return false;
    if (left.kind !== 'word') return true;
    const { registry } = this.language;
    return !this.fields(left).some((entry) =>
      entry.fields.some((field) => {
        const { kind } = formOf(field);
        return kind === 'number' && literalOf(atom, kind, namesOf(field, registry)) !== null;
      }),
    );
  }

  /** A filter of our own. */
  private ofText(text: string): TestTree {
    const parsed = parseFilter(text);
    if (!parsed.ok || !parsed.filter) throw new Error(`This is no filter: ${text}`);
    return this.tree(parsed.filter);
  }

  /** The same for each of some fields; those that cannot take the value are passed over, if one can. */
  private each(fields: readonly Entry[], all: boolean, make: (entry: Entry) => TestTree): TestTree {
    const trees: TestTree[] = [];
    const taken: Entry[] = [];
    let refused: Refused | null = null;
    for (const entry of fields) {
      try {
        trees.push(make(entry));
        taken.push(entry);
      } catch (fault) {
        if (!(fault instanceof Refused)) throw fault;
        refused ??= fault;
      }
    }
    if (trees.length === 0) throw refused!;
    const merged = mergedBytes(trees);
    if (merged.length === 1) return merged[0]!;
    if (!all) return { op: 'or', terms: merged };
    const there = taken.map((entry) => this.entryExists(entry));
    return {
      op: 'and',
      terms: [
        { op: 'or', terms: there },
        ...trees.map((tree, at): TestTree => ({ op: 'or', terms: [{ op: 'not', term: there[at]! }, tree] })),
      ],
    };
  }
}

type Parts = readonly (readonly [Op, Atom])[];
