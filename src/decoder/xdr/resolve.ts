/** Declarations before they are compiled: typedefs followed, pointers told apart, types as they are written. */
import type { Declaration, Shape, Specifier, Value } from './ast.ts';
import { emptyDoc } from './doc.ts';
import { pick, type NamedType, type Scope } from './scope.ts';
import { ALIASES } from './uses.ts';

/** Typedefs of typedefs. The checks leave no ring; this is for what they did not see. */
const DEPTH = 2_000;

/** A declaration with all typedefs followed up to the first that is more than another name. */
export interface Resolved {
  readonly shape: Shape;
  readonly size: Value | null;
  readonly specifier: Specifier;
  readonly scope: Scope;
  /** outermost first */
  readonly typedefs: readonly NamedType[];
  /** the named struct, union or enum at the end, if it is one */
  readonly named: NamedType | null;
}

/** Follows typedefs up to a shape, or to what is no other name; null where a type is unknown. */
export function resolve(declaration: Declaration, scope: Scope, release: number): Resolved | null {
  const typedefs: NamedType[] = [];
  let current = declaration;
  let where = scope;
  for (;;) {
    const { specifier, shape, size } = current;
    const end = { shape, size, specifier, scope: where, typedefs };
    if (specifier.kind !== 'name' || shape !== 'plain') return { ...end, named: null };
    const types = where.type(specifier.name);
    if (types.length === 0) {
      const name = ALIASES.get(specifier.name);
      return name
        ? { ...end, specifier: { kind: 'builtin', name, place: specifier.place }, named: null }
        : null;
    }
    const type = pick(types, release);
    if (typedefs.length > DEPTH) return null;
    if (!type.declaration) return { ...end, specifier: type.specifier, scope: type.scope, named: type };
    typedefs.push(type);
    current = type.declaration;
    where = type.scope;
  }
}

/** Is a member a pointer to that struct, by itself or through a typedef? */
export function pointsTo(member: Declaration, named: NamedType, release: number): boolean {
  const resolved = resolve(member, named.scope, release);
  if (resolved?.shape !== 'optional') return false;
  const target = resolve(
    { ...member, specifier: resolved.specifier, shape: 'plain' },
    resolved.scope,
    release,
  );
  return target?.named === named;
}

/** `T T;` */
export function plainly({ name, place }: NamedType): Declaration {
  const specifier: Specifier = { kind: 'name', name, place };
  return { name, specifier, shape: 'plain', size: null, doc: emptyDoc(), place };
}

export function specifierText(specifier: Specifier): string {
  return specifier.kind === 'builtin' || specifier.kind === 'name' ? specifier.name : specifier.kind;
}

export function shapeText(base: string, shape: Shape, size: string | number | null): string {
  if (shape === 'fixed') return `${base}[${size ?? ''}]`;
  if (shape === 'variable') return `${base}<${size ?? ''}>`;
  return shape === 'optional' ? `${base} *` : base;
}

export function typeText({ specifier, shape, size }: Declaration): string {
  return shapeText(
    specifierText(specifier),
    shape,
    size === null ? null : size.kind === 'name' ? size.name : size.value,
  );
}
