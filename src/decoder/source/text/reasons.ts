/**
 * Why a line is no hex, in one word for the gutter. A guess for people: nothing else rests on it.
 */
import { LINE_REASONS, type LineReason } from '../../api.ts';
import { readEndPoints } from './end-points.ts';

const NUMBER = Object.fromEntries(LINE_REASONS.map((reason, i) => [reason, i])) as Record<LineReason, number>;

export function reasonNumber(reason: LineReason): number {
  return NUMBER[reason];
}

/** `line` has no quote marks and no blanks at its ends. */
export function reasonOf(line: string): LineReason {
  if (line === '') return 'empty';
  if (isClock(line)) return 'clock';
  if (readEndPoints(line) !== null) return 'end points';
  if (isRuler(line)) return 'ruler';
  if (isAnnotation(line)) return 'annotation';
  if (isCode(line)) return 'C lines';
  if (isDrawing(line)) return 'drawing';
  if (isHeading(line)) return 'heading';
  return 'prose';
}

/** `00:24 < name> …`, `[12:01:33] …`, `2012-01-07 15:33:32 …`, `Jan  7 15:33:32 …` */
function isClock(line: string): boolean {
  return (
    /^[[(]?\d{1,2}:\d\d(:\d\d)?([.,]\d{1,9})?[\])]?(\s|$)/.test(line) ||
    /^[[(]?\d{4}-\d\d-\d\d[ T]\d\d:\d\d/.test(line) ||
    /^[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d /.test(line)
  );
}

/** `0 1 2 3 4 5 …`, the bit numbers above a drawing, or `00 01 02 …` above a table. */
function isRuler(line: string): boolean {
  return /^\d(?: +\d){3,}$/.test(line) || /^(?:\w+ +)?0?0 +0?1 +0?2 +0?3( +[\da-f]{1,2}){2,}/i.test(line);
}

/** Words under or over bytes, held by arrows: `<-cb_prog->`, `progver---> <????>`, `oa_base x 16`. */
function isAnnotation(line: string): boolean {
  if (/^[*/#\\|]/.test(line)) return false;
  return /<-+["\w]|["\w]-{2,}>|<\?{2,}|\?{2,}>/.test(line) || /^(?:<[-=\w?"/ ]|[-=?]{3,}>)/.test(line);
}

function isCode(line: string): boolean {
  if (/^(?:\/\*|\*\/|\*(?:\s|$)|\/\/|#\s?(?:define|include|if|endif|else)\b)/.test(line)) return true;
  if (/^\d+[:|]?\s+(?:[*#}{]|\/[*/]|.*[;{}(),*="]$|[a-z_]+_t\b|\w+$)/.test(line)) return true;
  return /[;{}]\s*(?:\/\*.*\*\/)?$/.test(line) && /[()=\w]/.test(line) && !/^[A-Z].*[a-z] .* .*;$/.test(line);
}

/** Lines, boxes and braces of signs: `+-+-+`, `| size |L|`, `\ \`, `|- call()`. */
function isDrawing(line: string): boolean {
  if (/^[|\\/+'`.][|\\/\s+'`.-]*$/.test(line) || /^[-=_~*+.#]{3,}$/.test(line)) return true;
  if (/^\|.*\|$/.test(line) || /^\/ .* \/$/.test(line) || /^\\ .* \\$/.test(line)) return true;
  return /^(?:[|.'`]*[|\\/][-|]?|[|'`+]--?) /.test(line) || /^\|[|-]/.test(line);
}

/** A few words that name what follows. */
function isHeading(line: string): boolean {
  if (line.length > 60 || /[.!?,;]$/.test(line)) return false;
  return /^[A-Z\d#*"'(-][^:]*:$/.test(line) || /^#{1,6} \S/.test(line);
}

/** A number alone on its line; next to numbered code it is a line of code without code. */
export function isLoneNumber(line: string): boolean {
  return line.length <= 6 && /^(?:[*] )?\d+$/.test(line);
}

/** A few words right above rows, a drawing or code are its title: `Packet Hdr`. */
export function isTitle(line: string, below: LineReason): boolean {
  if (below === 'prose' || below === 'empty' || below === 'clock' || below === 'unsure') return false;
  return (
    line.length <= 50 && !/[.!?,;:=]|--/.test(line) && line.split(' ').length <= 6 && /[a-z]/i.test(line)
  );
}
