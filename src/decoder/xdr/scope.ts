/**
 * Which name means what. Types and constants belong to their file; a file sees its own and those of the
 * files that it includes, directly or through others, its own first.
 */
import type { Declaration, Doc, Place, SourceError, SourceFile, Specifier, Value } from './ast.ts';
import { ERROR_LIMIT } from './lex.ts';
import { containsRelease } from './releases.ts';

/** A named type. Several may share a name when their `@in` do not overlap. */
export interface NamedType {
  readonly name: string;
  readonly scope: Scope;
  /** for a typedef what it stands for; else null */
  readonly declaration: Declaration | null;
  readonly specifier: Specifier;
  readonly doc: Doc;
  readonly place: Place;
}

export class Scope {
  readonly types = new Map<string, NamedType[]>();
  readonly constants = new Map<string, Value>();
  readonly includes: Scope[] = [];
  private settled = false;
  /** values of constants that were asked for since `settle` */
  private readonly known = new Map<string, number | null>();
  /** this file and all that it sees, nearest first; filled when the includes are known */
  private seen: readonly Scope[] | null = null;

  constructor(
    readonly file: SourceFile,
    readonly errors: SourceError[],
  ) {}

  get name(): string {
    return this.file.name;
  }

  /** Prefix of display-filter names: `@filter` of the file, else its name without `.x`. */
  get prefix(): string {
    return this.file.doc.filter ?? this.name.replace(/^.*\//, '').replace(/\.x$/, '');
  }

  error(place: Place, message: string, expected: readonly string[] = []): void {
    if (this.errors.length >= ERROR_LIMIT) return;
    this.errors.push({ file: this.name, line: place.line, column: place.column, message, expected });
  }

  visible(): readonly Scope[] {
    if (this.seen) return this.seen;
    const seen = new Set<Scope>([this]);
    for (const scope of seen) for (const next of scope.includes) seen.add(next);
    return (this.seen = [...seen]);
  }

  /** All types of that name, of the nearest file that has one. */
  type(name: string): readonly NamedType[] {
    for (const scope of this.visible()) {
      const found = scope.types.get(name);
      if (found) return found;
    }
    return [];
  }

  /** Value of a number or constant; null where there is none. */
  value(value: Value): number | null {
    // constants may name constants: `const A = B;`
    let current = value;
    const passed = new Set<string>();
    let found: number | null | undefined;
    while (current.kind === 'name') {
      found = this.known.get(current.name);
      if (found !== undefined || passed.has(current.name)) break;
      passed.add(current.name);
      const next = this.constant(current.name);
      if (!next) break;
      current = next;
    }
    const result = found !== undefined ? found : current.kind === 'number' ? current.value : null;
    if (this.settled) for (const name of passed) this.known.set(name, result);
    return result;
  }

  /** From now on the constants are those that there are; values may be kept. */
  settle(): void {
    this.settled = true;
    this.known.clear();
  }

  private constant(name: string): Value | null {
    for (const scope of this.visible()) {
      const found = scope.constants.get(name);
      if (found) return found;
    }
    return null;
  }
}

/** Of types that share a name the one of that release, else the last. */
export function pick(types: readonly NamedType[], release: number): NamedType {
  return types.find((type) => containsRelease(type.doc.releases, release)) ?? types.at(-1)!;
}
