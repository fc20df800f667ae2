/** Files by what was done with them. Which row is about which file is followed elsewhere (follow/). */
import { RowKind } from '../api.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import { escapeText } from '../xdr/text.ts';
import { readReplies } from './failures.ts';
import { fileFilter } from './filters.ts';
import { Said } from './outcomes.ts';
import { Procedures } from './procedures-known.ts';
import { exchangeAt } from './rows.ts';
import type { FilesBy, FileStatistics } from './shapes.ts';
import type { Task } from './task.ts';

export const MOST_FILES_TOLD = 10_000;
/** Files that are kept apart. */
const MOST_FILES = 65_536;
/** Operations of a file that are told apart. */
const MOST_OPERATIONS = 16;

/** Which way a procedure moves the payload that stands behind its results, or its arguments. */
const Moves = { nothing: 0, toClient: 1, toServer: 2 } as const;

/** A column that grows with the files. */
class Sums {
  values = new Float64Array(256);

  add(place: number, value: number): void {
    this.reach(place);
    this.values[place]! += value;
  }

  atLeast(place: number, value: number): void {
    this.reach(place);
    if (value > this.values[place]!) this.values[place] = value;
  }

  private reach(place: number): void {
    if (place < this.values.length) return;
    const larger = new Float64Array(this.values.length * 2);
    larger.set(this.values);
    this.values = larger;
  }
}

export async function files(task: Task, top: number, by: FilesBy): Promise<FileStatistics> {
  const { host, rows, pace } = task;
  const { index, language, outcomes } = host;
  const { columns } = index;
  const followed = await host.followed(pace.signal);
  await readReplies(task);
  const known = new Procedures(index, language.protocol);
  const moves: number[] = [];
  const movesOf = (key: number): number => (moves[key] ??= movedBy(task, known, key));
  /** place of a file in the columns, by its number */
  const places = new Map<number, number>();
  const numbers: number[] = [];
  const first: number[] = [];
  const operations = new Sums();
  const errors = new Sums();
  const normal = new Sums();
  const bytesRead = new Sums();
  const bytesWritten = new Sums();
  const time = new Sums();
  const slowest = new Sums();
  const byProcedure: Map<number, number>[] = [];
  let without = 0;
  let overflow = 0;

  const fileOf = (call: number, reply: number): number => {
    const { file } = followed;
    const ofCall = call >= 0 && call < file.length ? file.get(call) : 0;
    return ofCall !== 0 || reply < 0 || reply >= file.length ? ofCall : file.get(reply);
  };
  await pace.blocks(rows.length, (from, to) => {
    for (let at = from; at < to; at++) {
      const row = rows.at(at);
      if (columns.kind.get(row) !== RowKind.call && columns.match.get(row) < 0) continue;
      // a call that was never answered was an operation as well
      const call = columns.match.get(row) < 0 ? row : exchangeAt(index, rows, row);
      if (call < 0) continue;
      const reply = columns.match.get(call);
      const file = fileOf(call, reply);
      if (file === 0) {
        without++;
        continue;
      }
      let place = places.get(file);
      if (place === undefined) {
        if (numbers.length === MOST_FILES) {
          overflow++;
          continue;
        }
        place = numbers.push(file) - 1;
        places.set(file, place);
        first.push(call);
        byProcedure.push(new Map());
      }
      const key = known.of(call);
      operations.add(place, 1);
      const ofFile = byProcedure[place]!;
      if (ofFile.size < MOST_OPERATIONS || ofFile.has(key)) ofFile.set(key, (ofFile.get(key) ?? 0) + 1);
      if (reply < 0) continue;
      const latency = columns.time.get(reply) - columns.time.get(call);
      if (!Number.isNaN(latency)) {
        time.add(place, latency);
        slowest.atLeast(place, latency);
      }
      const said = outcomes.said(reply);
      if (said === Said.normal) normal.add(place, 1);
      else if (said === Said.error || said === Said.status) errors.add(place, 1);
      else if (said === Said.ok) {
        const moved = movesOf(key);
        if (moved === Moves.toClient) bytesRead.add(place, outcomes.opRet(reply));
        else if (moved === Moves.toServer) bytesWritten.add(place, outcomes.opRet(reply));
      }
    }
  });
  const sizeBy: Readonly<Record<FilesBy, (place: number) => number>> = {
    operations: (place) => operations.values[place] ?? 0,
    bytes: (place) => (bytesRead.values[place] ?? 0) + (bytesWritten.values[place] ?? 0),
    time: (place) => time.values[place] ?? 0,
    errors: (place) => errors.values[place] ?? 0,
  };
  const size = sizeBy[by];
  const wanted = Math.max(0, Math.min(Math.floor(top) || 0, MOST_FILES_TOLD));
  const order = numbers
    .map((_, place) => place)
    .sort((a, b) => size(b) - size(a) || operations.values[b]! - operations.values[a]! || a - b)
    .slice(0, wanted);
  const names: string[] = [];
  const placeOfName = new Map<string, number>();
  const operationsFrom = [0];
  const operation: number[] = [];
  const operationCount: number[] = [];
  for (const place of order) {
    for (const [key, count] of [...byProcedure[place]!].sort((a, b) => b[1] - a[1])) {
      const name = key < 0 ? '?' : known.name(key);
      const at = placeOfName.get(name) ?? names.push(name) - 1;
      placeOfName.set(name, at);
      operation.push(at);
      operationCount.push(count);
    }
    operationsFrom.push(operation.length);
  }
  const doubles = ({ values }: Sums): Float64Array => Float64Array.from(order, (at) => values[at] ?? 0);
  const whole = ({ values }: Sums): Uint32Array => Uint32Array.from(order, (at) => values[at] ?? 0);
  const talks = await host.talksKnown();
  const gfid = order.map((place) => followed.gfidOf(numbers[place]!));
  const path = order.map((place) => followed.pathAt(numbers[place]!, index.rows)?.text ?? '');
  return {
    section: 'files',
    decoded: true,
    length: order.length,
    gfid,
    path,
    volume: order.map((place) => escapeText(talks?.of(flowOf(index, first[place]!))?.volume ?? '')),
    operations: whole(operations),
    errors: whole(errors),
    normal: whole(normal),
    bytesRead: doubles(bytesRead),
    bytesWritten: doubles(bytesWritten),
    time: doubles(time),
    slowest: doubles(slowest),
    first: Uint32Array.from(order, (place) => first[place]!),
    operationsFrom: Uint32Array.from(operationsFrom),
    operation: Uint32Array.from(operation),
    operationCount: Uint32Array.from(operationCount),
    names,
    filter: order.map((_, at) => fileFilter(gfid[at]!, path[at]!)),
    files: numbers.length,
    without,
    overflow,
  };
}

function flowOf({ columns, streams }: RecordIndex, row: number): number {
  return streams[columns.stream.get(row)]?.flow ?? -1;
}

/** Of a procedure: which way its payload goes (`@payload`). */
function movedBy({ host }: Task, known: Procedures, key: number): number {
  if (key < 0) return Moves.nothing;
  const { program, version, procedure } = known.keys;
  const found = host.language.protocol.procedures(program[key]!, version[key]!, procedure[key]!);
  if (found.some(({ replyPayload }) => replyPayload !== null)) return Moves.toClient;
  return found.some(({ callPayload }) => callPayload !== null) ? Moves.toServer : Moves.nothing;
}
