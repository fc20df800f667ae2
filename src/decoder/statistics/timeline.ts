/** Records, bytes, failures, latencies and waiting calls over time. */
import { RowKind } from '../api.ts';
import { MOST_TIME_BINS, TimeBins } from './bins.ts';
import { eachFailure, readReplies } from './failures.ts';
import { timeFilter } from './filters.ts';
import { Grouped } from './grouped.ts';
import { Outstanding } from './outstanding.ts';
import { Procedures } from './procedures-known.ts';
import { rank, select } from './quantiles.ts';
import type { TimelineStatistics, TimeSpan } from './shapes.ts';
import type { Task } from './task.ts';

/** @param wanted null: the whole of what the rows have */
export async function timeline(
  task: Task,
  wantedBins: number,
  wanted: TimeSpan | null,
): Promise<TimelineStatistics> {
  const { host, rows, pace, decode, emit } = task;
  const { index, language } = host;
  const { columns } = index;
  const count = Math.max(1, Math.min(MOST_TIME_BINS, Math.floor(wantedBins) || 1));
  const span = wholeSpan(wanted) ?? (await spanOf(task));
  const bins = new TimeBins(span, count);
  const known = new Procedures(index, language.protocol);
  const calls = new Uint32Array(count);
  const replies = new Uint32Array(count);
  const bytes = new Float64Array(count);
  const grouped = new Grouped(rows.exchanges);
  const waiting = new Outstanding(rows.exchanges);
  let outside = 0;
  await pace.blocks(rows.length, (from, to) => {
    for (let at = from; at < to; at++) {
      const row = rows.at(at);
      const kind = columns.kind.get(row);
      const time = columns.time.get(row);
      const bin = bins.of(time);
      if (bin < 0) outside++;
      else {
        bytes[bin]! += columns.length.get(row);
        if (kind === RowKind.call) calls[bin]!++;
        else if (kind === RowKind.reply) replies[bin]!++;
      }
      if (kind !== RowKind.call && kind !== RowKind.reply) continue;
      const match = columns.match.get(row);
      if (match < 0) {
        if (kind === RowKind.call && !known.isOneWay(known.of(row))) waiting.begin(row, time);
        continue;
      }
      const other = columns.time.get(match);
      waiting.meet(rows, row, kind, match, time, other);
      // An exchange is told where its reply is, and its call alone tells of it where that is not in the set.
      if (kind === RowKind.reply) {
        if (bin >= 0) grouped.push(bin, time - other);
      } else if (!rows.has(match)) {
        const answered = bins.of(other);
        if (answered >= 0) grouped.push(answered, other - time);
      }
    }
  });
  const latencyP50 = new Float64Array(count).fill(NaN);
  const latencyP99 = new Float64Array(count).fill(NaN);
  const latencyMax = new Float64Array(count).fill(NaN);
  const { values, starts } = await grouped.sorted(count, pace);
  for (let bin = 0; bin < count; bin++) {
    const [from, to] = [starts[bin]!, starts[bin + 1]!];
    if (from === to) continue;
    const at50 = from + rank(50, to - from);
    const at99 = from + rank(99, to - from);
    latencyP50[bin] = await select(values, from, to, at50, pace);
    latencyP99[bin] = await select(values, at50, to, at99, pace);
    latencyMax[bin] = await select(values, at99, to, to - 1, pace);
  }
  const outstanding = new Uint32Array(count);
  const outstandingMax = new Uint32Array(count);
  await waiting.sweep(bins.edges, outstanding, outstandingMax, pace);
  const filter = Array.from({ length: count }, (_, i) => timeFilter(bins.edges[i]!, bins.edges[i + 1]!));
  const result = (errors: Uint32Array, normal: Uint32Array): TimelineStatistics => ({
    section: 'timeline',
    decoded: errors.length > 0,
    span,
    bins: count,
    edges: bins.edges,
    calls,
    replies,
    bytes,
    errors,
    normal,
    latencyP50,
    latencyP99,
    latencyMax,
    outstanding,
    outstandingMax,
    filter,
    outside,
  });
  const unknown = result(new Uint32Array(0), new Uint32Array(0));
  if (!decode) return unknown;
  emit(unknown);
  await readReplies(task);
  const errors = new Uint32Array(count);
  const normal = new Uint32Array(count);
  await eachFailure(task, (reply, isNormal) => {
    const bin = bins.of(columns.time.get(reply));
    if (bin >= 0) (isNormal ? normal : errors)[bin]!++;
  });
  return result(errors, normal);
}

/** In whole nanoseconds; null: it is none. */
function wholeSpan(wanted: TimeSpan | null): TimeSpan | null {
  if (wanted === null) return null;
  const [from, to] = [Math.floor(wanted.from), Math.ceil(wanted.to)];
  return Number.isSafeInteger(from) && Number.isSafeInteger(to) && to > from ? { from, to } : null;
}

/** From the first time to behind the last one; a nanosecond where there is none. */
async function spanOf({ host, rows, pace }: Task): Promise<TimeSpan> {
  const { time } = host.index.columns;
  let first = Infinity;
  let last = -Infinity;
  await pace.blocks(rows.length, (from, to) => {
    for (let at = from; at < to; at++) {
      const value = time.get(rows.at(at));
      if (value < first) first = value;
      if (value > last) last = value;
    }
  });
  return first === Infinity ? { from: 0, to: 1 } : { from: Math.floor(first), to: Math.floor(last) + 1 };
}
