/** Small numbers of the management programs: what a transaction does, and why a peer was turned away. */
import type { Meaning } from '../xdr/registry.ts';
import { describeErrno, ERRNO_NAMES, errnoText } from './errno.ts';
import { withoutPrefix } from './named.ts';
import { signedWord } from './scalar.ts';

/** Operations of glusterd since 3.3, by number. */
const OPERATIONS: readonly string[] = [
  'NONE',
  'CREATE_VOLUME',
  'START_BRICK',
  'STOP_BRICK',
  'DELETE_VOLUME',
  'START_VOLUME',
  'STOP_VOLUME',
  'DEFRAG_VOLUME',
  'ADD_BRICK',
  'REMOVE_BRICK',
  'REPLACE_BRICK',
  'SET_VOLUME',
  'RESET_VOLUME',
  'SYNC_VOLUME',
  'LOG_ROTATE',
  'GSYNC_SET',
  'PROFILE_VOLUME',
  'QUOTA',
  'STATUS_VOLUME',
  'REBALANCE',
  'HEAL_VOLUME',
  'STATEDUMP_VOLUME',
  'LIST_VOLUME',
  'CLEARLOCKS_VOLUME',
  'DEFRAG_BRICK_VOLUME',
  'COPY_FILE',
  'SYS_EXEC',
  'GSYNC_CREATE',
  'SNAP',
  'BARRIER',
  'GANESHA',
  'BITROT',
  'DETACH_TIER',
  'TIER_MIGRATE',
  'SCRUB_STATUS',
  'SCRUB_ONDEMAND',
  'RESET_BRICK',
  'MAX_OPVERSION',
  'TIER_START_STOP',
  'TIER_STATUS',
  'DETACH_TIER_STATUS',
  'DETACH_NOT_STARTED',
  'REMOVE_TIER_BRICK',
  'ADD_TIER_BRICK',
];

const REBALANCE_COMMANDS: readonly string[] = [
  'NONE',
  'START',
  'STOP',
  'STATUS',
  'START_LAYOUT_FIX',
  'START_FORCE',
  'START_TIER',
  'STATUS_TIER',
  'START_DETACH_TIER',
  'STOP_DETACH_TIER',
  'PAUSE_TIER',
  'RESUME_TIER',
  'DETACH_STATUS',
  'STOP_TIER',
  'DETACH_START',
  'DETACH_COMMIT',
  'DETACH_COMMIT_FORCE',
  'DETACH_STOP',
];

const REBALANCE_STATES: readonly string[] = [
  'NOT_STARTED',
  'STARTED',
  'STOPPED',
  'COMPLETE',
  'FAILED',
  'LAYOUT_FIX_STARTED',
  'LAYOUT_FIX_STOPPED',
  'LAYOUT_FIX_COMPLETE',
  'LAYOUT_FIX_FAILED',
  'RESET_DUE_REPLACE_BRICK',
  'RESET_DUE_RESET_BRICK',
];

const CLUSTER_TYPES: readonly string[] = [
  'NONE',
  'STRIPE',
  'REPLICATE',
  'STRIPE_REPLICATE',
  'DISPERSE',
  'TIER',
];

const HEAL_COMMANDS: readonly string[] = [
  'INVALID',
  'HEAL_INDEX',
  'HEAL_FULL',
  'INDEX_SUMMARY',
  'HEALED_FILES',
  'HEAL_FAILED_FILES',
  'SPLIT_BRAIN_FILES',
  'STATISTICS',
  'STATISTICS_HEAL_COUNT',
  'STATISTICS_HEAL_COUNT_PER_REPLICA',
  'SBRAIN_HEAL_FROM_BIGGER_FILE',
  'SBRAIN_HEAL_FROM_BRICK',
  'HEAL_ENABLE',
  'HEAL_DISABLE',
  'SBRAIN_HEAL_FROM_LATEST_MTIME',
  'GRANULAR_ENTRY_HEAL_ENABLE',
  'GRANULAR_ENTRY_HEAL_DISABLE',
  'HEAL_SUMMARY',
];

type Row = readonly [number, string, string];

/** Why a peer is not taken in. 5 and 6 meant UNKNOWN_PEER and ADD_FAILED before 3.4. */
const PROBE: readonly Row[] = [
  [1, 'GF_PROBE_LOCALHOST', 'the host is this one; nothing to do'],
  [2, 'GF_PROBE_FRIEND', 'the host is a peer already; nothing to do'],
  [3, 'GF_PROBE_ANOTHER_CLUSTER', 'the host belongs to another cluster'],
  [4, 'GF_PROBE_VOLUME_CONFLICT', 'the host has a volume of the same name'],
  [5, 'GF_PROBE_SAME_UUID', 'the host has the same UUID (before 3.4: unknown peer)'],
  [6, 'GF_PROBE_UNKNOWN_PEER', 'the host does not know the one that asks (before 3.4: adding failed)'],
  [7, 'GF_PROBE_ADD_FAILED', 'adding the peer failed'],
  [8, 'GF_PROBE_QUORUM_NOT_MET', 'too few peers are up'],
  [9, 'GF_PROBE_MISSED_SNAP_CONFLICT', 'snapshots that were missed do not agree'],
  [10, 'GF_PROBE_SNAP_CONFLICT', 'snapshots do not agree'],
  [11, 'GF_PROBE_FRIEND_DETACHING', 'the peer is being detached'],
];

const DEPROBE: readonly Row[] = [
  [1, 'GF_DEPROBE_LOCALHOST', 'the host is this one'],
  [2, 'GF_DEPROBE_NOT_FRIEND', 'the host is no peer'],
  [3, 'GF_DEPROBE_BRICK_EXIST', 'a volume has bricks there'],
  [4, 'GF_DEPROBE_FRIEND_DOWN', 'a peer is down'],
  [5, 'GF_DEPROBE_QUORUM_NOT_MET', 'too few peers are up'],
  [6, 'GF_DEPROBE_FRIEND_DETACHING', 'the peer is being detached'],
  [7, 'GF_DEPROBE_SNAP_BRICK_EXIST', 'a snapshot has bricks there'],
];

/** Small codes have names of their own; from where those end, the number is an errno. */
function outcome(rows: readonly Row[]): Meaning {
  const table = new Map(rows.map(([value, name, text]) => [value, { name, text }]));
  return {
    names: new Map([...ERRNO_NAMES, ...rows.map(([value, name]) => [name, value] as const)]),
    display(view) {
      const code = signedWord(view);
      if (code === null) return null;
      const own = table.get(code);
      return own ? `${own.name} (${code})` : errnoText(code);
    },
    doc(view) {
      const code = signedWord(view);
      if (code === null || code === 0) return null;
      const words = table.get(code) ?? describeErrno(code);
      return words ? `${words.name}: ${words.text}.` : null;
    },
  };
}

/** Names of numbers that dictionaries hold; the enums of the `.x` files have them for fields. */
export const NUMBER_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['glusterd_op', OPERATIONS],
  ['defrag_op', REBALANCE_COMMANDS],
  ['defrag_status', REBALANCE_STATES],
  ['heal_op', HEAL_COMMANDS],
  ['cluster_type', CLUSTER_TYPES],
  ['volume_status', ['CREATED', 'STARTED', 'STOPPED']],
  ['lk_flags', ['ADVISORY', 'MANDATORY']],
]);

export const managementMeanings: readonly (readonly [string, Meaning])[] = [
  ['glusterd_op', withoutPrefix('GD_OP_')],
  ['glusterd_op_3_2', withoutPrefix('GD_OP_')],
  ['brick_op', withoutPrefix('GLUSTERD_')],
  ['defrag_op', withoutPrefix('GF_DEFRAG_CMD_')],
  ['cluster_type', withoutPrefix('GF_CLUSTER_TYPE_')],
  ['replace_op', withoutPrefix('GF_REPLACE_OP_')],
  ['stats_op', withoutPrefix('GF_CLI_STATS_')],
  ['quota_type', withoutPrefix('GF_QUOTA_OPTION_TYPE_')],
  ['gsync_type', withoutPrefix('GF_GSYNC_OPTION_TYPE_')],
  ['glusterfs_fop', withoutPrefix('GF_FOP_')],
  ['probe_errno', outcome(PROBE)],
  ['deprobe_errno', outcome(DEPROBE)],
];
