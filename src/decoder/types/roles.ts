/**
 * Who talks: what the two ends of a connection are by the program that is called, and what records say of
 * the ends. Programs and procedures by their names in the `.x` files.
 */

export const ROLES = ['brick', 'glusterd', 'client', 'daemon', 'cli', 'unknown'] as const;
export type Role = (typeof ROLES)[number];

export interface Roles {
  /** who calls; for callbacks who is called */
  readonly client: Role;
  readonly server: Role;
}

const roles = (client: Role, server: Role): Roles => ({ client, server });

/** By program, or by program and procedure, which then counts. */
const CALLED: ReadonlyMap<string, Roles> = new Map([
  ['GLUSTER_FOP', roles('client', 'brick')],
  ['GLUSTER_HNDSK', roles('unknown', 'glusterd')],
  ['GLUSTER_HNDSK.SETVOLUME', roles('client', 'brick')],
  ['GLUSTER_HNDSK.SET_LK_VER', roles('client', 'brick')],
  ['GLUSTER_HNDSK.PING', roles('client', 'brick')],
  ['GLUSTER_HNDSK.NULL', roles('unknown', 'unknown')],
  ['GLUSTER_PMAP', roles('unknown', 'glusterd')],
  ['GLUSTER_PMAP.PORTBYBRICK', roles('client', 'glusterd')],
  ['GLUSTER_PMAP.SIGNIN', roles('brick', 'glusterd')],
  ['GLUSTER_PMAP.SIGNOUT', roles('brick', 'glusterd')],
  ['GLUSTER_CLI', roles('cli', 'glusterd')],
  ['GD_FRIEND', roles('glusterd', 'glusterd')],
  ['GD_MGMT', roles('glusterd', 'glusterd')],
  ['GD_MGMT_HNDSK', roles('glusterd', 'glusterd')],
  ['GLUSTERD1_MGMT', roles('glusterd', 'glusterd')],
  // bricks, and the daemons that glusterd starts, answer alike
  ['GD_BRICK', roles('glusterd', 'daemon')],
  ['GLUSTER_AGGREGATOR', roles('brick', 'daemon')],
  ['CHANGELOG_RPC', roles('client', 'brick')],
  ['CHANGELOG_REV_RPC', roles('brick', 'client')],
]);

/** null: the procedure says nothing about who calls. */
export function rolesOf(program: string, procedure: string): Roles | null {
  return CALLED.get(`${program}.${procedure}`) ?? CALLED.get(program) ?? null;
}

/** Ports that are fixed (IANA: 24007 and 24008 are GlusterFS's daemon and its management). */
export function roleOfPort(port: number): Role {
  return port === 24007 || port === 24008 ? 'glusterd' : 'unknown';
}

/** Where a record says something of an end. */
export type Fact =
  /** name of the client's connection, which tells host, process and subvolume */
  | 'client id'
  /** kind of process: fuse, gfapi.NAME, glustershd */
  | 'process'
  /** path of the brick that is wanted or spoken of */
  | 'brick'
  /** which graph is asked for, which names a volume */
  | 'volfile'
  /** UUID of the volume */
  | 'volume id'
  /** TCP port on which the brick listens */
  | 'port';

export interface Introduction {
  readonly program: string;
  readonly procedure: string;
  readonly half: 'call' | 'reply';
  /** members of the body, or keys of its dictionary, and what they say */
  readonly tells: ReadonlyMap<string, Fact>;
}

const tells = (
  program: string,
  procedure: string,
  half: 'call' | 'reply',
  facts: readonly (readonly [string, Fact])[],
): Introduction => ({ program, procedure, half, tells: new Map(facts) });

export const INTRODUCTIONS: readonly Introduction[] = [
  tells('GLUSTER_HNDSK', 'SETVOLUME', 'call', [
    ['process-uuid', 'client id'],
    ['process-name', 'process'],
    ['remote-subvolume', 'brick'],
    ['volfile-key', 'volfile'],
    ['volume-id', 'volume id'],
  ]),
  tells('GLUSTER_HNDSK', 'SETVOLUME', 'reply', [['volume-id', 'volume id']]),
  tells('GLUSTER_HNDSK', 'GETSPEC', 'call', [['key', 'volfile']]),
  // what a server offers is a list; its entries are looked for by themselves
  tells('GLUSTER_DUMP', 'DUMP', 'reply', []),
  tells('GLUSTER_PMAP', 'PORTBYBRICK', 'call', [['brick', 'brick']]),
  tells('GLUSTER_PMAP', 'PORTBYBRICK', 'reply', [['port', 'port']]),
  tells('GLUSTER_PMAP', 'SIGNIN', 'call', [
    ['brick', 'brick'],
    ['port', 'port'],
  ]),
];

export interface ClientId {
  readonly host: string;
  readonly pid: string;
  /** name of the client translator: `rep3-client-0` */
  readonly subvolume: string;
}

/**
 * What `process-uuid` is made of, since 4.0 and before. Parts that are not there are ''.
 *
 *     CTX_ID:…-GRAPH_ID:0-PID:85-HOST:gl3-PC_NAME:rep3-client-0-RECON_NO:-0
 *     old1-70-2026/11/22-18:06:33:49520-rep-client-0-0-0
 */
export function clientId(text: string): ClientId {
  const named = /-PID:(\d+)-HOST:(.*)-PC_NAME:(.*)-RECON_NO:/.exec(text);
  if (named) return { pid: named[1]!, host: named[2]!, subvolume: named[3]! };
  const plain = /^(.*)-(\d+)-\d{4}\/\d\d\/\d\d-\d\d:\d\d:\d\d:\d+-(.*-client-\d+)(-\d+)*$/.exec(text);
  return plain
    ? { host: plain[1]!, pid: plain[2]!, subvolume: plain[3]! }
    : { host: '', pid: '', subvolume: '' };
}

/** `rep3-client-0` → `rep3`: glusterd names the translators of a volume so; '' for other names. */
export function volumeOfSubvolume(name: string): string {
  return /^(.+)-client-\d+$/.exec(name)?.[1] ?? '';
}

/** Daemons that ask for a graph under a prefix of their own. */
const DAEMONS: ReadonlyMap<string, string> = new Map([
  ['shd', 'glustershd'],
  ['rebalance', 'rebalance'],
  ['snapd', 'snapd'],
  ['tierd', 'tierd'],
  ['gfproxyd', 'gfproxyd'],
]);

export interface VolfileOwner {
  readonly role: Role;
  /** '' for clients, and where the graph is of all volumes */
  readonly volume: string;
  /** kind of process, '' */
  readonly process: string;
}

/**
 * Who asks for a graph, by what it is asked for.
 *
 *     rep3, /rep3              a client of rep3
 *     shd/rep3                 a daemon, here self-heal, for rep3
 *     gluster/glustershd       a daemon for all volumes
 *     rep3.gl1.bricks-b1       a brick of rep3
 */
export function volfileOwner(key: string): VolfileOwner {
  const [first = '', second = ''] = key.replace(/^\//, '').split('/');
  if (first === 'gluster') return { role: 'daemon', volume: '', process: second };
  const daemon = DAEMONS.get(first);
  if (daemon !== undefined) return { role: 'daemon', volume: second, process: daemon };
  const brick = /^([^.]+)\.[^]+\.[^.]*-[^.]*$/.exec(first);
  if (brick) return { role: 'brick', volume: brick[1]!, process: '' };
  return { role: 'client', volume: second === '' ? first : '', process: '' };
}

/** `fuse client`, `gfapi.glex`, `client`: what a process is called by. */
export function processWords(process: string): string {
  if (process === '') return 'client';
  return process === 'fuse' ? 'fuse client' : process;
}

/** Processes that glusterd starts; they are clients of bricks as well. */
export function isDaemon(process: string): boolean {
  return ['glustershd', 'rebalance', 'bitd', 'scrub', 'quotad', 'nfs', 'snapd', 'tierd'].includes(process);
}
