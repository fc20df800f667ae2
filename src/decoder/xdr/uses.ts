/** What types name: the types that they use, the members of enums, the values of cases. */
import type { Declaration, Doc, EnumSpecifier, Specifier, Value } from './ast.ts';
import type { ReleaseSet } from './descriptor.ts';
import type { NamedType, Scope } from './scope.ts';

/** Members with the values that rpcgen gives those that have none: one more than the member before. */
export function enumMembers(
  specifier: EnumSpecifier,
  scope: Scope,
): { name: string; value: Value; number: number | null; doc: Doc; releases: ReleaseSet | null }[] {
  let last: number | null = -1;
  return specifier.members.map((member) => {
    const given: Value = member.value ?? { kind: 'number', value: (last ?? -1) + 1, place: member.place };
    const number = scope.value(given);
    last = number;
    return { name: member.name, value: given, number, doc: member.doc, releases: member.doc.releases };
  });
}

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
export function directly(type: NamedType): NamedType[] {
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
