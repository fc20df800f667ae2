/**
 * One line about a record: what is asked (`≈ /dir/a.txt  O_RDWR|O_CREAT  0640`, `fd 3 offset 131072 len 4096`)
 * and what came of it (`ENOENT (2)`). Which fields count follows from what their types mean, not from which
 * procedure it is; a table of types stands below. Which members name a file stands in types/file-tracks.ts.
 */
import { Outcome, RowKind } from '../api.ts';
import { Kind, Op, Role } from '../xdr/descriptor.ts';
import { elementCount } from '../xdr/display.ts';
import { Does, Slot, trackOf, type Track } from '../types/file-tracks.ts';
import { NodeView } from '../xdr/view.ts';
import type { DecodedRecord } from './decode.ts';
import { keysLine, tellingLine } from './dictionary-line.ts';
import { displayOf, isSecret } from './node.ts';
import { ERRNO, normalHere, OP_RET } from './normal.ts';

export interface Line {
  readonly info: string;
  readonly result: string;
  readonly outcome: Outcome;
}

/** A path that is known of what a record is about. */
export interface KnownPath {
  readonly text: string;
  readonly inferred: boolean;
}

/** What is known of a record from others. */
export interface About {
  /** of the file; null: not known */
  readonly path: KnownPath | null;
  /** of its second name (RENAME, LINK) */
  readonly newPath: KnownPath | null;
}

const NOTHING_KNOWN: About = { path: null, newPath: null };

/** Parts that stand side by side; more would not be read. */
const PARTS = 5;
/** Characters of one text. */
const TEXT = 60;
const KEYS = 80;

/** Attributes of the directory around, and those from before: they come with every change and say little about it. */
const ASIDES = /^(pre|post).*parent$|^postparent$|^prestat$/;

/** Lengths of what stands beside them. */
const COUNTS = /^namelen$/;
/** What translators add to an operation. */
const ADDED = /^xdata$/;

/** How much a part tells; what tells least goes first when there are too many. */
const Rank = {
  path: 0,
  name: 1,
  place: 2,
  choice: 3,
  number: 4,
  identity: 5,
  attributes: 6,
  pairs: 7,
} as const;
type Rank = (typeof Rank)[keyof typeof Rank];

interface Part {
  readonly rank: Rank;
  readonly text: string;
}

type Rule = (view: NodeView, text: string, record: DecodedRecord) => Part | null;

const plain =
  (rank: Rank, label = ''): Rule =>
  (_, text) => ({ rank, text: shorten(label + text) });
const silent: Rule = () => null;
const uuid: Rule = (_, text) =>
  /^[0-]+$/.test(text) ? null : { rank: Rank.identity, text: text.replace(/^(.{13}).{23}(.*)$/, '$1…$2') };
const mode: Rule = (_, text) => ({ rank: Rank.choice, text: text.replace(/^.*\((0\d+)\)$/, '$1') });
const size: Rule = (view, _, record) => {
  const offset = view.parent()?.child('offset');
  const isPlace = offset?.present === true && offset.field.type.meaning === 'file_offset';
  let length = view.length === 8 ? view.uhyper() : BigInt(view.uint());
  // old clients leave it 0 and send the bytes all the same
  const { payload } = record.sections;
  if (length === 0n && payload >= 0) length = BigInt(view.at(payload).length);
  return { rank: Rank.place, text: isPlace ? `offset ${offset.uhyper()} len ${length}` : `len ${length}` };
};
const offset: Rule = (view) =>
  view.parent()?.child('size') || view.parent()?.child('len')
    ? null
    : { rank: Rank.place, text: `offset ${view.uhyper()}` };
/** A file's size; where a range is told it is the length of that. */
const fileSize: Rule = (view, text, record) =>
  view.parent()?.child('offset') ? size(view, text, record) : { rank: Rank.place, text: `${text} B` };
/** The range of a lock; its type stands beside it, its owner means something to the client alone. */
const lock: Rule = (view) => {
  const start = view.child('start');
  const length = view.child('len');
  if (!start?.present || !length?.present) return null;
  const [from, count] = [start.uhyper(), length.uhyper()];
  if (from === 0n && count === 0n) return { rank: Rank.place, text: 'whole file' };
  const to = count === 0n ? 'end' : String(from + count - 1n);
  return { rank: Rank.place, text: `range ${from}–${to}` };
};

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
  ['file_size', fileSize],
  ['xattr_name', plain(Rank.choice)],
  ['lock_domain', plain(Rank.number, 'in ')],
  ['gf_proto_flock', lock],
  ['lk_owner', silent],
  ['lk_owner_v1', silent],
]);

/** The outcome of what a call asks is a number of bytes: 0 says that none came. */
export function asksForBytes(record: DecodedRecord): boolean {
  const fields = record.chosen?.layout.variant.field.type.fields ?? [];
  return fields.some(({ identifier, type }) => identifier === 'size' && type.meaning === 'byte_count');
}

/** Info, result and outcome of a record; the outcome knows nothing of the other half. */
export function lineOf(record: DecodedRecord, about: About = NOTHING_KNOWN): Line {
  const status = rpcStatus(record);
  if (status !== null) return { info: '', result: status, outcome: Outcome.error };
  const body = record.sections.body;
  if (body < 0) {
    const note = record.tree.notes.find(({ severity }) => severity === 'info');
    return { info: note?.message ?? '', result: '', outcome: Outcome.none };
  }
  const view = new NodeView(record.language.protocol.table, record.tree, record.message.bytes, body);
  const { result, outcome } = resultOf(record, view);
  const info = [infoOf(record, view, about), aside(record, view)].filter((part) => part !== '').join('  ');
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

function infoOf(record: DecodedRecord, body: NodeView, about: About): string {
  let parts: Part[] = [];
  if (body.tree.kind[body.node] === Kind.dictionary) return displayOf(record, body);
  const named = namedBy(record, about);
  for (const child of body.children()) {
    if (!named.has(child.field.identifier)) collect(record, child, parts, 0);
  }
  // What failed gives nothing back, but perhaps words why.
  if (failed(body)) parts = parts.filter(({ text }) => text.startsWith('“'));
  const path = pathPart(about);
  if (path !== null) parts.unshift({ rank: Rank.path, text: path });
  // A name says which file; then nobody reads its gfid. What sums up is for what says nothing else.
  if (parts.some(({ rank }) => rank <= Rank.name)) parts = parts.filter(({ rank }) => rank !== Rank.identity);
  if (parts.some(({ rank }) => rank > Rank.path && rank < Rank.attributes)) {
    parts = parts.filter(({ rank }) => rank !== Rank.attributes);
  }
  while (parts.length > (path === null ? PARTS : PARTS + 1)) {
    const weakest = Math.max(...parts.map(({ rank }) => rank));
    parts.splice(
      parts.findLastIndex(({ rank }) => rank === weakest),
      1,
    );
  }
  return joined(parts);
}

/** What an open file's number and a range say belongs together: `fd 3 offset 0 len 4096`. */
function joined(parts: readonly Part[]): string {
  let out = '';
  for (const [at, { rank, text }] of parts.entries()) {
    const before = parts[at - 1];
    const close = before?.text.startsWith('fd ') === true && rank === Rank.place;
    out += (before ? (close ? ' ' : '  ') : '') + text;
  }
  return out;
}

/** `≈ /dir/a.txt`, `≈ /a.txt → /b.txt`; null where nothing is known. */
export function pathPart({ path, newPath }: About): string | null {
  const one = path ?? newPath;
  if (one === null) return null;
  const inferred = one.inferred || newPath?.inferred === true;
  const text = path && newPath ? `${shortPath(path.text)} → ${shortPath(newPath.text)}` : shortPath(one.text);
  return inferred ? `≈ ${text}` : text;
}

/** Characters of a path; its end tells most. */
const PATH = 120;

function shortPath(text: string): string {
  return text.length <= PATH ? text : `…${text.slice(-PATH).replace(/^[\udc00-\udfff]/, '')}`;
}

function trackIn({ numbers, chosen, language }: DecodedRecord): Track | null {
  const procedure = chosen?.layout.procedure;
  if (!numbers || !procedure) return null;
  return trackOf(language.protocol.program(numbers.program)?.name ?? '', procedure.name);
}

/** A dictionary of a call that is about a name says what is wanted beside. */
function asksBeside(record: DecodedRecord): boolean {
  if (record.kind !== RowKind.call) return false;
  const does = trackIn(record)?.does;
  return does === Does.finds || does === Does.makes;
}

const NOBODY: ReadonlySet<string> = new Set();
/** What a path says better. */
const NAMES: ReadonlySet<Slot> = new Set([Slot.gfid, Slot.directory, Slot.name, Slot.path]);
const NEW_NAMES: ReadonlySet<Slot> = new Set([Slot.toDirectory, Slot.toName, Slot.toPath, Slot.otherGfid]);

/** Members of the arguments that need not be shown, since the path is. */
function namedBy(record: DecodedRecord, { path, newPath }: About): ReadonlySet<string> {
  if (record.kind !== RowKind.call || (!path && !newPath)) return NOBODY;
  const track = trackIn(record);
  if (!track) return NOBODY;
  const out = new Set<string>();
  for (const [identifier, slot] of track.call) {
    if ((path && NAMES.has(slot)) || (newPath && NEW_NAMES.has(slot))) out.add(identifier);
  }
  return out;
}

function collect(record: DecodedRecord, view: NodeView, parts: Part[], depth: number): void {
  const { field } = view;
  const { type } = field;
  const { meaning } = type;
  if (!view.present || isSecret(record, view) || parts.length > 32) return;
  if (field.role !== Role.value && field.role !== Role.discriminant) return;
  if (meaning !== null && (OP_RET.has(meaning) || ERRNO.has(meaning))) return;
  if (ASIDES.test(field.identifier) || COUNTS.test(field.identifier)) return;
  // how many bytes came is the result itself
  if (meaning === 'byte_count' && record.kind === RowKind.reply) return;
  const rule = RULES.get(meaning ?? type.name);
  if (rule) {
    const part = rule(view, displayOf(record, view), record);
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
    const telling = tellingLine(record, view);
    if (telling !== '') parts.push({ rank: Rank.choice, text: telling });
    else if (!ADDED.test(view.field.identifier) && !asksBeside(record)) {
      const keys = keysLine(record, view);
      const count = displayOf(record, view);
      const text = keys.length <= KEYS ? keys : /^\d/.test(count) ? count : '';
      if (text !== '') parts.push({ rank: Rank.pairs, text });
    }
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
