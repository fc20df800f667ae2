/**
 * Syntax tree → tests. Each value is read as what the field's type takes; what does not fit is an error at its
 * place.
 */
import type { FilterError } from '../api.ts';
import type { Language } from '../record/decode.ts';
import type { FieldDescriptor } from '../xdr/descriptor.ts';
import type { Atom, Compare, Comparison, Each, Exists, Filter, In, Operand } from './ast.ts';
import { Catalogue, namesOf, type Entry } from './catalogue.ts';
import { bytesTest, compareValues, inNetwork, regexTest, type BytesTest, type Op } from './compare.ts';
import { formOf } from './forms.ts';
import type { IndexField } from './index-fields.ts';
import { entryValue, FUNCTIONS, masked, sliced, valuesOf, wordsOf, type Worked } from './operand.ts';
import { parseFilter } from './parse.ts';
import type { RecordField } from './record-fields.ts';
import { compileRegex, type Regex } from './regex.ts';
import type {
  BytesFieldTest,
  IndexTest,
  QuickTest,
  ReadValues,
  Test,
  TestTree,
  ValuesTest,
} from './test-tree.ts';
import { integer, literalOf, TAKES, textBytes, type Constant, type Value, type ValueKind } from './values.ts';

export type CheckResult =
  { readonly ok: true; readonly tree: TestTree } | { readonly ok: false; readonly error: FilterError };

/** Characters of a regular expression. */
const PATTERN_LIMIT = 1_000;

interface Place {
  readonly start: number;
  readonly stop: number;
}

class Refused extends Error {
  constructor(readonly error: FilterError) {
    super(error.message);
  }
}

function refuse(message: string, { start, stop }: Place, expected: readonly string[] = []): never {
  throw new Refused({ message, start, stop, expected });
}

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

const test = (one: Test): TestTree => ({ op: 'test', test: one });
const KIND_WORDS: Readonly<Record<ValueKind, string>> = {
  number: 'a number',
  flag: 'yes or no',
  text: 'a text',
  bytes: 'bytes',
  uuid: 'a UUID',
  address: 'an address',
  time: 'a time',
  duration: 'a duration',
  none: 'a group',
};

class Checker {
  private readonly catalogue: Catalogue;

  constructor(private readonly language: Language) {
    this.catalogue = Catalogue.of(language);
  }

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
        return test(
          own.of === 'class'
            ? { of: 'class', late, holds: own.holds }
            : { of: 'stream', late, holds: own.holds },
        );
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

  private mayMatch(kinds: ReadonlySet<ValueKind>, left: Operand, op: string): void {
    if (
      ['text', 'bytes', ...(op === 'contains' ? ['uuid'] : [])].some((kind) => kinds.has(kind as ValueKind))
    )
      return;
    refuse(`\`${wordsOf(left)}\` is ${listOf(kinds)}: \`${op}\` takes texts and bytes.`, left, [
      'a text',
      'bytes',
    ]);
  }

  // ── values ─────────────────────────────────────────────────────────────────────────────────────

  private literal(
    kinds: readonly ValueKind[],
    atom: Atom,
    left: Operand,
    names?: ReadonlyMap<string, number>,
  ): Constant {
    for (const kind of kinds) {
      const constant = literalOf(atom, kind, names);
      if (constant) return constant;
    }
    this.wrong(kinds, atom, left, names);
  }

  private wrong(
    kinds: readonly ValueKind[],
    atom: Atom,
    left: Operand,
    names?: ReadonlyMap<string, number>,
  ): never {
    const takes = [...new Set(kinds.map((kind) => TAKES[kind]))].join(', or ');
    const some = [...(names?.keys() ?? [])].slice(0, 8);
    refuse(`\`${wordsOf(left)}\` takes ${takes}.`, atom, [
      ...new Set(kinds.map((kind) => TAKES[kind])),
      ...some,
    ]);
  }

  private constantOf(kinds: ReadonlySet<ValueKind>, atom: Atom, left: Operand, op: string): Value {
    if (op === 'contains') this.mayMatch(kinds, left, op);
    return valueOf(
      this.literal(
        [...kinds].filter((kind) => kind !== 'none'),
        atom,
        left,
      ),
    );
  }

  // ── names ──────────────────────────────────────────────────────────────────────────────────────

  private fields(operand: Operand): readonly Entry[] {
    if (operand.kind !== 'word') refuse('A field is expected here.', operand, ['a field']);
    const found = this.catalogue.find(operand.text);
    if (found.length > 0) return found;
    if (this.catalogue.protocols.has(operand.text)) {
      refuse(`\`${operand.text}\` is a protocol: it takes no value.`, operand, ['a field']);
    }
    refuse(`\`${operand.text}\` is no field and no protocol.`, operand, this.near(operand.text));
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

  private isProcedure(name: string): boolean {
    for (const { versions } of this.language.protocol.programs) {
      for (const { procedures } of versions)
        if (procedures.some((one) => one.name.toUpperCase() === name)) return true;
    }
    return false;
  }

  private near(word: string): string[] {
    const wanted = word.toLowerCase();
    const part = wanted.slice(wanted.lastIndexOf('.') + 1);
    return [...this.catalogue.entries.keys()]
      .filter((name) => part.length > 1 && name.includes(part))
      .slice(0, 5);
  }

  // ── operands that are worked out ───────────────────────────────────────────────────────────────

  private ofEntries(entries: readonly Entry[]): Worked {
    return {
      kinds: new Set(entries.flatMap(({ kinds }) => [...kinds])),
      entries,
      values: (read) => valuesOf(entries, read),
    };
  }

  private worked(operand: Operand): Worked {
    switch (operand.kind) {
      case 'word': {
        const entries = this.fields(operand);
        if (entries.some(({ record }) => record !== null)) {
          refuse(`\`${operand.text}\` is compared with values alone.`, operand);
        }
        return this.ofEntries(entries);
      }
      case 'slice': {
        const inner = this.worked(operand.of);
        if (![...inner.kinds].some((kind) => ['text', 'bytes', 'uuid', 'address'].includes(kind))) {
          refuse(`\`${wordsOf(operand.of)}\` is ${listOf(inner.kinds)}: it has no bytes to cut.`, operand);
        }
        return {
          kinds: new Set(['bytes']),
          entries: inner.entries,
          values: (read) => inner.values(read).flatMap((value) => sliced(value, operand.ranges) ?? []),
        };
      }
      case 'call': {
        const found = FUNCTIONS.find(({ name }) => name === operand.name);
        if (!found) {
          refuse(
            `There is no function \`${operand.name}\`.`,
            operand,
            FUNCTIONS.map(({ name }) => `${name}()`),
          );
        }
        const several = found.name === 'max' || found.name === 'min';
        if (operand.args.length !== 1 && !(several && operand.args.length > 1)) {
          refuse(`\`${found.name}\` takes one field.`, operand, ['a field']);
        }
        const inner = operand.args.map((one) => this.worked(one));
        for (const [at, one] of inner.entries()) {
          if (found.takes && !found.takes.some((kind) => one.kinds.has(kind))) {
            refuse(
              `\`${found.name}\` takes ${found.takes.map((kind) => KIND_WORDS[kind]).join(', ')}; \`${wordsOf(operand.args[at]!)}\` is ${listOf(one.kinds)}.`,
              operand.args[at]!,
            );
          }
        }
        const isDuration =
          found.gives === 'number' &&
          inner.every(({ kinds }) => kinds.has('duration')) &&
          found.name !== 'count';
        return {
          kinds: new Set([isDuration ? 'duration' : found.gives]),
          entries: inner.flatMap(({ entries }) => entries),
          values: (read) => found.work(inner.flatMap((one) => one.values(read))),
        };
      }
      case 'mask': {
        const inner = this.worked(operand.left);
        if (!inner.kinds.has('number')) {
          refuse(
            `\`${wordsOf(operand.left)}\` is ${listOf(inner.kinds)}: \`&\` takes numbers.`,
            operand.left,
          );
        }
        const { right } = operand;
        if (!isAtom(right)) refuse('A number stands behind `&`.', right, ['a number']);
        const { registry } = this.language;
        const fields = inner.entries.flatMap((entry) => entry.fields);
        const names = fields
          .map((field) => namesOf(field, registry))
          .find((one) => literalOf(right, 'number', one) !== null);
        const mask = this.literal(['number'], right, operand.left, names);
        return {
          kinds: new Set(['number']),
          entries: inner.entries,
          values: (read) =>
            inner.values(read).map((value) => masked(value, (mask as { value: number }).value)),
        };
      }
      default:
        refuse('A field is expected here.', operand, ['a field', 'a function']);
    }
  }

  private parts(entries: readonly Entry[]): Omit<ValuesTest, 'holds'> {
    const own = entries.filter(({ index }) => index === null);
    const byName = new Map(own.map((entry) => [entry.name, entry]));
    const { language } = this;
    return {
      of: 'values',
      names: new Set(
        own.flatMap(({ name, bit, fields }) => (bit === null ? [name] : fields.map(({ filter }) => filter))),
      ),
      reads: [...byName.keys()],
      late: entries.some(({ index }) => index?.late === true),
      mixed: own.length < entries.length,
      read: (name, field, bytes, start, stop) => {
        const entry = byName.get(name)!;
        if (entry.bit === null ? field.filter !== name : !entry.fields.includes(field)) return null;
        return entryValue(entry, language, field, bytes, start, stop);
      },
    };
  }

  private quick(field: RecordField): QuickTest | null {
    if (field.of !== 'record' || !field.quick) return null;
    const { reads, value } = field.quick;
    const parts = this.parts(reads.flatMap((name) => this.catalogue.find(name)));
    return { ...parts, mixed: true, value: (read) => value(read, this.language) };
  }

  private values(worked: Worked, holds: (values: readonly Value[]) => boolean): TestTree {
    return test({ ...this.parts(worked.entries), holds: (read: ReadValues) => holds(worked.values(read)) });
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

/** Tests of fields in place are one test, so that all their values count together. */
function mergedBytes(trees: readonly TestTree[]): readonly TestTree[] {
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

function isAtom(operand: Operand): operand is Atom {
  return operand.kind === 'word' || operand.kind === 'text' || operand.kind === 'character';
}

const textOf = (atom: Atom): string => (atom.kind === 'word' ? atom.text : atom.value);

const NUMBERS: ReadonlySet<ValueKind> = new Set(['number', 'flag', 'duration', 'time']);

function alike(kinds: ReadonlySet<ValueKind>, kind: ValueKind): boolean {
  return (
    kind !== 'none' && [...kinds].some((one) => one !== 'none' && NUMBERS.has(one) === NUMBERS.has(kind))
  );
}

function listOf(kinds: ReadonlySet<ValueKind>): string {
  return [...kinds].map((kind) => KIND_WORDS[kind]).join(' or ');
}

function valueOf(constant: Constant): Value {
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

function compareConstant(value: Value, op: Op, constant: Constant): boolean {
  if (constant.kind !== 'address' || !(value instanceof Uint8Array))
    return compareValues(value, op, valueOf(constant));
  if (op === '==') return inNetwork(value, constant.bytes, constant.bits);
  if (op === '!=') return !inNetwork(value, constant.bytes, constant.bits);
  return value.length === constant.bytes.length && compareValues(value, op, constant.bytes);
}

function numberTest(op: Op, wanted: Value): (value: number) => boolean {
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

function passing(values: readonly Value[], all: boolean, pass: (value: Value) => boolean): boolean {
  return values.length > 0 && (all ? values.every(pass) : values.some(pass));
}

/** @param passNumber the same as `pass`, for numbers */
function indexTest(
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

function testOfAny(entry: Entry): BytesFieldTest['testOf'] {
  return (field) => (field.filter === entry.name ? always : undefined);
}

const always: BytesTest = () => true;

function both(tests: readonly BytesTest[]): BytesTest {
  const [a, b] = tests as [BytesTest, BytesTest | undefined];
  return b ? (bytes, start, stop) => a(bytes, start, stop) && b(bytes, start, stop) : a;
}

/** null: none of them passes ever */
function either(tests: readonly BytesTest[]): BytesTest | null {
  if (tests.length < 2) return tests[0] ?? null;
  return (bytes, start, stop) => {
    for (const one of tests) if (one(bytes, start, stop)) return true;
    return false;
  };
}

/** What a value of the field is written as, beside an operator. */
function constantFor(
  field: FieldDescriptor,
  op: Op,
  atom: Atom,
  names: ReadonlyMap<string, number>,
): Constant | null {
  const { kind } = formOf(field);
  return literalOf(atom, kind === 'uuid' && op === 'contains' ? 'bytes' : kind, names);
}
