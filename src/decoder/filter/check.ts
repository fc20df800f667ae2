/**
 * Syntax tree → tests. Each value is read as what the field's type takes; what does not fit is an error at its
 * place.
 */
import type { FilterError } from '../api.ts';
import type { Language } from '../record/decode.ts';
import type { Atom, Compare, Comparison, Each, Exists, Filter, In, Operand } from './ast.ts';
import { namesOf, type Entry } from './catalogue.ts';
import { compareValues, regexTest, type Op } from './compare.ts';
import { FieldTests, type Parts } from './field-tests.ts';
import { formOf } from './forms.ts';
import { indexTest, mergedBytes, passing, test, testOfAny } from './make-tests.ts';
import { wordsOf } from './operand.ts';
import { parseFilter } from './parse.ts';
import { alike, isAtom, listOf, refuse, Refused, textOf } from './refuse.ts';
import { compileRegex, type Regex } from './regex.ts';
import type { ReadValues, TestTree } from './test-tree.ts';
import { literalOf, textBytes, type Value } from './values.ts';

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

class Checker extends FieldTests {
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
  protected override ofText(text: string): TestTree {
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
