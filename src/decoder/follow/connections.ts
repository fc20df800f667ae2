/**
 * Who talks on each flow: what records of it say (types/roles.ts), else what is called on it, else what
 * other flows say of the same address.
 *
 *     flow 1   PORTBYBRICK /bricks/b1 → 49152     10.0.0.1:49152 is a brick
 *     flow 2   SETVOLUME to 10.0.0.1:49152        … /bricks/b1 of rep3, asked by process 4711 on host1
 *     flow 3   TLS to 10.0.0.1:49152              the same brick, inferred
 */
import { RowKind, type Connection, type ConnectionEnd, type ConnectionProgram } from '../api.ts';
import type { DecodedRecord, Language } from '../record/decode.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import { roundTripOf } from '../rpc/round-trip.ts';
import { escapeText } from '../xdr/text.ts';
import { factsOf, offeredBy } from './introductions.ts';
import type { Slices } from './slices.ts';
import { inferFrom, introduce, nameOf, talkOf, type Listener, type Side, type Talk } from './talk.ts';
import { Tallies, type Procedure, type Tally } from './tally.ts';

export interface ConnectionsHost {
  readonly index: RecordIndex;
  readonly language: Language;
  /** null: it is no record */
  decode(row: number): Promise<DecodedRecord | null>;
}

/** Introductions that are read of all flows. */
const AT_ALL = 20_000;

/** Rejects with what `slices` throws when it is stopped. */
export async function talksOf(host: ConnectionsHost, slices: Slices): Promise<Talks> {
  const tallies = new Tallies(host);
  await tallies.count(slices);
  const listeners = new Map<string, Listener>();
  const talks: Talk[] = [];
  let read = 0;
  for (const tally of tallies.byFlow.values()) {
    const talk = talkOf(host, tallies.procedures, tally);
    for (const { row, introduction } of tally.told) {
      if (read++ >= AT_ALL) break;
      const record = await host.decode(row);
      if (record) {
        introduce(talk, introduction, factsOf(record, introduction), row, listeners);
        if (talk.offered.length === 0) talk.offered = offeredBy(record);
      }
      await slices.pause();
    }
    talks.push(talk);
  }
  for (const talk of talks) inferFrom(talk, listeners);
  return new Talks(host, talks, tallies.procedures);
}

/** All connections of a source. */
export class Talks {
  private readonly byFlow = new Map<number, Talk>();

  constructor(
    private readonly host: ConnectionsHost,
    readonly all: readonly Talk[],
    private readonly procedures: readonly Procedure[],
  ) {
    for (const talk of all) this.byFlow.set(talk.tally.flow, talk);
  }

  of(flow: number): Talk | null {
    return this.byFlow.get(flow) ?? null;
  }

  /**
   * The volumes by number, and which one a flow belongs to; 0: unknown. Where there is one volume alone, all
   * flows are of it. Volumes are told apart by their name, where they have none by their UUID.
   */
  volumes(): { readonly volumes: readonly string[]; readonly volumeOf: (flow: number) => number } {
    const names = new Map<string, string>();
    for (const { volume, volumeId } of this.all) {
      if (volume !== '' && volumeId !== '' && !names.has(volumeId)) names.set(volumeId, volume);
    }
    const volumes = [''];
    const numbers = new Map<string, number>();
    const ofFlow = new Map<number, number>();
    for (const { tally, volume, volumeId } of this.all) {
      const name = volume || (names.get(volumeId) ?? volumeId);
      if (name === '') continue;
      let number = numbers.get(name);
      if (number === undefined) {
        number = volumes.push(escapeText(name)) - 1;
        numbers.set(name, number);
      }
      ofFlow.set(tally.flow, number);
    }
    const only = volumes.length === 2 ? 1 : 0;
    return { volumes, volumeOf: (flow) => ofFlow.get(flow) ?? only };
  }

  /** Names of who sends on a stream, and of who receives. */
  namesOf(stream: number): readonly [source: string, destination: string] {
    const info = this.host.index.streams[stream];
    const talk = info && this.of(info.flow);
    if (!talk) return ['', ''];
    const [client, server] = [nameOf(talk, talk.client), nameOf(talk, talk.server)];
    return info.source === talk.client.address ? [client, server] : [server, client];
  }

  /** @param releases what is known of the sender of a row, '' for nothing */
  async connections(releases: (row: number) => Promise<string>): Promise<Connection[]> {
    const out: Connection[] = [];
    for (const talk of this.all) {
      const { tally, client, server, brick, volume, volumeInferred } = talk;
      const sent = this.firstOf(tally);
      const told = out.length < WITH_RELEASES ? releases : untold;
      out.push({
        flow: tally.flow,
        client: await endOf(talk, client, sent, told),
        server: await endOf(talk, server, sent, told),
        volume: escapeText(volume),
        volumeInferred,
        brick: escapeText(brick),
        foreign: tally.foreign,
        programs: this.programsOf(talk),
        records: tally.records,
        calls: tally.calls,
        bytes: tally.bytes,
        firstRow: tally.firstRow,
        lastRow: tally.lastRow,
        roundTrip: this.roundTripOf(tally),
      });
    }
    return out;
  }

  private roundTripOf({ streams: seen }: Tally): number {
    const { streams } = this.host.index;
    const one = streams[seen[0] ?? -1];
    return roundTripOf(one, one && streams[one.other]).whole;
  }

  /** Address → a record that it sent. */
  private firstOf({ firstRow, lastRow, records, streams }: Tally): ReadonlyMap<string, number> {
    const { columns, streams: infos } = this.host.index;
    const out = new Map<string, number>();
    if (records === 0) return out;
    for (let row = firstRow; row <= Math.min(lastRow, firstRow + NEAR) && out.size < streams.length; row++) {
      const stream = columns.stream.get(row);
      const kind = columns.kind.get(row);
      if (!streams.includes(stream) || (kind !== RowKind.call && kind !== RowKind.reply)) continue;
      const { source } = infos[stream]!;
      if (!out.has(source)) out.set(source, row);
    }
    return out;
  }

  private programsOf({ tally, offered }: Talk): ConnectionProgram[] {
    const { protocol } = this.host.language;
    const out = new Map<string, ConnectionProgram>();
    const add = (program: number, version: number, isOffered: boolean, calls: number): void => {
      const key = `${program}.${version}`;
      const known = out.get(key);
      const label = protocol.program(program)?.label ?? `program ${program}`;
      out.set(key, {
        program,
        version,
        label,
        offered: isOffered || known?.offered === true,
        calls: calls + (known?.calls ?? 0),
      });
    };
    for (const [program, version] of offered) add(program, version, true, 0);
    for (const [number, calls] of tally.called) {
      const { program, version } = this.procedures[number]!;
      add(program, version, false, calls);
    }
    return [...out.values()].sort((a, b) => a.program - b.program || a.version - b.version);
  }
}

/** Rows of other connections between the first two of one. */
const NEAR = 4_000;
/** Connections whose releases are worked out: that takes decoding of the first records of each. */
const WITH_RELEASES = 1_000;
const untold = (): Promise<string> => Promise.resolve('');

async function endOf(
  talk: Talk,
  end: Side,
  sent: ReadonlyMap<string, number>,
  releases: (row: number) => Promise<string>,
): Promise<ConnectionEnd> {
  const row = sent.get(end.address);
  return {
    address: end.address,
    role: end.role,
    name: nameOf(talk, end),
    inferred: end.inferred,
    row: end.row,
    releases: row === undefined ? '' : await releases(row),
    host: escapeText(end.host),
    pid: end.pid,
    process: escapeText(end.process),
  };
}
