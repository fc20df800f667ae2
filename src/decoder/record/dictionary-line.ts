/**
 * What a line about a record says of a dictionary: the command that it carries, the pairs that tell most
 * (`volname=rep3`), or which keys there are.
 */
import { isPlumbing, COMMAND_KEYS, tellingRank } from '../types/telling-keys.ts';
import { counted, showText } from '../xdr/text.ts';
import type { NodeView } from '../xdr/view.ts';
import type { DecodedRecord } from './decode.ts';
import { displayOf, isSecret } from './node.ts';

/** Pairs that are shown, and that are looked at. */
const SHOWN = 3;
const LOOKED_AT = 512;
/** Characters of a value. */
const LONGEST = 80;

interface Pair {
  readonly key: string;
  readonly view: NodeView;
}

/** Pairs of a dictionary in either encoding, in wire order. */
function pairsOf(dictionary: NodeView): Pair[] {
  const out: Pair[] = [];
  const { tree, node } = dictionary;
  const end = tree.end[node]!;
  for (let at = node + 1; at < end && out.length < LOOKED_AT; at++) {
    const view = dictionary.at(at);
    if (view.isLeaf) continue;
    const key = view.child('key');
    if (!key?.present || key.length > 1024) continue;
    out.push({ key: showText(key.raw()).replace(/(\\0)+$/, ''), view });
    // what stands inside a value is not a pair of this dictionary
    at = tree.end[at]! - 1;
  }
  return out;
}

const bare = (text: string): string => {
  const inside = text.startsWith('“') && text.endsWith('”') ? text.slice(1, -1) : text;
  const short = inside.replace(/(\\0)+$/, '').trim();
  return short.length > LONGEST ? `${short.slice(0, LONGEST - 1)}…` : short;
};

/** `“volume start rep3”`, `volname=rep3  key1=nfs.disable`; '' where no pair tells anything by itself. */
export function tellingLine(record: DecodedRecord, dictionary: NodeView): string {
  const pairs = pairsOf(dictionary).filter(({ view }) => !isSecret(record, view));
  const command = pairs.find(({ key }) => COMMAND_KEYS.has(key));
  if (command) return `“${bare(displayOf(record, command.view))}”`;
  const telling = pairs
    .map((pair) => ({ ...pair, rank: tellingRank(pair.key) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank);
  const value = ({ view }: Pair): string => bare(displayOf(record, view));
  return telling
    .slice(0, SHOWN)
    .flatMap((pair) => {
      // an option is sent as two pairs: `key1` names it, `value1` sets it
      const set = telling.find(({ key }) => key === pair.key.replace(/^key/, 'value') && key !== pair.key);
      if (set) return [`${value(pair)}=${value(set)}`];
      return /^value\d*$/.test(pair.key) ? [] : [`${pair.key}=${value(pair)}`];
    })
    .join('  ');
}

/** `user.color=“blue”`, `trusted.afr.r-client-0, trusted.afr.r-client-1 and 3 more`; '' for an empty one. */
export function keysLine(record: DecodedRecord, dictionary: NodeView): string {
  const all = pairsOf(dictionary);
  const told = all.filter(({ key }) => !isPlumbing(key));
  const pairs = told.length > 0 ? told : all;
  const [first, second] = pairs;
  if (!first) return '';
  if (pairs.length === 1 && all.length === 1) {
    const value = displayOf(record, first.view);
    return value.length <= LONGEST ? `${first.key}=${value}` : first.key;
  }
  const more = all.length - Math.min(pairs.length, 2);
  const names = second ? `${first.key}, ${second.key}` : first.key;
  return more > 0 ? `${names} and ${counted(more, 'more').replace(/mores$/, 'more')}` : names;
}
