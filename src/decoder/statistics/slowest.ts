/** The exchanges that took longest. */
import { Outcome } from '../api.ts';
import { rowsFilter } from './filters.ts';
import { Said } from './outcomes.ts';
import { Procedures } from './procedures-known.ts';
import { select } from './quantiles.ts';
import { Doubles, exchangeAt, Words } from './rows.ts';
import type { SlowestStatistics } from './shapes.ts';
import type { Task } from './task.ts';
import { Rank } from './turns.ts';

export const MOST_SLOWEST = 10_000;

const OUTCOMES: Readonly<Record<Said, Outcome>> = {
  [Said.unread]: Outcome.none,
  [Said.nothing]: Outcome.none,
  [Said.unknown]: Outcome.none,
  [Said.ok]: Outcome.ok,
  [Said.normal]: Outcome.normal,
  [Said.error]: Outcome.error,
  [Said.status]: Outcome.error,
};

export async function slowest(task: Task, top: number): Promise<SlowestStatistics> {
  const { host, rows, pace, decode, emit } = task;
  const { index, language, outcomes } = host;
  const { columns } = index;
  const latencies = new Doubles(rows.exchanges);
  const calls = new Words(rows.exchanges);
  await pace.blocks(rows.length, (from, to) => {
    for (let at = from; at < to; at++) {
      const call = exchangeAt(index, rows, rows.at(at));
      if (call < 0) continue;
      const latency = columns.time.get(columns.match.get(call)) - columns.time.get(call);
      if (Number.isNaN(latency)) continue;
      latencies.push(latency);
      calls.push(call);
    }
  });
  const all = latencies.values;
  const length = Math.max(0, Math.min(Math.floor(top) || 0, MOST_SLOWEST, all.length));
  const found = length === 0 ? [] : await longest(task, all, length);
  // As many as wanted are longer than the shortest of them, or as long; of those the first come first.
  const entries = found
    .map((at) => ({ call: calls.values[at]!, latency: all[at]! }))
    .sort((a, b) => b.latency - a.latency || a.call - b.call)
    .slice(0, length);
  const call = Uint32Array.from(entries, (entry) => entry.call);
  const reply = call.map((row) => columns.match.get(row));
  const known = new Procedures(index, language.protocol);
  const names: string[] = [];
  const placeOfName = new Map<string, number>();
  const procedure = call.map((row) => {
    const key = known.of(row);
    const name = key < 0 ? '?' : `${known.programName(key)} ${known.name(key)}`;
    const place = placeOfName.get(name) ?? names.push(name) - 1;
    placeOfName.set(name, place);
    return place;
  });
  const filter = [...call].map((row) => rowsFilter(row, columns.match.get(row)));
  const result = (decoded: boolean): SlowestStatistics => ({
    section: 'slowest',
    decoded,
    length: call.length,
    call,
    reply,
    latency: Float64Array.from(entries, ({ latency }) => latency),
    time: Float64Array.from(call, (row) => columns.time.get(row)),
    callBytes: call.map((row) => columns.length.get(row)),
    replyBytes: reply.map((row) => columns.length.get(row)),
    outcome: Uint8Array.from(reply, (row) => (decoded ? OUTCOMES[outcomes.said(row)] : Outcome.none)),
    procedure,
    names,
    filter,
  });
  if (!decode) return result(false);
  emit(result(false));
  await task.turn.in(Rank.bytes);
  await outcomes.read(reply.length, (place) => reply[place]!, pace);
  return result(true);
}

/** Places of the `length` greatest values, and of those that are as great as the least of them. */
async function longest({ pace }: Task, values: Float64Array, length: number): Promise<number[]> {
  const moved = values.slice();
  const least = await select(moved, 0, moved.length, moved.length - length, pace);
  const above: number[] = [];
  const equal: number[] = [];
  await pace.blocks(values.length, (from, to) => {
    for (let at = from; at < to; at++) {
      if (values[at]! > least) above.push(at);
      else if (values[at] === least && equal.length < length) equal.push(at);
    }
  });
  return [...above, ...equal];
}
