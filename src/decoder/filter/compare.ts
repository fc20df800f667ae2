/**
 * Comparisons: of values that were read, and of bytes in place. What is made here once for a filter is called for
 * each field of each record: it allocates nothing.
 */
import { word } from '../xdr/message.ts';
import { hexOf, type Form } from './forms.ts';
import type { Regex } from './regex.ts';
import { utf8Bytes, type Constant, type Value } from './values.ts';

/** Of one value; how many have to pass is another matter. */
export type Op = '==' | '!=' | '>' | '<' | '>=' | '<=' | 'contains';

/** Whether [start, stop) of the bytes passes. */
export type BytesTest = (bytes: Uint8Array, start: number, stop: number) => boolean;

const signOf = (op: Op): ((order: number) => boolean) => {
  switch (op) {
    case '==':
      return (order) => order === 0;
    case '!=':
      return (order) => order !== 0;
    case '<':
      return (order) => order < 0;
    case '<=':
      return (order) => order <= 0;
    case '>':
      return (order) => order > 0;
    default:
      return (order) => order >= 0;
  }
};

// ── bytes in place ───────────────────────────────────────────────────────────────────────────────

/** null: no value of that form can pass. */
export function bytesTest(form: Form, op: Op, constant: Constant): BytesTest | null {
  switch (form.kind) {
    case 'number':
      if (constant.kind !== 'number' || op === 'contains') return null;
      return numberTest(form, op, constant.value);
    case 'flag':
      if (constant.kind !== 'flag' || op === 'contains') return null;
      return flagTest(op, constant.value);
    case 'text':
    case 'bytes':
      if (constant.kind !== 'text' && constant.kind !== 'bytes') return null;
      return runTest(op, constant.bytes);
    case 'uuid':
      if (constant.kind === 'uuid') return uuidTest(form, op, constant.bytes);
      if (op !== 'contains' || (constant.kind !== 'bytes' && constant.kind !== 'text')) return null;
      return form.spread === 0 ? runTest(op, constant.bytes) : null;
    default:
      return null;
  }
}

function numberTest({ width, signed, little, real }: Form, op: Op, value: number | bigint): BytesTest | null {
  const passes = signOf(op);
  // 0xfffffffe of a signed word is -2; what is more or less than it is a question of numbers
  const byBits = signed && (op === '==' || op === '!=');
  if (width === 4 && !real) {
    const number = Number(value);
    const wanted = byBits && number > 0x7fffffff && number <= 0xffffffff ? number | 0 : number;
    if (op === '==') {
      if (wanted !== (signed ? wanted | 0 : wanted >>> 0)) return null;
      const same = wanted >>> 0;
      return (bytes, start, stop) => stop - start === 4 && word(bytes, start) === same;
    }
    if (signed)
      return (bytes, start, stop) => stop - start === 4 && passes((word(bytes, start) | 0) - wanted);
    return (bytes, start, stop) => stop - start === 4 && passes(word(bytes, start) - wanted);
  }
  if (width === 8 && !real) {
    const whole = BigInt(value);
    const isBits = byBits && whole > 0x7fffffffffffffffn && whole <= 0xffffffffffffffffn;
    const wanted = isBits ? BigInt.asIntN(64, whole) : whole;
    const [least, most] = signed ? [-0x8000000000000000n, 0x7fffffffffffffffn] : [0n, 0xffffffffffffffffn];
    if (wanted < least || wanted > most) {
      const order = wanted < least ? 1 : -1;
      return passes(order) ? (_bytes, start, stop) => stop - start === 8 : null;
    }
    const unsigned = BigInt.asUintN(64, wanted);
    const high = Number(unsigned >> 32n) | 0;
    const low = Number(unsigned & 0xffffffffn);
    const top = signed ? high : high >>> 0;
    return (bytes, start, stop) => {
      if (stop - start !== 8) return false;
      const own = signed ? word(bytes, start) | 0 : word(bytes, start);
      return passes(own !== top ? (own < top ? -1 : 1) : word(bytes, start + 4) - low);
    };
  }
  return (bytes, start, stop) => {
    const own = packedNumber(bytes, start, stop, signed, little, real, width);
    return own !== null && passes(own < value ? -1 : own > value ? 1 : own == value ? 0 : NaN);
  };
}

function packedNumber(
  bytes: Uint8Array,
  start: number,
  stop: number,
  signed: boolean,
  little: boolean,
  real: boolean,
  width: number,
): number | bigint | null {
  const length = stop - start;
  if (length === 0 || length > 8 || (width > 0 && length !== width)) return null;
  if (real) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + start, length);
    return length === 4 ? view.getFloat32(0) : view.getFloat64(0);
  }
  let value = 0n;
  for (let i = 0; i < length; i++) value = (value << 8n) | BigInt(bytes[little ? stop - 1 - i : start + i]!);
  return signed ? BigInt.asIntN(8 * length, value) : value;
}

function flagTest(op: Op, wanted: boolean): BytesTest | null {
  const passes = signOf(op);
  const number = wanted ? 1 : 0;
  return (bytes, start, stop) => stop - start === 4 && passes((word(bytes, start) === 0 ? 0 : 1) - number);
}

/** Texts end where their NUL does, if they have one. */
function runTest(op: Op, wanted: Uint8Array): BytesTest {
  if (op === 'contains') return (bytes, start, stop) => holds(bytes, start, stop, wanted);
  const { length } = wanted;
  if (op === '==' || op === '!=') {
    const isEqual: BytesTest = (bytes, start, stop) => {
      const own = stop - start;
      if (own !== length && (own !== length + 1 || bytes[stop - 1] !== 0)) return false;
      for (let i = 0; i < length; i++) if (bytes[start + i] !== wanted[i]) return false;
      return true;
    };
    return op === '==' ? isEqual : (bytes, start, stop) => !isEqual(bytes, start, stop);
  }
  const passes = signOf(op);
  return (bytes, start, stop) => {
    const end = stop > start && bytes[stop - 1] === 0 ? stop - 1 : stop;
    return passes(order(bytes, start, end, wanted));
  };
}

function order(bytes: Uint8Array, start: number, stop: number, wanted: Uint8Array): number {
  const shared = Math.min(stop - start, wanted.length);
  for (let i = 0; i < shared; i++) {
    const difference = bytes[start + i]! - wanted[i]!;
    if (difference !== 0) return difference;
  }
  return stop - start - wanted.length;
}

/** Bytes from which on a search is worth a call. */
const LONG = 256;

/** Whether `wanted` stands somewhere in [start, stop). */
export function holds(bytes: Uint8Array, start: number, stop: number, wanted: Uint8Array): boolean {
  const { length } = wanted;
  if (length === 0) return true;
  const last = stop - length;
  const first = wanted[0]!;
  for (let at = start; at <= last; at++) {
    if (bytes[at] !== first) {
      if (last - at < LONG) continue;
      // long ones are passed over by what the machine does best
      const next = bytes.subarray(at, last + 1).indexOf(first);
      if (next < 0) return false;
      at += next;
    }
    let i = 1;
    while (i < length && bytes[at + i] === wanted[i]) i++;
    if (i === length) return true;
  }
  return false;
}

function uuidTest({ spread }: Form, op: Op, wanted: Uint8Array): BytesTest | null {
  if (op === 'contains') return null;
  const passes = signOf(op);
  if (spread === 0) {
    if (op === '==') {
      return (bytes, start, stop) => {
        if (stop - start !== 16) return false;
        for (let i = 15; i >= 0; i--) if (bytes[start + i] !== wanted[i]) return false;
        return true;
      };
    }
    return (bytes, start, stop) => stop - start === 16 && passes(order(bytes, start, stop, wanted));
  }
  if (spread === 2) {
    return (bytes, start, stop) => {
      const own = hexOf(bytes, start, stop);
      return own !== null && passes(order(own, 0, 16, wanted));
    };
  }
  return (bytes, start, stop) => {
    if (stop - start !== 64) return false;
    let difference = 0;
    for (let i = 0; i < 16 && difference === 0; i++) difference = bytes[start + 4 * i + 3]! - wanted[i]!;
    return passes(difference);
  };
}

/** Behind the last byte that a regular expression looks at. */
const REGEX_BYTES = 65_536;

export function regexTest(regex: Regex): BytesTest {
  return (bytes, start, stop) => {
    const end = stop > start && bytes[stop - 1] === 0 ? stop - 1 : stop;
    return regex.test(bytes, start, Math.min(end, start + REGEX_BYTES));
  };
}

// ── values that were read ────────────────────────────────────────────────────────────────────────

/** Values of kinds that do not go together never pass, but for `!=`. */
export function compareValues(left: Value, op: Op, right: Value): boolean {
  if (op === 'contains') {
    if (typeof left === 'string' && typeof right === 'string') return left.includes(right);
    if (isNumber(left) || isNumber(right)) return false;
    const bytes = bytesOf(left);
    return holds(bytes, 0, bytes.length, bytesOf(right));
  }
  if (isNumber(left) !== isNumber(right)) return op === '!=';
  if (isNumber(left) && isNumber(right)) {
    if (op === '==') return left == right;
    if (op === '!=') return left != right;
    return signOf(op)(left < right ? -1 : left > right ? 1 : left == right ? 0 : NaN);
  }
  const [a, b] = [withoutNul(bytesOf(left)), withoutNul(bytesOf(right))];
  return signOf(op)(order(a, 0, a.length, b));
}

const isNumber = (value: Value): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint';

export function bytesOf(value: Value): Uint8Array {
  if (typeof value === 'string') return utf8Bytes(value);
  return value instanceof Uint8Array ? value : utf8Bytes(String(value));
}

function withoutNul(bytes: Uint8Array): Uint8Array {
  return bytes.at(-1) === 0 ? bytes.subarray(0, -1) : bytes;
}

/** An address inside a network, or the very address; of another family never. */
export function inNetwork(address: Uint8Array, network: Uint8Array, bits: number): boolean {
  if (address.length !== network.length) return false;
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) if (address[i] !== network[i]) return false;
  const rest = bits & 7;
  return rest === 0 || (address[whole]! ^ network[whole]!) >> (8 - rest) === 0;
}
