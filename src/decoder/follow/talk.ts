/** One flow: its two ends by what is called, by what its records say, and by what others say of its address. */
import type { Language } from '../record/decode.ts';
import type { RecordIndex, StreamInfo } from '../rpc/record-index.ts';
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
import type { Facts } from './introductions.ts';
import type { Procedure, Tally } from './tally.ts';

/** What is known of the server at an address. */
export interface Listener {
  role: Role;
  brick: string;
  volume: string;
  volumeId: string;
  row: number;
}

export interface Side {
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

/** Ends of a flow by what is called on it. */
export function talkOf(
  { index, language }: { readonly index: RecordIndex; readonly language: Language },
  procedures: readonly Procedure[],
  tally: Tally,
): Talk {
  const { streams } = index;
  const { protocol } = language;
  let client: Role = 'unknown';
  let server: Role = 'unknown';
  // stream → how much speaks for its source being the client
  const votes = new Map<number, number>();
  for (const [number, count] of tally.called) {
    const { stream, program, version, procedure } = procedures[number]!;
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

function side(address: string, role: Role): Side {
  return { address, role, inferred: role !== 'unknown', row: -1, host: '', pid: '', process: '' };
}

function portOf(address: string): number {
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

export function introduce(
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

export function inferFrom(talk: Talk, listeners: ReadonlyMap<string, Listener>): void {
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

/** `brick rep3:/bricks/b1`, `fuse client 4711 on host1`, `glusterd`; '' where nothing is known. */
export function nameOf({ brick, volume }: Talk, { role, host, pid, process }: Side): string {
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
