/** Fields and bytes for reading in a terminal. Everything captured arrives here escaped already. */
import type { FieldJson } from '../decoder/api.ts';

/**
 * A tree, one line a field:
 *
 *     0054    arguments        WRITE …
 *     0054      gfid           23049601-8476-42cd-a139-67f1120f71f2
 */
export function* fieldLines(fields: readonly FieldJson[], depth = 1): Generator<string> {
  for (const field of fields) {
    const label = '  '.repeat(depth) + field.label;
    const value = field.display ?? '';
    yield `  ${offset(field.offset)}${label.padEnd(36)} ${value}`.trimEnd();
    for (const bit of field.bits ?? []) {
      if (bit.set) yield `  ${' '.repeat(4)}${'  '.repeat(depth + 1)}${bit.label}`;
    }
    for (const derived of field.derived ?? []) {
      const mark = derived.guess ? '≈ ' : '= ';
      yield `  ${' '.repeat(4)}${'  '.repeat(depth + 1)}${mark}${derived.label}: ${derived.display}`;
    }
    for (const note of field.notes ?? [])
      yield `  ${' '.repeat(4)}${'  '.repeat(depth + 1)}! ${note.message}`;
    if (field.children) yield* fieldLines(field.children, depth + 1);
  }
}

/** As `hexdump -C`; bytes that were not captured as two dots, masked ones as two bullets. */
export function* hexLines(
  bytes: Uint8Array,
  length: number,
  missing: readonly (readonly [number, number])[],
  masked: readonly (readonly [number, number])[] = [],
): Generator<string> {
  let hole = 0;
  let mask = 0;
  const size = Math.min(length, bytes.length);
  for (let row = 0; row < size; row += 16) {
    let hex = '';
    let text = '';
    for (let at = row; at < row + 16; at++) {
      while (hole < missing.length && missing[hole]![1] <= at) hole++;
      while (mask < masked.length && masked[mask]![1] <= at) mask++;
      const hidden = mask < masked.length && masked[mask]![0] <= at;
      const absent = hole < missing.length && missing[hole]![0] <= at;
      if (at % 4 === 0) hex += ' ';
      if (at >= size) hex += '   ';
      else if (absent) hex += ' ..';
      else if (hidden) hex += ` ${BULLET}${BULLET}`;
      else hex += ' ' + bytes[at]!.toString(16).padStart(2, '0');
      if (at < size) text += absent ? ' ' : hidden ? BULLET : printable(bytes[at]!);
    }
    yield `  ${offset(row)} ${hex}  ${text}`;
  }
  if (size < length) yield `  ${offset(size)}  ${length - size} more bytes were not captured`;
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** The same with two bullets for each masked byte. */
export function maskedHex(bytes: Uint8Array, masked: readonly (readonly [number, number])[]): string {
  let out = '';
  let at = 0;
  for (const [start, stop] of masked) {
    out += hexOf(bytes.subarray(at, start)) + (BULLET + BULLET).repeat(stop - start);
    at = stop;
  }
  return out + hexOf(bytes.subarray(at));
}

const BULLET = '•';

function printable(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}

function offset(at: number): string {
  return at.toString(16).padStart(4, '0');
}
