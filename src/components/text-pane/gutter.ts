/** Why a line was taken, or not: said once for each run of lines, and once for a record. */
import type { TextInfo } from '../../decoder/api.ts';
import { LINE_REASON_NAMES } from '../linkage/kinds.ts';

const HEX = LINE_REASON_NAMES.indexOf('hex');
const EMPTY = LINE_REASON_NAMES.indexOf('empty');

/** For each line 1 where its reason is said. */
export function saidLines(info: TextInfo): Uint8Array {
  const { reasons, rows } = info;
  const out = new Uint8Array(reasons.length);
  let row = -1;
  /** reasons said in this record, as bits */
  let said = 0;
  let before = -1;
  for (let line = 0; line < reasons.length; line++) {
    const reason = reasons[line]!;
    const here = rows[line]!;
    if (here >= 0) {
      if (here !== row) said = 0;
      row = here;
      if (reason !== EMPTY && (said & (1 << reason)) === 0) out[line] = 1;
      said |= 1 << reason;
      before = -1;
      continue;
    }
    row = -1;
    // an empty line neither says why nor ends a run
    if (reason === EMPTY) continue;
    if (reason !== before) out[line] = 1;
    before = reason;
  }
  return out;
}

export function reasonWord(info: TextInfo, line: number): string {
  const reason = info.reasons[line]!;
  if (reason === HEX) return info.rows[line]! >= 0 ? `record ${info.rows[line]}` : 'hex';
  return LINE_REASON_NAMES[reason] ?? '';
}

export function isHex(info: TextInfo, line: number): boolean {
  return info.reasons[line] === HEX;
}

/** Lines that count as read: dumps, and who speaks to whom. */
export function isInk(info: TextInfo, line: number): boolean {
  return isHex(info, line) || LINE_REASON_NAMES[info.reasons[line]!] === 'end points';
}
