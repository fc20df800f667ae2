/** One pass over the lines: each row goes to the reader of its form, and comes out as part of a dump. */
import { fitToText } from './ascii.ts';
import { BareDump } from './bare-dump.ts';
import type { Context, ReadDump } from './dump.ts';
import { readEndPoints } from './end-points.ts';
import { lineText, skipBlanks } from './lines.ts';
import { hasEscapes, Literal } from './literal.ts';
import { OffsetDump } from './offset-dump.ts';
import { isFollowed } from './progression.ts';
import { newRow, scanRow, THIN, type Row } from './row.ts';

/** Lines between two rows of one dump. */
const MAX_BETWEEN = 60;
/** Lines from a row to the `*` that repeats it; more than one where a mailer wrapped the row. */
const MAX_TO_STAR = 3;
/** Dumps of one text; a text of 16 million characters with real ones in it has fewer. */
export const MAX_DUMPS = 100_000;

/** Goes over the lines once and lets each form's reader take what it understands. */
export class Finder {
  private readonly found: ReadDump[] = [];
  private readonly row = newRow();
  private readonly ahead = newRow();
  private readonly context: Context;
  private chain: OffsetDump | null = null;
  private bare: BareDump | null = null;
  private literal: Literal | null = null;

  constructor(context: Context) {
    this.context = context;
  }

  find(): ReadDump[] {
    const { text, lines } = this.context;
    let backslash = text.indexOf('\\');
    for (let line = 0; line < lines.count && this.found.length < MAX_DUMPS; line++) {
      const from = lines.body[line]!;
      const to = lines.end[line]!;
      if (this.literal !== null && line <= this.literal.last) continue;
      if (from === to) {
        this.closeBare();
        continue;
      }
      if (backslash >= 0 && backslash < from) backslash = text.indexOf('\\', from);
      if (this.literal?.add(line) === true) continue;
      if (backslash >= 0 && backslash < to && hasEscapes(text, from, to)) {
        this.closeBare();
        this.readLiteral(line);
        continue;
      }
      if (text.charCodeAt(from) === 42 && skipBlanks(text, from + 1, to) === to) {
        this.closeBare();
        if (this.chain !== null && line - this.chain.last <= MAX_TO_STAR) this.chain.star = true;
        continue;
      }
      if (scanRow(text, from, to, this.row)) this.readRow(this.row, line);
      else this.closeBare();
    }
    this.closeBare();
    this.closeChain();
    this.closeLiteral();
    const full = this.found.length >= MAX_DUMPS;
    this.found.sort((a, b) => a.first - b.first);
    if (full) this.found.length = MAX_DUMPS;
    return this.found;
  }

  private readRow(row: Row, line: number): void {
    const { chain } = this;
    if (chain !== null) {
      if (line - chain.last > MAX_BETWEEN) this.closeChain();
      else if (this.continueChain(chain, row, line)) return;
    }
    if (!row.definite && this.bare?.add(row, line) === true) return;
    if (row.offsetDigits > 0 && (row.definite || this.isFollowed(row, line))) {
      // One thin row does not end a dump: `12 be` may be a remark in it.
      const thin = (!row.marked || row.labelled) && row.body.count < THIN;
      if (thin ? this.chain === null && !row.labelled : true) {
        this.closeBare();
        this.closeChain();
        this.chain = new OffsetDump(this.context, row, line);
        return;
      }
    }
    if (this.bare?.add(row, line) === true) return;
    this.closeBare();
    if (BareDump.begins(row)) this.bare = new BareDump(this.context, row, line);
  }

  /** Does the open chain of offsets take the row? */
  private continueChain(chain: OffsetDump, row: Row, line: number): boolean {
    if (row.lone > 0 && !row.labelled && chain.end(row, line)) {
      this.bare = null;
      this.closeChain();
      return true;
    }
    if (row.offsetDigits > 0) {
      const fits = chain.fits(row, line, chain.star ? this.peek(line) : null);
      const gap =
        fits === 'gap' &&
        row.definite &&
        (row.marked || row.body.count >= THIN) &&
        !this.isHeaded(chain.last, line);
      if (fits === 'next' || gap) {
        this.bare = null;
        chain.add(row, line);
        return true;
      }
    }
    if (!row.marked && row.bare.count > 0 && line === chain.last + 1 && chain.lacks(row.bare)) {
      chain.addFragment(row.bare, line);
      return true;
    }
    return false;
  }

  /** Do end points stand between two lines? Then what follows is another packet. */
  private isHeaded(after: number, line: number): boolean {
    for (let at = after + 1; at < line; at++) {
      if (readEndPoints(lineText(this.context.text, this.context.lines, at)) !== null) return true;
    }
    return false;
  }

  private peek(line: number): Row | null {
    const { text, lines } = this.context;
    if (line + 1 >= lines.count) return null;
    return scanRow(text, lines.body[line + 1]!, lines.end[line + 1]!, this.ahead) ? this.ahead : null;
  }

  /** The text column, or the next row, tells whether the first token is an offset. */
  private isFollowed(row: Row, line: number): boolean {
    const { text, lines } = this.context;
    const end = lines.end[line]!;
    if (row.bare.end < end) {
      if (fitToText(text, row.bare, row.bare.count, end)?.exact === true) return false;
      if (fitToText(text, row.body, row.body.count, end)?.exact === true) return true;
    }
    const next = this.peek(line);
    return next !== null && isFollowed(text, row, next);
  }

  private readLiteral(line: number): void {
    this.closeLiteral();
    this.literal = new Literal(this.context, line);
  }

  private closeBare(): void {
    const dumps = this.bare?.finish() ?? [];
    this.bare = null;
    if (dumps.length === 0) return;
    if (this.chain !== null && this.chain.first < dumps[0]!.first) this.closeChain();
    this.found.push(...dumps);
  }

  private closeChain(): void {
    const dump = this.chain?.finish() ?? null;
    this.chain = null;
    if (dump !== null) this.found.push(dump);
  }

  private closeLiteral(): void {
    const dump = this.literal?.finish() ?? null;
    this.literal = null;
    if (dump !== null) this.found.push(dump);
  }
}
