/**
 * Declarations → field and type descriptors, for one release.
 *
 * Arrays, opaques with words of their own, and optionals are made anew for each field, so that elements
 * and length words carry the field's name; structs, unions and enums are shared.
 */
import { BUILT_INS, type Declaration, type Specifier, type UnionSpecifier } from './ast.ts';
import { ALIASES, caseValue, enumMembers } from './uses.ts';
import { setsOfType, signature } from './closure.ts';
import { Op, Role, type FieldDescriptor, type Held, type Holds, type TypeDescriptor } from './descriptor.ts';
import { emptyDoc } from './doc.ts';
import { BasicMaker, NO_LIMIT } from './basic.ts';
import { measure, type Filling } from './make.ts';
import { plainly, pointsTo, resolve, shapeText, specifierText, typeText, type Resolved } from './resolve.ts';
import { containsRelease, NEWEST } from './releases.ts';
import type { Registry } from './registry.ts';
import { singular } from './text.ts';
import { pick, Scope, type NamedType } from './scope.ts';

/** A guard that the checks before make unnecessary for any text by people. */
const DEPTH = 2_000;

interface Words {
  readonly identifier?: string;
  readonly label?: string;
  readonly filter?: string;
}

export class FieldMaker extends BasicMaker {
  private readonly compiled = new Map<NamedType, Map<string, TypeDescriptor>>();
  private readonly renames = new Map<TypeDescriptor, Map<NamedType, TypeDescriptor>>();
  /** other names of types that were still being made */
  private readonly late: { alias: Filling<TypeDescriptor>; target: TypeDescriptor }[] = [];
  /** bodies that are being filled */
  private readonly open = new Set<TypeDescriptor>();
  private depth = 0;

  constructor(
    registry: Registry,
    private readonly broken: ReadonlySet<NamedType>,
  ) {
    super(registry);
  }

  isAlias(name: string): boolean {
    return ALIASES.has(name);
  }

  // ── entry points ───────────────────────────────────────────────────────────────────────────────

  /** `unsigned int`, `opaque<>` and the like, without words of a field. */
  builtIn(text: string): TypeDescriptor {
    return this.written(text, null, '', null, NEWEST)!;
  }

  /** A struct, union, enum or typedef; null where it is broken. */
  namedType(type: NamedType, release: number): TypeDescriptor | null {
    if (this.broken.has(type)) return null;
    const text = `named ${signature(setsOfType(type), release)}`;
    const bySignature = this.bySignature(type);
    let found = bySignature.get(text);
    if (!found) {
      const made = this.declared(plainly(type), type.scope, this.prefix(type), release, {
        identifier: type.name,
      });
      if (!made) return null;
      found = made.type;
      bySignature.set(text, found);
    }
    return found;
  }

  /** A built-in or named type with a shape around it; null: there is no such type. */
  written(
    base: string,
    named: NamedType | null,
    shape: '' | '*' | '[]' | '<>',
    size: number | null,
    release: number,
  ): TypeDescriptor | null {
    const given = /^(opaque|string)(?:\[(\d+)\]|<(\d*)>)?$/.exec(base);
    const place = { line: 0, column: 0 };
    if (given && !named) {
      const fixed = shape === '[]' || given[2] !== undefined;
      if (shape === '' && given[2] === undefined && given[3] === undefined) return null;
      const count = size ?? (given[2] ? Number(given[2]) : given[3] ? Number(given[3]) : null);
      if (fixed && (given[1] === 'string' || count === null)) return null;
      return this.bytes(given[1] as 'opaque' | 'string', fixed ? 'fixed' : 'variable', count);
    }
    const builtIn = BUILT_INS.find((name) => name === base);
    const scope = named?.scope;
    if (!named && (!builtIn || builtIn === 'opaque' || builtIn === 'string')) return null;
    if (!scope && shape === '') return this.plain(builtIn!);
    if (named && this.broken.has(named)) return null;
    const declaration: Declaration = {
      name: base,
      specifier: named
        ? { kind: 'name', name: named.name, place }
        : { kind: 'builtin', name: builtIn!, place },
      shape: shape === '*' ? 'optional' : shape === '[]' ? 'fixed' : shape === '<>' ? 'variable' : 'plain',
      size: size === null ? null : { kind: 'number', value: size, place },
      doc: emptyDoc(),
      place,
    };
    return this.declared(declaration, scope ?? NO_SCOPE, scope?.prefix ?? 'xdr', release, {})?.type ?? null;
  }

  // ── fields ─────────────────────────────────────────────────────────────────────────────────────

  /**
   * The field of a declaration; null where its type is broken.
   * @param prefix of the display-filter name, where neither the field nor its typedef gives one
   */
  declared(
    declaration: Declaration,
    scope: Scope,
    prefix: string,
    release: number,
    words: Words = {},
    member = false,
  ): Filling<FieldDescriptor> | null {
    if (this.depth >= DEPTH) return null;
    this.depth++;
    const field = this.make(declaration, scope, prefix, release, words, member);
    this.depth--;
    if (this.depth === 0) this.settle();
    return field;
  }

  private make(
    declaration: Declaration,
    scope: Scope,
    prefix: string,
    release: number,
    words: Words,
    member: boolean,
  ): Filling<FieldDescriptor> | null {
    const resolved = resolve(declaration, scope, release);
    if (!resolved || resolved.typedefs.some((typedef) => this.broken.has(typedef))) return null;
    const { doc } = declaration;
    const identifier = words.identifier ?? declaration.name;
    const fromTypedef = resolved.typedefs.find((typedef) => typedef.doc.filter !== null)?.doc.filter;
    const label = words.label ?? doc.label ?? identifier;
    const filter = doc.filter ?? words.filter ?? fromTypedef ?? `${prefix}.${identifier}`;
    const holding = this.holding(declaration, scope, resolved);
    const used = doc.used ?? resolved.typedefs.find((typedef) => typedef.doc.used !== null)?.doc.used ?? null;
    const secret = doc.secret || resolved.typedefs.some((typedef) => typedef.doc.secret);
    const field = this.field({
      identifier,
      label,
      filter,
      type: this.plain('void'),
      doc: doc.text,
      typeText: typeText(declaration),
      releases: doc.releases,
      holds: holding?.holds ?? null,
      span: doc.span?.text ?? null,
      spanExpression: doc.span?.expression ?? null,
      used,
      secret,
      normal: doc.normal,
      ref: doc.ref,
    });
    const type = this.typeOf(resolved, field, prefix, release, member);
    if (!type) return null;
    field.type = doc.kind === null ? type : this.renamed(type, { kind: doc.kind });
    if (field.doc === '' && resolved.typedefs.length > 0) field.doc = resolved.typedefs[0]!.doc.text;
    field.inline = member && type.op === Op.Union && type.meaning === null;
    field.lengthField = this.lengthField(field);
    field.held = holding ? this.held(holding.holds, holding.scope, field, release) : null;
    return field;
  }

  // ── what an opaque holds ───────────────────────────────────────────────────────────────────────

  private holding(
    declaration: Declaration,
    scope: Scope,
    resolved: Resolved,
  ): { holds: Holds; scope: Scope } | null {
    if (declaration.doc.holds) return { holds: declaration.doc.holds, scope };
    const typedef = resolved.typedefs.find((one) => one.doc.holds !== null);
    return typedef ? { holds: typedef.doc.holds!, scope: typedef.scope } : null;
  }

  private held(holds: Holds, scope: Scope, of: FieldDescriptor, release: number): Held | null {
    const { op } = of.type;
    if (op !== Op.OpaqueVar && op !== Op.OpaqueFixed) return null;
    if (this.registry.codecs.has(holds.codec))
      return { codec: holds.codec, field: null, argument: holds.arg };
    const types = scope.type(holds.codec);
    if (types.length === 0) return null;
    const type = pick(types, release);
    const { filter, label } = of;
    const field = this.declared(plainly(type), type.scope, this.prefix(type), release, {
      identifier: holds.codec,
      filter,
      label,
    });
    if (!field) return null;
    return { codec: null, field, argument: holds.arg };
  }

  // ── types ──────────────────────────────────────────────────────────────────────────────────────

  private prefix(type: NamedType): string {
    return (type.declaration ? null : type.doc.filter) ?? type.scope.prefix;
  }

  private typeOf(
    resolved: Resolved,
    field: FieldDescriptor,
    prefix: string,
    release: number,
    member: boolean,
  ): TypeDescriptor | null {
    const bare = this.bareType(resolved, field, prefix, release, member);
    const outermost = resolved.typedefs[0];
    if (!bare || !outermost) return bare;
    // arrays and optionals are the field's own, all others are shared
    const own = bare.element !== null;
    let byTypedef = this.renames.get(bare);
    const known = byTypedef?.get(outermost);
    if (known) return known;
    const renamed = this.alias(bare, resolved.typedefs);
    if (!own) {
      if (!byTypedef) {
        byTypedef = new Map();
        this.renames.set(bare, byTypedef);
      }
      byTypedef.set(outermost, renamed);
      if (this.open.has(bare)) this.late.push({ alias: renamed, target: bare });
    }
    return renamed;
  }

  /** A type under the name of its outermost typedef; what typedefs do not say comes from inside. */
  private alias(type: TypeDescriptor, typedefs: readonly NamedType[]): Filling<TypeDescriptor> {
    const outermost = typedefs[0]!;
    const { meanings } = this.registry;
    const meant = typedefs.find((typedef) => meanings.has(typedef.name));
    const kinds = typedefs.map((typedef) => typedef.doc.kind ?? meanings.get(typedef.name)?.kind ?? null);
    return this.renamed(type, {
      name: outermost.name,
      doc: outermost.doc.text || type.doc,
      meaning: meant?.name ?? type.meaning,
      kind: kinds.find((kind) => kind !== null) ?? type.kind,
      holds: typedefs.find((typedef) => typedef.doc.holds !== null)?.doc.holds ?? type.holds,
      releases: outermost.doc.releases,
    });
  }

  private bareType(
    resolved: Resolved,
    field: FieldDescriptor,
    prefix: string,
    release: number,
    member: boolean,
  ): TypeDescriptor | null {
    const { shape, specifier, scope, named } = resolved;
    const size = resolved.size ? scope.value(resolved.size) : null;
    if (specifier.kind === 'builtin' && (specifier.name === 'opaque' || specifier.name === 'string')) {
      return this.bytes(specifier.name, shape === 'fixed' ? 'fixed' : 'variable', size);
    }
    if (shape === 'plain') {
      if (named) return this.namedBody(named, release, false);
      if (specifier.kind === 'builtin') return this.plain(specifier.name);
      if (specifier.kind === 'name') return null;
      return this.anonymous(specifier, scope, field.identifier, prefix, release);
    }
    const name = shapeText(specifierText(specifier), shape, size);
    const inner: Declaration = {
      name: field.identifier,
      specifier,
      shape: 'plain',
      size: null,
      doc: emptyDoc(),
      place: specifier.place,
    };
    const { identifier, filter, label } = field;
    if (shape === 'optional') {
      const entry = this.listEntry(inner, scope, release);
      if (entry) {
        const element = this.field({
          identifier,
          label: singular(label),
          filter,
          type: entry,
          doc: entry.doc,
          typeText: entry.name,
        });
        return this.type({ op: Op.List, name, element, size: NO_LIMIT, minSize: 4 });
      }
      const element = this.declared(inner, scope, prefix, release, { identifier, filter, label }, member);
      if (!element) return null;
      if (element.doc === '') element.doc = field.doc;
      this.inherit(element, field);
      return this.type({ op: Op.Optional, name, element, minSize: 4 });
    }
    const element = this.declared(inner, scope, prefix, release, {
      identifier,
      filter,
      label: singular(label),
    });
    if (!element) return null;
    element.doc = element.type.doc || field.doc;
    this.inherit(element, field);
    const char =
      specifier.kind === 'builtin' && (specifier.name === 'char' || specifier.name === 'unsigned char');
    const type =
      shape === 'fixed'
        ? this.type({ op: char ? Op.CharArray : Op.ArrayFixed, name, element, size: size ?? 0 })
        : this.type({ op: Op.ArrayVar, name, element, size: size ?? NO_LIMIT, minSize: 4 });
    measure(type);
    return type;
  }

  /** What the declaration says of the field holds for its elements. */
  private inherit(element: Filling<FieldDescriptor>, field: FieldDescriptor): void {
    element.secret ||= field.secret;
    element.normal = field.normal;
    element.ref = field.ref;
  }

  // ── named bodies ───────────────────────────────────────────────────────────────────────────────

  private bySignature(type: NamedType): Map<string, TypeDescriptor> {
    const known = this.compiled.get(type);
    if (known) return known;
    const made = new Map<string, TypeDescriptor>();
    this.compiled.set(type, made);
    return made;
  }

  /** @param entry without the last member, the `T *next` of a list */
  private namedBody(named: NamedType, release: number, entry: boolean): TypeDescriptor | null {
    if (this.broken.has(named)) return null;
    const text = (entry ? 'entry ' : 'whole ') + signature(setsOfType(named), release);
    const bySignature = this.bySignature(named);
    const known = bySignature.get(text);
    if (known) return known;
    const meaning = this.registry.meanings.get(named.name);
    const type = this.type({
      op: opOf(named.specifier),
      name: named.name,
      doc: named.doc.text,
      meaning: meaning ? named.name : null,
      kind: named.doc.kind ?? meaning?.kind ?? null,
      holds: named.doc.holds,
      releases: named.doc.releases,
    });
    bySignature.set(text, type);
    this.open.add(type);
    const filled = this.fill(type, named.specifier, named.scope, this.prefix(named), release, entry);
    this.open.delete(type);
    if (filled) return type;
    bySignature.delete(text);
    return null;
  }

  private anonymous(
    specifier: Specifier,
    scope: Scope,
    name: string,
    prefix: string,
    release: number,
  ): TypeDescriptor | null {
    const type = this.type({ op: opOf(specifier), name });
    return this.fill(type, specifier, scope, prefix, release, false) ? type : null;
  }

  private fill(
    type: Filling<TypeDescriptor>,
    specifier: Specifier,
    scope: Scope,
    prefix: string,
    release: number,
    entry: boolean,
  ): boolean {
    if (specifier.kind === 'enum') {
      const members = new Map<number, string>();
      for (const member of enumMembers(specifier, scope)) {
        if (member.number === null) return false;
        const value = member.number | 0;
        if (!members.has(value) || containsRelease(member.releases, release)) members.set(value, member.name);
      }
      type.members = members;
    } else if (specifier.kind === 'struct') {
      const present = specifier.members.filter((member) => containsRelease(member.doc.releases, release));
      if (entry) present.pop();
      const fields: FieldDescriptor[] = [];
      for (const member of present) {
        const field = this.declared(member, scope, prefix, release, {}, true);
        if (!field) return false;
        if (field.type.op !== Op.Void) fields.push(field);
      }
      type.fields = fields;
    } else if (specifier.kind === 'union' && !this.fillUnion(type, specifier, scope, prefix, release))
      return false;
    measure(type);
    return true;
  }

  private fillUnion(
    type: Filling<TypeDescriptor>,
    specifier: UnionSpecifier,
    scope: Scope,
    prefix: string,
    release: number,
  ): boolean {
    const arm = (declaration: Declaration): FieldDescriptor | null =>
      this.declared(
        declaration,
        scope,
        prefix,
        release,
        declaration.name === '' ? { identifier: 'void' } : {},
        true,
      );
    const discriminant = this.declared(specifier.discriminant, scope, prefix, release);
    if (!discriminant) return false;
    discriminant.role = Role.discriminant;
    type.discriminant = discriminant;
    const arms = new Map<number, FieldDescriptor>();
    for (const { cases, declaration } of specifier.arms) {
      if (!containsRelease(declaration.doc.releases, release)) continue;
      const field = arm(declaration);
      if (!field) return false;
      for (const label of cases) {
        const value = caseValue(scope, label);
        if (value === null) return false;
        arms.set(value | 0, field);
      }
    }
    type.arms = arms;
    type.defaultArm = specifier.defaultArm ? arm(specifier.defaultArm) : null;
    return specifier.defaultArm === null || type.defaultArm !== null;
  }

  /**
   * For a pointer to a struct that ends in a pointer to itself, its only one: the struct without that
   * pointer. Else null; a struct with two is a tree.
   */
  private listEntry(pointed: Declaration, scope: Scope, release: number): TypeDescriptor | null {
    const named = resolve(pointed, scope, release)?.named;
    if (named?.specifier.kind !== 'struct') return null;
    const present = named.specifier.members.filter((member) => containsRelease(member.doc.releases, release));
    const pointers = present.filter((member) => pointsTo(member, named, release));
    return pointers.length === 1 && pointers[0] === present.at(-1)
      ? this.namedBody(named, release, true)
      : null;
  }

  /** Copies what was made in the meantime into the other names of types that refer to themselves. */
  private settle(): void {
    for (const { alias, target } of this.late.splice(0)) {
      const { fields, discriminant, arms, defaultArm, members, fixedSize, minSize } = target;
      Object.assign(alias, { fields, discriminant, arms, defaultArm, members, fixedSize, minSize });
    }
  }
}

const NO_SCOPE = new Scope({ name: 'xdr.x', doc: emptyDoc(), includes: [], definitions: [] }, []);

function opOf(specifier: Specifier): Op {
  return specifier.kind === 'enum' ? Op.Enum : specifier.kind === 'union' ? Op.Union : Op.Struct;
}
