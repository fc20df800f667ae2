/**
 * Finds what the grammar cannot: unknown and doubled names, types that
 * contain themselves, tags where they mean nothing, sizes and numbers out of range.
 */
import type {
  Declaration,
  Doc,
  EnumSpecifier,
  ProgramDefinition,
  SourceError,
  SourceFile,
  Specifier,
  StructSpecifier,
  UnionSpecifier,
  Value,
} from './ast.ts';
import { expressionFields } from './expression.ts';
import { scopesOf } from './collect.ts';
import { disjointReleases, intersectReleases, printReleases } from './releases.ts';
import type { ReleaseSet } from './descriptor.ts';
import { checkRecursion } from './recursion.ts';
import { ALIASES, caseValue, enumMembers } from './uses.ts';
import type { NamedType, Scope } from './scope.ts';

/** Typedefs of typedefs that are followed. */
const DEPTH = 256;
const U32 = 0xffff_ffff;
const NONE: ReadonlySet<string> = new Set();

export interface Checked {
  readonly scopes: readonly Scope[];
  readonly programs: readonly { readonly definition: ProgramDefinition; readonly scope: Scope }[];
  /** types that cannot be compiled, because of themselves or of what they contain */
  readonly broken: ReadonlySet<NamedType>;
}

export interface CheckOptions {
  readonly lenient: boolean;
  /** names of registered codecs, that `@holds` may name */
  readonly codecs: { has(name: string): boolean };
}

export function check(files: readonly SourceFile[], errors: SourceError[], options: CheckOptions): Checked {
  const scopes = scopesOf(files, errors);
  return new Checker(scopes, options).run();
}

const FIELD_TAGS = ['in', 'filter', 'holds', 'span', 'used', 'normal', 'secret', 'ref', 'label', 'kind'];
const TYPE_TAGS = ['in', 'filter', 'holds', 'secret', 'ref', 'label', 'kind', 'normal', 'used'];
const PROCEDURE_TAGS = ['in', 'payload', 'from', 'normal', 'ref', 'label', 'filter'];

class Checker {
  private readonly broken = new Set<NamedType>();

  constructor(
    private readonly scopes: readonly Scope[],
    private readonly options: CheckOptions,
  ) {}

  run(): Checked {
    const programs: { definition: ProgramDefinition; scope: Scope }[] = [];
    for (const scope of this.scopes) {
      if (scope.file.doc.tags.length > 0)
        this.tags(scope, scope.file.doc, ['filter', 'ref', 'label', 'in'], 'a file');
      for (const types of scope.types.values()) for (const type of types) this.namedType(type);
      for (const definition of scope.file.definitions) {
        if (definition.kind === 'const') {
          this.tags(scope, definition.doc, ['in', 'ref', 'label'], 'a constant');
          this.number(scope, definition.value, -(2 ** 53), 2 ** 53, 'A constant');
        } else if (definition.kind === 'program') {
          this.program(scope, definition);
          programs.push({ definition, scope });
        }
      }
    }
    checkRecursion(this.scopes, this.broken);
    return { scopes: this.scopes, programs, broken: this.broken };
  }

  // ── tags ───────────────────────────────────────────────────────────────────────────────────────

  private tags(scope: Scope, doc: Doc, allowed: readonly string[], where: string): void {
    if (this.options.lenient || !doc.place) return;
    for (const tag of doc.tags) {
      if (!allowed.includes(tag)) {
        scope.error(
          doc.place,
          `@${tag} means nothing on ${where}.`,
          allowed.map((name) => `@${name}`),
        );
      }
    }
  }

  // ── names ──────────────────────────────────────────────────────────────────────────────────────

  private number(scope: Scope, value: Value, low: number, high: number, what: string): boolean {
    const number = scope.value(value);
    if (number === null) {
      scope.error(
        value.place,
        value.kind === 'name' ? `${value.name} is no constant that is known here.` : 'No number.',
      );
      return false;
    }
    if (number < low || number > high) {
      scope.error(value.place, `${what} is from ${low} to ${high}, not ${number}.`);
      return false;
    }
    return true;
  }

  private namedType(type: NamedType): void {
    this.tags(type.scope, type.doc, TYPE_TAGS, 'a type');
    const fine = type.declaration
      ? this.declaration(type.scope, type.declaration, null)
      : this.specifier(type.scope, type.specifier);
    if (!fine) this.broken.add(type);
  }

  /** @param earlier the fields before it in the same struct; null on a typedef, which stands in none */
  private declaration(scope: Scope, declaration: Declaration, earlier: ReadonlySet<string> | null): boolean {
    let fine = this.specifier(scope, declaration.specifier);
    if (declaration.size) fine = this.number(scope, declaration.size, 0, U32, 'A size') && fine;
    const { doc } = declaration;
    const known = (name: string): boolean => earlier === null || earlier.has(name.split('.')[0]!);
    const missing = (what: string, name: string): void => {
      fine = false;
      scope.error(
        doc.place ?? declaration.place,
        `${what} names ${name}, which is no earlier field.`,
        [...(earlier ?? [])].slice(0, 100),
      );
    };
    if (doc.span)
      for (const name of expressionFields(doc.span.expression)) if (!known(name)) missing('@span', name);
    if (doc.used && !/^\d/.test(doc.used) && !known(doc.used)) missing('@used', doc.used);
    if (doc.holds) {
      const { codec, arg } = doc.holds;
      if (!this.options.codecs.has(codec) && scope.type(codec).length === 0) {
        // the opaque itself can still be read
        if (!this.options.lenient) {
          scope.error(
            doc.place ?? declaration.place,
            `@holds names ${codec}, which is neither a codec nor a type.`,
          );
        }
      }
      if (arg !== null && !known(arg)) missing('@holds', arg);
    }
    return fine;
  }

  private specifier(scope: Scope, specifier: Specifier): boolean {
    switch (specifier.kind) {
      case 'builtin':
        return true;
      case 'name':
        if (scope.type(specifier.name).length > 0 || ALIASES.has(specifier.name)) return true;
        scope.error(specifier.place, `There is no type ${specifier.name} here.`);
        return false;
      case 'enum':
        return this.enumBody(scope, specifier);
      case 'struct':
        return this.structBody(scope, specifier);
      case 'union':
        return this.unionBody(scope, specifier);
    }
  }

  private enumBody(scope: Scope, specifier: EnumSpecifier): boolean {
    let fine = true;
    for (const member of enumMembers(specifier, scope)) {
      this.tags(scope, member.doc, ['in', 'label', 'ref'], 'a member of an enum');
      fine = this.number(scope, member.value, -0x8000_0000, 0xffff_ffff, 'A value of an enum') && fine;
    }
    return fine;
  }

  private structBody(scope: Scope, specifier: StructSpecifier): boolean {
    let fine = true;
    const before = new Set<string>();
    const byName = new Map<string, Declaration[]>();
    for (const member of specifier.members) {
      this.tags(scope, member.doc, FIELD_TAGS, 'a field');
      fine = this.declaration(scope, member, before) && fine;
      before.add(member.name);
      if (member.name === '') continue;
      const same = byName.get(member.name) ?? [];
      if (!same.every((other) => disjointReleases(other.doc.releases, member.doc.releases))) {
        scope.error(member.place, `${member.name} stands twice in this struct.`);
        fine = false;
      }
      byName.set(member.name, [...same, member]);
    }
    return fine;
  }

  private unionBody(scope: Scope, specifier: UnionSpecifier): boolean {
    const { discriminant, arms, defaultArm } = specifier;
    this.tags(scope, discriminant.doc, FIELD_TAGS, 'a discriminant');
    let fine = this.declaration(scope, discriminant, NONE);
    if (fine && !this.isWord(scope, discriminant)) {
      scope.error(discriminant.place, 'A discriminant is an int, an unsigned int, a bool or an enum.');
      fine = false;
    }
    const seen = new Set<number>();
    for (const arm of arms) {
      this.tags(scope, arm.declaration.doc, FIELD_TAGS, 'an arm');
      fine = this.declaration(scope, arm.declaration, NONE) && fine;
      for (const label of arm.cases) {
        const number = caseValue(scope, label);
        if (number === null) {
          scope.error(
            label.place,
            label.kind === 'name' ? `${label.name} is no constant that is known here.` : 'No number.',
          );
          fine = false;
        } else if (seen.has(number | 0)) {
          scope.error(label.place, `The case ${number} stands twice in this union.`);
          fine = false;
        } else seen.add(number | 0);
      }
    }
    if (defaultArm) {
      this.tags(scope, defaultArm.doc, FIELD_TAGS, 'an arm');
      fine = this.declaration(scope, defaultArm, NONE) && fine;
    }
    return fine;
  }

  private isWord(scope: Scope, declaration: Declaration): boolean {
    let where = scope;
    let current = declaration;
    for (let step = 0; step < DEPTH; step++) {
      if (current.shape !== 'plain') return false;
      const { specifier } = current;
      if (specifier.kind === 'enum') return true;
      if (specifier.kind === 'builtin') return WORDS.has(specifier.name);
      if (specifier.kind !== 'name') return false;
      const type = where.type(specifier.name)[0];
      if (!type) return ALIASES.has(specifier.name);
      if (!type.declaration) return type.specifier.kind === 'enum';
      current = type.declaration;
      where = type.scope;
    }
    return false;
  }

  private program(scope: Scope, program: ProgramDefinition): void {
    this.tags(scope, program.doc, ['in', 'filter', 'label', 'ref'], 'a program');
    this.number(scope, program.number, 0, U32, 'A program number');
    for (const version of program.versions) {
      this.tags(scope, version.doc, ['in', 'label', 'ref'], 'a version');
      this.number(scope, version.number, 0, U32, 'A version number');
      const seen = new Map<number, { name: string; releases: ReleaseSet | null }[]>();
      for (const procedure of version.procedures) {
        this.tags(scope, procedure.doc, PROCEDURE_TAGS, 'a procedure');
        for (const part of [procedure.result, ...procedure.args]) this.specifier(scope, part.specifier);
        if (!this.number(scope, procedure.number, 0, U32, 'A procedure number')) continue;
        const number = scope.value(procedure.number)!;
        const same = seen.get(number) ?? [];
        const { releases } = procedure.doc;
        const other = same.find((entry) => !disjointReleases(entry.releases, releases));
        if (other) {
          const both = printReleases(intersectReleases(other.releases, releases));
          scope.error(
            procedure.place,
            `${procedure.name} and ${other.name} are both procedure ${number} (${both}).`,
          );
        }
        seen.set(number, [...same, { name: procedure.name, releases }]);
      }
    }
  }
}

const WORDS = new Set(['int', 'unsigned int', 'bool', 'char', 'unsigned char', 'short', 'unsigned short']);
