/** Names, values and operands of a filter, checked: what the tests are made of. */
import type { Language } from '../record/decode.ts';
import type { Atom, Operand } from './ast.ts';
import { Catalogue, namesOf, type Entry } from './catalogue.ts';
import { entryValue, FUNCTIONS, masked, sliced, valuesOf, wordsOf, type Worked } from './operand.ts';
import { test, valueOf } from './make-tests.ts';
import type { RecordField } from './record-fields.ts';
import { isAtom, KIND_WORDS, listOf, refuse } from './refuse.ts';
import type { QuickTest, ReadValues, TestTree, ValuesTest } from './test-tree.ts';
import { literalOf, TAKES, type Constant, type Value, type ValueKind } from './values.ts';

export class Operands {
  protected readonly catalogue: Catalogue;

  constructor(protected readonly language: Language) {
    this.catalogue = Catalogue.of(language);
  }

  // ── values ─────────────────────────────────────────────────────────────────────────────────────

  protected literal(
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

  protected wrong(
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

  protected constantOf(kinds: ReadonlySet<ValueKind>, atom: Atom, left: Operand, op: string): Value {
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

  protected fields(operand: Operand): readonly Entry[] {
    if (operand.kind !== 'word') refuse('A field is expected here.', operand, ['a field']);
    const found = this.catalogue.find(operand.text);
    if (found.length > 0) return found;
    if (this.catalogue.protocols.has(operand.text)) {
      refuse(`\`${operand.text}\` is a protocol: it takes no value.`, operand, ['a field']);
    }
    refuse(`\`${operand.text}\` is no field and no protocol.`, operand, this.near(operand.text));
  }

  protected isProcedure(name: string): boolean {
    for (const { versions } of this.language.protocol.programs) {
      for (const { procedures } of versions)
        if (procedures.some((one) => one.name.toUpperCase() === name)) return true;
    }
    return false;
  }

  protected near(word: string): string[] {
    const wanted = word.toLowerCase();
    const part = wanted.slice(wanted.lastIndexOf('.') + 1);
    return [...this.catalogue.entries.keys()]
      .filter((name) => part.length > 1 && name.includes(part))
      .slice(0, 5);
  }

  // ── operands that are worked out ───────────────────────────────────────────────────────────────

  protected ofEntries(entries: readonly Entry[]): Worked {
    return {
      kinds: new Set(entries.flatMap(({ kinds }) => [...kinds])),
      entries,
      values: (read) => valuesOf(entries, read),
    };
  }

  protected worked(operand: Operand): Worked {
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

  protected parts(entries: readonly Entry[]): Omit<ValuesTest, 'holds'> {
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

  protected quick(field: RecordField): QuickTest | null {
    if (field.of !== 'record' || !field.quick) return null;
    const { reads, value } = field.quick;
    const parts = this.parts(reads.flatMap((name) => this.catalogue.find(name)));
    return { ...parts, mixed: true, value: (read) => value(read, this.language) };
  }

  protected values(worked: Worked, holds: (values: readonly Value[]) => boolean): TestTree {
    return test({ ...this.parts(worked.entries), holds: (read: ReadValues) => holds(worked.values(read)) });
  }

  protected mayMatch(kinds: ReadonlySet<ValueKind>, left: Operand, op: string): void {
    if (
      ['text', 'bytes', ...(op === 'contains' ? ['uuid'] : [])].some((kind) => kinds.has(kind as ValueKind))
    )
      return;
    refuse(`\`${wordsOf(left)}\` is ${listOf(kinds)}: \`${op}\` takes texts and bytes.`, left, [
      'a text',
      'bytes',
    ]);
  }
}
