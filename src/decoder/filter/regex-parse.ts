/** Pattern of a regular expression → pieces, each a set of bytes, a place or a combination. */

export interface RegexError {
  readonly message: string;
  /** characters of the pattern */
  readonly start: number;
  readonly stop: number;
}

export type Piece =
  /** one byte; 1 for each that fits */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'at'; readonly where: 'start' | 'end' | 'edge' | 'inside' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Piece[] }
  | { readonly kind: 'repeat'; readonly part: Piece; readonly least: number; readonly most: number };

/** Groups inside each other. */
const DEPTH = 50;
/** Most that `{n,m}` may ask for. */
const REPEAT = 1_000;

class Refused extends Error {
  constructor(
    message: string,
    readonly start: number,
    readonly stop: number,
  ) {
    super(message);
  }
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  d: /[0-9]/,
  w: /[0-9A-Za-z_]/,
  s: /[ \t\n\v\f\r]/,
  h: /[ \t]/,
};
const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, a: 7, e: 27, 0: 0 };
const POSIX: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /[ \t\n\v\f\r]/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  xdigit: /[0-9A-Fa-f]/,
  print: /[ -~]/,
  cntrl: /[^ -~\x80-\xff]/,
  word: /[0-9A-Za-z_]/,
};

export class RegexParser {
  private at = 0;
  private ignoreCase = true;
  private dotAll = false;

  constructor(private readonly pattern: string) {}

  parse(): { readonly ok: true; readonly piece: Piece } | { readonly ok: false; readonly error: RegexError } {
    try {
      const piece = this.choice(0);
      if (this.at < this.pattern.length) this.refuse('`)` closes nothing.', this.at);
      return { ok: true, piece };
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      const { message, start, stop } = fault;
      return { ok: false, error: { message, start, stop } };
    }
  }

  private refuse(message: string, start: number, stop = this.at + 1): never {
    throw new Refused(message, start, Math.min(Math.max(stop, start + 1), this.pattern.length));
  }

  private peek(text: string): boolean {
    return this.pattern.startsWith(text, this.at);
  }
  private accept(text: string): boolean {
    if (!this.peek(text)) return false;
    this.at += text.length;
    return true;
  }

  private choice(depth: number): Piece {
    if (depth > DEPTH) this.refuse(`More than ${DEPTH} groups inside each other.`, this.at);
    const parts = [this.sequence(depth)];
    while (this.accept('|')) parts.push(this.sequence(depth));
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  private sequence(depth: number): Piece {
    const parts: Piece[] = [];
    while (this.at < this.pattern.length && !this.peek('|') && !this.peek(')')) {
      parts.push(this.repeated(depth));
    }
    return { kind: 'sequence', parts };
  }

  private repeated(depth: number): Piece {
    const start = this.at;
    let part = this.single(depth);
    for (;;) {
      const sign = /^(?:[*+?]|\{(\d{1,5})(,)?(\d{1,5})?\})/.exec(this.pattern.slice(this.at, this.at + 16));
      if (!sign) return part;
      this.at += sign[0].length;
      // lazy or not: whether it matches stays the same
      if (!this.accept('?') && this.peek('+'))
        this.refuse('Possessive quantifiers are not supported.', this.at);
      const least = sign[0] === '+' ? 1 : Number(sign[1] ?? 0);
      const most =
        sign[0] === '?'
          ? 1
          : sign[1] === undefined
            ? Infinity
            : sign[3] !== undefined
              ? Number(sign[3])
              : sign[2]
                ? Infinity
                : least;
      if (least > REPEAT || (most !== Infinity && most > REPEAT))
        this.refuse(`At most ${REPEAT} times.`, start);
      if (most < least) this.refuse('The least is more than the most.', start);
      part = { kind: 'repeat', part, least, most };
    }
  }

  private single(depth: number): Piece {
    const start = this.at;
    const letter = this.pattern[this.at]!;
    if (letter === '(') return this.group(depth);
    if (letter === '[') return { kind: 'bytes', bytes: this.set() };
    if (letter === '*' || letter === '+' || letter === '?')
      this.refuse('Nothing stands here to repeat.', start);
    this.at++;
    if (letter === '^') return { kind: 'at', where: 'start' };
    if (letter === '$') return { kind: 'at', where: 'end' };
    if (letter === '.') return { kind: 'bytes', bytes: filled((byte) => this.dotAll || byte !== 10) };
    if (letter === '\\') return this.escape(start);
    return this.literal(start);
  }

  /** A character, as the bytes of its UTF-8. */
  private literal(start: number): Piece {
    const code = this.pattern.codePointAt(start)!;
    const character = String.fromCodePoint(code);
    this.at = start + character.length;
    const bytes = new TextEncoder().encode(character);
    const parts = [...bytes].map((byte): Piece => ({ kind: 'bytes', bytes: this.oneByte(byte) }));
    return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };
  }

  private group(depth: number): Piece {
    const start = this.at;
    this.at++;
    if (this.accept('?')) {
      const options = /^([is]*)(?:-([is]+))?([:)])/.exec(this.pattern.slice(this.at, this.at + 12));
      const name = /^P?<[A-Za-z_]\w*>/.exec(this.pattern.slice(this.at));
      if (name) this.at += name[0].length;
      else if (options) {
        this.at += options[0].length;
        const { ignoreCase, dotAll } = this;
        for (const letter of options[1]!) this.option(letter, true);
        for (const letter of options[2] ?? '') this.option(letter, false);
        if (options[3] === ')') return { kind: 'empty' };
        const inner = this.choice(depth + 1);
        this.ignoreCase = ignoreCase;
        this.dotAll = dotAll;
        if (!this.accept(')')) this.refuse('The group is not closed.', start);
        return inner;
      } else this.refuse('Looking around is not supported.', start, this.at + 2);
    }
    const inner = this.choice(depth + 1);
    if (!this.accept(')')) this.refuse('The group is not closed.', start);
    return inner;
  }

  private option(letter: string, value: boolean): void {
    if (letter === 'i') this.ignoreCase = value;
    else this.dotAll = value;
  }

  private escape(start: number): Piece {
    const letter = this.pattern[this.at];
    if (letter === undefined) this.refuse('Nothing stands behind the backslash.', start);
    if (letter === 'b' || letter === 'B') {
      this.at++;
      return { kind: 'at', where: letter === 'b' ? 'edge' : 'inside' };
    }
    if (letter === 'A') {
      this.at++;
      return { kind: 'at', where: 'start' };
    }
    if (letter === 'z' || letter === 'Z') {
      this.at++;
      return { kind: 'at', where: 'end' };
    }
    if (/[1-9]/.test(letter)) this.refuse('Back references are not supported.', start);
    if (letter > '\x7f') return this.literal(this.at);
    return { kind: 'bytes', bytes: this.escaped(start) };
  }

  /** Bytes that an escape stands for; `at` is behind the backslash. */
  private escaped(start: number): Uint8Array {
    const letter = this.pattern[this.at++]!;
    const known = CLASSES[letter.toLowerCase()];
    if (known) {
      const isNegated = letter !== letter.toLowerCase();
      return filled((byte) => known.test(String.fromCharCode(byte)) !== isNegated);
    }
    if (letter === 'x') {
      const digits = /^(?:[0-9a-fA-F]{1,2}|\{[0-9a-fA-F]{1,2}\})/.exec(
        this.pattern.slice(this.at, this.at + 4),
      );
      if (!digits) this.refuse('Hexadecimal digits are expected behind `\\x`.', start);
      this.at += digits[0].length;
      return this.oneByte(parseInt(digits[0].replace('{', ''), 16));
    }
    const code = ESCAPES[letter];
    if (code !== undefined) return this.oneByte(code);
    if (/[A-Za-z0-9]/.test(letter)) this.refuse(`\`\\${letter}\` is not supported.`, start, this.at);
    return this.oneByte(letter.charCodeAt(0));
  }

  private set(): Uint8Array {
    const start = this.at;
    this.at++;
    const isNegated = this.accept('^');
    const bytes = new Uint8Array(256);
    const add = (from: Uint8Array): void => from.forEach((one, byte) => (bytes[byte]! |= one));
    for (let first = true; first || !this.peek(']'); first = false) {
      if (this.at >= this.pattern.length) this.refuse('The set is not closed.', start, this.pattern.length);
      const posix = /^\[:(\^?)(\w+):\]/.exec(this.pattern.slice(this.at, this.at + 16));
      const known = posix && POSIX[posix[2]!];
      if (known) {
        this.at += posix[0].length;
        add(filled((byte) => known.test(String.fromCharCode(byte)) !== (posix[1] === '^')));
        continue;
      }
      const from = this.member();
      if (from.byte !== null && this.peek('-') && this.pattern[this.at + 1] !== ']') {
        const at = this.at;
        this.at++;
        const to = this.member();
        if (to.byte === null || to.byte < from.byte) this.refuse('The range ends before it begins.', at);
        for (let byte = from.byte; byte <= to.byte; byte++) add(this.oneByte(byte));
      } else add(from.bytes);
    }
    this.at++;
    if (isNegated) bytes.forEach((one, byte) => (bytes[byte] = 1 - one));
    return bytes;
  }

  /** @returns byte null: a class of them */
  private member(): { readonly byte: number | null; readonly bytes: Uint8Array } {
    const start = this.at;
    if (this.at >= this.pattern.length) this.refuse('The set is not closed.', start, this.pattern.length);
    const letter = this.pattern[this.at++]!;
    if (letter === '\\') {
      if (this.at >= this.pattern.length) this.refuse('Nothing stands behind the backslash.', start);
      if (this.accept('b')) return { byte: 8, bytes: this.oneByte(8) };
      const isClass = CLASSES[this.pattern[this.at]!.toLowerCase()] !== undefined;
      const bytes = this.escaped(start);
      return { byte: isClass ? null : this.lastByte, bytes };
    }
    if (letter > '\x7f') this.refuse('A set of bytes has no characters beyond ASCII: write `(ä|ö)`.', start);
    const byte = letter.charCodeAt(0);
    return { byte, bytes: this.oneByte(byte) };
  }

  private lastByte = 0;
  private oneByte(byte: number): Uint8Array {
    this.lastByte = byte;
    const bytes = new Uint8Array(256);
    bytes[byte] = 1;
    if (this.ignoreCase) {
      const letter = String.fromCharCode(byte);
      if (/[A-Za-z]/.test(letter)) bytes[byte ^ 0x20] = 1;
    }
    return bytes;
  }
}

function filled(fits: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (fits(byte) ? 1 : 0));
}
