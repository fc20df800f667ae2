/**
 * A place in the tokens of a text: what stands there, what was expected, how to go on behind a fault, and
 * which comments belong to what.
 */
import type { Doc, Place, SourceError } from './ast.ts';
import { emptyDoc, parseDoc } from './doc.ts';
import { ERROR_LIMIT, lex, shorten, type Comment, type Token } from './lex.ts';

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

/** Thrown and caught by Cursor and its heirs only: gives up the innermost thing that can be skipped. */
export class Skip extends Error {}

export class Cursor {
  protected at = 0;
  /** specifiers that are open */
  protected depth = 0;
  private readonly tokens: readonly Token[];
  private readonly taken = new Set<Comment>();

  constructor(
    text: string,
    protected readonly name: string,
    protected readonly errors: SourceError[],
    private readonly lenient: boolean,
  ) {
    this.tokens = lex(text, name, errors);
  }

  protected get token(): Token {
    return this.tokens[this.at]!;
  }
  protected place(): Place {
    return { line: this.token.line, column: this.token.column };
  }
  protected peek(text: string): boolean {
    const { kind } = this.token;
    return (kind === 'mark' || kind === 'name') && this.token.text === text;
  }
  protected accept(text: string): boolean {
    if (!this.peek(text)) return false;
    this.at++;
    return true;
  }
  protected expect(text: string): void {
    if (!this.accept(text)) this.unexpected([`\`${text}\``]);
  }
  protected error(place: Place, message: string, expected: readonly string[] = []): void {
    if (this.errors.length >= ERROR_LIMIT) return;
    this.errors.push({ file: this.name, line: place.line, column: place.column, message, expected });
  }
  protected unexpected(expected: readonly string[]): never {
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
  protected identifier(what: string): string {
    if (this.token.kind !== 'name' || RESERVED.has(this.token.text)) this.unexpected([what]);
    return this.tokens[this.at++]!.text;
  }

  protected attempt<T>(read: () => T): T | null {
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
  protected recover(start: number, top: boolean): void {
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

  protected ends(): boolean {
    return this.token.kind === 'end';
  }

  protected startsDefinition(): boolean {
    if (this.token.kind === 'include') return true;
    return (
      this.token.kind === 'name' &&
      ['const', 'enum', 'struct', 'union', 'typedef', 'program'].includes(this.token.text)
    );
  }

  // ── comments ───────────────────────────────────────────────────────────────────────────────────

  /** The first comment, where it stands alone: before an include or an empty line, or with another behind it. */
  protected fileDoc(): Doc {
    const [first, second] = this.token.before;
    if (!first || !(second || first.alone || this.token.kind === 'include')) return emptyDoc();
    return this.doc([first]);
  }

  protected doc(comments: readonly Comment[]): Doc {
    for (const comment of comments) this.taken.add(comment);
    return parseDoc(comments, this.name, this.errors, this.lenient);
  }

  /** The comments before the token that a thing starts with. The last one counts; others stand for themselves. */
  protected before(): Comment[] {
    const last = this.token.before.at(-1);
    return last && !this.taken.has(last) ? [last] : [];
  }
  /** Comments after a thing that has just been read. */
  protected after(): Comment[] {
    return this.token.after.filter((comment) => !this.taken.has(comment));
  }

  /** A comment that belongs to nothing is a slip when it follows something or has tags. */
  protected strayComments(): void {
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
}
