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
import { emptyDoc, parseDoc } from './doc.ts';
import { ERROR_LIMIT, lex, shorten, type Comment, type Token } from './lex.ts';

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
/** Words that are no names. `program` and `version` are: many structs have such fields. */
const RESERVED = new Set([
  'bool',
  'case',
  'const',
  'default',
  'double',
  'enum',
  'float',
  'hyper',
  'int',
  'opaque',
  'quadruple',
  'string',
  'struct',
  'switch',
  'typedef',
  'union',
  'unsigned',
  'void',
]);

/** Thrown and caught inside this file only: gives up the innermost thing that can be skipped. */
class Skip extends Error {}

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

class Parser {
  private readonly tokens: Token[];
  private readonly taken = new Set<Comment>();
  private at = 0;
  private depth = 0;

  constructor(
    text: string,
    private readonly name: string,
    private readonly errors: SourceError[],
    private readonly lenient: boolean,
  ) {
    this.tokens = lex(text, name, errors);
  }

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

  // ── tokens ─────────────────────────────────────────────────────────────────────────────────────

  private get token(): Token {
    return this.tokens[this.at]!;
  }
  private place(): Place {
    return { line: this.token.line, column: this.token.column };
  }
  private peek(text: string): boolean {
    const { kind } = this.token;
    return (kind === 'mark' || kind === 'name') && this.token.text === text;
  }
  private accept(text: string): boolean {
    if (!this.peek(text)) return false;
    this.at++;
    return true;
  }
  private expect(text: string): void {
    if (!this.accept(text)) this.unexpected([`\`${text}\``]);
  }
  private error(place: Place, message: string, expected: readonly string[] = []): void {
    if (this.errors.length >= ERROR_LIMIT) return;
    this.errors.push({ file: this.name, line: place.line, column: place.column, message, expected });
  }
  private unexpected(expected: readonly string[]): never {
    const { kind, text } = this.token;
    const what =
      kind === 'end'
        ? 'the file ends'
        : kind === 'include'
          ? '#include stands'
          : `\`${shorten(text)}\` stands`;
    this.error(this.place(), `Expected ${expected.join(' or ')}, but ${what} here.`, expected);
    throw new Skip();
  }
  private identifier(what: string): string {
    if (this.token.kind !== 'name' || RESERVED.has(this.token.text)) this.unexpected([what]);
    return this.tokens[this.at++]!.text;
  }

  private attempt<T>(read: () => T): T | null {
    const { depth } = this;
    try {
      return read();
    } catch (fault) {
      if (!(fault instanceof Skip)) throw fault;
      this.depth = depth;
      return null;
    }
  }

  /** Goes behind the next `;`, or (inside a body) to the `}` that ends the body. */
  private recover(start: number, top: boolean): void {
    let open = 0;
    // what was opened since the thing began and is still open
    for (let i = start; i < this.at; i++) {
      if (this.tokens[i]!.kind !== 'mark') continue;
      if (this.tokens[i]!.text === '{') open++;
      else if (this.tokens[i]!.text === '}') open--;
    }
    open = Math.max(0, open);
    for (; this.token.kind !== 'end'; this.at++) {
      if (this.peek('{')) open++;
      else if (this.peek('}')) {
        if (open === 0 && !top) return;
        if (open > 0) open--;
        if (open === 0 && top) {
          this.at++;
          while (!this.ends() && !this.peek(';') && !this.startsDefinition()) this.at++;
          this.accept(';');
          return;
        }
      } else if (this.peek(';') && open === 0) {
        this.at++;
        return;
      } else if (top && open === 0 && this.at > start && this.startsDefinition()) return;
    }
  }

  private ends(): boolean {
    return this.token.kind === 'end';
  }

  private startsDefinition(): boolean {
    if (this.token.kind === 'include') return true;
    return (
      this.token.kind === 'name' &&
      ['const', 'enum', 'struct', 'union', 'typedef', 'program'].includes(this.token.text)
    );
  }

  // ── comments ───────────────────────────────────────────────────────────────────────────────────

  /** The first comment, where it stands alone: before an include or an empty line, or with another behind it. */
  private fileDoc(): Doc {
    const [first, second] = this.token.before;
    if (!first || !(second || first.alone || this.token.kind === 'include')) return emptyDoc();
    return this.doc([first]);
  }

  private doc(comments: readonly Comment[]): Doc {
    for (const comment of comments) this.taken.add(comment);
    return parseDoc(comments, this.name, this.errors, this.lenient);
  }

  /** The comments before the token that a thing starts with. The last one counts; others stand for themselves. */
  private before(): Comment[] {
    const last = this.token.before.at(-1);
    return last && !this.taken.has(last) ? [last] : [];
  }
  /** Comments after a thing that has just been read. */
  private after(): Comment[] {
    return this.token.after.filter((comment) => !this.taken.has(comment));
  }

  /** A comment that belongs to nothing is a slip when it follows something or has tags. */
  private strayComments(): void {
    if (this.lenient || this.errors.length > 0) return;
    for (const token of this.tokens) {
      for (const comment of token.after) {
        if (!this.taken.has(comment))
          this.error(comment, 'This comment stands after nothing that it could describe.');
      }
      for (const comment of token.before) {
        if (!this.taken.has(comment) && /(^|\s)@[A-Za-z]/.test(comment.text)) {
          this.error(comment, 'This comment has tags, and stands before nothing that could have them.');
        }
      }
    }
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
