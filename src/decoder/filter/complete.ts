/**
 * What may stand at the caret: names of fields, protocols and functions where a test begins; operators that the
 * field takes behind it; behind an operator values that the field may have, those of the capture first.
 */
import type { Completion } from '../api.ts';
import type { Language } from '../record/decode.ts';
import { Catalogue, namesOf, type Entry } from './catalogue.ts';
import { FUNCTIONS } from './operand.ts';
import { PROGRAMS } from './protocols.ts';
import type { Seen } from './seen.ts';
import { compares, tokensOf, type Piece } from './tokens.ts';
import type { ValueKind } from './values.ts';

/** Completions that are given. */
const MOST = 60;
const DETAIL = 90;

type Offer = Omit<Completion, 'start' | 'stop'> & { readonly rank: number };

/** Best first. @param seen what is in the capture; null: not known */
export function completionsAt(
  text: string,
  caret: number,
  language: Language,
  seen: Seen | null,
): Completion[] {
  if (caret < 0 || caret > text.length) return [];
  const before = tokensOf(text).filter(({ start }) => start < caret);
  const last = before.at(-1);
  // the word that the caret is in or behind is replaced
  const under =
    last && last.stop >= caret && last.kind !== 'bracket' && /[\w"]/.test(last.text) ? last : null;
  if (
    under?.kind === 'value' &&
    under.text.startsWith('"') &&
    under.stop === caret &&
    /[^\\]"$/.test(under.text)
  )
    return [];
  const earlier = under ? before.slice(0, -1) : before;
  const start = under?.start ?? caret;
  const stop = under ? Math.max(under.stop, caret) : caret;
  const typed = text.slice(start, caret);
  const catalogue = Catalogue.of(language);
  const offers = offersFor(earlier, typed, catalogue, language, seen);
  return offers
    .map((offer) => ({ ...offer, rank: offer.rank + fit(offer.text, typed) }))
    .filter(({ rank }) => rank < NO_FIT)
    .sort((a, b) => a.rank - b.rank || a.text.length - b.text.length || (a.text < b.text ? -1 : 1))
    .slice(0, MOST)
    .map(({ text: words, kind, detail }) => ({ text: words, kind, detail: shorten(detail), start, stop }));
}

const NO_FIT = 10_000;

/** How well a name fits what is typed: from its beginning, from the beginning of a part, or anywhere. */
function fit(name: string, typed: string): number {
  if (typed === '') return 0;
  const wanted = typed.toLowerCase();
  const own = name.toLowerCase();
  if (own === wanted) return -100;
  if (own.startsWith(wanted)) return 0;
  const at = own.indexOf(wanted);
  if (at < 0) {
    // `"` that is open
    if (wanted.startsWith('"') && own.includes(wanted.slice(1))) return 20;
    return NO_FIT;
  }
  return /[._"(-]/.test(own[at - 1]!) ? 100 : 300;
}

function offersFor(
  before: readonly Piece[],
  typed: string,
  catalogue: Catalogue,
  language: Language,
  seen: Seen | null,
): Offer[] {
  const last = before.at(-1);
  if (last && compares(last)) return values(fieldBefore(before, catalogue), last.text, language, seen);
  const set = openSet(before);
  if (set) return values(fieldBefore(before.slice(0, set), catalogue), 'in', language, seen);
  if (last && (last.kind === 'field' || last.text === ')' || last.text === ']')) {
    return operators(last.kind === 'field' ? catalogue.find(last.text) : [], last.kind === 'field');
  }
  if (last && (last.kind === 'value' || last.text === '}')) return JOINTS;
  return names(catalogue, typed, seen);
}

/** Place of the brace that is open; 0: none is. */
function openSet(before: readonly Piece[]): number {
  for (let i = before.length - 1; i >= 0; i--) {
    if (before[i]!.text === '}') return 0;
    if (before[i]!.text === '{') return i;
  }
  return 0;
}

/** The field that the comparison at the end is of. */
function fieldBefore(before: readonly Piece[], catalogue: Catalogue): readonly Entry[] {
  for (let i = before.length - 1; i >= 0; i--) {
    const { kind, text } = before[i]!;
    if (kind === 'field') return catalogue.find(text);
    if (text === '&&' || text === '||' || text === 'and' || text === 'or' || text === ']' || text === ')')
      return [];
  }
  return [];
}

// ── names ────────────────────────────────────────────────────────────────────────────────────────

function names(catalogue: Catalogue, typed: string, seen: Seen | null): Offer[] {
  const there = new Set(
    PROGRAMS.filter(({ program }) => seen?.programs.has(program)).map(({ protocol }) => protocol),
  );
  const offers: Offer[] = [];
  for (const { name, doc } of catalogue.protocols.values()) {
    offers.push({ text: name, kind: 'protocol', detail: doc, rank: there.has(name) ? 1 : 4 });
  }
  for (const entry of catalogue.entries.values()) {
    const { name } = entry;
    // lengths and bits are there for those who begin to type them
    const aside =
      /\.(length|count|more|present)$/.test(name) ||
      entry.bit !== null ||
      name.startsWith('xdr.') ||
      name.includes('compound_');
    if (aside && typed.length < 3) continue;
    const rank = (entry.index ? 3 : 5) + (aside ? 40 : 0) + (USUAL.has(name) ? -3 : 0);
    offers.push({ text: name, kind: 'field', detail: `${kindWords(entry)}. ${entry.doc}`, rank });
  }
  for (const { name, doc } of FUNCTIONS)
    offers.push({ text: `${name}(`, kind: 'function', detail: doc, rank: 6 });
  return offers;
}

/** What people ask for most. */
const USUAL = new Set([
  'glusterfs.proc',
  'gluster.op_errno',
  'gluster.op_ret',
  'glusterscope.outcome',
  'glusterscope.path',
  'rpc.time',
  'rpc.xid',
  'rpc.procedure',
  'rpc.program',
  'glusterfs.gfid',
  'glusterfs.bname',
  'ip.addr',
  'tcp.port',
  'frame.number',
  'frame.time_relative',
]);

const KIND_WORDS: Readonly<Record<ValueKind, string>> = {
  number: 'Number',
  flag: 'Flag',
  text: 'Text',
  bytes: 'Bytes',
  uuid: 'UUID',
  address: 'Address',
  time: 'Time',
  duration: 'Duration',
  none: 'Group',
};

function kindWords({ kinds }: Entry): string {
  return [...kinds].map((kind) => KIND_WORDS[kind]).join(', ');
}

// ── operators ────────────────────────────────────────────────────────────────────────────────────

const joint = (text: string, detail: string, rank: number): Offer => ({
  text,
  kind: 'operator',
  detail,
  rank,
});
const JOINTS: Offer[] = [
  joint('&&', 'and', 1),
  joint('||', 'or', 2),
  joint('^^', 'one of the two, not both', 3),
];

const EQUAL: Offer[] = [joint('==', 'a value is equal', 1), joint('!=', 'no value is equal', 2)];
const ORDER: Offer[] = [
  joint('>', 'greater', 3),
  joint('>=', 'greater or equal', 4),
  joint('<', 'less', 3),
  joint('<=', 'less or equal', 4),
];
const SET = joint('in', 'one of: {a, b, c..d}', 5);
const PARTS: Offer[] = [
  joint('contains', 'has it somewhere inside', 3),
  joint('matches', 'a regular expression fits; case does not count', 4),
];

function operators(entries: readonly Entry[], isField: boolean): Offer[] {
  const joints = JOINTS.map((one) => ({ ...one, rank: one.rank + 10 }));
  const kinds = new Set(entries.flatMap((entry) => [...entry.kinds]));
  if (isField && (kinds.size === 0 || (kinds.size === 1 && kinds.has('none')))) return JOINTS;
  const some = (...wanted: ValueKind[]): boolean => !isField || wanted.some((kind) => kinds.has(kind));
  return [
    ...EQUAL,
    ...(some('number', 'time', 'duration', 'text') ? ORDER : []),
    ...(some('text', 'bytes') ? PARTS : []),
    ...(some('number') ? [joint('&', 'bits', 8)] : []),
    SET,
    ...joints,
  ];
}

// ── values ───────────────────────────────────────────────────────────────────────────────────────

function values(entries: readonly Entry[], operator: string, language: Language, seen: Seen | null): Offer[] {
  const offers = new Map<string, Offer>();
  const offer = (text: string, detail: string, rank: number): void => {
    const known = offers.get(text);
    if (!known || known.rank > rank) offers.set(text, { text, kind: 'value', detail, rank });
  };
  if (operator === 'matches' || operator === '~' || operator === 'contains') return [];
  for (const entry of entries) {
    const { index, record } = entry;
    if (index?.of === 'class' && index.called) procedures(entry.name, language, seen, offer);
    if (index?.name === 'rpc.program') {
      for (const [program, count] of seen?.programs ?? []) {
        const label = language.protocol.program(program)?.label ?? '';
        offer(String(program), label === '' ? `${count} in a sample` : label, 1);
      }
    }
    if (index?.kind === 'address') {
      const isLong = entry.name.startsWith('ipv6');
      for (const [at, address] of (seen?.addresses ?? []).entries()) {
        if (address.includes(':') === isLong) offer(address, 'in the capture', 1 + at / 1000);
      }
    }
    if (index && /^tcp\.(src|dst)?port$/.test(index.name)) {
      for (const [at, port] of (seen?.ports ?? []).entries())
        offer(String(port), 'in the capture', 1 + at / 1000);
    }
    if (index?.kind === 'duration')
      for (const one of ['1ms', '10ms', '100ms', '1s']) offer(one, 'a duration', 5);
    for (const [name, number] of index?.names?.(language) ?? record?.names?.() ?? []) {
      if (index?.name !== 'rpc.program' && /^[\w.-]+$/.test(name)) offer(name, String(number), 2);
    }
    if (entry.kinds.has('flag')) offer('1', 'set', 3);
    for (const field of entry.bit === null ? entry.fields : []) {
      for (const [name, number] of namesOf(field, language.registry)) {
        if (/^[A-Za-z_]\w*$/.test(name)) offer(name, String(number), number < 200 ? 3 + number / 1000 : 4);
      }
    }
    if (entry.kinds.has('uuid')) offer('00000000-0000-0000-0000-000000000001', 'the root of the volume', 5);
  }
  return [...offers.values()];
}

function procedures(
  name: string,
  { protocol }: Language,
  seen: Seen | null,
  offer: (text: string, detail: string, rank: number) => void,
): void {
  const only = PROGRAMS.find(({ procedure }) => procedure === name)?.program;
  for (const { number: program, label, versions } of protocol.programs) {
    if (only !== undefined && only !== program) continue;
    for (const { number: version, procedures: list } of versions) {
      for (const { number, name: procedure, doc } of list) {
        const count = seen?.procedures.get(`${program}.${version}.${number}`) ?? 0;
        const detail = only === undefined ? `${label}: ${number}` : `${number}. ${doc}`;
        offer(procedure, detail, count > 0 ? 2 - count / 1e6 : 6);
      }
    }
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= DETAIL ? line : `${line.slice(0, DETAIL - 1)}…`;
}
