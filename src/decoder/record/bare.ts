/**
 * Bytes of which nobody says what they are: a dictionary where they look like one, else words.
 */
import { looksLikeDict, looksLikeDictTail } from '../types/dict-guess.ts';
import { Kind } from '../xdr/descriptor.ts';
import type { Message } from '../xdr/message.ts';
import { NodeFlag, type TreeBuilder } from '../xdr/tree.ts';
import { walkCodec, walkRest } from '../xdr/walk.ts';
import { isCaptured } from './coordinates.ts';
import type { Language } from './decode.ts';

const DICTIONARY = {
  label: 'dictionary',
  doc: 'Looks like a serialised dictionary: keys and values that use up all bytes.',
  filter: 'glusterfs.dict',
};
const WORD = { label: 'word', doc: 'Four bytes that nothing explains.', filter: 'xdr.word' };
const WORDS = { label: 'words', doc: 'Bytes that nothing explains, in words of four.', filter: 'xdr.words' };

/** Tiles [start, end of the message). Returns the end. */
export function walkBare(language: Language, message: Message, start: number, builder: TreeBuilder): number {
  const { protocol, registry } = language;
  const end = message.length;
  if (start >= end) return end;
  const codec = isCaptured(message, start, end) ? dictionaryIn(message.bytes, start, end) : null;
  if (codec !== null && registry.codecs.has(codec)) {
    const field = protocol.adhoc(
      'dictionary',
      protocol.type('gf_dict') ?? protocol.type('opaque<>')!,
      DICTIONARY,
    );
    const node = builder.count;
    walkCodec(protocol, registry, message, codec, field, start, end, builder, Kind.dictionary);
    builder.flags[node]! |= NodeFlag.guess;
    return end;
  }
  const group = builder.group(
    protocol.adhoc('words', protocol.type('opaque<>')!, WORDS).id,
    start,
    Kind.undecoded,
  );
  const whole = Math.floor((Math.min(end, message.bytes.length) - start) / 4);
  const word = protocol.adhoc('word', protocol.type('unsigned int')!, WORD);
  if (isCaptured(message, start, start + whole * 4)) {
    builder.words(word.id, start, whole, Kind.undecoded, 0);
    walkRest(protocol, registry, message, start + whole * 4, end, builder);
  } else walkRest(protocol, registry, message, start, end, builder);
  builder.close(group, end);
  return end;
}

function dictionaryIn(bytes: Uint8Array, start: number, end: number): string | null {
  if (looksLikeDict(bytes, start, end)) return 'gf_dict_body';
  return looksLikeDictTail(bytes, start, end) ? 'gf_dict_tail' : null;
}
