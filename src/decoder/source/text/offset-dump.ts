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
import { TextColumn } from './ascii.ts';
import type { Context, ReadDump } from './dump.ts';
import type { Groups } from './groups.ts';
import { findLayer } from './layers.ts';
import { chooseOrder } from './order.ts';
import { Pieces } from './pieces.ts';
import { Progression } from './progression.ts';
import { copyRow, readOffset, type Row } from './row.ts';
import { Numbers, type Order } from './walk.ts';

/** A jump of offsets beyond this begins a new dump. */
const MAX_GAP = 65536;
/** So does a gap with more lines than these in it. */
const MAX_GAP_LINES = 12;
const MAX_NOTES = 100;

export type Fits = 'next' | 'gap' | 'no';

export class OffsetDump {
  readonly first: number;
  last: number;
  /** a `*` stands behind the last row */
  star = false;

  private rows = 1;
  private readonly taken = new Numbers();
  private readonly pieces = new Pieces();
  private readonly notes: SourceNote[] = [];
  private readonly progression: Progression;
  private readonly column: TextColumn;
  private row: Row;
  private rowLine: number;
  /** bytes of a full row; 0: not known yet */
  private typical = 0;
  /** lines behind the last row that may go on with it */
  private fragments: { groups: Groups; line: number }[] = [];
  private wrapped = 0;
  private ended = false;
  private readonly start: Row;
  private readonly context: Context;

  constructor(context: Context, row: Row, line: number) {
    this.context = context;
    this.row = this.start = copyRow(row);
    this.first = this.last = this.rowLine = line;
    this.taken.push(line);
    this.column = new TextColumn(context.text);
    this.progression = new Progression(context.text, (at) => this.lineEnd(at));
  }

  /** Is the last row too short, and can these groups go on with it? */
  lacks(groups: Groups): boolean {
    const full = this.typical === 0 ? 16 : this.typical;
    const { body } = this.row;
    return body.base === 16 && this.have < full && groups.width <= body.width && groups.hex === body.hex;
  }

  /** `peek`: the row on the line that follows, where the first two rows leave the radix open. */
  fits(row: Row, line: number, peek: Row | null): Fits {
    if (row.offsetDigits < this.row.offsetDigits || row.body.base !== this.row.body.base) return 'no';
    if (row.marked !== this.row.marked || row.offsetHex !== this.row.offsetHex) return 'no';
    this.progression.settle(this.row, this.rowLine, row, line, this.star, peek);
    const step = this.step(row);
    if (!(step > 0)) return 'no';
    const { have, own } = this;
    if (this.star && step > own) return 'next';
    if (step <= have) return step * 2 >= own ? 'next' : 'no';
    const alike = row.offsetDigits === this.row.offsetDigits && row.body.width === this.row.body.width;
    return alike && step - have <= MAX_GAP && line - this.last <= MAX_GAP_LINES ? 'gap' : 'no';
  }

  add(row: Row, line: number): void {
    const step = this.step(row);
    if (step <= this.own) this.star = false;
    const full = !this.star && step <= this.have;
    this.close(step);
    if (full) this.typical = step;
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
    if (row.lone !== this.row.offsetDigits || this.progression.numbered) return false;
    this.progression.settleByEnd(this.row, row);
    const { radix } = this.progression;
    const step =
      readOffset(this.context.text, row.bare.first, row.lone, radix) - this.progression.value(this.row);
    if (!(step > 0) || (this.star ? step <= this.own : step > this.own)) return false;
    this.close(step);
    this.ended = true;
    this.last = line;
    this.taken.push(line);
    return true;
  }

  finish(): ReadDump | null {
    if (!this.ended) this.closeLast();
    const { body } = this.start;
    const { octalWords, numbered } = this.progression;
    const base = octalWords ? 8 : body.base;
    const size = octalWords || body.base === 10 ? 2 : body.base === 8 ? 1 : body.width >> 1;
    const { text, layers } = this.context;
    const read = (order: Order) => this.pieces.read(text, order, base, size);
    const hints = {
      size,
      asWritten: this.column.asWritten,
      swapped: this.column.swapped,
      bareOffset: !this.start.marked && !this.start.offsetHex && !this.column.seen,
    };
    if (!this.isCredible()) return null;
    const { order, why } = chooseOrder(hints, (o) => read(o).bytes, layers);
    const { bytes, places, missing } = read(order);
    const alone = this.taken.length === this.context.filled;
    if (numbered && !alone && findLayer(bytes, layers).layer === 'body') return null;
    const offset = numbered ? 0 : this.progression.value(this.start, this.progression.radix || 16);
    if (offset > 0) {
      const message = `The offsets begin at 0x${offset.toString(16)}, not at 0.`;
      this.note('info', 'offset-not-zero', message, this.first);
    }
    return {
      bytes,
      places,
      first: this.first,
      last: this.last,
      taken: this.taken.toArray(),
      form: this.form(order, base, size),
      why: [this.evidence(), why].filter((part) => part !== '').join('; '),
      base: offset,
      missing,
      notes: this.notes,
    };
  }

  /** Bytes of the last row, as far as its tokens tell. */
  private get own(): number {
    return this.progression.size(this.row.body);
  }

  /** Bytes of the last row and of the lines that go on with it. */
  private get have(): number {
    return this.fragments.reduce((sum, f) => sum + f.groups.count, this.own);
  }

  private step(row: Row): number {
    return this.progression.step(this.row, this.rowLine, row);
  }

  private lineEnd(line: number): number {
    return this.context.lines.end[line] ?? 0;
  }

  /** The last row is known to reach `step` bytes. */
  private close(step: number): void {
    const { body } = this.row;
    if (this.star) {
      this.closeRepeated(step);
      return;
    }
    const own = Math.min(step, this.own);
    this.takeRow(own);
    let left = step - own;
    for (const { groups, line } of this.fragments) {
      if (left <= 0) break;
      const part = Math.min(left, groups.count);
      this.pieces.add(groups, part);
      this.taken.push(line);
      this.wrapped++;
      left -= part;
    }
    this.fragments = [];
    if (left <= 0) return;
    const odd = body.odd > 0 ? `; a token of ${body.odd} digits is not a whole number of bytes` : '';
    const message = `${count(left)} missing behind this line: its offset and the next say ${step}, ${step - left} stand here${odd}.`;
    this.note('warning', body.odd > 0 ? 'odd-digits' : 'offset-gap', message, this.rowLine);
    if (left > this.context.room) return;
    this.context.room -= left;
    this.pieces.addHole(left);
  }

  /** The last row stands for itself and for what a `*` leaves out. */
  private closeRepeated(step: number): void {
    const { body } = this.row;
    const width = this.typical > 0 ? Math.min(this.typical, this.own) : this.own;
    this.takeRow(width);
    const left = step - width;
    if (left > this.context.room) {
      const message = `The repeat (*) stands for ${count(left).replace(/ (is|are)$/, '')}; they are left out.`;
      this.note('warning', 'repeat-too-long', message, this.last);
      return;
    }
    this.context.room -= left;
    const times = Math.floor(left / width);
    if (times > 0) this.pieces.add(body, width, times);
    if (left > times * width) this.pieces.add(body, left - times * width);
  }

  /** The last row has no offset behind it: the text column, or the width of the others, tells its length. */
  private closeLast(): void {
    const { body } = this.row;
    const limit = this.typical > 0 ? Math.min(this.typical, this.own) : this.own;
    // Where no other row has a text column, the last bytes of this one are none either: 38 65 8e.
    const fit =
      this.rows > 1 && !this.column.seen ? null : this.column.fit(body, limit, this.lineEnd(this.rowLine));
    const taken = fit !== null && (fit.exact || this.column.seen) ? fit.count : limit;
    this.takeRow(taken);
    let more = fit === null && this.wrapped > 0 ? this.typical - taken : 0;
    for (const { groups, line } of this.fragments) {
      const part = Math.min(more, groups.count);
      if (part <= 0) break;
      this.pieces.add(groups, part);
      this.taken.push(line);
      more -= part;
    }
    this.last = Math.max(this.rowLine, this.taken.at(this.taken.length - 1));
    if (body.odd > 0 && taken === this.own && body.odd < body.width) {
      const message = `A token of ${body.odd} digits is not a whole number of bytes; it is left out.`;
      this.note('warning', 'odd-digits', message, this.rowLine);
    }
  }

  private takeRow(count: number): void {
    this.column.see(this.row.body, count, this.lineEnd(this.rowLine));
    this.pieces.add(this.row.body, count);
  }

  private isCredible(): boolean {
    const { total, absent } = this.pieces;
    if (this.taken.length === this.context.filled) return total > absent;
    if (absent * 2 > total) return false;
    const { marked, offsetHex, offsetDigits, body } = this.start;
    if (this.rows > 1) {
      return total >= 8 && (this.column.seen || marked || offsetHex || total >= this.rows * 4);
    }
    if (this.ended) return total >= 4;
    const zero = this.progression.value(this.row, 16) === 0;
    const clean = body.end === this.lineEnd(this.rowLine);
    return (this.column.seen && total >= 4) || (zero && clean && offsetDigits >= 4 && total >= 8);
  }

  private form(order: Order, base: number, size: number): string {
    const { radix, numbered } = this.progression;
    const offset = radix === 8 ? 'octal offset' : radix === 10 ? 'decimal offset' : 'offset';
    const digits = base === 8 ? 'octal ' : base === 10 ? 'decimal ' : '';
    const groups = size === 1 ? 'bytes' : order === 'swapped' ? 'little-endian words' : 'words';
    const parts = [numbered ? 'line number' : offset, digits + groups];
    return [...parts, ...(this.column.seen ? ['ASCII'] : [])].join(', ');
  }

  private evidence(): string {
    if (this.rows === 1) {
      return this.ended ? 'an offset behind the row confirms its length' : 'one row with an offset';
    }
    if (this.progression.numbered) return `${this.rows} numbered rows of bytes`;
    const column = this.column.seen ? ', the text column agrees' : '';
    return `${this.rows} rows whose offsets grow with their bytes${column}`;
  }

  private note(severity: SourceNote['severity'], code: string, message: string, line: number): void {
    if (this.notes.length < MAX_NOTES) this.notes.push({ severity, code, message, at: line + 1 });
  }
}

function count(bytes: number): string {
  return bytes === 1 ? '1 byte is' : `${bytes} bytes are`;
}
