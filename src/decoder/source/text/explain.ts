/** What became of each line: taken for a dump, annotation of one, or left out, and why. */
import { LINE_REASONS, type LineReason } from '../../api.ts';
import type { Context, ReadDump } from './dump.ts';
import { lineText, skipBlanks, type Lines } from './lines.ts';
import { isLoneNumber, isTitle, reasonNumber, reasonOf } from './reasons.ts';
import { newRow, scanRow, THIN, type Row } from './row.ts';

export interface TextLines {
  readonly count: number;
  /** lines that hold bytes */
  readonly taken: number;
  /** for each line the number of its reason in LINE_REASONS */
  readonly reasons: Uint8Array;
  /** for each line the number of its dump, annotations between the rows included, or -1 */
  readonly dump: Int32Array;
}

/** The reason of each line, and the dump that it belongs to. */
export function explain({ text, lines }: Context, found: readonly ReadDump[]): TextLines {
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
