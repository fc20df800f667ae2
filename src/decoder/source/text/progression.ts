/**
 * How first tokens grow from row to row: by the bytes between, in hex, octal or decimal; or by one, when
 * they are numbers of lines.
 *
 *     0000000 0000020   octal, 16 bytes         0000 0010   hex, 16 bytes
 *     0000000 0000016   decimal, 16 bytes          1    2   lines
 */
import { fitToText } from './ascii.ts';
import type { Groups } from './groups.ts';
import { readOffset, type Row } from './row.ts';

const RADICES = [16, 8, 10] as const;

export class Progression {
  /** radix of the offsets; 0: not known yet */
  radix = 0;
  /** the first tokens count lines */
  numbered = false;
  /** groups of six digits are words of two bytes in octal */
  octalWords = false;

  constructor(
    private readonly text: string,
    private readonly lineEnd: (line: number) => number,
  ) {}

  /** Bytes of a run of groups. */
  size(groups: Groups): number {
    return this.octalWords ? groups.groups * 2 : groups.count;
  }

  /** Bytes between two rows; NaN: the second does not go on with the first. */
  step(a: Row, aLine: number, b: Row, radix = this.radix): number {
    if (!this.numbered) return this.value(b, radix) - this.value(a, radix);
    if (this.value(b, 10) - this.value(a, 10) !== 1) return NaN;
    return fitToText(this.text, a.body, a.body.count, this.lineEnd(aLine))?.count ?? a.body.count;
  }

  value(row: Row, radix = this.radix): number {
    return readOffset(this.text, row.offsetAt, row.offsetDigits, radix);
  }

  /** Two rows settle the radix. `then`: the row behind them, which a `*` between them makes necessary. */
  settle(a: Row, aLine: number, b: Row, bLine: number, star: boolean, then: Row | null): void {
    if (this.radix !== 0) return;
    const { body } = a;
    if (!star && bLine === aLine + 1 && body.count >= 4 && this.step(a, aLine, b, 10) === 1) {
      this.radix = 10;
      this.numbered = true;
      return;
    }
    const words = body.width === 6 ? body.groups * 2 : body.count;
    const fit = star ? null : fitToText(this.text, body, body.count, this.lineEnd(aLine));
    this.radix = a.offsetHex ? 16 : this.choose(a, aLine, b, [body.count, fit?.count, words], star, then);
    this.octalWords = body.width === 6 && !star && this.step(a, aLine, b) === words;
    if (star && then !== null && body.width === 6) this.octalWords = this.step(b, bLine, then) === words;
  }

  /** An offset alone behind a single row settles it too. */
  settleByEnd(row: Row, end: Row): void {
    if (this.radix !== 0) return;
    const words = row.body.width === 6 ? row.body.groups * 2 : row.body.count;
    const at = (radix: number) =>
      readOffset(this.text, end.bare.first, end.lone, radix) - this.value(row, radix);
    this.radix = RADICES.find((r) => at(r) === row.body.count || at(r) === words) ?? 16;
    this.octalWords = row.body.width === 6 && at(this.radix) === words;
  }

  private choose(
    a: Row,
    aLine: number,
    b: Row,
    counts: readonly (number | undefined)[],
    star: boolean,
    then: Row | null,
  ): number {
    if (star)
      return RADICES.find((r) => then !== null && counts.includes(this.step(b, aLine, then, r))) ?? 16;
    const exact = RADICES.find((r) => counts.includes(this.step(a, aLine, b, r)));
    if (exact !== undefined) return exact;
    const fits = (step: number) => step > 0 && step <= a.body.count;
    return RADICES.find((r) => fits(this.step(a, aLine, b, r))) ?? 16;
  }
}

/**
 * Is the first token of `row` an offset, when it has as many digits as a group? Only if the next row's
 * first token has grown by just the bytes between.
 */
export function isFollowed(text: string, row: Row, next: Row): boolean {
  if (next.offsetDigits !== row.offsetDigits || next.body.width !== row.body.width) return false;
  // Rows are cut at words; 15 bytes behind a first one are 16 bytes.
  if (row.body.count % 4 !== 0) return false;
  return (
    readOffset(text, row.offsetAt, row.offsetDigits, 16) === 0 &&
    readOffset(text, next.offsetAt, next.offsetDigits, 16) === row.body.count
  );
}
