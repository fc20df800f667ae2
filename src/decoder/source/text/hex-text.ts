/**
 * Hex dumps in a text, found by rule: the shape of tokens, the progression of offsets, the width of the
 * columns. What is printed around them (chat, code, drawings, prose) stays where it is, with a reason.
 * One pass over the lines; linear in the length of the text.
 */
import { LINE_REASONS, type LineReason, type OpenError, type SourceNote } from '../../api.ts';
import { fitToText } from './ascii.ts';
import { BareDump } from './bare-dump.ts';
import { MAX_ADDED, type Context, type ReadDump } from './dump.ts';
import { readEndPoints, Spelling, type EndPoints } from './end-points.ts';
import type { LayerOptions } from './layers.ts';
import { lineText, skipBlanks, splitLines, type Lines } from './lines.ts';
import { hasEscapes, Literal } from './literal.ts';
import { OffsetDump } from './offset-dump.ts';
import { isLoneNumber, isTitle, reasonNumber, reasonOf } from './reasons.ts';
import { newRow, scanRow, THIN, type Row } from './row.ts';

/** A longer text is refused, in UTF-16 units. */
export const MAX_TEXT = 16 * 1024 * 1024;
/** Lines between two rows of one dump. */
const MAX_BETWEEN = 60;
/** A heading with end points stands at most this many lines above its dump. */
const MAX_ABOVE = 40;
/** Lines from a row to the `*` that repeats it; more than one where a mailer wrapped the row. */
const MAX_TO_STAR = 3;
const MAX_NOTES = 1000;
/** Dumps of one text; a text of 16 million characters with real ones in it has fewer. */
const MAX_DUMPS = 100_000;

export interface TextDump {
  readonly bytes: Uint8Array;
  /** index in the text of the first digit of each byte, UTF-16 units; 0xffffffff: not in the text */
  readonly places: Uint32Array;
  /** first and last line, from 1 */
  readonly lines: readonly [number, number];
  /** form in words: `offset, bytes, ASCII`, `C array`, `hex stream` … */
  readonly form: string;
  readonly src: string | null;
  readonly dst: string | null;
  /** line that names the end points, from 1; 0: none does */
  readonly endPointsLine: number;
  /** lines that hold its bytes, from 1 */
  readonly taken: Uint32Array;
  /** what the reading rests on, for people */
  readonly why: string;
  /** first offset as written */
  readonly base: number;
  /** bytes that the offsets announce and the text does not have, as [start, stop); zero in `bytes` */
  readonly missing: readonly (readonly [number, number])[];
}

export interface TextLines {
  readonly count: number;
  /** lines that hold bytes */
  readonly taken: number;
  /** for each line the number of its reason in LINE_REASONS */
  readonly reasons: Uint8Array;
  /** for each line the number of its dump, annotations between the rows included, or -1 */
  readonly dump: Int32Array;
}

export interface HexText {
  readonly dumps: readonly TextDump[];
  readonly lines: TextLines;
  readonly notes: readonly SourceNote[];
  /** why nothing could be read: `empty`, `too-large`, `html`, `not-hex`; null when there is a dump */
  readonly error: OpenError | null;
}

export type HexTextOptions = LayerOptions;

export function readHexText(text: string, options: HexTextOptions = {}): HexText {
  if (text.length > MAX_TEXT) return refused(tooLarge(text.length));
  const lines = splitLines(text);
  let filled = 0;
  for (let line = 0; line < lines.count; line++) if (lines.body[line]! < lines.end[line]!) filled++;
  if (filled === 0) {
    return refused({
      code: 'empty',
      title: 'There is no text',
      detail: 'Paste a hex dump, or a mail with one in it.',
    });
  }
  const context: Context = { text, lines, filled, layers: options, room: MAX_ADDED };
  const found = new Finder(context).find();
  const { dumps, notes } = withEndPoints(context, found);
  if (found.length === MAX_DUMPS) {
    const message = `The text has more than ${MAX_DUMPS} dumps; what follows is left out.`;
    notes.unshift({ severity: 'error', code: 'too-many-dumps', message, at: found[MAX_DUMPS - 1]!.last + 1 });
  }
  const columns = explain(context, found);
  return {
    dumps,
    lines: columns,
    notes: notes.slice(0, MAX_NOTES),
    error: found.length > 0 ? null : noHex(text, columns),
  };
}

function refused(error: OpenError): HexText {
  const lines = { count: 0, taken: 0, reasons: new Uint8Array(0), dump: new Int32Array(0) };
  return { dumps: [], lines, notes: [], error };
}

function tooLarge(length: number): OpenError {
  return {
    code: 'too-large',
    title: 'The text is too long',
    detail: `It has ${millions(length)} million characters; up to ${millions(MAX_TEXT)} million are read. Paste the part with the dumps, or open the capture itself.`,
  };
}

function millions(length: number): string {
  return (length / 1e6).toFixed(1).replace(/\.0$/, '');
}

function noHex(text: string, lines: TextLines): OpenError {
  if (/^\s*<(?:!doctype html|html|head|body)\b/i.test(text.slice(0, 1000))) {
    return {
      code: 'html',
      title: 'This is a web page, not a hex dump',
      detail: 'The text begins with HTML and has no hex dump in it. Save or copy the dump itself.',
    };
  }
  const unsure = lines.reasons.indexOf(reasonNumber('unsure'));
  const near = unsure < 0 ? '' : ` Line ${unsure + 1} has hex digits, too few or too odd to be a dump.`;
  return {
    code: 'not-hex',
    title: 'There is no hex dump in this text',
    detail: `${lines.count} ${lines.count === 1 ? 'line was' : 'lines were'} read; none is a row of a dump.${near}`,
  };
}

/** Goes over the lines once and lets each form's reader take what it understands. */
class Finder {
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
    return next !== null && OffsetDump.isFollowed(text, row, next);
  }

  private readLiteral(line: number): void {
    if (this.literal?.add(line) === true) return;
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

function withEndPoints(
  context: Context,
  found: readonly ReadDump[],
): { dumps: TextDump[]; notes: SourceNote[] } {
  const spelling = new Spelling();
  const notes: SourceNote[] = [];
  let before = -1;
  const dumps = found.map((dump): TextDump => {
    const [ends, line] = endPointsAbove(context, dump.first, before);
    before = dump.last;
    notes.push(...dump.notes);
    return {
      bytes: dump.bytes,
      places: dump.places,
      lines: [dump.first + 1, dump.last + 1],
      form: dump.form,
      src: ends === null ? null : spelling.of(ends.src),
      dst: ends === null ? null : spelling.of(ends.dst),
      endPointsLine: line + 1,
      taken: dump.taken.map((l) => l + 1),
      why: dump.why,
      base: dump.base,
      missing: dump.missing,
    };
  });
  return { dumps, notes };
}

/** The nearest heading with end points above a dump and behind the dump before it. */
function endPointsAbove({ text, lines }: Context, first: number, before: number): [EndPoints | null, number] {
  for (let line = first - 1; line > before && line >= first - MAX_ABOVE; line--) {
    const ends = readEndPoints(lineText(text, lines, line));
    if (ends !== null) return [ends, line];
  }
  return [null, -1];
}

/** The reason of each line, and the dump that it belongs to. */
function explain({ text, lines }: Context, found: readonly ReadDump[]): TextLines {
  const reasons = new Uint8Array(lines.count);
  const dump = new Int32Array(lines.count).fill(-1);
  const hex = reasonNumber('hex');
  const annotation = reasonNumber('annotation');
  const OPEN = 255;
  reasons.fill(OPEN);
  let taken = 0;
  found.forEach((one, index) => {
    for (let line = one.first; line <= one.last; line++) {
      dump[line] = index;
      reasons[line] = lines.body[line] === lines.end[line] ? reasonNumber('empty') : annotation;
    }
    for (const line of one.taken) {
      if (reasons[line] !== hex) taken++;
      reasons[line] = hex;
    }
  });
  const row = newRow();
  let before: LineReason = 'empty';
  for (let line = 0; line < lines.count; line++) {
    if (reasons[line] !== OPEN) {
      before = 'hex';
      continue;
    }
    const words = lineText(text, lines, line);
    let reason = reasonOf(words);
    if (reason === 'prose' || reason === 'C lines' || reason === 'heading') {
      if (isLoneNumber(words)) reason = before === 'C lines' ? 'C lines' : 'unsure';
      else if (reason !== 'C lines' && looksHex(text, lines, line, row)) reason = 'unsure';
    }
    reasons[line] = reasonNumber(reason);
    before = reason;
  }
  for (let line = lines.count - 2; line >= 0; line--) {
    const below = LINE_REASONS[reasons[line + 1]!]!;
    if (reasons[line] === reasonNumber('prose') && isTitle(lineText(text, lines, line), below)) {
      reasons[line] = reasonNumber('heading');
    }
  }
  annotateAbove(found, reasons, dump);
  return { count: lines.count, taken, reasons, dump };
}

/** Annotations right above the first row belong to its dump. */
function annotateAbove(found: readonly ReadDump[], reasons: Uint8Array, dump: Int32Array): void {
  found.forEach((one, index) => {
    for (let line = one.first - 1; line >= 0 && reasons[line] === reasonNumber('annotation'); line--) {
      if (dump[line] !== -1) break;
      dump[line] = index;
    }
  });
}

/** Bytes that were not taken: four or more, or nothing else on the line. */
function looksHex(text: string, lines: Lines, line: number, row: Row): boolean {
  const to = lines.end[line]!;
  if (!scanRow(text, lines.body[line]!, to, row)) return false;
  if (row.body.count >= THIN || row.bare.count >= THIN) return true;
  return row.bare.count >= 2 && skipBlanks(text, row.bare.end, to) === to;
}
