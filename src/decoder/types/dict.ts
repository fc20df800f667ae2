/**
 * The old serialised dictionary, as it stands inside an opaque. Big-endian, nothing is aligned:
 *
 *     00 00 00 01 | 00 00 00 05 | 00 00 00 02 | 63 6f 75 6e 74 | 00  | 30 00
 *     count         key length    value length  key              NUL   value, as long as it says
 *                   without NUL   with its NUL  "count"                "0"
 *
 * No bytes at all: no dictionary. Count 0: an empty one. (libglusterfs dict_serialize.)
 */
import { Kind } from '../xdr/descriptor.ts';
import type { Codec, CodecField, WalkContext } from '../xdr/registry.ts';
import { group, leaf } from './emit.ts';
import { looksLikeDictTail, type DictTailGuess } from './dict-guess.ts';
import { FORMS, typedValueCodec, VALUE, valueNode } from './dict-value.ts';
import { counted } from '../xdr/text.ts';
import { isPrintable } from './text.ts';

function field(identifier: string, label: string, type: string, filter: string, doc: string): CodecField {
  return { identifier, label, doc, filter: `glusterfs.${filter}`, type };
}

const COUNT = field('count', 'count', 'int', 'num_dict_items', 'Number of pairs that follow.');
const PAIR = field('pair', 'pair', 'dict_pair', 'dict_pair', 'One key and its value.');
const KEY_LENGTH = field(
  'key_length',
  'key length',
  'unsigned int',
  'dict_key_length',
  'Bytes of the key; its NUL is not counted.',
);
const VALUE_LENGTH = field(
  'value_length',
  'value length',
  'int',
  'dict_value_length',
  'Bytes of the value; the NUL of a text is counted.',
);
const KEY = field('key', 'key', 'dict_key', 'dict_key', 'Name of the pair.');
const NUL = field('nul', 'NUL', 'dict_nul', 'dict_key_nul', 'Ends the key. No length counts it.');
const FILL = field(
  'padding',
  'padding',
  'dict_padding',
  'dict_padding',
  'XDR fills an opaque up to a multiple of four with zero bytes. They belong to what the dictionary stood in.',
);

const dictFields: readonly CodecField[] = [COUNT, PAIR, KEY_LENGTH, VALUE_LENGTH, KEY, NUL, VALUE, FILL];

/**
 * One pair with its lengths at `at`. Returns where the next one begins, or -1 where that cannot be told
 * any more; then everything up to `end` is tiled.
 */
function pair(context: WalkContext, at: number, end: number, index: number): number {
  const { builder } = context;
  if (!context.present(at, at + 8)) {
    context.rest(at, end);
    return -1;
  }
  const keyLength = context.word(at);
  const valueLength = context.word(at + 4) | 0;
  const node = group(context, PAIR, at, index);
  const left = end - at - 8;
  leaf(context, KEY_LENGTH, at, at + 4);
  const lengthNode = leaf(context, VALUE_LENGTH, at + 4, at + 8);
  if (keyLength >= left) {
    const message = `The key is said to take ${counted(keyLength, 'byte')}; ${counted(left, 'byte is', 'bytes are')} left.`;
    builder.note('error', 'dict-key-length', message, at, 4, node);
    context.rest(at + 8, end);
    builder.close(node, end);
    return -1;
  }
  const nul = at + 8 + keyLength;
  if (keyLength > 0) leaf(context, KEY, at + 8, nul);
  leaf(context, NUL, nul, nul + 1);
  if (context.present(nul, nul + 1) && context.message.bytes[nul] !== 0) {
    builder.note('warning', 'dict-key-end', 'No NUL ends the key.', nul, 1, node);
  }
  const room = end - nul - 1;
  if (valueLength < 0 || valueLength > room) {
    const message =
      valueLength < 0
        ? `The value's length is negative: ${valueLength}.`
        : `The value is said to take ${counted(valueLength, 'byte')}; ${counted(room, 'byte is', 'bytes are')} left.`;
    builder.note('error', 'dict-value-length', message, at + 4, 4, lengthNode);
    context.rest(nul + 1, end);
    builder.close(node, end);
    return -1;
  }
  const stop = nul + 1 + valueLength;
  valueNode(context, at + 8, nul, nul + 1, stop, dictCodec);
  builder.close(node, stop);
  return stop;
}

/**
 * Pairs from `start` on, `count` of them at most; what stands behind them is noted. The count stands before them,
 * in the node `counter` (-1: it was cut off, and there may be padding).
 */
function pairs(
  context: WalkContext,
  start: number,
  end: number,
  count: number,
  owner: number,
  counter: number,
): void {
  const padded = counter < 0;
  const { builder } = context;
  let at = start;
  let index = 0;
  while (index < count && at < end) {
    if (padded && isFill(context, at, end)) break;
    const next = pair(context, at, end, padded ? ++index : index++);
    if (next < 0) return;
    at = next;
  }
  if (index < count && Number.isFinite(count)) {
    const message = `${counted(count, 'pair')} announced, ${index} found.`;
    builder.note('error', 'dict-count', message, start - 4, 4, counter);
  }
  if (at === end) return;
  if (isFill(context, at, end)) {
    const fill = leaf(context, FILL, at, end, Kind.padding);
    const message = 'Padding inside the dictionary: whoever cut it out took it along.';
    if (!padded) builder.note('info', 'dict-padding', message, at, end - at, fill);
    return;
  }
  const message = `${counted(end - at, 'byte')} after the last pair.`;
  builder.note('warning', 'dict-rest', message, at, end - at, owner);
  context.rest(at, end);
}

/** Up to three zero bytes at the end: the padding of an opaque. */
function isFill(context: WalkContext, at: number, end: number): boolean {
  if (end - at > 3 || end === at || !context.present(at, end)) return false;
  for (let i = at; i < end; i++) if (context.message.bytes[i] !== 0) return false;
  return true;
}

/** Text where a dictionary should be: its count would begin with a printing character. */
function isText(context: WalkContext, start: number, end: number): boolean {
  if (end - start > 256 || !context.present(start, end)) return false;
  return isPrintable(context.message.bytes.subarray(start, end));
}

export const dictCodec: Codec = {
  name: 'gf_dict_body',
  fields: dictFields,
  within: FORMS,
  walk(context, start, end, owner) {
    if (end === start) return;
    if (isText(context, start, end)) {
      const message = 'No dictionary: bare text. GlusterFS 3.2 sends the name of a volume so.';
      context.builder.note('info', 'dict-text', message, start, end - start, owner);
      return;
    }
    if (end - start < 4) {
      const message = `A dictionary begins with a count of four bytes; here are ${end - start}.`;
      context.builder.note('error', 'dict-short', message, start, end - start, owner);
      context.rest(start, end);
      return;
    }
    const node = leaf(context, COUNT, start, start + 4);
    if (!context.present(start, start + 4)) {
      context.rest(start + 4, end);
      return;
    }
    const count = context.word(start) | 0;
    if (count < 0) {
      context.builder.note('error', 'dict-count', `The count is negative: ${count}.`, start, 4, node);
      context.rest(start + 4, end);
      return;
    }
    pairs(context, start + 4, end, count, owner, node);
  },
};

/** A dictionary that was cut off at its head: the first entry has no lengths. */
function tail(context: WalkContext, start: number, end: number, owner: number, found: DictTailGuess): void {
  const { builder } = context;
  const { nul, firstEnd } = found;
  const node = group(context, PAIR, start, 0);
  const message =
    'The dictionary begins before these bytes: its count and the two lengths of this entry are cut off. ' +
    'The value is taken to end where the next entry begins.';
  builder.note('info', 'dict-head-cut', message, start, firstEnd - start, node);
  leaf(context, KEY, start, nul);
  leaf(context, NUL, nul, nul + 1);
  valueNode(context, start, nul, nul + 1, firstEnd, dictCodec);
  builder.close(node, firstEnd);
  pairs(context, firstEnd, end, Infinity, owner, -1);
}

export const dictTailCodec: Codec = {
  name: 'gf_dict_tail',
  fields: dictFields,
  within: FORMS,
  walk(context, start, end, owner) {
    if (end === start) return;
    const found = context.present(start, end) ? looksLikeDictTail(context.message.bytes, start, end) : null;
    if (found) {
      tail(context, start, end, owner, found);
      return;
    }
    const message = 'No dictionary that begins inside: no whole entry could be found.';
    context.builder.note('error', 'dict-tail', message, start, end - start, owner);
    context.rest(start, end);
  },
};

export const typedDictValueCodec = typedValueCodec(dictCodec);
