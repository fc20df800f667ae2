/** How the bytes of a field are read as a value: from the type of the field, and what it means. */
import { Op, Role, type FieldDescriptor } from '../xdr/descriptor.ts';
import type { Value, ValueKind } from './values.ts';

export interface Form {
  readonly kind: ValueKind;
  /** bytes of a number; 0: as many as there are, at most eight */
  readonly width: number;
  readonly signed: boolean;
  readonly little: boolean;
  /** uuid: 1 where each byte has a word of its own; 2: it is written as text */
  readonly spread: 0 | 1 | 2;
  readonly real: boolean;
}

const form = (kind: ValueKind, more: Partial<Form> = {}): Form => ({
  kind,
  width: 0,
  signed: false,
  little: false,
  spread: 0,
  real: false,
  ...more,
});

const UINT = form('number', { width: 4 });
const INT = form('number', { width: 4, signed: true });
const UHYPER = form('number', { width: 8 });
const HYPER = form('number', { width: 8, signed: true });
const FLOAT = form('number', { width: 4, real: true });
const DOUBLE = form('number', { width: 8, real: true });
const FLAG = form('flag', { width: 4 });
const TEXT = form('text');
const BYTES = form('bytes');
const NONE = form('none');

/** By the name of the meaning, where the XDR type does not say all. */
const BY_MEANING: ReadonlyMap<string, Form> = new Map([
  ['gf_uuid', form('uuid')],
  ['gf_plain_uuid', form('uuid')],
  ['raw_uuid', form('uuid')],
  ['gf_uuid_words', form('uuid', { spread: 1 })],
  ['gf_uuid_text', form('uuid', { spread: 2 })],
  ['dict_key', TEXT],
  ['list_name', TEXT],
  ['be_number', form('number')],
  ['be_signed', form('number', { signed: true })],
  ['be_hex', form('number')],
  ['be_seconds', form('number')],
  ['be_nanoseconds', form('number')],
  ['le_number', form('number', { little: true })],
  ['le_hex', form('number', { little: true })],
  ['le_seconds', form('number', { little: true })],
  ['le_nanoseconds', form('number', { little: true })],
  ['le_file_type', form('number', { little: true })],
]);

export function formOf(field: FieldDescriptor): Form {
  const { type, role } = field;
  if (role === Role.length || role === Role.count) return UINT;
  if (role === Role.present || role === Role.more) return FLAG;
  const meant = type.meaning === null ? undefined : BY_MEANING.get(type.meaning);
  if (meant) return meant;
  switch (type.op) {
    case Op.Int:
    case Op.Enum:
      return INT;
    case Op.UInt:
      return UINT;
    case Op.Hyper:
      return HYPER;
    case Op.UHyper:
      return UHYPER;
    case Op.Float:
      return FLOAT;
    case Op.Double:
      return DOUBLE;
    case Op.Bool:
      return FLAG;
    case Op.String:
      return TEXT;
    case Op.OpaqueFixed:
    case Op.OpaqueVar:
      return BYTES;
    default:
      return NONE;
  }
}

const decoder = new TextDecoder('utf-8');
/** Bytes of a text that are read. */
export const TEXT_LIMIT = 4096;

/** The value of [start, stop); null: it is none of that form. Bytes are a copy. */
export function readValue(
  { kind, width, signed, little, spread, real }: Form,
  bytes: Uint8Array,
  start: number,
  stop: number,
): Value | null {
  const length = stop - start;
  switch (kind) {
    case 'number':
    case 'flag': {
      if (length === 0 || length > 8 || (width > 0 && length !== width)) return null;
      if (real) {
        const view = new DataView(bytes.buffer, bytes.byteOffset + start, length);
        return length === 4 ? view.getFloat32(0) : view.getFloat64(0);
      }
      let high = 0;
      let low = 0;
      for (let i = 0; i < length; i++) {
        const byte = bytes[little ? stop - 1 - i : start + i]!;
        high = ((high << 8) | (low >>> 24)) >>> 0;
        low = ((low << 8) | byte) >>> 0;
      }
      if (length <= 4) {
        const shift = 32 - 8 * length;
        return signed ? (low << shift) >> shift : low;
      }
      if (high < 0x200000) return high * 2 ** 32 + low;
      const value = (BigInt(high) << 32n) | BigInt(low);
      const exact = signed ? BigInt.asIntN(8 * length, value) : value;
      const number = Number(exact);
      return Number.isSafeInteger(number) ? number : exact;
    }
    case 'text': {
      const end = Math.min(stop, start + TEXT_LIMIT);
      return decoder.decode(bytes.subarray(start, end > start && bytes[end - 1] === 0 ? end - 1 : end));
    }
    case 'bytes':
      return bytes.slice(start, Math.min(stop, start + TEXT_LIMIT));
    case 'uuid': {
      if (spread === 1) {
        return length === 64 ? Uint8Array.from({ length: 16 }, (_, i) => bytes[start + 4 * i + 3]!) : null;
      }
      if (spread === 2) return hexOf(bytes, start, stop);
      return length === 16 ? bytes.slice(start, stop) : null;
    }
    default:
      return null;
  }
}

/** A UUID in text as its bytes; null: it is none. */
export function hexOf(bytes: Uint8Array, start: number, stop: number): Uint8Array | null {
  const out = new Uint8Array(16);
  let digits = 0;
  for (let at = start; at < stop; at++) {
    const byte = bytes[at]!;
    if (byte === 0x2d || byte === 0) continue;
    const value =
      byte >= 0x30 && byte <= 0x39
        ? byte - 0x30
        : byte >= 0x61 && byte <= 0x66
          ? byte - 0x57
          : byte >= 0x41 && byte <= 0x46
            ? byte - 0x37
            : -1;
    if (value < 0 || digits === 32) return null;
    out[digits >> 1]! |= digits & 1 ? value : value << 4;
    digits++;
  }
  return digits === 32 ? out : null;
}
