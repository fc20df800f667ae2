/**
 * Values of dictionaries, taken apart by their key. A value whose form is not known, or that does not
 * have the length of it (requests carry a number under the same key), stays one leaf.
 */
import { Kind, Op } from '../xdr/descriptor.ts';
import type { Codec, CodecField, WalkContext } from '../xdr/registry.ts';
import { NodeFlag } from '../xdr/tree.ts';
import { aclCodec } from './acl.ts';
import { looksLikeDict } from './dict-guess.ts';
import { depth, fieldOf, typeOf, wholeMissing } from './emit.ts';
import { KEYS, lookupKeyAt, type KeyEntry } from './keys.ts';
import { xattrCodecs } from './xattr-codecs.ts';

/** Groups inside each other, as the engine has it. */
const DEPTH = 60;

const PLAIN = new Set(['text', 'number', 'flag', 'uuid', 'bytes']);

const codecs: ReadonlyMap<string, Codec> = new Map(
  [aclCodec, ...xattrCodecs].map((codec) => [codec.name, codec]),
);

/** What may stand inside values: dictionaries, codecs and types of the keys. */
export const FORMS: readonly string[] = [
  ...new Set(['gf_dict_body', ...KEYS.map(({ form }) => form).filter((form) => !PLAIN.has(form))]),
];

export const VALUE: CodecField = {
  identifier: 'value',
  label: 'value',
  doc: 'What the key is set to.',
  filter: 'glusterfs.dict_value',
  type: 'dict_value',
};

/** What is known of a key; null: nothing, or it was not captured. */
function entryOf(context: WalkContext, start: number, stop: number): KeyEntry | null {
  return context.present(start, stop) ? lookupKeyAt(context.message.bytes, start, stop) : null;
}

/** Fills the open group with what stands in the value. Nothing is added where it is to stay a leaf. */
export function fillValue(
  context: WalkContext,
  entry: KeyEntry | null,
  start: number,
  stop: number,
  node: number,
  dictionary: Codec,
): void {
  const form = entry?.form ?? 'bytes';
  const { builder } = context;
  if (form === 'gf_dict_body' || PLAIN.has(form)) {
    if (form === 'uuid' || !context.present(start, stop)) return;
    if (!looksLikeDict(context.message.bytes, start, stop, false)) return;
    if (depth(context) >= DEPTH) {
      const message = 'A dictionary stands here too deep inside others to be opened.';
      builder.note('warning', 'nested-too-deep', message, start, stop - start, node);
      return;
    }
    if (form !== 'gf_dict_body') builder.flags[node]! |= NodeFlag.guess;
    dictionary.walk(context, start, stop, node, null);
    return;
  }
  const codec = codecs.get(form);
  if (codec) {
    codec.walk(context, start, stop, node, null);
    return;
  }
  const type = typeOf(context, form);
  if (type?.op !== Op.Struct) return;
  // what came later is left out where the value is shorter: counts of files in quota, metadata in ec
  let length = 0;
  let members = 0;
  while (members < type.fields.length && length < stop - start)
    length += type.fields[members++]!.type.fixedSize;
  if (length !== stop - start) return;
  let at = start;
  for (let i = 0; i < members; i++) at = context.field(type.fields[i]!, at, stop, Kind.dictionary);
}

/** The node of a value: a leaf, or a group of what stands in it. Without bytes there is none. */
export function valueNode(
  context: WalkContext,
  keyStart: number,
  keyStop: number,
  start: number,
  stop: number,
  dictionary: Codec,
): void {
  if (start === stop) return;
  const { builder } = context;
  const entry = entryOf(context, keyStart, keyStop);
  const inherited = builder.open < 0 ? 0 : builder.flags[builder.open]! & NodeFlag.secret;
  const flags = inherited | (entry?.secret ? NodeFlag.secret : 0);
  const node = builder.group(fieldOf(context, VALUE).id, start, Kind.dictionary, 0, flags);
  fillValue(context, entry, start, stop, node, dictionary);
  finish(context, node, start, stop);
  builder.close(node, stop);
}

/** A node that stayed a leaf, and was not captured whole, says so. */
function finish(context: WalkContext, node: number, start: number, stop: number): void {
  const { builder } = context;
  if (builder.count > node + 1 || context.present(start, stop)) return;
  builder.flags[node]! |= NodeFlag.valueMissing;
  if (wholeMissing(context, start, stop)) builder.kind[node] = Kind.missing;
}

/**
 * Start and stop of the key (without its NUL) of the typed dictionary's pair that the group belongs to:
 *
 *     key length | key, NUL, padding | type | value length | value
 *     pair                                                   group
 */
function typedKey(context: WalkContext, group: number, start: number): readonly [number, number] | null {
  const { builder } = context;
  for (let node = builder.parent[group]!; node >= 0; node = builder.parent[node]!) {
    const from = builder.start[node]!;
    if (from >= start - 8) continue;
    if (!context.present(from, from + 4)) return null;
    const length = context.word(from);
    // the key fills what is between its length and the type word: else this is no pair
    if (length < 1 || from + 4 + length + ((4 - (length % 4)) % 4) !== start - 8) return null;
    return [from + 4, from + 3 + length];
  }
  return null;
}

/** `@holds gf_dict_value`: text and bytes of the typed dictionary. */
export function typedValueCodec(dictionary: Codec): Codec {
  return {
    name: 'gf_dict_value',
    fields: [VALUE],
    within: FORMS,
    walk(context, start, end, group) {
      const { builder } = context;
      const place = typedKey(context, group, start);
      const entry = place && entryOf(context, place[0], place[1]);
      if (entry?.secret) builder.flags[group]! |= NodeFlag.secret;
      fillValue(context, entry, start, end, group, dictionary);
      finish(context, group, start, end);
    },
  };
}

export const valueCodecs: readonly Codec[] = [...codecs.values()];
