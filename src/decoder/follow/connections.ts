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
import type { RecordIndex, StreamInfo } from '../rpc/record-index.ts';
import { roundTripOf } from '../rpc/round-trip.ts';
import {
  clientId,
  isDaemon,
  processWords,
  roleOfPort,
  rolesOf,
  volfileOwner,
  volumeOfSubvolume,
  type Introduction,
  type Role,
} from '../types/roles.ts';
import { escapeText } from '../xdr/text.ts';
import { factsOf, introductionsOf, offeredBy, procedureKey, type Facts } from './introductions.ts';
import type { Slices } from './slices.ts';

export interface ConnectionsHost {
  readonly index: RecordIndex;
  readonly language: Language;
  /** null: it is no record */
  decode(row: number): Promise<DecodedRecord | null>;
}

/** Introductions that are read of one flow, of all flows. */
const PER_FLOW = 24;
const AT_ALL = 20_000;

/** What is counted on a flow. */
interface Tally {
  readonly flow: number;
  /** streams of it that rows were seen of */
  readonly streams: number[];
  records: number;
  calls: number;
  bytes: number;
  firstRow: number;
  lastRow: number;
  foreign: string;
  /** calls by procedure and stream: number of the procedure → count */
  readonly called: Map<number, number>;
  /** rows of introductions */
  readonly told: { readonly row: number; readonly introduction: Introduction }[];
}

interface Procedure {
  readonly stream: number;
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
}

interface Met extends Procedure {
  readonly introductions: Partial<Record<string, Introduction>> | null;
  calls: number;
}

/** What is known of the server at an address. */
interface Listener {
  role: Role;
  brick: string;
  volume: string;
  volumeId: string;
  row: number;
}

interface Side {
  address: string;
  role: Role;
  inferred: boolean;
  row: number;
  host: string;
  pid: string;
  process: string;
}

/** A flow as far as it is known. */
export interface Talk {
  readonly tally: Tally;
  client: Side;
  server: Side;
  brick: string;
  volume: string;
  volumeId: string;
  volumeInferred: boolean;
  /** programs and versions that the server lists */
  offered: readonly (readonly [program: number, version: number])[];
}

/** Rejects with what `slices` throws when it is stopped. */
export async function talksOf(host: ConnectionsHost, slices: Slices): Promise<Talks> {
  const tallies = new Tallies(host);
  await tallies.count(slices);
  const listeners = new Map<string, Listener>();
  const talks: Talk[] = [];
  let read = 0;
  for (const tally of tallies.byFlow.values()) {
    const talk = tallies.talkOf(tally);
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

class Tallies {
  readonly byFlow = new Map<number, Tally>();
  readonly procedures: Met[] = [];
  private readonly numbers = new Map<number, Map<number, Met[]>>();
  private readonly introductions;

  constructor(private readonly host: ConnectionsHost) {
    this.introductions = introductionsOf(host.language.protocol);
  }

  async count(slices: Slices): Promise<void> {
    const { columns, streams, rows } = this.host.index;
    const { kind, stream, length, program, version, procedure, match } = columns;
    // what was met of each stream, the latest first: calls repeat
    const met: Met[] = [];
    const tallies: Tally[] = [];
    for (let row = 0; row < rows; row++) {
      if ((row & 1023) === 0) await slices.pause();
      const of = stream.get(row);
      let tally = tallies[of];
      if (tally === undefined) {
        tally = this.tallyOf(of, row);
        if (!tally) continue;
        tallies[of] = tally;
      }
      tally.lastRow = row;
      tally.bytes += length.get(row);
      const what = kind.get(row);
      if (what !== RowKind.call && what !== RowKind.reply && what !== RowKind.data) {
        if (what === RowKind.foreign) tally.foreign ||= streams[of]!.foreign;
        continue;
      }
      tally.records++;
      if (what === RowKind.data || (what === RowKind.reply && match.get(row) < 0)) continue;
      let known = met[of];
      if (
        known?.program !== program.get(row) ||
        known.version !== version.get(row) ||
        known.procedure !== procedure.get(row)
      ) {
        known = this.meet(of, program.get(row), version.get(row), procedure.get(row));
        met[of] = known;
      }
      const isCall = what === RowKind.call;
      if (isCall) {
        tally.calls++;
        known.calls++;
      }
      const introduction = isCall ? known.introductions?.call : known.introductions?.reply;
      if (introduction && tally.told.length < PER_FLOW) tally.told.push({ row, introduction });
    }
    for (const [number, { stream: of, calls }] of this.procedures.entries()) {
      if (calls > 0) tallies[of]!.called.set(number, calls);
    }
  }

  private tallyOf(stream: number, row: number): Tally | undefined {
    const info = this.host.index.streams[stream];
    if (!info) return undefined;
    let tally = this.byFlow.get(info.flow);
    if (!tally) this.byFlow.set(info.flow, (tally = newTally(info.flow, row)));
    tally.streams.push(stream);
    return tally;
  }

  private meet(stream: number, program: number, version: number, procedure: number): Met {
    let ofStream = this.numbers.get(stream);
    if (!ofStream) this.numbers.set(stream, (ofStream = new Map<number, Met[]>()));
    // numbers come from the wire: few share a key
    const inside = (program ^ (version << 20)) * 4096 + (procedure & 4095);
    let alike = ofStream.get(inside);
    if (!alike) ofStream.set(inside, (alike = []));
    let known = alike.find(
      (one) => one.program === program && one.version === version && one.procedure === procedure,
    );
    if (!known) {
      const introductions = this.introductions.get(procedureKey(program, version, procedure)) ?? null;
      known = { stream, program, version, procedure, introductions, calls: 0 };
      alike.push(known);
      this.procedures.push(known);
    }
    return known;
  }

  /** Ends of a flow by what is called on it. */
  talkOf(tally: Tally): Talk {
    const { streams } = this.host.index;
    const { protocol } = this.host.language;
    let client: Role = 'unknown';
    let server: Role = 'unknown';
    // stream → how much speaks for its source being the client
    const votes = new Map<number, number>();
    for (const [number, count] of tally.called) {
      const { stream, program, version, procedure } = this.procedures[number]!;
      const described = protocol.procedures(program, version, procedure)[0];
      votes.set(stream, (votes.get(stream) ?? 0) + (described?.fromServer ? -count : count));
      const roles = described && rolesOf(protocol.program(program)!.name, described.name);
      if (client === 'unknown') client = roles?.client ?? client;
      if (server === 'unknown') server = roles?.server ?? server;
    }
    const first = tally.streams[0]!;
    let from = first;
    let best = -Infinity;
    for (const [stream, votesFor] of votes) if (votesFor > best) [from, best] = [stream, votesFor];
    const info = streams[from]!;
    let { source: asks, destination: answers } = info;
    // callbacks alone, or nothing that was understood
    const connects = whoConnects(info, streams[info.other]);
    const turned = connects === '' ? isServerFirst(asks, answers) : connects !== asks;
    if (best === -Infinity ? turned : best < 0) [asks, answers] = [answers, asks];
    if (server === 'unknown') server = roleOfPort(portOf(answers));
    return {
      tally,
      client: side(asks, client),
      server: side(answers, server),
      brick: '',
      volume: '',
      volumeId: '',
      volumeInferred: false,
      offered: [],
    };
  }
}

function newTally(flow: number, row: number): Tally {
  return {
    flow,
    streams: [],
    records: 0,
    calls: 0,
    bytes: 0,
    firstRow: row,
    lastRow: row,
    foreign: '',
    called: new Map(),
    told: [],
  };
}

function side(address: string, role: Role): Side {
  return { address, role, inferred: role !== 'unknown', row: -1, host: '', pid: '', process: '' };
}

export function portOf(address: string): number {
  return Number(/:(\d+)$/.exec(address)?.[1] ?? 0);
}

function hostOf(address: string): string {
  return address.replace(/:\d+$/, '');
}

/** Address of the side that opened the connection; '' where its handshake is not in the capture. */
function whoConnects(one: StreamInfo, other: StreamInfo | undefined): string {
  const [begun, met] = [one.synTime ?? NaN, other?.synTime ?? NaN];
  if (begun < met) return one.source;
  return met < begun ? one.destination : '';
}

/** Which of two ports looks like the one that is listened at: the fixed one, else not a privileged one. */
function isServerFirst(source: string, destination: string): boolean {
  const from = portOf(source);
  const to = portOf(destination);
  if (roleOfPort(from) !== 'unknown') return roleOfPort(to) === 'unknown';
  return roleOfPort(to) === 'unknown' && from > to;
}

// ── what records say ─────────────────────────────────────────────────────────────────────────────

function introduce(
  talk: Talk,
  { program, procedure, half }: Introduction,
  facts: Facts,
  row: number,
  listeners: Map<string, Listener>,
): void {
  const { client, server } = talk;
  const id = facts['client id'];
  if (id !== undefined) {
    Object.assign(client, clientId(id), { row, inferred: false, process: facts.process ?? '' });
    client.role = isDaemon(client.process) ? 'daemon' : 'client';
    const named = volumeOfSubvolume(clientId(id).subvolume);
    const asked = volfileOwner(facts.volfile ?? '').volume;
    talk.volume = named || asked;
    talk.volumeInferred = talk.volume !== asked;
    talk.brick = facts.brick ?? '';
    Object.assign(server, { role: 'brick', row, inferred: false });
  } else if (facts.volfile !== undefined) {
    const owner = volfileOwner(facts.volfile);
    Object.assign(client, { role: owner.role, process: owner.process, row, inferred: false });
    talk.volume ||= owner.volume;
  }
  if (facts['volume id'] !== undefined) talk.volumeId ||= facts['volume id'];
  if (talk.brick !== '' && server.role === 'brick') {
    listen(listeners, server.address, { ...talk, role: 'brick', row });
    return;
  }
  // where a brick listens: the daemon of its host is asked, or told by the brick
  if (program !== 'GLUSTER_PMAP') return;
  if (facts.brick !== undefined) wanted.set(talk, facts.brick);
  const brick = wanted.get(talk);
  const port = Number(facts.port ?? 0);
  if (brick === undefined || port <= 0) return;
  const { address } = half === 'reply' ? server : client;
  listen(listeners, `${hostOf(address)}:${port}`, { role: 'brick', brick, volume: '', volumeId: '', row });
  if (half === 'call' && procedure !== '') talk.brick ||= brick;
}

/** Brick that a connection asked the port of last. */
const wanted = new WeakMap<Talk, string>();

function listen(
  listeners: Map<string, Listener>,
  address: string,
  { role, brick, volume, volumeId, row }: Listener,
): void {
  const known = listeners.get(address);
  if (!known) listeners.set(address, { role, brick, volume, volumeId, row });
  else {
    known.brick ||= brick;
    known.volume ||= volume;
    known.volumeId ||= volumeId;
  }
}

// ── what follows from it ─────────────────────────────────────────────────────────────────────────

function inferFrom(talk: Talk, listeners: ReadonlyMap<string, Listener>): void {
  const { server, client } = talk;
  const known = listeners.get(server.address);
  if (known && (server.role === 'unknown' || server.role === 'brick')) {
    if (server.role === 'unknown') Object.assign(server, { role: 'brick', inferred: true });
    if (server.row < 0) server.row = known.row;
    talk.brick ||= known.brick;
    if (talk.volume === '' && known.volume !== '') {
      talk.volume = known.volume;
      talk.volumeInferred = true;
    }
    talk.volumeId ||= known.volumeId;
  }
  if (server.role === 'brick' && client.role === 'unknown') client.role = 'client';
}

// ── what is told ─────────────────────────────────────────────────────────────────────────────────

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
      out.push({
        flow: tally.flow,
        client: await endOf(talk, client, sent, releases),
        server: await endOf(talk, server, sent, releases),
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
  private firstOf({ firstRow, lastRow, streams }: Tally): ReadonlyMap<string, number> {
    const { columns, streams: infos } = this.host.index;
    const out = new Map<string, number>();
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
const NEAR = 100_000;

/** `brick rep3:/bricks/b1`, `fuse client 4711 on host1`, `glusterd`; '' where nothing is known. */
function nameOf({ brick, volume }: Talk, { role, host, pid, process }: Side): string {
  switch (role) {
    case 'brick': {
      const what = volume === '' || brick === '' ? volume || brick : `${volume}:${brick}`;
      return escapeText(`brick ${what}`.trim());
    }
    case 'client':
    case 'daemon': {
      const who = role === 'daemon' ? process || 'brick or daemon' : processWords(process);
      const where = host === '' ? '' : ` on ${host}`;
      const of = host === '' && volume !== '' ? ` of ${volume}` : '';
      return escapeText(`${who}${pid === '' ? '' : ` ${pid}`}${where}${of}`);
    }
    case 'glusterd':
      return 'glusterd';
    case 'cli':
      return 'gluster command';
    default:
      return '';
  }
}

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
