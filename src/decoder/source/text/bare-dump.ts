/**
 * Rows without offsets, on lines that follow each other: bytes with blanks, commas or colons, words, or a
 * stream of digits that goes on from line to line.
 */
import { fitToText } from './ascii.ts';
import type { Context, ReadDump } from './dump.ts';
import { findLayer } from './layers.ts';
import { skipBlanks } from './lines.ts';
import { chooseOrder } from './order.ts';
import { COMMA, hexRun, hexValue } from './groups.ts';
import type { Row } from './row.ts';
import { Bytes, Numbers, walk, type Order } from './walk.ts';

/** A single token of this many digits is a stream. */
const STREAM_DIGITS = 16;
/** Fewer bytes among other text are not taken for a dump. */
const MIN_BYTES = 16;
/** The shortest header of a layer with what it announces: an RPC reply. */
const MIN_HEADER = 24;
/** Lengths of digests and keys: one line of such a length is more likely one of these. */
const DIGESTS = new Set([16, 20, 28, 32, 48, 64]);

export class BareDump {
  readonly first: number;
  last: number;
  readonly stream: boolean;
  private readonly width: number;
  private readonly hex: boolean;
  private separator: number;
  private readonly labelled: boolean;
  /** line, start, end, bytes (digits for a stream): four numbers a line */
  private readonly pieces = new Numbers();
  private total = 0;
  private prose = 0;
  private asWritten = 0;
  private swapped = 0;
  private readonly context: Context;

  constructor(context: Context, row: Row, line: number) {
    this.context = context;
    this.first = this.last = line;
    this.stream = isStream(row);
    this.width = row.bare.width;
    this.hex = row.bare.hex;
    this.separator = row.bare.separator;
    this.labelled = row.labelled;
    this.push(row, line);
  }

  /** Can a row begin a block? */
  static begins(row: Row): boolean {
    return row.bare.count > 0 || row.lone >= STREAM_DIGITS;
  }

  /** Takes a row that goes on where the last line ended. False: it does not. */
  add(row: Row, line: number): boolean {
    if (line !== this.last + 1 || row.labelled) return false;
    if (this.stream) {
      if (row.lone === 0 || row.bare.hex) return false;
    } else {
      const { bare } = row;
      if (bare.count === 0 || bare.hex !== this.hex || bare.width !== this.width) return false;
      if (bare.groups > 1 && this.separator !== 0 && bare.separator !== this.separator) return false;
      if (this.separator === 0) this.separator = bare.separator;
    }
    this.last = line;
    this.push(row, line);
    return true;
  }

  /** Does a digit above 9 stand in the first rows? */
  private get lettered(): boolean {
    const end = this.pieces.at(Math.min(this.pieces.length, 256) - 2);
    return /[a-f]/i.test(this.context.text.slice(this.pieces.at(1), end));
  }

  private push(row: Row, line: number): void {
    const { text, lines } = this.context;
    const end = lines.end[line] ?? 0;
    let count = row.bare.count;
    let stop = row.bare.end;
    if (this.stream) {
      count = row.lone > 0 ? row.lone : row.bare.width;
      stop = row.bare.first + count;
      if (row.lone === 0 && !isClosing(text, stop, end)) this.prose++;
    } else if (skipBlanks(text, stop, end) < end && !isClosing(text, stop, end)) {
      const fit = fitToText(text, row.bare, count, end);
      if (fit === null) this.prose++;
      else {
        count = fit.count;
        if (fit.order === 'swapped') this.swapped++;
        else if (fit.order === 'as written') this.asWritten++;
      }
    }
    this.pieces.push(line);
    this.pieces.push(row.bare.first);
    this.pieces.push(stop);
    this.pieces.push(count);
    this.total += count;
  }

  /** The dumps of the block: one, or one a line where each line is whole by itself; none: not credible. */
  finish(): readonly ReadDump[] {
    const alone = this.pieces.length / 4 === this.context.filled && this.prose === 0;
    // No header is shorter, so nothing could speak for so few bytes among other text.
    const size = this.stream ? this.total >> 1 : this.total;
    if (!alone && size < (this.prose > 0 ? MIN_HEADER : MIN_BYTES)) return [];
    const whole = this.build(0, this.pieces.length / 4);
    if (whole === null) return [];
    const found = findLayer(whole.bytes, this.context.layers);
    const lines = this.pieces.length / 4;
    if (lines > 1 && !this.hex) {
      const first = this.build(0, 1);
      if (first !== null && isWhole(first.bytes) && lines <= 10_000) {
        const each = Array.from({ length: lines }, (_, i) => this.build(i, i + 1));
        if (each.every((d) => d !== null && isWhole(d.bytes))) return each.filter((d) => d !== null);
      }
    }
    if (found.layer !== 'body') return [whole];
    if (alone) return [whole];
    const { length } = whole.bytes;
    if (this.prose > 0 || isRuler(whole.bytes)) return [];
    // 10, 20, 30 are numbers unless something says that they are hex.
    if (this.separator === COMMA && !this.hex && !this.lettered) return [];
    if (lines === 1 && DIGESTS.has(length) && (this.stream || this.separator !== 0)) return [];
    if (this.labelled && lines === 1 && length < 2 * MIN_BYTES) return [];
    return [whole];
  }

  private build(from: number, to: number): ReadDump | null {
    const { order, why } = chooseOrder(
      {
        size: this.stream ? 0 : this.width >> 1,
        asWritten: this.asWritten,
        swapped: this.swapped,
        bareOffset: false,
      },
      (o) => this.read(from, to, o).bytes(),
      this.context.layers,
    );
    const out = this.read(from, to, order);
    if (out.length === 0) return null;
    const first = this.pieces.at(from * 4);
    const last = this.pieces.at((to - 1) * 4);
    const taken = new Uint32Array(to - from);
    for (let i = from; i < to; i++) taken[i - from] = this.pieces.at(i * 4);
    const digits = this.stream ? this.digits(from, to) : 0;
    return {
      bytes: out.bytes(),
      places: out.places(),
      first,
      last,
      taken,
      form: this.form(order),
      why: [this.looks(), why].filter((part) => part !== '').join('; '),
      base: 0,
      missing: [],
      notes:
        digits % 2 === 1
          ? [
              {
                severity: 'warning',
                code: 'odd-digits',
                message: `The hex stream that ends here has ${digits} digits, an odd number; the last one is left out.`,
                at: last + 1,
              },
            ]
          : [],
    };
  }

  private digits(from: number, to: number): number {
    let sum = 0;
    for (let i = from; i < to; i++) sum += this.pieces.at(i * 4 + 3);
    return sum;
  }

  private read(from: number, to: number, order: Order): Bytes {
    const { text } = this.context;
    const out = new Bytes(Math.min(this.total, 1 << 20));
    if (this.stream) {
      // A line may end in the middle of a byte.
      let high = -1;
      let place = 0;
      for (let i = from; i < to; i++) {
        const end = this.pieces.at(i * 4 + 2);
        for (let at = this.pieces.at(i * 4 + 1); at < end; at++) {
          const value = hexValue(text.charCodeAt(at));
          if (high < 0) {
            high = value;
            place = at;
          } else {
            out.push(high * 16 + value, place);
            high = -1;
          }
        }
      }
      return out;
    }
    for (let i = from; i < to; i++) {
      walk(
        text,
        this.pieces.at(i * 4 + 1),
        this.pieces.at(i * 4 + 2),
        this.pieces.at(i * 4 + 3),
        order,
        (b, p) => out.push(b, p),
      );
    }
    return out;
  }

  private form(order: Order): string {
    if (this.stream) return 'hex stream';
    if (this.hex) return this.width === 2 ? 'C array' : 'array of words';
    const ascii = this.asWritten + this.swapped > 0 ? ', ASCII' : '';
    if (this.width > 2) return (order === 'swapped' ? 'little-endian words' : 'words') + ascii;
    const between = this.separator === 58 ? ' with colons' : this.separator === 45 ? ' with dashes' : '';
    return `bytes${between}${ascii}`;
  }

  private looks(): string {
    const lines = this.pieces.length / 4;
    return `${lines === 1 ? 'one line' : `${lines} lines`} of hex digits alone`;
  }
}

function isStream(row: Row): boolean {
  return (
    (row.lone >= STREAM_DIGITS || (row.bare.groups === 1 && row.bare.width >= STREAM_DIGITS)) && !row.bare.hex
  );
}

function isWhole(bytes: Uint8Array): boolean {
  const found = findLayer(bytes);
  return found.whole && found.layer !== 'body' && found.layer !== 'message';
}

/** `00 01 02 … 0f`, the head of a hex table. */
function isRuler(bytes: Uint8Array): boolean {
  return bytes.length <= 32 && bytes.every((byte, i) => byte === i);
}

/** Only signs that close an array or a string, or a comment, stand behind the bytes. */
function isClosing(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 47 || code === 35) return true;
    if (hexRun(text, at, at + 1) > 0 || !' \t,;:-{}[]()"\'\\<>.'.includes(text[at] ?? ' ')) return false;
  }
  return true;
}
