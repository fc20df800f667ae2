/** Keys of dictionaries that tell most about a call or its answer: what a line about a record shows of them. */

/** Says all by itself: the command as it was typed. */
export const COMMAND_KEYS: ReadonlySet<string> = new Set(['cmd-str']);

/** Others, those that tell most first. */
const TELLING: readonly string[] = [
  'remote-subvolume',
  'volname',
  'snapname',
  'clonename',
  'hostname',
  'src-brick',
  'dst-brick',
  'bricks',
  'brick1',
  'brick-name',
  'key1',
  'value1',
  'key',
  'value',
  'path',
  'limit',
  'friend1.hostname',
  'hostname_in_cluster',
  'operating-version',
  'peer-id',
  'volume1.name',
  'volume0.name',
  'friend0.hostname',
  'volume-id',
  'uuid',
];

const RANKS: ReadonlyMap<string, number> = new Map(TELLING.map((key, rank) => [key, rank]));

/** Place of a key among those that tell most, from 0; -1: it is none. */
export function tellingRank(key: string): number {
  return RANKS.get(key) ?? -1;
}

/** Keys that are asked for with nearly every operation and say little: they are left out where others stand. */
const PLUMBING =
  /^(glusterfs\.|trusted\.(glusterfs|gfid|ec\.|afr\.dirty)|link-count|list-xattr|gfid-req|sync-)/;

export function isPlumbing(key: string): boolean {
  return PLUMBING.test(key);
}
