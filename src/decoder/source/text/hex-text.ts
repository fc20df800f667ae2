/**
 * Hex dumps in a text, found by rule: the shape of tokens, the progression of offsets, the width of the
 * columns. What is printed around them (chat, code, drawings, prose) stays where it is, with a reason.
 * One pass over the lines; linear in the length of the text.
 */
import type { OpenError, SourceNote } from '../../api.ts';
import { MAX_ADDED, type Context, type ReadDump } from './dump.ts';
import { readEndPoints, Spelling, type EndPoints } from './end-points.ts';
import { explain, type TextLines } from './explain.ts';
import { Finder, MAX_DUMPS } from './finder.ts';
import type { LayerOptions } from './layers.ts';
import { lineText, splitLines } from './lines.ts';
import { reasonNumber } from './reasons.ts';

/** A longer text is refused, in UTF-16 units. */
export const MAX_TEXT = 16 * 1024 * 1024;
/** A heading with end points stands at most this many lines above its dump. */
const MAX_ABOVE = 40;
const MAX_NOTES = 1000;

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
