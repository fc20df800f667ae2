/** Programs and procedures: counts, bytes, errors and latencies. */
import { RowKind } from '../api.ts';
import { latencyBins } from './bins.ts';
import { eachFailure, readReplies } from './failures.ts';
import {
  both,
  errnoFilter,
  FAILED,
  ORPHANS,
  REFUSED,
  procedureFilter,
  programFilter,
  REPLIES,
} from './filters.ts';
import { Grouped, histogramOf } from './grouped.ts';
import { Said } from './outcomes.ts';
import { Procedures } from './procedures-known.ts';
import { latencyOf } from './quantiles.ts';
import { exchangeOf } from './rows.ts';
import type { Latency, ProcedureLine, ProcedureStatistics, ProgramLine } from './shapes.ts';
import type { Task } from './task.ts';

/** Lines that are told. */
const MOST_LINES = 2_000;

/** Counts of a procedure, or of a program. */
class Counts {
  calls = 0;
  replies = 0;
  callBytes = 0;
  replyBytes = 0;
  unanswered = 0;
  errors = 0;
  normal = 0;
  /** errors that RPC itself tells */
  refused = 0;

  add(other: Counts): void {
    this.calls += other.calls;
    this.replies += other.replies;
    this.callBytes += other.callBytes;
    this.replyBytes += other.replyBytes;
    this.unanswered += other.unanswered;
    this.errors += other.errors;
    this.normal += other.normal;
  }
}

interface Times {
  readonly latency: Latency;
  readonly histogram: Uint32Array;
}

export async function procedures(task: Task): Promise<ProcedureStatistics> {
  const { host, rows, pace, decode, emit } = task;
  const { index, language } = host;
  const { columns } = index;
  const known = new Procedures(index, language.protocol);
  const counts: Counts[] = [];
  const grouped = new Grouped(rows.exchanges);
  const countsOf = (key: number): Counts => (counts[key] ??= new Counts());
  await pace.blocks(rows.length, (from, to) => {
    for (let at = from; at < to; at++) {
      const row = rows.at(at);
      const kind = columns.kind.get(row);
      if (kind !== RowKind.call && kind !== RowKind.reply) continue;
      const key = known.of(row);
      if (key < 0) continue;
      const line = countsOf(key);
      const match = columns.match.get(row);
      const size = columns.length.get(row);
      if (kind === RowKind.call) {
        line.calls++;
        line.callBytes += size;
        if (match < 0 && !known.isOneWay(key)) line.unanswered++;
      } else {
        line.replies++;
        line.replyBytes += size;
      }
      const call = exchangeOf(rows, row, kind, match);
      if (call < 0) continue;
      const reply = call === row ? match : row;
      grouped.push(key, columns.time.get(reply) - columns.time.get(call));
    }
  });
  const order = orderOf(known);
  const placeOf = new Uint32Array(order.length);
  order.forEach((key, place) => (placeOf[key] = place));
  const { values, starts } = await grouped.sorted(order.length, pace, placeOf);
  const timesOf = async (from: number, to: number): Promise<Times> => ({
    histogram: await histogramOf(values, starts[from]!, starts[to]!, pace),
    latency: await latencyOf(values, starts[from]!, starts[to]!, pace),
  });
  const size = (key: number): number => countsOf(key).calls + countsOf(key).replies;
  const told = order
    .map((_, place) => place)
    .sort((a, b) => size(order[b]!) - size(order[a]!) || a - b)
    .slice(0, MOST_LINES);
  const times = new Map<number, Times>();
  for (const place of told) times.set(place, await timesOf(place, place + 1));
  const ranges = programsOf(known, order).slice(0, MOST_LINES);
  const programTimes: Times[] = [];
  for (const { from, to } of ranges) programTimes.push(await timesOf(from, to));

  const result = (decoded: boolean): ProcedureStatistics => {
    const failures = ({ errors, normal }: Counts): { errors: number; normal: number } =>
      decoded ? { errors, normal } : { errors: -1, normal: -1 };
    const lines = told.map((place): ProcedureLine => {
      const key = order[place]!;
      const counts = countsOf(key);
      const { program, version, procedure } = known.numbers(key);
      const filter = isOrphans(program, counts) ? ORPHANS : procedureFilter(program, version, procedure);
      const filterReplies = filter === ORPHANS ? filter : both(filter, REPLIES);
      return {
        ...numbersOf(counts),
        ...failures(counts),
        ...times.get(place)!,
        program,
        version,
        procedure,
        programName: known.programName(key),
        procedureName: known.name(key),
        filter,
        filterReplies,
        filterErrors: both(filterReplies, errorsFilter(task, known, key, counts.refused > 0)),
      };
    });
    const programs = ranges.map(({ from, to }, at): ProgramLine => {
      const sum = new Counts();
      for (let place = from; place < to; place++) sum.add(countsOf(order[place]!));
      const { program, version } = known.numbers(order[from]!);
      return {
        ...numbersOf(sum),
        ...failures(sum),
        ...programTimes[at]!,
        program,
        version,
        programName: known.programName(order[from]!),
        filter: isOrphans(program, sum) ? ORPHANS : programFilter(program, version),
      };
    });
    return {
      section: 'procedures',
      decoded,
      bins: latencyBins,
      programs,
      procedures: lines,
      omitted: order.length - lines.length,
    };
  };
  if (!decode) return result(false);
  emit(result(false));
  await readReplies(task);
  await eachFailure(task, (reply, isNormal) => {
    const key = known.of(reply);
    if (key < 0) return;
    const line = countsOf(key);
    if (isNormal) line.normal++;
    else line.errors++;
    if (host.outcomes.said(reply) === Said.status) line.refused++;
  });
  return result(true);
}

/** Replies without call stand as program 0, to which nobody makes calls. */
function isOrphans(program: number, { calls }: Counts): boolean {
  return program === 0 && calls === 0;
}

/** Failures that are unusual; what is not tells its procedure. */
function errorsFilter({ host }: Task, known: Procedures, key: number, refused: boolean): string {
  const { outcomes } = host;
  const { program, version, procedure } = known.numbers(key);
  const normal = outcomes.normalOf(program, version, procedure);
  const unusual = normal && normal.size > 0 ? `!(${errnoFilter([...normal])})` : '';
  const failed = both(FAILED, unusual);
  return refused ? `((${failed}) || ${REFUSED})` : failed;
}

/** Keys by program, version and procedure. */
function orderOf({ keys }: Procedures): number[] {
  const { program, version, procedure } = keys;
  return Array.from({ length: keys.length }, (_, key) => key).sort(
    (a, b) => program[a]! - program[b]! || version[a]! - version[b]! || procedure[a]! - procedure[b]!,
  );
}

/** Ranges of places with one program and version. */
function programsOf({ keys }: Procedures, order: readonly number[]): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  order.forEach((key, place) => {
    const before = order[place - 1];
    const isSame =
      before !== undefined &&
      keys.program[before] === keys.program[key] &&
      keys.version[before] === keys.version[key];
    if (isSame) ranges.at(-1)!.to = place + 1;
    else ranges.push({ from: place, to: place + 1 });
  });
  return ranges;
}

function numbersOf({ calls, replies, callBytes, replyBytes, unanswered }: Counts) {
  return { calls, replies, callBytes, replyBytes, unanswered };
}
