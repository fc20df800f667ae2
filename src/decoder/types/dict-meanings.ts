/** Dictionaries in words: a pair shows its key and what it is set to, a dictionary how many pairs it has. */
import { Kind, Op, Role } from '../xdr/descriptor.ts';
import type { Derived, Meaning } from '../xdr/registry.ts';
import type { NodeView } from '../xdr/view.ts';
import { counted, escapeText, hex, quote, utf8 } from '../xdr/text.ts';
import { aclEntryText } from './acl.ts';
import { attributeMeanings } from './attributes.ts';
import { flatKeyTree } from './flat-keys.ts';
import { lookupKey, type KeyEntry } from './keys.ts';
import { withoutPrefix } from './named.ts';
import { numberNames } from './number-names.ts';
import { integer } from './scalar.ts';
import { littleEndianOf, packedFileType } from './packed.ts';
import { byteCount, isPrintable } from './text.ts';
import { uuidText } from './uuid.ts';

/** Bytes of a value that are shown; text longer than this is cut. */
const SHOWN = 1024;
/** Text that is given as a JSON value at most. */
const JSON_LIMIT = 65536;

function textOf(bytes: Uint8Array): string {
  let out = '';
  const end = Math.min(bytes.length, 1024);
  for (let i = 0; i < end; i++) out += String.fromCharCode(bytes[i]!);
  return out;
}

/** The key of a pair, without its NUL; null where there is none or it was not captured. */
export function keyOf(pair: NodeView): string | null {
  const key = pair.child('key');
  if (key === null || !key.present) return null;
  const raw = key.raw();
  return textOf(raw[raw.length - 1] === 0 ? raw.subarray(0, -1) : raw);
}

/** The pair that a node stands in, and what is known of its key. */
function entryOf(view: NodeView): KeyEntry | null {
  for (let node: NodeView | null = view; node !== null; node = node.parent()) {
    if (node.child('key') === null) continue;
    const key = keyOf(node);
    return key === null ? null : lookupKey(key);
  }
  return null;
}

/** The node of a pair's value: the last child that is no length, type or padding. */
function valueOf(pair: NodeView): NodeView | null {
  let found: NodeView | null = null;
  for (const child of pair.children()) {
    const { identifier, role } = child.field;
    if (role !== Role.value || identifier === 'key' || identifier === 'nul') continue;
    if (identifier === 'key_length' || identifier === 'value_length') continue;
    found = child;
  }
  return found;
}

/** Text without the NUL that is counted; null where the bytes are no text. */
function plainText(bytes: Uint8Array, filled = false): Uint8Array | null {
  let end = bytes.length;
  if (end > 0 && bytes[end - 1] === 0) end--;
  while (filled && end > 0 && bytes[end - 1] === 0) end--;
  const body = bytes.subarray(0, end);
  if (end === 0) return bytes.length > 0 && (filled || bytes.length === 1) ? body : null;
  return isPrintable(body.subarray(0, JSON_LIMIT)) ? body : null;
}

/** Name that a number has under its key: `STARTED` for `volume1.status` = 1. */
function nameOf(value: number, entry: KeyEntry | null): string | null {
  return entry?.names ? numberNames(entry.names, value) : null;
}

function bytesSummary(bytes: Uint8Array, withNul: boolean, entry: KeyEntry | null): string {
  if (bytes.length === 16 && entry?.form === 'uuid') return uuidText(bytes);
  const text = plainText(bytes, entry?.form === 'text');
  if (text === null) return hex(bytes, 32) + (bytes.length > 32 ? ` (${counted(bytes.length, 'byte')})` : '');
  // a buffer that was sent whole: the rest of it is zero
  const fill = bytes.length - text.length - 1;
  const whole = withNul ? bytes.subarray(0, Math.min(bytes.length, text.length + 1)) : text;
  const shown = quote(whole, SHOWN) + (fill > 0 ? ` and ${counted(fill, 'zero byte')}` : '');
  const number = /^-?\d{1,10}$/.exec(textOf(text.subarray(0, 12)));
  const name = number && text.length <= 11 ? nameOf(Number(number[0]), entry) : null;
  return name === null ? shown : `${shown} (${name})`;
}

const attributes = new Map(attributeMeanings);

/** `data 1, metadata 0, entry 0`: numbers by label, for values that are taken apart. */
function parts(view: NodeView): string | null {
  const out: string[] = [];
  for (const child of view.children()) {
    if (!child.isLeaf || child.field.role !== Role.value || out.length === 8) return null;
    const value = integer(child);
    if (value === null) return null;
    out.push(`${child.field.label} ${value}`);
  }
  return out.length === 0 ? null : out.join(', ');
}

function pairCount(view: NodeView): number {
  let count = 0;
  for (const child of view.children()) if (child.field.identifier === 'pair') count++;
  return count;
}

/** What a value says, in a line. */
function summary(value: NodeView, withNul: boolean, entry: KeyEntry | null): string | null {
  if (!value.present) return null;
  if (!value.isLeaf) {
    const meant = value.field.type.meaning;
    const attribute = meant === null ? undefined : attributes.get(meant)?.display?.(value);
    if (attribute != null) return attribute;
    const pairs = pairCount(value);
    return pairs > 0
      ? counted(pairs, 'pair')
      : (special(value) ?? parts(value) ?? counted(value.length, 'byte'));
  }
  const { op } = value.field.type;
  if (op === Op.Hyper || op === Op.UHyper) {
    const number = integer(value);
    const name = number === null ? null : nameOf(Number(number), entry);
    return name === null ? null : `${number} (${name})`;
  }
  if (op !== Op.OpaqueVar && op !== Op.OpaqueFixed) return null;
  if (value.length === 16 && op === Op.OpaqueFixed) return uuidText(value.raw());
  return bytesSummary(value.raw(), withNul, entry);
}

function memoryType(view: NodeView): string {
  return packedFileType(littleEndianOf(view) ?? 0n);
}

function childNumber(view: NodeView, identifier: string): number | null {
  const child = view.child(identifier);
  if (!child?.present || child.length > 4) return null;
  return child.raw().reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Values that have a better line than their numbers. */
function special(value: NodeView): string | null {
  const start = childNumber(value, 'start');
  const stop = childNumber(value, 'stop');
  if (start !== null && stop !== null) {
    const word = (number: number): string => '0x' + number.toString(16).padStart(8, '0');
    return start === 0 && stop === 0 ? 'no range' : `${word(start)} to ${word(stop)}`;
  }
  const bricks = childNumber(value, 'bricks');
  const redundancy = childNumber(value, 'redundancy');
  if (bricks !== null && redundancy !== null) {
    return bricks === 0 ? 'none' : `${bricks - redundancy} + ${redundancy} bricks`;
  }
  const type = value.child('ia_type');
  if (type?.present) {
    const size = value.child('ia_size');
    return `${memoryType(type)}${size?.present ? ', ' + byteCount(littleEndianOf(size) ?? 0) : ''}`;
  }
  const listed = [...named(value, 'name')].filter((name) => name.present);
  if (listed.length > 0) return `${counted(listed.length, 'name')}`;
  const names = value.child('names');
  if (names?.present) {
    const [from, to] = textOf(names.raw()).split('\0');
    return `“${escapeText(from ?? '')}” to “${escapeText(to ?? '')}”`;
  }
  const version = value.child('version');
  const mtime = value.child('mtime');
  if (version && mtime?.present && mtime.length === 8) {
    const seconds = Number(mtime.uhyper());
    if (seconds < 8.64e12) return `modified ${new Date(seconds * 1000).toISOString().replace('.000', '')}`;
  }
  const entries: string[] = [];
  for (const child of value.children()) {
    if (child.field.identifier !== 'entry' || child.isLeaf) continue;
    if (entries.push(aclEntryText(child) ?? 'entry') === 8) break;
  }
  return entries.length > 0 ? entries.join(', ') : null;
}

const pair: Meaning = {
  label(view) {
    const key = keyOf(view);
    return key === null || key === '' ? null : escapeText(key);
  },
  display(view) {
    const value = valueOf(view);
    if (value === null) return 'no value';
    const entry = entryOf(view);
    const said = summary(value, false, entry);
    if (said !== null) return said;
    const number = value.isLeaf ? integer(value) : null;
    return number === null ? null : number.toString();
  },
  doc: (view) => describe(entryOf(view)),
};

/** What the key means, who sets it, and since when. */
function describe(entry: KeyEntry | null): string | null {
  if (entry === null) return null;
  const by = entry.by === 'any' ? '' : ` Set by: ${entry.by}.`;
  return `${entry.doc}${by}${entry.since === '' ? '' : ` Since ${entry.since}.`}`;
}

const value: Meaning = {
  display: (view) => summary(view, true, entryOf(view)),
  json(view) {
    if (!view.isLeaf || !view.present) return undefined;
    const raw = view.raw();
    if (raw.length === 16 && entryOf(view)?.form === 'uuid') return uuidText(raw);
    const text = raw.length <= JSON_LIMIT ? plainText(raw) : null;
    return text === null ? undefined : (utf8(text) ?? undefined);
  },
  doc: (view) => describe(entryOf(view)),
};

const key: Meaning = {
  display: (view) => (view.isLeaf && view.present ? quote(view.raw(), SHOWN) : null),
  json(view) {
    if (!view.isLeaf || !view.present) return undefined;
    const raw = view.raw();
    return utf8(raw[raw.length - 1] === 0 ? raw.subarray(0, -1) : raw) ?? undefined;
  },
  doc: (view) => describe(entryOf(view)),
};

function tree(view: NodeView, pairs: Iterable<NodeView>): readonly Derived[] {
  const flat: [string, string][] = [];
  for (const each of pairs) {
    const name = keyOf(each);
    if (name !== null) flat.push([name, pair.display?.(each) ?? '']);
    if (flat.length === 10_000) break;
  }
  const found = flatKeyTree(flat);
  if (found === null) return [];
  return [
    {
      name: `${view.field.filter}.tree`,
      label: 'as a tree',
      value: found.tree,
      display: found.summary,
      guess: false,
    },
  ];
}

function* named(view: NodeView, identifier: string): Generator<NodeView> {
  for (const child of view.children()) if (child.field.identifier === identifier) yield child;
}

const dictionary: Meaning = {
  kind: Kind.dictionary,
  display(view) {
    if (view.isLeaf) return view.present && isPrintable(view.raw()) ? quote(view.raw(), SHOWN) : null;
    const pairs = pairCount(view);
    return pairs === 0 ? 'empty' : counted(pairs, 'pair');
  },
  derived: (view) => (view.isLeaf ? [] : tree(view, named(view, 'pair'))),
};

/** Name of an extended attribute: the same words as for the key of a dictionary. */
const attributeName: Meaning = {
  doc(view) {
    if (!view.isLeaf || !view.present || view.length > 1024) return null;
    return describe(lookupKey(textOf(view.raw()).replace(/\0$/, '')));
  },
};

function* typedPairs(view: NodeView): Generator<NodeView> {
  const list = view.child('pairs');
  if (list) yield* named(list, list.field.type.element?.identifier ?? '');
}

const typedDictionary: Meaning = {
  kind: Kind.dictionary,
  display(view) {
    const node = view.child('count');
    if (!node?.present || node.length !== 4) return null;
    const count = node.int();
    if (count === -1) return 'none';
    return count === 0 ? 'empty' : counted(count, 'pair');
  },
  derived: (view) => tree(view, typedPairs(view)),
};

export const dictMeanings: readonly (readonly [string, Meaning])[] = [
  ['xattr_name', attributeName],
  ['gf_dict', dictionary],
  ['gfx_dict', typedDictionary],
  ['dict_pair', pair],
  ['gfx_dict_pair', pair],
  ['dict_key', key],
  ['dict_value', value],
  ['dict_nul', { display: (view) => (view.present && view.raw()[0] === 0 ? 'ends the key' : null) }],
  ['list_name', { display: (view) => (view.present ? quote(view.raw(), SHOWN) : null) }],
  ['dict_padding', { display: (view) => counted(view.length, 'zero byte') }],
  ['gf_dict_type', withoutPrefix('GF_DATA_TYPE_')],
];
