/**
 * Rows with offsets, joined by the progression of the offsets:
 *
 *     0000  80 00 01 1c 00 00 00 01  ........      0x08 − 0x00 = 8: eight bytes are this row's,
 *     <----- annotation ----->                     whatever its text column looks like
 *     0008  00 00 00 01 00 00 00 00  ........
 *     *                                            the row repeats up to the next offset
 *     0020  00 00
 *     0022                                         an offset alone ends the dump
 */
import type { SourceNote } from '../../api.ts';
import { fitToText } from './ascii.ts';
import { NO_PLACE, type Context, type ReadDump } from './dump.ts';
import { chooseOrder } from './order.ts';
import { copyRow, readOffset, type Groups, type Row } from './row.ts';
import { Bytes, Numbers, walk, type Order } from './walk.ts';

/** A jump of offsets beyond this begins a new dump. */
const MAX_GAP = 65536;
/** So does a gap with more lines than these in it. */
const MAX_GAP_LINES = 12;
const RADICES = [16, 8, 10] as const;
/** Rows whose text column is compared. */
const SAMPLE = 64;

export type Fits = 'next' | 'gap' | 'no';

export class OffsetDump {
  readonly first: number;
  last: number;
  rows = 1;
  /** a `*` stands behind the last row */
  star = false;

  private readonly taken = new Numbers();
  /** start, end, bytes, repeats: four numbers a piece; start NO_PLACE: missing bytes */
  private readonly pieces = new Numbers();
  private readonly notes: SourceNote[] = [];
  private radix = 0;
  private row: Row;
  private rowLine: number;
  private typical = 0;
  private fragments: { groups: Groups; line: number }[] = [];
  private wrapped = 0;
  private asWritten = 0;
  private swapped = 0;
  private plain = 0;
  private total = 0;
  private readonly start: Row;
  private readonly context: Context;

  constructor(context: Context, row: Row, line: number) {
    this.context = context;
    this.row = copyRow(row);
    this.start = this.row;
    this.first = this.last = this.rowLine = line;
    this.taken.push(line);
  }

  /** Is the last row too short, and can these groups go on with it? */
  lacks(groups: Groups): boolean {
    const full = this.typical === 0 ? 16 : this.typical;
    return this.have < full && groups.width <= this.row.body.width && groups.hex === this.row.body.hex;
  }

  /** Bytes of the last row and of the lines that go on with it. */
  private get have(): number {
    return this.fragments.reduce((sum, f) => sum + f.groups.count, this.row.body.count);
  }

  /** `peek`: the row on the line that follows, where the first two rows leave the radix open. */
  fits(row: Row, line: number, peek: Row | null): Fits {
    if (row.offsetDigits < this.row.offsetDigits) return 'no';
    if (row.marked !== this.row.marked || row.offsetHex !== this.row.offsetHex) return 'no';
    if (this.radix === 0) this.radix = this.chooseRadix(row, peek);
    const step = this.step(row);
    if (!(step > 0)) return 'no';
    const { have } = this;
    if (this.star && step > this.row.body.count) return 'next';
    if (step <= have) return step * 2 >= this.row.body.count ? 'next' : 'no';
    const alike = row.offsetDigits === this.row.offsetDigits && row.body.width === this.row.body.width;
    return alike && step - have <= MAX_GAP && line - this.last <= MAX_GAP_LINES ? 'gap' : 'no';
  }

  add(row: Row, line: number): void {
    const step = this.step(row);
    const { have } = this;
    if (step <= this.row.body.count) this.star = false;
    this.close(step);
    this.typical = this.star || step > have ? this.typical : step;
    this.star = false;
    this.row = copyRow(row);
    this.rowLine = this.last = line;
    this.taken.push(line);
    this.rows++;
  }

  /** Groups on a line of their own right behind the last row: a mailer wrapped it. */
  addFragment(groups: Groups, line: number): void {
    this.fragments.push({ groups: { ...groups }, line });
    this.last = line;
  }

  /** A lone offset that ends the dump. False: it is no end of this dump. */
  end(row: Row, line: number): boolean {
    // Forms that mark their offsets end without one; a lone word behind them is a wrapped row's.
    if (this.row.marked || this.row.offsetHex || row.bare.hex) return false;
    if (row.lone !== this.row.offsetDigits || this.radix === 0) {
      // One row only: the end itself tells the radix.
      if (row.lone !== this.row.offsetDigits) return false;
      this.radix = RADICES.find((r) => this.value(row.bare.first, row.lone, r) === this.row.body.count) ?? 16;
    }
    const step =
      this.value(row.bare.first, row.lone, this.radix) -
      this.value(this.row.offsetAt, this.row.offsetDigits, this.radix);
    if (!(step > 0)) return false;
    if (this.star ? step <= this.row.body.count : step > this.row.body.count) return false;
    this.close(step);
    this.ended = true;
    this.last = line;
    this.taken.push(line);
    return true;
  }

  private ended = false;

  finish(): ReadDump | null {
    if (!this.ended) this.closeLast();
    if (!this.isCredible()) return null;
    const hints = {
      width: this.start.body.width,
      asWritten: this.asWritten,
      swapped: this.swapped,
      bareOffset: !this.start.marked && !this.start.offsetHex && this.asWritten + this.swapped === 0,
    };
    const { order, why } = chooseOrder(hints, (o) => this.read(o).bytes, this.context.layers);
    const { bytes, places, missing } = this.read(order);
    const base = this.value(this.start.offsetAt, this.start.offsetDigits, this.radix === 0 ? 16 : this.radix);
    if (base > 0) {
      this.note(
        'info',
        'offset-not-zero',
        `The offsets begin at 0x${base.toString(16)}, not at 0.`,
        this.first,
      );
    }
    return {
      bytes,
      places,
      first: this.first,
      last: this.last,
      taken: this.taken.toArray(),
      form: this.form(order),
      why: [this.progression(), why].filter((part) => part !== '').join('; '),
      base,
      missing,
      notes: this.notes,
    };
  }

  /**
   * Is the first token of `row` an offset, when it has as many digits as a group? Only if the next row's
   * first token has grown by just the bytes between.
   */
  static isFollowed(text: string, row: Row, next: Row): boolean {
    if (next.offsetDigits !== row.offsetDigits || next.body.width !== row.body.width) return false;
    // Rows are cut at words; 15 bytes behind a first one are 16 bytes.
    if (row.body.count % 4 !== 0) return false;
    return (
      readOffset(text, row.offsetAt, row.offsetDigits, 16) === 0 &&
      readOffset(text, next.offsetAt, next.offsetDigits, 16) === row.body.count
    );
  }

  private chooseRadix(row: Row, peek: Row | null): number {
    if (this.row.offsetHex) return 16;
    const count = this.row.body.count;
    const fit = this.star
      ? null
      : fitToText(this.context.text, this.row.body, count, this.lineEnd(this.rowLine));
    const steps = RADICES.map((r) => this.step(row, r));
    if (this.star) {
      const then = RADICES.find((r) => peek !== null && this.between(row, peek, r) === row.body.count);
      return then ?? 16;
    }
    const exact = RADICES.find((_, i) => steps[i] === count || steps[i] === fit?.count);
    if (exact !== undefined) return exact;
    // No radix is exact: the last row that fits at all.
    return RADICES.find((_, i) => (steps[i] ?? 0) > 0 && (steps[i] ?? 0) <= count) ?? 16;
  }

  private step(row: Row, radix = this.radix): number {
    return this.between(this.row, row, radix);
  }

  private between(a: Row, b: Row, radix: number): number {
    return this.value(b.offsetAt, b.offsetDigits, radix) - this.value(a.offsetAt, a.offsetDigits, radix);
  }

  private value(at: number, digits: number, radix: number): number {
    return readOffset(this.context.text, at, digits, radix);
  }

  private lineEnd(line: number): number {
    return this.context.lines.end[line] ?? 0;
  }

  /** The last row is known to be `step` bytes long. */
  private close(step: number): void {
    const { body } = this.row;
    let left = step;
    if (this.star) {
      const width = this.typical > 0 ? Math.min(this.typical, body.count) : body.count;
      this.take(body, width, this.rowLine, 1);
      left -= width;
      const times = Math.floor(left / width);
      if (times * width > this.context.room) {
        this.note(
          'warning',
          'repeat-too-long',
          `The repeat (*) stands for ${left} bytes; they are left out.`,
          this.last,
        );
      } else if (times > 0) {
        this.context.room -= times * width;
        this.piece(body.first, body.end, width, times);
      }
      left -= times * width;
      if (left > 0 && times * width <= this.context.room) this.piece(body.first, body.end, left, 1);
      return;
    }
    const own = Math.min(left, body.count);
    this.take(body, own, this.rowLine, 1);
    left -= own;
    for (const fragment of this.fragments) {
      if (left <= 0) break;
      const part = Math.min(left, fragment.groups.count);
      this.take(fragment.groups, part, fragment.line, 1);
      this.taken.push(fragment.line);
      this.wrapped++;
      left -= part;
    }
    this.fragments = [];
    if (left > 0) {
      const odd = body.odd > 0 ? `; a token of ${body.odd} digits is not a whole number of bytes` : '';
      this.note(
        'warning',
        body.odd > 0 ? 'odd-digits' : 'offset-gap',
        `${left} ${left === 1 ? 'byte is' : 'bytes are'} missing behind this line: its offset and the next say ${step}, ${step - left} stand here${odd}.`,
        this.rowLine,
      );
      if (left <= this.context.room) {
        this.context.room -= left;
        this.piece(NO_PLACE, 0, left, 1);
      }
    }
  }

  /** The last row has no offset behind it: the text column, or the width of the others, tells its length. */
  private closeLast(): void {
    const { body } = this.row;
    const limit = this.typical > 0 ? Math.min(this.typical, body.count) : body.count;
    const column = this.asWritten + this.swapped > 0;
    // Where no other row has a text column, the last bytes of this one are none either: 38 65 8e.
    const fit =
      this.rows > 1 && !column ? null : fitToText(this.context.text, body, limit, this.lineEnd(this.rowLine));
    let count = limit;
    if (fit !== null && (fit.exact || column)) count = fit.count;
    this.take(body, count, this.rowLine, 1);
    if (fit === null && this.wrapped > 0) {
      for (const fragment of this.fragments) {
        const part = Math.min(limit === this.typical ? 0 : this.typical - count, fragment.groups.count);
        if (part <= 0) break;
        this.take(fragment.groups, part, fragment.line, 1);
        this.taken.push(fragment.line);
        count += part;
      }
    } else {
      this.last = this.rowLine;
    }
    if (body.odd > 0 && count === body.count && body.odd < body.width) {
      this.note(
        'warning',
        'odd-digits',
        `A token of ${body.odd} digits is not a whole number of bytes; it is left out.`,
        this.rowLine,
      );
    }
  }

  private take(groups: Groups, count: number, line: number, times: number): void {
    if (this.asWritten + this.swapped + this.plain < SAMPLE && groups === this.row.body) {
      const fit = fitToText(this.context.text, groups, count, this.lineEnd(line));
      if (fit === null || fit.count !== count) this.plain++;
      else if (fit.swapped) this.swapped++;
      else this.asWritten++;
    }
    this.piece(groups.first, groups.end, count, times);
  }

  private piece(start: number, end: number, count: number, times: number): void {
    this.pieces.push(start);
    this.pieces.push(end);
    this.pieces.push(count);
    this.pieces.push(times);
    this.total += count * times;
  }

  private isCredible(): boolean {
    const alone = this.taken.length === this.context.filled;
    if (alone) return this.total > 0;
    const shown = this.asWritten + this.swapped > 0;
    if (this.rows > 1) {
      return (
        this.total >= 8 && (shown || this.start.marked || this.start.offsetHex || this.total >= this.rows * 4)
      );
    }
    if (this.ended) return this.total >= 4;
    const zero = this.value(this.row.offsetAt, this.row.offsetDigits, 16) === 0;
    const clean = this.row.body.end === this.lineEnd(this.rowLine);
    return (shown && this.total >= 4) || (zero && clean && this.row.offsetDigits >= 4 && this.total >= 8);
  }

  private read(order: Order): { bytes: Uint8Array; places: Uint32Array; missing: [number, number][] } {
    const out = new Bytes(this.total);
    const missing: [number, number][] = [];
    const sink = (byte: number, place: number) => out.push(byte, place);
    for (let i = 0; i < this.pieces.length; i += 4) {
      const start = this.pieces.at(i);
      const count = this.pieces.at(i + 2);
      if (start === NO_PLACE) {
        missing.push([out.length, out.length + count]);
        for (let k = 0; k < count; k++) out.push(0, NO_PLACE);
        continue;
      }
      for (let k = this.pieces.at(i + 3); k > 0; k--) {
        walk(this.context.text, start, this.pieces.at(i + 1), count, order, sink);
      }
    }
    return { bytes: out.bytes(), places: out.places(), missing };
  }

  private form(order: Order): string {
    const radix = this.radix === 8 ? 'octal offset' : this.radix === 10 ? 'decimal offset' : 'offset';
    const size = this.start.body.width >> 1;
    const groups = size === 1 ? 'bytes' : order === 'swapped' ? 'little-endian words' : 'words';
    return [radix, groups, ...(this.asWritten + this.swapped > 0 ? ['ASCII'] : [])].join(', ');
  }

  private progression(): string {
    if (this.rows === 1)
      return this.ended ? 'an offset behind the row confirms its length' : 'one row with an offset';
    const column = this.asWritten + this.swapped > 0 ? ', the text column agrees' : '';
    return `${this.rows} rows whose offsets grow with their bytes${column}`;
  }

  private note(severity: SourceNote['severity'], code: string, message: string, line: number): void {
    if (this.notes.length < 100) this.notes.push({ severity, code, message, at: line + 1 });
  }
}
