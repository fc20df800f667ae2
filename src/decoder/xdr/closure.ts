/**
 * Which `@in` decide the bytes of a type: its own and those of all types that it contains. Two releases
 * that answer all of them alike have the same body.
 */
import type { Declaration, EnumSpecifier, Specifier } from './ast.ts';
import { edges, enumMembers } from './uses.ts';
import type { ReleaseSet } from './descriptor.ts';
import { breakPoints, containsRelease, NEWEST, uniteReleases } from './releases.ts';
import type { NamedType, Scope } from './scope.ts';

const own = new WeakMap<NamedType, readonly ReleaseSet[]>();
const whole = new WeakMap<NamedType, readonly ReleaseSet[]>();

/** `@in` inside the type's own text, and of types that share a name with others. */
function ownSets(type: NamedType): readonly ReleaseSet[] {
  const known = own.get(type);
  if (known) return known;
  const out: ReleaseSet[] = [];
  if (type.declaration) inDeclaration(type.declaration, type.scope, out);
  else inSpecifier(type.specifier, type.scope, out);
  own.set(type, out);
  return out;
}

function inDeclaration(declaration: Declaration, scope: Scope, out: ReleaseSet[]): void {
  if (declaration.doc.releases) out.push(declaration.doc.releases);
  inSpecifier(declaration.specifier, scope, out);
}

function inSpecifier(specifier: Specifier, scope: Scope, out: ReleaseSet[]): void {
  if (specifier.kind === 'name') {
    const types = scope.type(specifier.name);
    if (types.length > 1) for (const type of types) if (type.doc.releases) out.push(type.doc.releases);
  } else if (specifier.kind === 'enum') inEnum(specifier, scope, out);
  else if (specifier.kind === 'struct')
    for (const member of specifier.members) inDeclaration(member, scope, out);
  else if (specifier.kind === 'union') {
    inDeclaration(specifier.discriminant, scope, out);
    for (const arm of specifier.arms) inDeclaration(arm.declaration, scope, out);
    if (specifier.defaultArm) inDeclaration(specifier.defaultArm, scope, out);
  }
}

/** Names do not change bytes: only a value that is named twice makes a difference. */
function inEnum(specifier: EnumSpecifier, scope: Scope, out: ReleaseSet[]): void {
  const byValue = new Map<number | null, ReleaseSet[]>();
  for (const member of enumMembers(specifier, scope)) {
    if (!member.releases) continue;
    const list = byValue.get(member.number);
    if (list) list.push(member.releases);
    else byValue.set(member.number, [member.releases]);
  }
  for (const list of byValue.values()) if (list.length > 1) out.push(...list);
}

/** All `@in` that a type depends on. */
export function setsOfType(type: NamedType): readonly ReleaseSet[] {
  const known = whole.get(type);
  if (known) return known;
  const seen = new Set<NamedType>([type]);
  const out = new Map<string, ReleaseSet>();
  for (const current of seen) {
    for (const set of ownSets(current)) out.set(JSON.stringify(set), set);
    for (const edge of edges(current)) for (const next of edge.scope.type(edge.name)) seen.add(next);
  }
  const sets = [...out.values()];
  whole.set(type, sets);
  return sets;
}

/** The same for types as a procedure names them. */
export function setsOfDeclarations(
  declarations: readonly Declaration[],
  scope: Scope,
): readonly ReleaseSet[] {
  const out = new Map<string, ReleaseSet>();
  const add = (sets: readonly ReleaseSet[]): void => {
    for (const set of sets) out.set(JSON.stringify(set), set);
  };
  for (const declaration of declarations) {
    const direct: ReleaseSet[] = [];
    inDeclaration(declaration, scope, direct);
    add(direct);
    if (declaration.specifier.kind === 'name') {
      for (const type of scope.type(declaration.specifier.name)) add(setsOfType(type));
    }
  }
  return [...out.values()];
}

/** The same text for releases that have the same bytes. */
export function signature(sets: readonly ReleaseSet[], release: number): string {
  let text = '';
  for (const set of sets) text += containsRelease(set, release) ? '1' : '0';
  return text;
}

/** Releases that have the same bytes, with one of them to compile for; newest first. */
export function layouts(sets: readonly ReleaseSet[]): { releases: ReleaseSet; release: number }[] {
  const points = [...new Set(sets.flatMap(breakPoints))].sort((a, b) => a - b);
  const bySignature = new Map<string, { since: number; until: number }[]>();
  for (let i = 0; i <= points.length; i++) {
    const since = i === 0 ? 0 : points[i - 1]!;
    const until = i === points.length ? NEWEST : points[i]! - 1;
    const text = signature(sets, since);
    const list = bySignature.get(text);
    if (list) list.push({ since, until });
    else bySignature.set(text, [{ since, until }]);
  }
  return [...bySignature.values()]
    .map((ranges) => ({ releases: uniteReleases([ranges]), release: ranges.at(-1)!.until }))
    .sort((a, b) => b.release - a.release);
}
