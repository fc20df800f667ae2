/** Files → scopes: what each file defines, and which files it sees. */
import type { EnumSpecifier, SourceError, SourceFile, Specifier, Value } from './ast.ts';
import type { ReleaseSet } from './descriptor.ts';
import { shorten } from './lex.ts';
import { disjointReleases } from './releases.ts';
import { Scope } from './scope.ts';
import { escapeText } from './text.ts';
import { enumMembers } from './uses.ts';

/** Scopes of all files, in their order. What is defined twice, or included and not there, is an error. */
export function scopesOf(files: readonly SourceFile[], errors: SourceError[]): Scope[] {
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
  const second = scopes.map(collect);
  for (const scope of scopes) scope.settle();
  for (const implied of second) implied();
  for (const scope of scopes) scope.settle();
  return scopes;
}

/** Returns what is to be done when all files are known: members of enums that have no value of their own. */
function collect(scope: Scope): () => void {
  const constant = (
    name: string,
    value: Value,
    releases: ReleaseSet | null,
    seen: Map<string, ReleaseSet | null>,
  ): void => {
    if (seen.has(name) && !disjointReleases(seen.get(name)!, releases)) {
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
      if (others && !others.every((other) => disjointReleases(other.doc.releases, doc.releases))) {
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
    for (const { name, value, doc } of specifier.members)
      if (value) constant(name, value, doc.releases, seen);
  }
  return () => {
    for (const specifier of enums) {
      if (specifier.members.every((member) => member.value !== null)) continue;
      enumMembers(specifier, scope).forEach(({ name, value, releases }, index) => {
        if (specifier.members[index]!.value === null) constant(name, value, releases, seen);
      });
    }
  };
}
