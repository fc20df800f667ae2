/**
 * Bytes of which nobody says what they are: a dictionary where they look like one, else words.
 *
 *     old dictionary           count, pairs                            bare bytes, such as a paste
 *     dictionary in an opaque  length, count, pairs, padding           body of an unknown procedure, perhaps
 *     typed dictionary         xdr_size, count, pairs                  with a few words before it
 */
import { looksLikeDict, looksLikeDictTail } from '../types/dict-guess.ts';
import { Kind } from '../xdr/descriptor.ts';
import { padding } from '../xdr/make.ts';
import type { Message } from '../xdr/message.ts';
import type { AdhocWords } from '../xdr/registry.ts';
import { NodeFlag, TreeBuilder } from '../xdr/tree.ts';
import { walk, walkCodec, walkRest } from '../xdr/walk.ts';
import { isCaptured } from './coordinates.ts';
import type { Language } from './decode.ts';

const DICTIONARY = {
  label: 'dictionary',
  doc: 'Looks like a serialised dictionary: keys and values that use up all bytes.',
  filter: 'glusterfs.dict',
};
/** codec of the old form */
const OLD = 'gf_dict_body';
const WORD = { label: 'word', doc: 'Four bytes that nothing explains.', filter: 'xdr.word' };
const WORDS = { label: 'words', doc: 'Bytes that nothing explains, in words of four.', filter: 'xdr.words' };
/** Words that are shown one by one; the rest is one run of bytes. */
const WORD_LIMIT = 4096;
/** Bytes that may stand before the dictionary of an unknown body. */
const HEAD_LIMIT = 256;

/** Tiles [start, end of the message). Returns the end. */
export function walkBare(language: Language, message: Message, start: number, builder: TreeBuilder): number {
  const { registry } = language;
  const end = message.length;
  if (start >= end) return end;
  const codec = isCaptured(message, start, end) ? dictionaryIn(message.bytes, start, end) : null;
  if (codec !== null && registry.codecs.has(codec)) {
    const node = builder.count;
    walkCodec(
      language.protocol,
      registry,
      message,
      codec,
      dictionaryField(language, 'gf_dict', DICTIONARY),
      start,
      end,
      builder,
      Kind.dictionary,
    );
    builder.flags[node]! |= NodeFlag.guess;
    return end;
  }
  words(language, message, start, end, builder);
  return end;
}

/**
 * Tiles the body of a procedure that nobody describes. Returns what it looks like, as part of a sentence (`a
 * dictionary`); null: like nothing that is known.
 */
export function walkUnknown(
  language: Language,
  message: Message,
  start: number,
  builder: TreeBuilder,
): string | null {
  const { protocol, registry } = language;
  const end = message.length;
  const found = isCaptured(message, start, end) ? dictionaryBehind(language, message, start, end) : null;
  if (found === null) {
    words(language, message, start, end, builder);
    return null;
  }
  words(language, message, start, found.at, builder);
  const node = builder.count;
  const field = dictionaryField(language, found.type, DICTIONARY);
  if (found.type === 'gfx_dict')
    walk(protocol, registry, message, field, found.at, end, builder, Kind.dictionary);
  else {
    const at = found.at + 4;
    builder.leaf(field.lengthField!.id, found.at, at, Kind.dictionary);
    walkCodec(protocol, registry, message, OLD, field, at, found.stop, builder, Kind.dictionary);
    if (found.stop < end) builder.leaf(protocol.padding.id, found.stop, end, Kind.padding);
  }
  for (let each = node; each < builder.count; each = builder.end[each]!)
    builder.flags[each]! |= NodeFlag.guess;
  return found.at === start ? 'a dictionary' : 'a dictionary behind other words';
}

interface Found {
  readonly at: number;
  /** behind its last byte; padding may follow */
  readonly stop: number;
  readonly type: 'gf_dict' | 'gfx_dict';
}

/** A dictionary that uses up all bytes, from the start or behind a few words. */
function dictionaryBehind(language: Language, message: Message, start: number, end: number): Found | null {
  const { bytes } = message;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = start; at + 16 <= end && at <= start + HEAD_LIMIT; at += 4) {
    const size = view.getUint32(at);
    const stop = at + 4 + size;
    if (stop + padding(size) === end && looksLikeDict(bytes, at + 4, stop, false))
      return { at, stop, type: 'gf_dict' };
    if (at + 12 + size === end && isTyped(language, message, at, end))
      return { at, stop: end, type: 'gfx_dict' };
  }
  return null;
}

function isTyped(language: Language, message: Message, at: number, end: number): boolean {
  const { protocol, registry } = language;
  const scratch = new TreeBuilder();
  const field = dictionaryField(language, 'gfx_dict', DICTIONARY);
  const stop = walk(protocol, registry, message, field, at, end, scratch);
  return stop === end && scratch.count > 5 && scratch.notes.every(({ severity }) => severity === 'info');
}

function dictionaryField({ protocol }: Language, type: 'gf_dict' | 'gfx_dict', told: AdhocWords) {
  return protocol.adhoc('dictionary', protocol.type(type) ?? protocol.type('opaque<>')!, told);
}

/** Words that nothing explains. */
function words(
  { protocol, registry }: Language,
  message: Message,
  start: number,
  end: number,
  builder: TreeBuilder,
): void {
  if (start >= end) return;
  const opaque = protocol.type('opaque<>')!;
  const group = builder.group(protocol.adhoc('words', opaque, WORDS).id, start, Kind.undecoded);
  // all of it may lie behind what was captured
  const captured = Math.max(0, Math.min(end, message.bytes.length) - start);
  const whole = Math.min(WORD_LIMIT, Math.floor(captured / 4));
  const stop = start + whole * 4;
  if (isCaptured(message, start, stop)) {
    const word = protocol.adhoc('word', protocol.type('unsigned int')!, WORD);
    builder.words(word.id, start, whole, Kind.undecoded, 0);
    walkRest(protocol, registry, message, stop, end, builder);
  } else walkRest(protocol, registry, message, start, end, builder);
  builder.close(group, end);
}

function dictionaryIn(bytes: Uint8Array, start: number, end: number): string | null {
  if (looksLikeDict(bytes, start, end)) return OLD;
  return looksLikeDictTail(bytes, start, end) ? 'gf_dict_tail' : null;
}
