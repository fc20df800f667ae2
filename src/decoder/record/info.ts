/**
 * One line about a record: what is asked (`“meta.txt”  O_RDWR|O_CREAT  0640`, `fd 0  14 B at 0`) and what
 * came of it (`ENOENT (2)`). Which fields count follows from what their types mean, not from which
 * procedure it is; a table of types stands below.
 */
import { Outcome } from '../api.ts';
import { Kind, Op, Role } from '../xdr/descriptor.ts';
import { elementCount } from '../xdr/display.ts';
import { thousands } from '../xdr/text.ts';
import { NodeView } from '../xdr/view.ts';
import type { DecodedRecord } from './decode.ts';
import { displayOf, isSecret } from './node.ts';
import { ERRNO, normalHere, OP_RET } from './normal.ts';

export interface Line {
  readonly info: string;
  readonly result: string;
  readonly outcome: Outcome;
}

/** Parts that stand side by side; more would not be read. */
const PARTS = 4;
/** Characters of one text. */
const TEXT = 60;

/** Attributes of the directory around: they come with every change and say little about it. */
const ASIDES = /^(pre|post).*parent$|^postparent$/;

/** How much a part tells; what tells least goes first when there are too many. */
const Rank = { name: 0, place: 1, choice: 2, number: 3, identity: 4, attributes: 5, pairs: 6 } as const;
type Rank = (typeof Rank)[keyof typeof Rank];

interface Part {
  readonly rank: Rank;
  readonly text: string;
}

type Rule = (view: NodeView, text: string) => Part | null;

const plain =
  (rank: Rank, label = ''): Rule =>
  (_, text) => ({ rank, text: shorten(label + text) });
const silent: Rule = () => null;
const uuid: Rule = (_, text) =>
  /^[0-]+$/.test(text) ? null : { rank: Rank.identity, text: text.replace(/^(.{13}).{23}(.*)$/, '$1…$2') };
const mode: Rule = (_, text) => ({ rank: Rank.choice, text: text.replace(/^.*\((0\d+)\)$/, '$1') });
const size: Rule = (view, text) => {
  const offset = view.parent()?.child('offset');
  return {
    rank: Rank.place,
    text: offset?.present ? `${text} B at ${thousands(offset.uhyper())}` : `${text} B`,
  };
};
const offset: Rule = (view, text) =>
  view.parent()?.child('size') ? null : { rank: Rank.place, text: `at ${text}` };

/** By the name of the type, where the plain rule would say too much or too little. */
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['gf_uuid', uuid],
  ['gf_uuid_words', uuid],
  ['gf_fd', plain(Rank.name, 'fd ')],
  ['gf_fd_u', plain(Rank.name, 'fd ')],
  ['gf_mode', mode],
  ['gf_umask', silent],
  ['byte_count', size],
  ['file_offset', offset],
  ['file_size', size],
  ['xattr_name', plain(Rank.choice)],
  ['lock_domain', plain(Rank.choice)],
  ['lk_owner', silent],
  ['lk_owner_v1', silent],
]);

/** Info, result and outcome of a record; the outcome knows nothing of the other half. */
export function lineOf(record: DecodedRecord): Line {
  const status = rpcStatus(record);
  if (status !== null) return { info: '', result: status, outcome: Outcome.error };
  const body = record.sections.body;
  if (body < 0) {
    const note = record.tree.notes.find(({ severity }) => severity === 'info');
    return { info: note?.message ?? '', result: '', outcome: Outcome.none };
  }
  const view = new NodeView(record.language.protocol.table, record.tree, record.message.bytes, body);
  const { result, outcome } = resultOf(record, view);
  const info = [infoOf(record, view), aside(record, view)].filter((part) => part !== '').join('  ');
  return { info, result, outcome };
}

// ── what came of it ──────────────────────────────────────────────────────────────────────────────

/** An answer of RPC itself that no results follow: `PROC_UNAVAIL`, `AUTH_TOOWEAK`; null: none. */
export function rpcStatus(record: DecodedRecord): string | null {
  const { header } = record.sections;
  if (header < 0) return null;
  let last: string | null = null;
  for (const identifier of ['reply_status', 'accept_status', 'reject_status', 'auth_status']) {
    const view = find(record, header, identifier);
    if (!view?.present) continue;
    if (view.uint() === 0 && (identifier === 'reply_status' || identifier === 'accept_status')) continue;
    last = displayOf(record, view);
  }
  return last;
}

function find(record: DecodedRecord, node: number, identifier: string): NodeView | null {
  const { table } = record.language.protocol;
  const { tree } = record;
  for (let at = node + 1; at < tree.end[node]!; at++) {
    if (table.fields[tree.field[at]!]!.identifier === identifier) {
      return new NodeView(table, tree, record.message.bytes, at);
    }
  }
  return null;
}

function resultOf(record: DecodedRecord, body: NodeView): { result: string; outcome: Outcome } {
  const ret = childOf(body, OP_RET);
  const nothing = { result: '', outcome: Outcome.none };
  if (!ret?.present || ret.length !== 4) return nothing;
  const errno = childOf(body, ERRNO);
  if (ret.int() >= 0) return { result: displayOf(record, ret), outcome: Outcome.ok };
  if (!errno?.present || errno.int() === 0) return { result: displayOf(record, ret), outcome: Outcome.error };
  const outcome = normalHere(record, errno) ? Outcome.normal : Outcome.error;
  return { result: displayOf(record, errno), outcome };
}

/** What the error number of a call that succeeded says all the same: `end of the directory`. */
function aside(record: DecodedRecord, body: NodeView): string {
  const ret = childOf(body, OP_RET);
  const errno = childOf(body, ERRNO);
  if (!ret?.present || ret.length !== 4 || ret.int() < 0 || !errno) return '';
  const normal = normalHere(record, errno);
  return normal?.ofProcedure ? normal.why : '';
}

function failed(body: NodeView): boolean {
  const ret = childOf(body, OP_RET);
  return ret?.present === true && ret.length === 4 && ret.int() < 0;
}

function childOf(view: NodeView, meanings: ReadonlySet<string>): NodeView | null {
  for (const child of view.children()) {
    const { meaning } = child.field.type;
    if (meaning !== null && meanings.has(meaning)) return child;
  }
  return null;
}

// ── what it is about ─────────────────────────────────────────────────────────────────────────────

function infoOf(record: DecodedRecord, body: NodeView): string {
  let parts: Part[] = [];
  if (body.tree.kind[body.node] === Kind.dictionary) return displayOf(record, body);
  for (const child of body.children()) collect(record, child, parts, 0);
  // What failed gives nothing back, but perhaps words why.
  if (failed(body)) parts = parts.filter(({ text }) => text.startsWith('“'));
  // A name says which file; then nobody reads its gfid. What sums up is for what says nothing else.
  if (parts.some(({ rank }) => rank === Rank.name))
    parts = parts.filter(({ rank }) => rank !== Rank.identity);
  for (const rank of [Rank.attributes, Rank.pairs]) {
    if (parts.some((part) => part.rank < rank)) parts = parts.filter((part) => part.rank !== rank);
  }
  while (parts.length > PARTS) {
    const weakest = Math.max(...parts.map(({ rank }) => rank));
    parts.splice(
      parts.findLastIndex(({ rank }) => rank === weakest),
      1,
    );
  }
  return parts.map(({ text }) => text).join('  ');
}

function collect(record: DecodedRecord, view: NodeView, parts: Part[], depth: number): void {
  const { field } = view;
  const { type } = field;
  const { meaning } = type;
  if (!view.present || isSecret(record, view) || parts.length > 32) return;
  if (field.role !== Role.value && field.role !== Role.discriminant) return;
  if (meaning !== null && (OP_RET.has(meaning) || ERRNO.has(meaning))) return;
  if (ASIDES.test(field.identifier)) return;
  const rule = meaning === null ? undefined : RULES.get(meaning);
  if (rule) {
    const part = rule(view, displayOf(record, view));
    if (part) parts.push(part);
    return;
  }
  if (!view.isLeaf) {
    group(record, view, parts, depth);
    return;
  }
  const text = displayOf(record, view);
  if (type.op === Op.String) parts.push({ rank: Rank.name, text: shorten(text) });
  else if (type.op === Op.Enum || type.op === Op.Bool) parts.push({ rank: Rank.choice, text: nameOf(text) });
  else if (meaning !== null && /^[A-Z][A-Z_0-9|]+\b/.test(text))
    parts.push({ rank: Rank.choice, text: nameOf(text) });
  else if (isNumber(type.op) && text !== '0')
    parts.push({ rank: Rank.number, text: `${field.label} ${text}` });
}

function group(record: DecodedRecord, view: NodeView, parts: Part[], depth: number): void {
  const { op, meaning } = view.field.type;
  if (view.tree.kind[view.node] === Kind.dictionary) {
    const text = displayOf(record, view);
    if (/^\d/.test(text)) parts.push({ rank: Rank.pairs, text: shorten(text) });
    return;
  }
  if (op === Op.List || op === Op.ArrayVar) {
    if (elementCount(view) > 0) parts.push({ rank: Rank.place, text: shorten(displayOf(record, view)) });
    return;
  }
  const text = meaning === null ? '' : displayOf(record, view);
  if (text === '') {
    if (depth < 2) for (const child of view.children()) collect(record, child, parts, depth + 1);
  } else if (view.raw().some((byte) => byte !== 0) && parts.at(-1)?.text !== text) {
    parts.push({ rank: Rank.attributes, text: shorten(text) });
  }
}

function isNumber(op: Op): boolean {
  return op === Op.Int || op === Op.UInt || op === Op.Hyper || op === Op.UHyper;
}

/** `WRLCK (1)` → `WRLCK`. */
function nameOf(text: string): string {
  return text.replace(/ \(-?\d+\)$/, '');
}

function shorten(text: string): string {
  if (text.length <= TEXT) return text;
  const cut = text.slice(0, TEXT - 2).replace(/[\ud800-\udbff]$/, '');
  return text.startsWith('“') ? `${cut}…”` : `${cut}…`;
}
