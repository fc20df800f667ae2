/** Connections: what went each way, how long answers took, and how much of that is the way. */
import { RowKind } from '../api.ts';
import type { Talks } from '../follow/connections.ts';
import type { RecordIndex, StreamInfo } from '../rpc/record-index.ts';
import { roundTripOf } from '../rpc/round-trip.ts';
import { eachFailure, readReplies } from './failures.ts';
import { Grouped } from './grouped.ts';
import { Procedures } from './procedures-known.ts';
import { latencyOf } from './quantiles.ts';
import { exchangeOf } from './rows.ts';
import { RttFrom, type ConnectionLine, type ConnectionStatistics, type Latency } from './shapes.ts';
import type { Task } from './task.ts';

const MOST_LINES = 2_000;

/** Two streams, and what the rows say of them; one array each for what the first and the second sends. */
class Flow {
  readonly calls: [number, number] = [0, 0];
  readonly replies: [number, number] = [0, 0];
  readonly bytes: [number, number] = [0, 0];
  /** calls that were or should have been answered */
  readonly asked: [number, number] = [0, 0];
  unanswered = 0;
  errors = 0;
  normal = 0;
  firstTime = Infinity;
  lastTime = -Infinity;
  /** place among the flows that were met */
  constructor(
    readonly flow: number,
    readonly place: number,
    /** stream of the first row; its directions are told from there */
    readonly stream: number,
  ) {}
}

export async function connections(task: Task): Promise<ConnectionStatistics> {
  const { host, rows, pace, decode, emit } = task;
  const { index, language } = host;
  const { columns, streams } = index;
  const known = new Procedures(index, language.protocol);
  const flows: Flow[] = [];
  const ofStream: (Flow | undefined)[] = [];
  const byFlow = new Map<number, Flow>();
  const grouped = new Grouped(rows.exchanges);
  const flowOf = (stream: number): Flow => {
    const found = ofStream[stream];
    if (found) return found;
    const number = streams[stream]?.flow ?? -1;
    let flow = byFlow.get(number);
    if (!flow) {
      flow = new Flow(number, flows.length, stream);
      flows.push(flow);
      byFlow.set(number, flow);
    }
    return (ofStream[stream] = flow);
  };
  await pace.blocks(rows.length, (from, to) => {
    for (let at = from; at < to; at++) {
      const row = rows.at(at);
      const kind = columns.kind.get(row);
      const stream = columns.stream.get(row);
      const time = columns.time.get(row);
      const flow = flowOf(stream);
      const way = stream === flow.stream ? 0 : 1;
      if (time < flow.firstTime) flow.firstTime = time;
      if (time > flow.lastTime) flow.lastTime = time;
      flow.bytes[way] += columns.length.get(row);
      if (kind !== RowKind.call && kind !== RowKind.reply) continue;
      const match = columns.match.get(row);
      if (kind === RowKind.reply) flow.replies[way]++;
      else {
        flow.calls[way]++;
        if (!known.isOneWay(known.of(row))) {
          flow.asked[way]++;
          if (match < 0) flow.unanswered++;
        }
      }
      const call = exchangeOf(rows, row, kind, match);
      if (call >= 0)
        grouped.push(flow.place, columns.time.get(columns.match.get(call)) - columns.time.get(call));
    }
  });
  const order = [...flows]
    .sort((a, b) => sum(b.bytes) - sum(a.bytes) || a.flow - b.flow)
    .slice(0, MOST_LINES);
  const { values, starts } = await grouped.sorted(flows.length, pace);
  const latencies: Latency[] = [];
  for (const { place } of order)
    latencies.push(await latencyOf(values, starts[place]!, starts[place + 1]!, pace));
  const result = (decoded: boolean): ConnectionStatistics => ({
    section: 'connections',
    decoded,
    connections: order.map((flow, at) => lineOf(index, flow, latencies[at]!, host.talks, decoded)),
    omitted: flows.length - order.length,
  });
  if (!decode) return result(false);
  emit(result(false));
  // Nobody has to wait for that.
  task.turn.end();
  await host.talksKnown();
  await readReplies(task);
  await eachFailure(task, (reply, isNormal) => {
    const flow = flowOf(columns.stream.get(reply));
    if (isNormal) flow.normal++;
    else flow.errors++;
  });
  return result(true);
}

const sum = ([a, b]: readonly [number, number]): number => a + b;

function lineOf(
  { streams }: RecordIndex,
  flow: Flow,
  latency: Latency,
  talks: Talks | null,
  decoded: boolean,
): ConnectionLine {
  const one = streams[flow.stream];
  const other = one && one.other >= 0 ? streams[one.other] : undefined;
  const ends: readonly [string, string] = [one?.source ?? '', one?.destination ?? ''];
  const client = clientOf(flow, ends, talks);
  const server = client === 0 ? 1 : 0;
  const [fromClient, fromServer] = client === 0 ? [one, other] : [other, one];
  const times = roundTrip(fromClient, fromServer);
  const names = talks?.namesOf(flow.stream) ?? (['', ''] as const);
  const service = (value: number): number => Math.max(0, value - times.serverRtt);
  return {
    flow: flow.flow,
    client: ends[client],
    server: ends[server],
    clientName: names[client],
    serverName: names[server],
    foreign: one?.foreign || other?.foreign || '',
    calls: sum(flow.calls),
    replies: sum(flow.replies),
    unanswered: flow.unanswered,
    errors: decoded ? flow.errors : -1,
    normal: decoded ? flow.normal : -1,
    bytesToServer: flow.bytes[client],
    bytesToClient: flow.bytes[server],
    firstTime: flow.firstTime === Infinity ? NaN : flow.firstTime,
    lastTime: flow.lastTime === -Infinity ? NaN : flow.lastTime,
    latency,
    ...times,
    serviceP50: service(latency.p50),
    serviceP99: service(latency.p99),
    serviceMean: service(latency.mean),
    counts: countsOf(fromClient, fromServer),
    filter: flow.flow < 0 ? '' : `tcp.stream == ${flow.flow}`,
  };
}

/** Which of the two ends is called by the other. */
function clientOf({ asked, flow }: Flow, ends: readonly [string, string], talks: Talks | null): 0 | 1 {
  const told = talks?.of(flow)?.client.address;
  if (told !== undefined && ends[0] !== ends[1] && ends.includes(told)) return told === ends[0] ? 0 : 1;
  if (asked[0] !== asked[1]) return asked[0] > asked[1] ? 0 : 1;
  return port(ends[0]) >= port(ends[1]) ? 0 : 1;
}

function port(end: string): number {
  return Number(/:(\d+)$/.exec(end)?.[1] ?? 0);
}

function roundTrip(
  client: StreamInfo | undefined,
  server: StreamInfo | undefined,
): Pick<ConnectionLine, 'rtt' | 'rttFrom' | 'serverRtt'> {
  const { whole, beyond } = roundTripOf(client, server);
  if (!Number.isNaN(whole)) return { rtt: whole, rttFrom: RttFrom.handshake, serverRtt: beyond };
  const rttFrom = Number.isNaN(beyond) ? RttFrom.none : RttFrom.server;
  return { rtt: beyond, rttFrom, serverRtt: beyond };
}

function countsOf(
  toServer: StreamInfo | undefined,
  toClient: StreamInfo | undefined,
): ConnectionLine['counts'] {
  const names = new Set([...Object.keys(toServer?.counts ?? {}), ...Object.keys(toClient?.counts ?? {})]);
  return [...names]
    .sort()
    .map((what) => ({ what, toServer: toServer?.counts[what] ?? 0, toClient: toClient?.counts[what] ?? 0 }));
}
