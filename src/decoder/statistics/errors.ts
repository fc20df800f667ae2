/** What failed, by procedure and error. */
import type { DecodedRecord } from '../record/decode.ts';
import { rpcStatus } from '../record/info.ts';
import { displayOf } from '../record/node.ts';
import { ERRNO, normalHere, OP_RET } from '../record/normal.ts';
import { describeErrno } from '../types/errno.ts';
import { NodeView } from '../xdr/view.ts';
import { readReplies, replyAt } from './failures.ts';
import { both, procedureFilter, REPLIES } from './filters.ts';
import { childOf, Said } from './outcomes.ts';
import { Procedures } from './procedures-known.ts';
import type { ErrorLine, ErrorStatistics } from './shapes.ts';
import type { Task } from './task.ts';

const MOST_LINES = 2_000;
/** Errors that are kept apart, each of a procedure; others are counted, and have no line. */
const MOST_ENTRIES = 65_536;

interface Entry {
  readonly key: number;
  readonly said: Said;
  readonly detail: number;
  count: number;
  readonly first: number;
  last: number;
}

export async function errors(task: Task): Promise<ErrorStatistics> {
  const { host, rows, pace } = task;
  const { index, outcomes, language } = host;
  await readReplies(task);
  const known = new Procedures(index, language.protocol);
  const entries = new Map<number, Map<number, Entry>>();
  const sums = { replies: 0, unknown: 0, errors: 0, normal: 0 };
  let kept = 0;
  let crowded = 0;
  await pace.blocks(rows.length, (from, to) => {
    for (let at = from; at < to; at++) {
      const row = replyAt(index, rows, rows.at(at));
      if (row < 0) continue;
      const said = outcomes.said(row);
      sums.replies++;
      if (said === Said.unknown) sums.unknown++;
      if (said !== Said.normal && said !== Said.error && said !== Said.status) continue;
      sums[said === Said.normal ? 'normal' : 'errors']++;
      const key = known.of(row);
      let ofKey = entries.get(key);
      if (!ofKey) entries.set(key, (ofKey = new Map<number, Entry>()));
      const detail = outcomes.detail(row);
      // Beside 32 bits of a number the way it was said has room.
      const code = (detail >>> 0) + said * 2 ** 32;
      const entry = ofKey.get(code);
      if (entry) {
        entry.count++;
        entry.last = row;
      } else if (kept < MOST_ENTRIES) {
        kept++;
        ofKey.set(code, { key, said, detail, count: 1, first: row, last: row });
      } else crowded++;
    }
  });
  const all = [...entries.values()].flatMap((ofKey) => [...ofKey.values()]);
  all.sort(
    (a, b) =>
      Number(a.said === Said.normal) - Number(b.said === Said.normal) ||
      b.count - a.count ||
      a.first - b.first,
  );
  const lines: ErrorLine[] = [];
  for (const entry of all.slice(0, MOST_LINES)) {
    lines.push(lineOf(known, entry, await host.decoded(entry.first)));
    await pace.breathe();
  }
  return {
    section: 'errors',
    decoded: true,
    lines,
    omitted: Math.max(0, all.length - MOST_LINES) + crowded,
    ...sums,
  };
}

/** Words of a line are those of its first reply. */
function lineOf(known: Procedures, entry: Entry, record: DecodedRecord | null): ErrorLine {
  const { key, said, detail, count, first, last } = entry;
  const { keys } = known;
  const program = keys.program[key] ?? 0;
  const version = keys.version[key] ?? 0;
  const procedure = keys.procedure[key] ?? 0;
  const isStatus = said === Said.status;
  const words = record && !isStatus ? errorWords(record) : null;
  const status = (isStatus && record && rpcStatus(record)) || '';
  const name = isStatus ? status : (words?.name ?? (detail === 0 ? 'failed' : `errno ${detail}`));
  const which = isStatus ? (record ? statusFilter(record) : '') : (words?.filter ?? '');
  return {
    program,
    version,
    procedure,
    programName: key < 0 ? '?' : known.programName(key),
    procedureName: key < 0 ? '?' : known.name(key),
    status,
    errno: isStatus ? 0 : detail,
    name: withoutNumber(name),
    meaning: words?.meaning ?? '',
    normal: words?.normal ?? '',
    count,
    first,
    last,
    filter: both(program === 0 ? '' : procedureFilter(program, version, procedure), REPLIES, which),
  };
}

interface ErrorWords {
  readonly name: string;
  readonly meaning: string;
  readonly normal: string;
  readonly filter: string;
}

function errorWords(record: DecodedRecord): ErrorWords | null {
  const { body } = record.sections;
  if (body < 0) return null;
  const view = new NodeView(record.language.protocol.table, record.tree, record.message.bytes, body);
  const opRet = childOf(view, OP_RET);
  const errno = childOf(view, ERRNO);
  const failed = opRet ? `${opRet.field.filter} < 0` : '';
  if (!errno?.present || errno.length !== 4)
    return { name: 'failed', meaning: '', normal: '', filter: failed };
  const code = errno.int();
  const text = displayOf(record, errno);
  const name = code === 0 ? 'failed' : withoutNumber(text);
  const words = describeErrno(code);
  const value = /^[A-Z]\w*$/.test(name) ? name : String(code);
  return {
    name: /^-?\d+$/.test(name) ? `errno ${name}` : name,
    meaning: words?.name === name ? words.text : '',
    normal: normalHere(record, errno)?.why ?? '',
    filter: both(failed, `${errno.field.filter} == ${value}`),
  };
}

/** The word of the header that refuses. */
function statusFilter(record: DecodedRecord): string {
  const { header } = record.sections;
  const { table } = record.language.protocol;
  const { tree } = record;
  let filter = '';
  for (let at = header + 1; at < tree.end[header]!; at++) {
    const { identifier, filter: name } = table.fields[tree.field[at]!]!;
    if (!/^(reply|accept|reject|auth)_status$/.test(identifier)) continue;
    const view = new NodeView(table, tree, record.message.bytes, at);
    if (view.present) filter = `${name} == ${view.uint()}`;
  }
  return filter;
}

/** `ENOENT (2)` → `ENOENT`. */
function withoutNumber(text: string): string {
  return text.replace(/ \(-?\d+\)$/, '');
}
