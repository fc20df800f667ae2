/**
 * Joins parsed files to scopes, and finds what the grammar cannot: unknown and doubled names, types that
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
import { intersectReleases, printReleases } from './releases.ts';
import type { ReleaseSet } from './descriptor.ts';
import { shorten } from './lex.ts';
import { escapeText } from './text.ts';
import { Scope, type NamedType } from './scope.ts';

/** Types inside types, across all files. */
const DEPTH = 256;
const U32 = 0xffff_ffff;

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
  const scopes = files.map((file) => new Scope(file, errors));
  const byName = new Map<string, Scope>();
  for (const scope of scopes) {
    if (byName.has(scope.name)) scope.error({ line: 1, column: 1 }, `There are two files ${scope.name}.`);
    else byName.set(scope.name, scope);
  }
  for (const scope of scopes) {
    for (const { file, place } of scope.file.includes) {
      const found = byName.get(file);
      if (found) scope.includes.push(found);
      else scope.error(place, `There is no file ${escapeText(shorten(file))}.`, [...byName.keys()]);
    }
  }
  for (const scope of scopes) collect(scope);
  return new Checker(scopes, options).run();
}

/** True where no release has both. */
function apart(a: ReleaseSet | null, b: ReleaseSet | null): boolean {
  return a !== null && b !== null && intersectReleases(a, b)!.length === 0;
}

function collect(scope: Scope): void {
  const constant = (
    name: string,
    value: Value,
    releases: ReleaseSet | null,
    seen: Map<string, ReleaseSet | null>,
  ): void => {
    if (seen.has(name) && !apart(seen.get(name)!, releases)) {
      scope.error(value.place, `${name} is defined twice in this file.`);
      return;
    }
    seen.set(name, releases);
    scope.constants.set(name, value);
  };
  const seen = new Map<string, ReleaseSet | null>();
  for (const definition of scope.file.definitions) {
    if (definition.kind === 'const')
      constant(definition.name, definition.value, definition.doc.releases, seen);
    else if (definition.kind !== 'program') {
      const { doc, place } = definition;
      const typedef = definition.kind === 'typedef' ? definition.declaration : null;
      const name = typedef ? typedef.name : definition.kind === 'type' ? definition.name : '';
      const specifier = typedef
        ? typedef.specifier
        : definition.kind === 'type'
          ? definition.specifier
          : null;
      if (!specifier) continue;
      const others = scope.types.get(name);
      if (others && !others.every((other) => apart(other.doc.releases, doc.releases))) {
        scope.error(place, `The type ${name} is defined twice in this file.`);
        continue;
      }
      scope.types.set(name, [
        ...(others ?? []),
        { name, scope, declaration: typedef, specifier, doc, place },
      ]);
    }
  }
  // members of enums are constants of the file
  const enums: EnumSpecifier[] = [];
  const find = (specifier: Specifier): void => {
    if (specifier.kind === 'enum') enums.push(specifier);
    else if (specifier.kind === 'struct') for (const member of specifier.members) find(member.specifier);
    else if (specifier.kind === 'union') {
      find(specifier.discriminant.specifier);
      for (const arm of specifier.arms) find(arm.declaration.specifier);
      if (specifier.defaultArm) find(specifier.defaultArm.specifier);
    }
  };
  for (const types of scope.types.values()) for (const type of types) find(type.specifier);
  for (const specifier of enums) {
    for (const member of enumMembers(specifier, null))
      constant(member.name, member.value, member.releases, seen);
  }
}

/** Members with the values that rpcgen gives those that have none. Without scope only relative ones are exact. */
export function enumMembers(
  specifier: EnumSpecifier,
  scope: Scope | null,
): { name: string; value: Value; number: number | null; doc: Doc; releases: ReleaseSet | null }[] {
  let last: number | null = -1;
  return specifier.members.map((member) => {
    const given: Value = member.value ?? { kind: 'number', value: (last ?? -1) + 1, place: member.place };
    const number = given.kind === 'number' ? given.value : (scope?.value(given) ?? null);
    last = number;
    return { name: member.name, value: given, number, doc: member.doc, releases: member.doc.releases };
  });
}

const FIELD_TAGS = ['in', 'filter', 'holds', 'span', 'used', 'normal', 'secret', 'ref', 'label', 'kind'];
const TYPE_TAGS = ['in', 'filter', 'holds', 'secret', 'ref', 'label', 'kind', 'normal', 'used'];
const PROCEDURE_TAGS = ['in', 'payload', 'from', 'normal', 'ref', 'label', 'filter'];

class Checker {
  private readonly broken = new Set<NamedType>();
  private readonly heights = new Map<NamedType, number>();

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
    for (const scope of this.scopes) {
      for (const types of scope.types.values()) for (const type of types) this.height(type, 0);
    }
    this.rings();
    this.spread();
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
  private declaration(
    scope: Scope,
    declaration: Declaration,
    earlier: readonly Declaration[] | null,
  ): boolean {
    let fine = this.specifier(scope, declaration.specifier);
    if (declaration.size) fine = this.number(scope, declaration.size, 0, U32, 'A size') && fine;
    const { doc } = declaration;
    const known = (name: string): boolean =>
      earlier === null || earlier.some((field) => field.name === name.split('.')[0]);
    const missing = (what: string, name: string): void => {
      fine = false;
      scope.error(
        doc.place ?? declaration.place,
        `${what} names ${name}, which is no earlier field.`,
        (earlier ?? []).map((field) => field.name),
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
    const before: Declaration[] = [];
    const byName = new Map<string, Declaration[]>();
    for (const member of specifier.members) {
      this.tags(scope, member.doc, FIELD_TAGS, 'a field');
      fine = this.declaration(scope, member, before) && fine;
      before.push(member);
      if (member.name === '') continue;
      const same = byName.get(member.name) ?? [];
      if (!same.every((other) => apart(other.doc.releases, member.doc.releases))) {
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
    let fine = this.declaration(scope, discriminant, []);
    if (fine && !this.isWord(scope, discriminant)) {
      scope.error(discriminant.place, 'A discriminant is an int, an unsigned int, a bool or an enum.');
      fine = false;
    }
    const seen = new Set<number>();
    for (const arm of arms) {
      this.tags(scope, arm.declaration.doc, FIELD_TAGS, 'an arm');
      fine = this.declaration(scope, arm.declaration, []) && fine;
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
      fine = this.declaration(scope, defaultArm, []) && fine;
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
        const other = same.find((entry) => !apart(entry.releases, releases));
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

  // ── recursion ──────────────────────────────────────────────────────────────────────────────────

  /** How many types deep a type is; rings through `*` and `<>` count once. */
  private height(type: NamedType, depth: number): number {
    const known = this.heights.get(type);
    if (known !== undefined) return known;
    if (depth > DEPTH) {
      this.breaks(type, `Types nest more than ${DEPTH} deep from ${type.name} on.`);
      return 0;
    }
    // through `*` and `<>` types may come back to themselves
    this.heights.set(type, 0);
    let height = 0;
    for (const edge of edges(type)) {
      for (const next of edge.scope.type(edge.name))
        height = Math.max(height, this.height(next, depth + 1) + 1);
    }
    this.heights.set(type, height);
    if (height > DEPTH) this.breaks(type, `Types nest more than ${DEPTH} deep in ${type.name}.`);
    return height;
  }

  /**
   * Looks for types that contain themselves directly. Without recursion: the chains are as long as the
   * text makes them. Of each ring one type is named; `spread` breaks the others.
   */
  private rings(): void {
    const state = new Map<NamedType, 'open' | 'done'>();
    for (const scope of this.scopes) {
      for (const root of [...scope.types.values()].flat()) {
        if (state.has(root)) continue;
        const stack = [{ type: root, next: directly(root), at: 0 }];
        state.set(root, 'open');
        for (let top = stack.at(-1); top; top = stack.at(-1)) {
          const used = top.next[top.at++];
          if (!used) {
            state.set(top.type, 'done');
            stack.pop();
          } else if (state.get(used) === 'open') {
            this.breaks(used, `${used.name} contains itself. It can through \`*\` or \`<>\` only.`);
          } else if (!state.has(used)) {
            state.set(used, 'open');
            stack.push({ type: used, next: directly(used), at: 0 });
          }
        }
      }
    }
  }

  private breaks(type: NamedType, message: string): void {
    if (this.broken.has(type)) return;
    this.broken.add(type);
    type.scope.error(type.place, message);
  }

  /** What contains a broken type is broken as well. */
  private spread(): void {
    const users = new Map<NamedType, NamedType[]>();
    for (const scope of this.scopes) {
      for (const types of scope.types.values()) {
        for (const type of types) {
          for (const edge of edges(type)) {
            for (const used of edge.scope.type(edge.name)) {
              const list = users.get(used);
              if (list) list.push(type);
              else users.set(used, [type]);
            }
          }
        }
      }
    }
    for (const type of this.broken) for (const user of users.get(type) ?? []) this.broken.add(user);
  }
}

const WORDS = new Set(['int', 'unsigned int', 'bool', 'char', 'unsigned char', 'short', 'unsigned short']);

/** Names of rpcgen's C headers, where a file does not define them itself. */
export const ALIASES: ReadonlyMap<
  string,
  'unsigned int' | 'unsigned char' | 'unsigned short' | 'hyper' | 'unsigned hyper' | 'bool'
> = new Map([
  ['u_int', 'unsigned int'],
  ['u_long', 'unsigned int'],
  ['u_char', 'unsigned char'],
  ['u_short', 'unsigned short'],
  ['quad_t', 'hyper'],
  ['u_quad_t', 'unsigned hyper'],
  ['bool_t', 'bool'],
]);

/** Value of a case: a constant, TRUE or FALSE. */
export function caseValue(scope: Scope, label: Value): number | null {
  const value = scope.value(label);
  if (value !== null || label.kind !== 'name') return value;
  return label.name === 'TRUE' ? 1 : label.name === 'FALSE' ? 0 : null;
}

interface Edge {
  readonly name: string;
  readonly scope: Scope;
  /** not through `*` or `<>` */
  readonly direct: boolean;
}

/** Types that a type contains, not through `*` or `<>`. */
function directly(type: NamedType): NamedType[] {
  return edges(type).flatMap((edge) => (edge.direct ? edge.scope.type(edge.name) : []));
}

const edgeCache = new WeakMap<NamedType, readonly Edge[]>();

/** Names of the types that a type uses, those that `@holds` names among them. */
export function edges(type: NamedType): readonly Edge[] {
  const known = edgeCache.get(type);
  if (known) return known;
  const out: Edge[] = [];
  const { scope } = type;
  const declaration = (part: Declaration): void => {
    const direct = part.shape === 'plain' || part.shape === 'fixed';
    specifier(part.specifier, direct);
    if (part.doc.holds) out.push({ name: part.doc.holds.codec, scope, direct: false });
  };
  const specifier = (part: Specifier, direct: boolean): void => {
    if (part.kind === 'name') out.push({ name: part.name, scope, direct });
    else if (part.kind === 'struct') {
      for (const member of part.members) nested(member, direct);
    } else if (part.kind === 'union') {
      nested(part.discriminant, direct);
      for (const arm of part.arms) nested(arm.declaration, direct);
      if (part.defaultArm) nested(part.defaultArm, direct);
    }
  };
  const nested = (part: Declaration, direct: boolean): void => {
    if (direct) declaration(part);
    else {
      specifier(part.specifier, false);
      if (part.doc.holds) out.push({ name: part.doc.holds.codec, scope, direct: false });
    }
  };
  if (type.declaration) declaration(type.declaration);
  else specifier(type.specifier, true);
  edgeCache.set(type, out);
  return out;
}
