/** The source, or a view, in a few numbers. */
import { RowKind } from '../api.ts';
import { RowFlag } from '../rpc/record-index.ts';
import { eachFailure, readReplies } from './failures.ts';
import { both, CALLS, kindFilter, ORPHANS, REPLIES } from './filters.ts';
import { Grouped } from './grouped.ts';
import { NormalFailures } from './normal-failures.ts';
import { Said } from './outcomes.ts';
import { Outstanding } from './outstanding.ts';
import { Procedures } from './procedures-known.ts';
import { exchangeOf } from './rows.ts';
import { TOTAL_LINES, type TotalLineName, type TotalsStatistics } from './shapes.ts';
import type { Task } from './task.ts';

const place = (name: TotalLineName): number => TOTAL_LINES.indexOf(name);
const Line = {
  rows: place('rows'),
  records: place('records'),
  exchanges: place('exchanges'),
  unanswered: place('unanswered'),
  oneWay: place('oneWay'),
  orphans: place('orphans'),
  errors: place('errors'),
  normal: place('normal'),
  unfinished: place('unfinished'),
  duplicateXids: place('duplicateXids'),
};
const OF_KIND: Readonly<Record<RowKind, number>> = {
  [RowKind.call]: place('calls'),
  [RowKind.reply]: place('replies'),
  [RowKind.data]: place('data'),
  [RowKind.gap]: place('gaps'),
  [RowKind.foreign]: place('foreign'),
  [RowKind.lostHead]: place('lostHeads'),
};

/** '' where no filter tells it: all rows, and failures before they are known. */
function filtersOf(procedures: Procedures): Record<TotalLineName, string> {
  const oneWay = procedures.oneWayPrograms();
  const programs = `rpc.program in {${oneWay.join(', ')}}`;
  return {
    rows: '',
    records: 'glusterscope.kind in {call, reply, data}',
    calls: CALLS,
    replies: REPLIES,
    data: kindFilter('data'),
    exchanges: 'rpc && !glusterscope.alone',
    unanswered: both(CALLS, 'glusterscope.alone', oneWay.length > 0 ? `!(${programs})` : ''),
    oneWay: oneWay.length > 0 ? both(CALLS, 'glusterscope.alone', programs) : '',
    orphans: ORPHANS,
    errors: '',
    normal: '',
    gaps: kindFilter('gap'),
    foreign: kindFilter('foreign'),
    lostHeads: kindFilter('lost-head'),
    unfinished: 'glusterscope.incomplete',
    duplicateXids: 'rpc.dup',
  };
}

const IN_PART = RowFlag.unfinished | RowFlag.holes;
const SECOND = 1e9;

export async function totals(task: Task): Promise<TotalsStatistics> {
  const { host, rows, pace, decode, emit } = task;
  const { index } = host;
  const { columns } = index;
  const counts = new Float64Array(TOTAL_LINES.length);
  const bytes = new Float64Array(TOTAL_LINES.length);
  const procedures = new Procedures(index, host.language.protocol);
  const latencies = new Grouped(rows.exchanges);
  const outstanding = new Outstanding(rows.exchanges);
  const flows = new Set<number>();
  let lastStream = -1;
  let first = Infinity;
  let last = -Infinity;
  const count = (line: number, size: number): void => {
    counts[line]!++;
    bytes[line]! += size;
  };
  await pace.blocks(rows.length, (from, to) => {
    for (let at = from; at < to; at++) {
      const row = rows.at(at);
      const kind = columns.kind.get(row) as RowKind;
      const size = columns.length.get(row);
      const time = columns.time.get(row);
      const flags = columns.flags.get(row);
      const stream = columns.stream.get(row);
      if (time < first) first = time;
      if (time > last) last = time;
      count(OF_KIND[kind], size);
      if (stream !== lastStream) {
        lastStream = stream;
        flows.add(index.streams[stream]?.flow ?? -1);
      }
      if ((flags & IN_PART) !== 0) count(Line.unfinished, size);
      if ((flags & RowFlag.duplicateXid) !== 0) count(Line.duplicateXids, size);
      if (kind !== RowKind.call && kind !== RowKind.reply) continue;
      const match = columns.match.get(row);
      if (match < 0) {
        if (kind === RowKind.reply) count(Line.orphans, size);
        else if (procedures.isOneWay(procedures.of(row))) count(Line.oneWay, size);
        else {
          count(Line.unanswered, size);
          outstanding.begin(row, time);
        }
        continue;
      }
      const other = columns.time.get(match);
      outstanding.meet(rows, row, kind, match, time, other);
      const call = exchangeOf(rows, row, kind, match);
      if (call < 0) continue;
      count(Line.exchanges, size + columns.length.get(match));
      latencies.push(0, call === row ? other - time : time - other);
    }
  });
  for (const kind of Object.values(RowKind)) {
    const isRecord = kind === RowKind.call || kind === RowKind.reply || kind === RowKind.data;
    for (const line of isRecord ? [Line.rows, Line.records] : [Line.rows]) {
      counts[line]! += counts[OF_KIND[kind]]!;
      bytes[line]! += bytes[OF_KIND[kind]]!;
    }
  }
  const filters = filtersOf(procedures);
  const span = last > first ? (last - first) / SECOND : NaN;
  const peak = await outstanding.peak(pace);
  const latency = await latencies.all(pace);
  const result = (decoded: boolean): TotalsStatistics => ({
    section: 'totals',
    decoded,
    lines: TOTAL_LINES.map((what, line) => {
      const known = decoded || (line !== Line.errors && line !== Line.normal);
      return { what, rows: known ? counts[line]! : -1, bytes: bytes[line]!, filter: filters[what] };
    }),
    frames: index.frames,
    size: host.size,
    connections: flows.size,
    firstTime: first === Infinity ? NaN : first,
    lastTime: last === -Infinity ? NaN : last,
    recordsPerSecond: counts[Line.records]! / span,
    bytesPerSecond: bytes[Line.records]! / span,
    latency,
    outstandingMax: peak.calls,
    outstandingMaxRow: peak.row,
  });
  if (!decode) return result(false);
  emit(result(false));
  await readReplies(task);
  const normal = new NormalFailures(procedures);
  await eachFailure(task, (reply, isNormal) => {
    count(isNormal ? Line.normal : Line.errors, columns.length.get(reply));
    const said = host.outcomes.said(reply);
    if (said === Said.status) normal.refused = true;
    else if (isNormal) normal.add(procedures.of(reply), host.outcomes.detail(reply));
  });
  filters.errors = normal.errorsFilter();
  filters.normal = normal.filter();
  return result(true);
}
