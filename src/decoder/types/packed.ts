/**
 * Codecs for packed structures: members one after another without XDR's padding, in network order, or in
 * the sender's own (little-endian on all that run GlusterFS).
 */
import { Kind } from '../xdr/descriptor.ts';
import type { Codec, CodecField, Meaning } from '../xdr/registry.ts';
import type { NodeView } from '../xdr/view.ts';
import { leaf } from './emit.ts';
import { modeText } from './mode.ts';
import { thousands } from '../xdr/text.ts';
import { utc } from './time.ts';
import { uuidText } from './uuid.ts';

export interface Member {
  readonly name: string;
  readonly label: string;
  readonly doc: string;
  /** bytes; `rest`: all that is left */
  readonly width: number | 'rest';
  /** name of a meaning */
  readonly type: string;
}

export interface PackedForm {
  readonly codec: string;
  /** prefix of display-filter names */
  readonly filter: string;
  readonly members: readonly Member[];
  /** lengths that a value of this form may have; others stay as they are. Empty: any */
  readonly lengths: readonly number[];
}

/** Members that do not fit the value any more are left out; bytes behind the last one are undecoded. */
export function packed(form: PackedForm): Codec {
  const fields: readonly CodecField[] = form.members.map((member) => ({
    identifier: member.name,
    label: member.label,
    doc: member.doc,
    filter: `${form.filter}.${member.name}`,
    type: member.type,
  }));
  return {
    name: form.codec,
    fields,
    walk(context, start, end) {
      const length = end - start;
      if (form.lengths.length > 0 && !form.lengths.includes(length)) return;
      let at = start;
      form.members.forEach((member, index) => {
        const width = member.width === 'rest' ? end - at : member.width;
        if (width === 0 || at + width > end) return;
        leaf(context, fields[index]!, at, at + width, Kind.dictionary);
        at += width;
      });
      if (at > start && at < end) context.rest(at, end);
    },
  };
}

/** Network order, any width up to 8; null where the bytes are not there. */
export function bigEndianOf(view: NodeView): bigint | null {
  if (!view.present || view.length === 0 || view.length > 8) return null;
  let value = 0n;
  for (const byte of view.raw()) value = (value << 8n) | BigInt(byte);
  return value;
}

export function littleEndianOf(view: NodeView): bigint | null {
  if (!view.present || view.length === 0 || view.length > 8) return null;
  let value = 0n;
  const raw = view.raw();
  for (let i = raw.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(raw[i]!);
  return value;
}

type Read = (view: NodeView) => bigint | null;

function number(read: Read, show: (value: bigint, view: NodeView) => string): Meaning {
  return {
    display(view) {
      const value = read(view);
      return value === null ? null : show(value, view);
    },
    json(view) {
      const value = read(view);
      if (value === null) return undefined;
      return view.length > 4 ? value.toString() : Number(value);
    },
  };
}

function signed(read: Read): Read {
  return (view) => {
    const value = read(view);
    return value === null ? null : BigInt.asIntN(8 * view.length, value);
  };
}

const plain = (value: bigint): string => thousands(value);
const seconds = (value: bigint): string => {
  const when = value === 0n ? null : utc(BigInt.asIntN(64, value));
  return when === null ? value.toString() : `${when} (${value})`;
};
const nanoseconds = (value: bigint): string => `${thousands(value)} ns`;
const inHex = (value: bigint): string => `0x${value.toString(16)}`;
const IA_TYPES = [
  'none',
  'file',
  'directory',
  'symbolic link',
  'block device',
  'character device',
  'FIFO',
  'socket',
];
/** GlusterFS's own numbers of file types, as memory holds them. */
export function packedFileType(value: bigint): string {
  const name = IA_TYPES[Number(value)];
  return name ?? `type ${value}`;
}
const fileType = (value: bigint): string => `${packedFileType(value)} (${value})`;

/** Permissions as memory holds them: a byte for the special bits, one each for owner, group, others. */
const PERMISSION: Meaning = {
  display(view) {
    if (!view.present || view.length !== 4) return null;
    const [special, owner, group, other] = view.raw();
    const triple = (bits: number): number => ((bits & 1) << 2) | (bits & 2) | ((bits & 4) >> 2);
    const mode =
      ((special! & 1) << 11) |
      ((special! & 2) << 9) |
      ((special! & 4) << 7) |
      (triple(owner!) << 6) |
      (triple(group!) << 3) |
      triple(other!);
    return modeText(mode);
  },
};

const UUID: Meaning = {
  display: (view) => (view.present && view.length === 16 ? uuidText(view.raw()) : null),
  json: (view) => (view.present && view.length === 16 ? uuidText(view.raw()) : undefined),
};

export const packedMeanings: readonly (readonly [string, Meaning])[] = [
  ['be_number', number(bigEndianOf, plain)],
  ['be_signed', number(signed(bigEndianOf), plain)],
  ['be_hex', number(bigEndianOf, inHex)],
  ['be_seconds', number(bigEndianOf, seconds)],
  ['be_nanoseconds', number(bigEndianOf, nanoseconds)],
  ['le_number', number(littleEndianOf, plain)],
  ['le_hex', number(littleEndianOf, inHex)],
  ['le_seconds', number(littleEndianOf, seconds)],
  ['le_nanoseconds', number(littleEndianOf, nanoseconds)],
  ['le_file_type', number(littleEndianOf, fileType)],
  ['memory_permissions', PERMISSION],
  ['raw_uuid', UUID],
];
