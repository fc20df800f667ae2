/**
 * The compiled protocol. A type is compiled once for each set of releases that have the same bytes. The
 * table only grows, and what is in it stays: a tree's field numbers hold for as long as the protocol lives.
 */
import type {
  Declaration,
  ProcedureDefinition,
  ProgramDefinition,
  SourceFile,
  VersionDefinition,
} from './ast.ts';
import type { Checked } from './check.ts';
import { layouts, setsOfDeclarations, setsOfType } from './closure.ts';
import {
  Role,
  type DescriptorTable,
  type FieldDescriptor,
  type ProcedureDescriptor,
  type ProgramDescriptor,
  type ReleaseSet,
  type TypeDescriptor,
  type VersionDescriptor,
} from './descriptor.ts';
import { FieldMaker } from './fields.ts';
import { intersectReleases, lastRelease, NEWEST } from './releases.ts';
import type { AdhocWords, Registry } from './registry.ts';
import { pick, type NamedType, type Scope } from './scope.ts';

import type { Protocol, TypeEntry, Variant } from './protocol.ts';

interface Body {
  readonly scope: Scope;
  readonly prefix: string;
  readonly declarations: readonly Declaration[];
  readonly reply: boolean;
  readonly releases: ReleaseSet | null;
}

export class ProtocolTable implements Protocol {
  readonly table: DescriptorTable;
  readonly programs: readonly ProgramDescriptor[];
  readonly types: readonly TypeEntry[];
  readonly files: readonly SourceFile[];
  readonly padding: FieldDescriptor;
  readonly undecoded: FieldDescriptor;
  readonly missing: FieldDescriptor;

  private readonly maker: FieldMaker;
  private readonly byNumber = new Map<number, ProgramDescriptor>();
  /** by the numbers of program, version and procedure */
  private readonly byProcedure = new Map<number, Map<number, Map<number, ProcedureDescriptor[]>>>();
  private readonly bodies = new Map<ProcedureDescriptor, { readonly call: Body; readonly reply: Body }>();
  private readonly found = new Map<string, readonly Variant[]>();
  private readonly foundBodies = new Map<Body, readonly Variant[]>();
  private readonly releases = new Map<FieldDescriptor, number>();
  private readonly named = new Map<string, TypeDescriptor | null>();
  private readonly adhocs = new Map<
    TypeDescriptor,
    Map<string, { words: AdhocWords | undefined; field: FieldDescriptor }[]>
  >();

  constructor(
    private readonly checked: Checked,
    registry: Registry,
  ) {
    this.maker = new FieldMaker(registry, checked.broken);
    this.table = this.maker;
    this.files = checked.scopes.map((scope) => scope.file);
    const bytes = this.maker.builtIn('opaque<>');
    const shared = (identifier: string, doc: string, role: Role): FieldDescriptor =>
      this.maker.field({
        identifier,
        doc,
        role,
        type: bytes,
        typeText: 'bytes',
        filter: `xdr.${identifier}`,
      });
    this.padding = shared('padding', 'Zero bytes up to the next multiple of four.', Role.padding);
    this.undecoded = shared('undecoded', 'Bytes that no declaration explains.', Role.undecoded);
    this.missing = shared('missing', 'Bytes that were announced and not captured.', Role.missing);
    this.types = checked.scopes.flatMap((scope) =>
      [...scope.types.values()].flat().map((type) => ({
        name: type.name,
        file: scope.name,
        doc: type.doc.text,
        releases: type.doc.releases,
        place: type.place,
      })),
    );
    this.programs = this.allPrograms();
    for (const program of this.programs) this.byNumber.set(program.number, program);
  }

  program(number: number): ProgramDescriptor | null {
    return this.byNumber.get(number) ?? null;
  }

  procedures(program: number, version: number, procedure: number): readonly ProcedureDescriptor[] {
    return this.byProcedure.get(program)?.get(version)?.get(procedure) ?? [];
  }

  type(name: string, release = NEWEST): TypeDescriptor | null {
    const type = this.namedType(name, release);
    if (type) return this.maker.namedType(type, release);
    if (!/^[\w\s:.]+(?:\*|\[\w*\]|<\w*>)?$/.test(name) || name.length > 200) return null;
    const key = `${name} ${release}`;
    let found = this.named.get(key);
    if (found === undefined) {
      found = this.written(name, release);
      if (this.named.size < 10_000) this.named.set(key, found);
    }
    return found;
  }

  variants(of: string | ProcedureDescriptor, half: 'call' | 'reply' = 'call'): readonly Variant[] {
    if (typeof of !== 'string') {
      const body = this.bodies.get(of)?.[half];
      return body ? this.bodyVariants(body) : [];
    }
    let found = this.found.get(of);
    if (!found) {
      const type = this.namedType(of, NEWEST);
      found =
        type && !this.checked.broken.has(type)
          ? layouts(setsOfType(type)).map(({ releases, release }) =>
              this.variant(releases, release, () => {
                const descriptor = this.maker.namedType(type, release) ?? this.maker.builtIn('void');
                return this.maker.own(
                  type.name,
                  descriptor,
                  type.doc.label ?? type.name,
                  `${type.scope.prefix}.${type.name}`,
                );
              }),
            )
          : [];
      this.found.set(of, found);
    }
    return found;
  }

  adhoc(identifier: string, type: TypeDescriptor, words?: AdhocWords): FieldDescriptor {
    let byName = this.adhocs.get(type);
    if (!byName) {
      byName = new Map();
      this.adhocs.set(type, byName);
    }
    let list = byName.get(identifier);
    if (!list) byName.set(identifier, (list = []));
    for (const entry of list) {
      const a = entry.words;
      if (a === words) return entry.field;
      if (
        a?.label === words?.label &&
        a?.doc === words?.doc &&
        a?.filter === words?.filter &&
        a?.secret === words?.secret
      ) {
        return entry.field;
      }
    }
    const field = this.maker.adhoc(identifier, type, words ?? {});
    list.push({ words, field });
    return field;
  }

  releaseOf(field: FieldDescriptor): number {
    return this.releases.get(field) ?? NEWEST;
  }

  // ── types ──────────────────────────────────────────────────────────────────────────────────────

  private namedType(name: string, release: number): NamedType | null {
    const colon = name.indexOf(':');
    const file = colon < 0 ? null : name.slice(0, colon);
    const bare = name.slice(colon + 1);
    for (const scope of this.checked.scopes) {
      if (file !== null && scope.name !== file) continue;
      const types = scope.types.get(bare);
      if (types) return pick(types, release);
    }
    return null;
  }

  /** A type as a declaration writes it. */
  private written(text: string, release: number): TypeDescriptor | null {
    const found = /^\s*([\w:.]+(?:\s+[\w]+)*)\s*(?:(\*)|\[(\d{1,9})\]|<(\d{0,9})>)?\s*$/.exec(text);
    if (!found) return null;
    const [, base, star, fixed, variable] = found;
    const size = fixed ?? (variable === '' ? undefined : variable);
    const shape = star ? '*' : fixed !== undefined ? '[]' : variable !== undefined ? '<>' : '';
    const type = this.namedType(base!, release);
    return this.maker.written(
      base!.replace(/\s+/g, ' '),
      type,
      shape,
      size === undefined ? null : Number(size),
      release,
    );
  }

  // ── procedures ─────────────────────────────────────────────────────────────────────────────────

  private variant(releases: ReleaseSet, release: number, make: () => FieldDescriptor): Variant {
    let field: FieldDescriptor | null = null;
    const { releases: known } = this;
    return {
      releases,
      get field() {
        if (!field) {
          field = make();
          known.set(field, release);
        }
        return field;
      },
    };
  }

  private bodyVariants(body: Body): readonly Variant[] {
    let found = this.foundBodies.get(body);
    if (!found) {
      const out: Variant[] = [];
      for (const layout of layouts(setsOfDeclarations(body.declarations, body.scope))) {
        const releases = intersectReleases(layout.releases, body.releases)!;
        if (releases.length === 0) continue;
        const release = lastRelease(releases);
        out.push(this.variant(releases, release, () => this.bodyField(body, release)));
      }
      found = out.sort((a, b) => lastRelease(b.releases) - lastRelease(a.releases));
      this.foundBodies.set(body, found);
    }
    return found;
  }

  private bodyField(body: Body, release: number): FieldDescriptor {
    const { declarations, scope, prefix, reply } = body;
    const identifier = reply ? 'results' : 'args';
    const label = reply ? 'results' : 'arguments';
    const filter = `${prefix}.${identifier}`;
    if (declarations.length === 1) {
      const words = { identifier, label, filter };
      return this.maker.declared(declarations[0]!, scope, prefix, release, words) ?? this.broken(identifier);
    }
    if (declarations.length === 0)
      return this.maker.own(identifier, this.maker.builtIn('void'), label, filter);
    const members = declarations.map((declaration, index) =>
      this.maker.declared(declaration, scope, prefix, release, { identifier: `arg${index + 1}` }),
    );
    if (members.some((member) => member === null)) return this.broken(identifier);
    const type = this.maker.struct(identifier, members as FieldDescriptor[]);
    return this.maker.own(identifier, type, label, filter);
  }

  /** Stands for a body that cannot be compiled; all of it will be undecoded. */
  private broken(identifier: string): FieldDescriptor {
    return this.maker.own(identifier, this.maker.builtIn('void'), identifier, `xdr.${identifier}`);
  }

  private compiles(declarations: readonly Declaration[], scope: Scope): boolean {
    return declarations.every(({ specifier }) => {
      if (specifier.kind !== 'name') return true;
      const types = scope.type(specifier.name);
      return types.length > 0
        ? types.every((type) => !this.checked.broken.has(type))
        : this.maker.isAlias(specifier.name);
    });
  }

  private procedure(
    program: ProgramDefinition,
    version: VersionDefinition,
    procedure: ProcedureDefinition,
    scope: Scope,
  ): ProcedureDescriptor | null {
    const number = scope.value(procedure.number);
    const args = procedure.args.filter(
      ({ specifier }) => !(specifier.kind === 'builtin' && specifier.name === 'void'),
    );
    if (number === null || !this.compiles([...args, procedure.result], scope)) return null;
    const { doc } = procedure;
    const prefix = doc.filter ?? program.doc.filter ?? scope.prefix;
    const releases = intersectReleases(
      intersectReleases(program.doc.releases, version.doc.releases),
      doc.releases,
    );
    const call: Body = { scope, prefix, declarations: args, reply: false, releases };
    const reply: Body = { scope, prefix, declarations: [procedure.result], reply: true, releases };
    // compiled when first looked at
    const newest = (body: Body): FieldDescriptor =>
      this.bodyVariants(body)[0]?.field ?? this.broken(body.reply ? 'results' : 'args');
    const descriptor: ProcedureDescriptor = {
      number,
      name: procedure.name,
      doc: doc.text,
      releases,
      fromServer: doc.fromServer,
      normal: doc.normal,
      get call() {
        return newest(call);
      },
      get reply() {
        return newest(reply);
      },
      callPayload: doc.callPayload,
      replyPayload: doc.replyPayload,
    };
    this.bodies.set(descriptor, { call, reply });
    return descriptor;
  }

  private allPrograms(): readonly ProgramDescriptor[] {
    const programs = new Map<
      number,
      {
        definition: ProgramDefinition;
        versions: Map<number, VersionDescriptor & { procedures: ProcedureDescriptor[] }>;
      }
    >();
    for (const { definition, scope } of this.checked.programs) {
      const number = scope.value(definition.number);
      if (number === null) continue;
      let program = programs.get(number);
      if (!program) programs.set(number, (program = { definition, versions: new Map() }));
      for (const version of definition.versions) {
        const versionNumber = scope.value(version.number);
        if (versionNumber === null) continue;
        let known = program.versions.get(versionNumber);
        if (!known) {
          known = {
            number: versionNumber,
            name: version.name,
            doc: version.doc.text,
            releases: intersectReleases(definition.doc.releases, version.doc.releases),
            procedures: [],
          };
          program.versions.set(versionNumber, known);
        }
        for (const entry of version.procedures) {
          const procedure = this.procedure(definition, version, entry, scope);
          if (!procedure) continue;
          known.procedures.push(procedure);
          let byVersion = this.byProcedure.get(number);
          if (!byVersion)
            this.byProcedure.set(number, (byVersion = new Map<number, Map<number, ProcedureDescriptor[]>>()));
          let byNumber = byVersion.get(versionNumber);
          if (!byNumber) byVersion.set(versionNumber, (byNumber = new Map<number, ProcedureDescriptor[]>()));
          const list = byNumber.get(procedure.number);
          if (list) list.push(procedure);
          else byNumber.set(procedure.number, [procedure]);
        }
      }
    }
    return [...programs]
      .sort(([a], [b]) => a - b)
      .map(([number, { definition, versions }]) => ({
        number,
        name: definition.name,
        label: definition.doc.label ?? definition.name,
        doc: definition.doc.text,
        versions: [...versions.values()].sort((a, b) => a.number - b.number),
      }));
  }
}
