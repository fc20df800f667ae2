/** What values of fields are, and how a literal of each kind is written. */
import type { Atom } from './ast.ts';

export type ValueKind =
  | 'number'
  /** yes or no */
  | 'flag'
  | 'text'
  | 'bytes'
  | 'uuid'
  | 'address'
  /** nanoseconds since the epoch */
  | 'time'
  /** nanoseconds */
  | 'duration'
  /** a group: it is there or not */
  | 'none';

/** 64-bit integers that a number cannot hold are a bigint: `1n < 2` and `1n == 1` hold in the language. */
export type Value = number | bigint | string | Uint8Array;

export type Constant =
  | { readonly kind: 'number' | 'duration'; readonly value: number | bigint }
  | { readonly kind: 'time'; readonly value: bigint }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'text'; readonly value: string; readonly bytes: Uint8Array }
  | { readonly kind: 'bytes' | 'uuid'; readonly bytes: Uint8Array }
  /** `bits` of it count */
  | { readonly kind: 'address'; readonly bytes: Uint8Array; readonly bits: number };

/** What a literal of that kind is, as the end of a sentence: `rpc.xid takes a number`. */
export const TAKES: Readonly<Record<ValueKind, string>> = {
  number: 'a number',
  flag: '1 or 0',
  text: 'a text in quotes',
  bytes: 'bytes such as de:ad:be:ef, or a text in quotes',
  uuid: 'a UUID',
  address: 'an address such as 10.0.0.1, or 10.0.0.0/8',
  time: 'a time such as "2026-11-22 10:00:00"',
  duration: 'a duration such as 10ms, or seconds',
  none: 'no value: it is there or not',
};

const encoder = new TextEncoder();
export const utf8Bytes = (text: string): Uint8Array => encoder.encode(text);

/** Bytes of a text in quotes: escapes above ASCII that were written as `\xff` are bytes. */
export function textBytes(value: string): Uint8Array {
  return /^[\x00-\xff]*$/.test(value) && /[\x80-\xff]/.test(value)
    ? Uint8Array.from(value, (one) => one.charCodeAt(0))
    : utf8Bytes(value);
}

/** @returns null: the literal is none of that kind */
export function literalOf(
  atom: Atom,
  kind: ValueKind,
  names?: ReadonlyMap<string, number | bigint>,
): Constant | null {
  const text = atom.kind === 'word' ? atom.text : atom.value;
  switch (kind) {
    case 'number': {
      const value = atom.kind === 'character' ? atom.value.codePointAt(0)! : nameOrNumber(text, names);
      return value === null ? null : { kind, value };
    }
    case 'flag': {
      if (/^(true|yes|set)$/i.test(text)) return { kind, value: true };
      if (/^(false|no|not set)$/i.test(text)) return { kind, value: false };
      const value = integer(text);
      return value === null ? null : { kind, value: value != 0 };
    }
    case 'text':
      return { kind, value: text, bytes: utf8Bytes(text) };
    case 'bytes': {
      const bytes = atom.kind === 'word' ? hexBytes(text) : textBytes(text);
      return bytes && { kind, bytes };
    }
    case 'uuid': {
      const bytes = uuidBytes(text);
      return bytes && { kind, bytes };
    }
    case 'address':
      return addressOf(text);
    case 'time': {
      const value = timeOf(text);
      return value === null ? null : { kind, value };
    }
    case 'duration': {
      const value = durationOf(text);
      return value === null ? null : { kind, value };
    }
    case 'none':
      return null;
  }
}

function nameOrNumber(
  text: string,
  names: ReadonlyMap<string, number | bigint> | undefined,
): number | bigint | null {
  const value = integer(text);
  if (value !== null) return value;
  const exact = names?.get(text);
  if (exact !== undefined) return exact;
  const wanted = text.toLowerCase();
  for (const [name, number] of names ?? []) if (name.toLowerCase() === wanted) return number;
  return null;
}

/** Decimal, hexadecimal (`0x1f`), octal (`017`), binary (`0b11`); null: it is none. */
export function integer(text: string): number | bigint | null {
  const parts = /^([+-]?)(0x[0-9a-f]{1,16}|0b[01]{1,64}|0[0-7]{0,22}|[1-9]\d{0,19})$/i.exec(text);
  if (!parts) return null;
  const digits = parts[2]!;
  const size = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = parts[1] === '-' ? -size : size;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** `de:ad:be:ef`, `de-ad`, `dead.beef`, `deadbeef`, `0xdead`. */
export function hexBytes(text: string): Uint8Array | null {
  const digits = text.replace(/^0x/i, '');
  if (
    !/^[0-9a-f]{1,2}([:.-][0-9a-f]{1,2})*[:.-]?$|^([0-9a-f]{2})+$|^([0-9a-f]{4}\.)*[0-9a-f]{4}$/i.test(digits)
  ) {
    return null;
  }
  const parts = /^[0-9a-f]{1,2}[:.-]/i.test(digits)
    ? digits.split(/[:.-]/).filter((part) => part !== '')
    : (digits.replace(/\./g, '').match(/..?/g) ?? []);
  return Uint8Array.from(parts, (part) => parseInt(part, 16));
}

/** With dashes or without. */
export function uuidBytes(text: string): Uint8Array | null {
  if (!/^[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}$/i.test(text)) return null;
  return hexBytes(text.replace(/-/g, ''));
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  '': 1e9,
  min: 60e9,
  m: 60e9,
  h: 3_600e9,
  d: 86_400e9,
};

/** `10ms`, `1.5s`, `0.000172`; without a unit seconds. In nanoseconds. */
export function durationOf(text: string): number | null {
  const parts = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(ns|us|µs|μs|ms|s|min|m|h|d|)$/i.exec(text);
  if (!parts) return null;
  const unit = UNITS[parts[2]!.toLowerCase()];
  const value = Number(parts[1]);
  if (unit === undefined || !Number.isFinite(value)) return null;
  // 0.1 s is 100,000,000 ns and not a little more
  return Number((value * unit).toPrecision(15));
}

/** UTC where no zone is told; also seconds since the epoch. In nanoseconds. */
export function timeOf(text: string): bigint | null {
  const seconds = /^(-?\d{1,12})(?:\.(\d{1,9}))?$/.exec(text);
  if (seconds) return exact(BigInt(seconds[1]!), seconds[2], seconds[1]!.startsWith('-'));
  const parts =
    /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i.exec(
      text,
    );
  if (!parts) return null;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction, zone = 'Z'] = parts;
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : 'Z';
  const whole = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(whole) ? null : exact(BigInt(whole / 1000), fraction, false);
}

function exact(seconds: bigint, fraction: string | undefined, isNegative: boolean): bigint {
  const rest = BigInt((fraction ?? '').padEnd(9, '0'));
  return seconds * 1_000_000_000n + (isNegative ? -rest : rest);
}

/** `10.0.0.1`, `10.0.0.0/8`, `fd77::1`, `fd77::/16`. */
export function addressOf(text: string): Constant | null {
  const parts = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text);
  const bytes = parts && (ipv4Bytes(parts[1]!) ?? ipv6Bytes(parts[1]!));
  if (!bytes) return null;
  const bits = parts[2] === undefined ? bytes.length * 8 : Number(parts[2]);
  return bits > bytes.length * 8 ? null : { kind: 'address', bytes, bits };
}

export function ipv4Bytes(text: string): Uint8Array | null {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return null;
  const numbers = text.split('.').map(Number);
  return numbers.some((one) => one > 255) ? null : Uint8Array.from(numbers);
}

export function ipv6Bytes(text: string): Uint8Array | null {
  if (!/^[0-9a-f:.]{2,45}$/i.test(text) || !text.includes(':')) return null;
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const v4 = tail && ipv4Bytes(tail[2]!);
  if (tail && !v4) return null;
  const plain = v4
    ? `${tail[1]}${((v4[0]! << 8) | v4[1]!).toString(16)}:${((v4[2]! << 8) | v4[3]!).toString(16)}`
    : text;
  const halves = plain.split('::');
  if (halves.length > 2) return null;
  const [head, rest] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const words = rest
    ? [...head!, ...Array<string>(Math.max(0, 8 - head!.length - rest.length)).fill('0'), ...rest]
    : head!;
  if (words.length !== 8 || words.some((word) => !/^[0-9a-f]{1,4}$/i.test(word))) return null;
  if (rest && head!.length + rest.length > 7) return null;
  return Uint8Array.from(words.flatMap((word) => [parseInt(word, 16) >> 8, parseInt(word, 16) & 255]));
}
