/**
 * The XDR language (RFC 4506 section 6) with programs (RFC 5531 section 12) → syntax tree.
 *
 * Beyond the RFCs, as rpcgen: `char`, `short`, `long` and their unsigned forms, `struct T x`, several
 * arguments, enum members without values. After a fault reading goes on behind the next `;` or at the next `}`.
 */
import type {
  Arm,
  BuiltInName,
  Declaration,
  Definition,
  Doc,
  EnumMember,
  EnumSpecifier,
  Place,
  ProcedureDefinition,
  ProgramDefinition,
  Shape,
  SourceError,
  SourceFile,
  Specifier,
  StructSpecifier,
  UnionSpecifier,
  Value,
  VersionDefinition,
} from './ast.ts';
import { Cursor, Skip } from './cursor.ts';
import { emptyDoc } from './doc.ts';
import { ERROR_LIMIT, type Comment } from './lex.ts';

/** Specifiers inside specifiers. */
const DEPTH = 64;
/** Characters of a text. */
const TEXT_LIMIT = 8 * 1024 * 1024;

const UNSIGNED: Readonly<Record<string, BuiltInName>> = {
  int: 'unsigned int',
  long: 'unsigned int',
  hyper: 'unsigned hyper',
  char: 'unsigned char',
  short: 'unsigned short',
};
const SIMPLE: Readonly<Record<string, BuiltInName>> = {
  void: 'void',
  int: 'int',
  long: 'int',
  hyper: 'hyper',
  float: 'float',
  double: 'double',
  bool: 'bool',
  char: 'char',
  short: 'short',
  opaque: 'opaque',
  string: 'string',
};
/**
 * @param file name of the file, for errors and `#include`
 * @param lenient a user's file: unknown tags are ignored
 */
export function parse(
  text: string,
  file: string,
  options: { readonly lenient?: boolean } = {},
): { file: SourceFile; errors: SourceError[] } {
  const errors: SourceError[] = [];
  const parser = new Parser(text.slice(0, TEXT_LIMIT), file, errors, options.lenient ?? false);
  const parsed = parser.file();
  if (text.length > TEXT_LIMIT) {
    errors.push({ file, line: 1, column: 1, message: 'The file is larger than 8 MiB.', expected: [] });
  }
  errors.sort((a, b) => a.line - b.line || a.column - b.column);
  return { file: parsed, errors };
}

class Parser extends Cursor {
  file(): SourceFile {
    const includes: { file: string; place: Place }[] = [];
    const definitions: Definition[] = [];
    const doc = this.fileDoc();
    while (this.token.kind !== 'end' && this.errors.length < ERROR_LIMIT) {
      if (this.token.kind === 'include') {
        includes.push({ file: this.token.text, place: this.place() });
        this.at++;
      } else if (this.peek(';')) this.at++;
      else {
        const start = this.at;
        const definition = this.attempt(() => this.definition());
        if (definition) definitions.push(definition);
        else this.recover(start, true);
      }
    }
    this.strayComments();
    return { name: this.name, doc, includes, definitions };
  }

  // ── definitions ────────────────────────────────────────────────────────────────────────────────

  private definition(): Definition {
    const before = this.before();
    const place = this.place();
    if (this.accept('const')) {
      const name = this.identifier('name');
      this.expect('=');
      const value = this.value();
      return { kind: 'const', name, value, doc: this.ended(before), place };
    }
    if (this.accept('typedef')) {
      const declaration = this.declaration(before, ';');
      if (declaration.name === '') {
        this.error(declaration.place, 'A typedef of void has no name.');
        throw new Skip();
      }
      return { kind: 'typedef', declaration, doc: declaration.doc, place };
    }
    if (this.accept('enum')) {
      const name = this.identifier('name');
      const specifier = this.enumBody(place);
      return { kind: 'type', name, specifier, doc: this.ended(before), place };
    }
    if (this.accept('struct')) {
      const name = this.identifier('name');
      const specifier = this.structBody(place);
      return { kind: 'type', name, specifier, doc: this.ended(before), place };
    }
    if (this.accept('union')) {
      const name = this.identifier('name');
      const specifier = this.unionBody(place);
      return { kind: 'type', name, specifier, doc: this.ended(before), place };
    }
    if (this.accept('program')) return this.program(before, place);
    this.unexpected(['const', 'enum', 'struct', 'union', 'typedef', 'program', '#include']);
  }

  /** `;` and the comment behind it. */
  private ended(before: readonly Comment[]): Doc {
    const inside = this.after();
    this.expect(';');
    return this.doc([...before, ...inside, ...this.after()]);
  }

  /** Reads members until `}`; a faulty one is skipped. */
  private body<T>(read: () => T): T[] {
    this.expect('{');
    const members: T[] = [];
    while (!this.peek('}') && this.token.kind !== 'end' && this.errors.length < ERROR_LIMIT) {
      const start = this.at;
      const member = this.attempt(read);
      if (member !== null) members.push(member);
      else this.recover(start, false);
    }
    this.expect('}');
    return members;
  }

  private nested<T>(place: Place, read: () => T): T {
    if (this.depth >= DEPTH) {
      this.error(place, `More than ${DEPTH} levels of declarations inside each other.`);
      throw new Skip();
    }
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }

  private enumBody(place: Place): EnumSpecifier {
    this.expect('{');
    const members: EnumMember[] = [];
    for (;;) {
      const before = this.before();
      const where = this.place();
      const name = this.identifier('name');
      const value = this.accept('=') ? this.value() : null;
      const inside = this.after();
      const more = this.accept(',');
      members.push({
        name,
        value,
        doc: this.doc([...before, ...inside, ...(more ? this.after() : [])]),
        place: where,
      });
      if (!more || this.peek('}')) break;
    }
    this.expect('}');
    return { kind: 'enum', members, place };
  }

  private structBody(place: Place): StructSpecifier {
    return this.nested(place, () => ({
      kind: 'struct',
      members: this.body(() => this.declaration(this.before(), ';')),
      place,
    }));
  }

  private unionBody(place: Place): UnionSpecifier {
    return this.nested(place, () => {
      this.expect('switch');
      this.expect('(');
      const discriminant = this.declaration(this.before(), ')');
      const arms: Arm[] = [];
      let defaultArm: Declaration | null = null;
      this.body(() => {
        const before = this.before();
        if (this.accept('default')) {
          const where = this.place();
          this.expect(':');
          const declaration = this.declaration([...before, ...this.before()], ';');
          if (defaultArm) this.error(where, 'A union has one default at most.');
          defaultArm ??= declaration;
          return true;
        }
        const cases: Value[] = [];
        while (this.accept('case')) {
          cases.push(this.value());
          this.expect(':');
        }
        if (cases.length === 0) this.unexpected(['`case`', '`default`', '`}`']);
        arms.push({ cases, declaration: this.declaration([...before, ...this.before()], ';') });
        return true;
      });
      return { kind: 'union', discriminant, arms, defaultArm, place };
    });
  }

  private program(before: readonly Comment[], place: Place): ProgramDefinition {
    const name = this.identifier('name');
    const versions = this.body(() => this.version());
    this.expect('=');
    const number = this.value();
    return { kind: 'program', name, number, versions, doc: this.ended(before), place };
  }

  private version(): VersionDefinition {
    const before = this.before();
    const place = this.place();
    if (!this.accept('version')) this.unexpected(['`version`', '`}`']);
    const name = this.identifier('name');
    const procedures = this.body(() => this.procedure());
    this.expect('=');
    const number = this.value();
    return { name, number, procedures, doc: this.ended(before), place };
  }

  private procedure(): ProcedureDefinition {
    const before = this.before();
    const place = this.place();
    const result = this.bare();
    const name = this.identifier('name');
    this.expect('(');
    const args: Declaration[] = [];
    if (!this.peek(')')) {
      do args.push(this.bare());
      while (this.accept(','));
    }
    this.expect(')');
    this.expect('=');
    const number = this.value();
    return { name, number, result, args, doc: this.ended(before), place };
  }

  /** A type without a name, as procedures have it: `string` and `opaque` are of any length, `*` is optional. */
  private bare(): Declaration {
    const place = this.place();
    const specifier = this.specifier();
    const variable =
      specifier.kind === 'builtin' && (specifier.name === 'string' || specifier.name === 'opaque');
    const shape: Shape = variable ? 'variable' : this.accept('*') ? 'optional' : 'plain';
    if (variable && this.accept('<')) this.expect('>');
    return { name: '', specifier, shape, size: null, doc: emptyDoc(), place };
  }

  // ── declarations ───────────────────────────────────────────────────────────────────────────────

  /** @param end `;`, or `)` behind a discriminant (which is left to be read as well) */
  private declaration(before: readonly Comment[], end: ';' | ')'): Declaration {
    const place = this.place();
    const specifier = this.specifier();
    const builtIn = specifier.kind === 'builtin' ? specifier.name : null;
    let name = '';
    let shape: Shape = 'plain';
    let size: Value | null = null;
    if (builtIn !== 'void') {
      if (this.accept('*')) shape = 'optional';
      name = this.identifier('name');
      if (shape === 'plain' && this.accept('[')) {
        shape = 'fixed';
        size = this.value();
        this.expect(']');
      } else if (shape === 'plain' && this.accept('<')) {
        shape = 'variable';
        if (!this.peek('>')) size = this.value();
        this.expect('>');
      }
    } else if (this.token.kind === 'name') this.unexpected([`\`${end}\``]);
    if (builtIn === 'opaque' && shape !== 'fixed' && shape !== 'variable') this.unexpected(['`[`', '`<`']);
    if (builtIn === 'string' && shape !== 'variable') this.unexpected(['`<`']);
    const inside = this.after();
    this.expect(end);
    return { name, specifier, shape, size, doc: this.doc([...before, ...inside, ...this.after()]), place };
  }

  private specifier(): Specifier {
    const place = this.place();
    if (this.token.kind !== 'name') this.unexpected(['type']);
    const { text } = this.token;
    if (text === 'unsigned') {
      this.at++;
      const next = Object.hasOwn(UNSIGNED, this.token.text) ? UNSIGNED[this.token.text] : undefined;
      if (next) this.at++;
      return { kind: 'builtin', name: next ?? 'unsigned int', place };
    }
    if (Object.hasOwn(SIMPLE, text)) {
      this.at++;
      // `long int`, `short int`
      if ((text === 'long' || text === 'short') && this.peek('int')) this.at++;
      return { kind: 'builtin', name: SIMPLE[text]!, place };
    }
    if (text === 'enum' || text === 'struct' || text === 'union') {
      this.at++;
      const body = text === 'union' ? 'switch' : '{';
      if (!this.peek(body)) return { kind: 'name', name: this.identifier('type'), place };
      if (text === 'enum') return this.enumBody(place);
      return text === 'struct' ? this.structBody(place) : this.unionBody(place);
    }
    return { kind: 'name', name: this.identifier('type'), place };
  }

  private value(): Value {
    const place = this.place();
    if (this.token.kind === 'number') {
      const { value } = this.token;
      this.at++;
      return { kind: 'number', value, place };
    }
    return { kind: 'name', name: this.identifier('number or constant'), place };
  }
}
