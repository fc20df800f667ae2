/**
 * `op_ret` and `op_errno`. Numbers are Linux errno values whatever the server runs on; glusterd adds codes
 * of its own from 30800 on; numbers that Linux does not have are a few of other systems that GlusterFS
 * gave a fixed number.
 */
import type { Meaning } from '../xdr/registry.ts';
import { siblingInteger, signedWord } from './scalar.ts';

/** name, and what happened, in a few words */
type Row = readonly [number, string, string];

const LINUX: readonly Row[] = [
  [1, 'EPERM', 'not permitted to anybody but root or the owner'],
  [2, 'ENOENT', 'no such entry'],
  [3, 'ESRCH', 'no such process'],
  [4, 'EINTR', 'interrupted by a signal'],
  [5, 'EIO', 'input or output failed'],
  [6, 'ENXIO', 'no such device or address; nothing at that place'],
  [7, 'E2BIG', 'argument list too long'],
  [8, 'ENOEXEC', 'not in a form that can be run'],
  [9, 'EBADF', 'not an open file of this connection'],
  [10, 'ECHILD', 'no child process'],
  [11, 'EAGAIN', 'would have to wait; try again'],
  [12, 'ENOMEM', 'out of memory'],
  [13, 'EACCES', 'the mode or an access list forbids it'],
  [14, 'EFAULT', 'bad address'],
  [15, 'ENOTBLK', 'not a block device'],
  [16, 'EBUSY', 'in use'],
  [17, 'EEXIST', 'exists already'],
  [18, 'EXDEV', 'the two names lie on different file systems'],
  [19, 'ENODEV', 'no such device'],
  [20, 'ENOTDIR', 'not a directory'],
  [21, 'EISDIR', 'is a directory'],
  [22, 'EINVAL', 'an argument makes no sense here'],
  [23, 'ENFILE', 'the system has too many files open'],
  [24, 'EMFILE', 'the process has too many files open'],
  [25, 'ENOTTY', 'no terminal, or no such control'],
  [26, 'ETXTBSY', 'the program is being run'],
  [27, 'EFBIG', 'file too large'],
  [28, 'ENOSPC', 'no space left on the brick'],
  [29, 'ESPIPE', 'cannot seek here'],
  [30, 'EROFS', 'read-only'],
  [31, 'EMLINK', 'too many links'],
  [32, 'EPIPE', 'the reader is gone'],
  [33, 'EDOM', 'outside the function’s domain'],
  [34, 'ERANGE', 'does not fit the space given'],
  [35, 'EDEADLK', 'waiting would never end'],
  [36, 'ENAMETOOLONG', 'name too long'],
  [37, 'ENOLCK', 'no locks to be had'],
  [38, 'ENOSYS', 'not implemented'],
  [39, 'ENOTEMPTY', 'directory not empty'],
  [40, 'ELOOP', 'too many symbolic links on the way'],
  [42, 'ENOMSG', 'no message of that type'],
  [43, 'EIDRM', 'identifier removed'],
  [44, 'ECHRNG', 'channel number out of range'],
  [45, 'EL2NSYNC', 'level 2 out of step'],
  [46, 'EL3HLT', 'level 3 halted'],
  [47, 'EL3RST', 'level 3 reset'],
  [48, 'ELNRNG', 'link number out of range'],
  [49, 'EUNATCH', 'protocol driver not attached'],
  [50, 'ENOCSI', 'no CSI structure'],
  [51, 'EL2HLT', 'level 2 halted'],
  [52, 'EBADE', 'bad exchange'],
  [53, 'EBADR', 'bad request descriptor'],
  [54, 'EXFULL', 'exchange full'],
  [55, 'ENOANO', 'no anode'],
  [56, 'EBADRQC', 'bad request code'],
  [57, 'EBADSLT', 'bad slot'],
  [59, 'EBFONT', 'bad font file'],
  [60, 'ENOSTR', 'not a stream'],
  [61, 'ENODATA', 'no such extended attribute'],
  [62, 'ETIME', 'timer expired'],
  [63, 'ENOSR', 'out of stream resources'],
  [64, 'ENONET', 'not on the network'],
  [65, 'ENOPKG', 'package not installed'],
  [66, 'EREMOTE', 'object is remote'],
  [67, 'ENOLINK', 'link severed'],
  [68, 'EADV', 'advertise failed'],
  [69, 'ESRMNT', 'srmount failed'],
  [70, 'ECOMM', 'sending failed'],
  [71, 'EPROTO', 'protocol violated'],
  [72, 'EMULTIHOP', 'multihop attempted'],
  [73, 'EDOTDOT', 'RFS specific'],
  [74, 'EBADMSG', 'message damaged'],
  [75, 'EOVERFLOW', 'value too large for its type'],
  [76, 'ENOTUNIQ', 'name not unique on the network'],
  [77, 'EBADFD', 'file descriptor in a bad state'],
  [78, 'EREMCHG', 'remote address changed'],
  [79, 'ELIBACC', 'a shared library cannot be reached'],
  [80, 'ELIBBAD', 'a shared library is damaged'],
  [81, 'ELIBSCN', 'library section damaged'],
  [82, 'ELIBMAX', 'too many shared libraries'],
  [83, 'ELIBEXEC', 'a shared library cannot be run'],
  [84, 'EILSEQ', 'invalid sequence of bytes in text'],
  [85, 'ERESTART', 'interrupted; to be started again'],
  [86, 'ESTRPIPE', 'pipe of streams broken'],
  [87, 'EUSERS', 'too many users'],
  [88, 'ENOTSOCK', 'not a socket'],
  [89, 'EDESTADDRREQ', 'destination address missing'],
  [90, 'EMSGSIZE', 'message too long'],
  [91, 'EPROTOTYPE', 'wrong protocol for the socket'],
  [92, 'ENOPROTOOPT', 'protocol not available'],
  [93, 'EPROTONOSUPPORT', 'protocol not supported'],
  [94, 'ESOCKTNOSUPPORT', 'socket type not supported'],
  [95, 'EOPNOTSUPP', 'operation not supported'],
  [96, 'EPFNOSUPPORT', 'protocol family not supported'],
  [97, 'EAFNOSUPPORT', 'address family not supported'],
  [98, 'EADDRINUSE', 'address in use'],
  [99, 'EADDRNOTAVAIL', 'address not available'],
  [100, 'ENETDOWN', 'network down'],
  [101, 'ENETUNREACH', 'network out of reach'],
  [102, 'ENETRESET', 'connection dropped by the network'],
  [103, 'ECONNABORTED', 'connection given up here'],
  [104, 'ECONNRESET', 'connection reset by the peer'],
  [105, 'ENOBUFS', 'no buffer space'],
  [106, 'EISCONN', 'connected already'],
  [107, 'ENOTCONN', 'not connected; too few bricks are up'],
  [108, 'ESHUTDOWN', 'endpoint is shut down'],
  [109, 'ETOOMANYREFS', 'too many references'],
  [110, 'ETIMEDOUT', 'timed out'],
  [111, 'ECONNREFUSED', 'connection refused'],
  [112, 'EHOSTDOWN', 'host down'],
  [113, 'EHOSTUNREACH', 'host out of reach'],
  [114, 'EALREADY', 'under way already'],
  [115, 'EINPROGRESS', 'now under way'],
  [116, 'ESTALE', 'the gfid is not there any more'],
  [117, 'EUCLEAN', 'structure needs cleaning'],
  [118, 'ENOTNAM', 'no XENIX named type'],
  [119, 'ENAVAIL', 'no XENIX semaphores'],
  [120, 'EISNAM', 'is a named type'],
  [121, 'EREMOTEIO', 'input or output failed on the remote side'],
  [122, 'EDQUOT', 'quota exceeded'],
  [123, 'ENOMEDIUM', 'no medium'],
  [124, 'EMEDIUMTYPE', 'wrong type of medium'],
  [125, 'ECANCELED', 'cancelled'],
  [126, 'ENOKEY', 'key missing'],
  [127, 'EKEYEXPIRED', 'key expired'],
  [128, 'EKEYREVOKED', 'key revoked'],
  [129, 'EKEYREJECTED', 'key rejected'],
  [130, 'EOWNERDEAD', 'owner of the lock died'],
  [131, 'ENOTRECOVERABLE', 'state cannot be recovered'],
  [132, 'ERFKILL', 'radio switched off'],
  [133, 'EHWPOISON', 'memory page is damaged'],
  [512, 'ERESTARTSYS', 'kernel: start the call again'],
  [513, 'ERESTARTNOINTR', 'kernel: start the call again'],
  [514, 'ERESTARTNOHAND', 'kernel: start again if there is no handler'],
  [515, 'ENOIOCTLCMD', 'kernel: no such ioctl'],
  [516, 'ERESTART_RESTARTBLOCK', 'kernel: start again by a block'],
  [521, 'EBADHANDLE', 'NFS: illegal file handle'],
  [522, 'ENOTSYNC', 'NFS: update out of step'],
  [523, 'EBADCOOKIE', 'NFS: directory cookie is stale'],
  [524, 'ENOTSUPP', 'NFS: not supported'],
  [525, 'ETOOSMALL', 'NFS: buffer or request too small'],
  [526, 'ESERVERFAULT', 'NFS: server failed in an untold way'],
  [527, 'EBADTYPE', 'NFS: type not supported'],
  [528, 'EJUKEBOX', 'NFS: begun, will take long'],
  [529, 'EIOCBQUEUED', 'kernel: queued'],
  [530, 'EIOCBRETRY', 'kernel: queued, to be tried again'],
];

/** Codes of other systems that GlusterFS maps to numbers of its own. */
const OTHER_SYSTEMS: readonly Row[] = [
  [701, 'ENOPOLICY', 'macOS: no such policy'],
  [702, 'EBADMACHO', 'macOS: damaged Mach-O file'],
  [703, 'EPWROFF', 'macOS: device is switched off'],
  [704, 'EDEVERR', 'macOS: device error'],
  [705, 'EBADARCH', 'macOS: wrong processor type'],
  [706, 'EBADEXEC', 'macOS: damaged program'],
  [707, 'ESHLIBVERS', 'macOS: wrong version of a shared library'],
  [801, 'ENOTACTIVE', 'Solaris: facility not active'],
  [802, 'ELOCKUNMAPPED', 'Solaris: the lock was unmapped'],
  [901, 'EPROCLIM', 'BSD: too many processes'],
  [902, 'EBADRPC', 'BSD: RPC structure is bad'],
  [903, 'ERPCMISMATCH', 'BSD: RPC version wrong'],
  [904, 'EPROGUNAVAIL', 'BSD: RPC program not available'],
  [905, 'EPROCUNAVAIL', 'BSD: RPC procedure not available, or program version wrong: both have this number'],
  [906, 'EFTYPE', 'BSD: wrong type or format of file'],
  [907, 'EAUTH', 'BSD: authentication failed'],
  [908, 'ENEEDAUTH', 'BSD: needs an authenticator'],
  [909, 'EDOOFUS', 'BSD: programming error'],
  [1024, 'EUNKNOWN', 'a code of the sender that has no number here'],
];

/** Codes of glusterd's own, in replies of glusterd to glusterd and to the CLI. */
const GLUSTERD: readonly Row[] = [
  [30800, 'EG_INTRNL', 'glusterd: internal error'],
  [30801, 'EG_OPNOTSUP', 'glusterd: the cluster’s op-version does not have it yet'],
  [30802, 'EG_ANOTRANS', 'glusterd: another transaction holds the lock'],
  [30803, 'EG_BRCKDWN', 'glusterd: a brick is down'],
  [30804, 'EG_NODEDWN', 'glusterd: a node is down'],
  [30805, 'EG_HRDLMT', 'glusterd: the hard limit of snapshots is reached'],
  [30806, 'EG_NOVOL', 'glusterd: no such volume'],
  [30807, 'EG_NOSNAP', 'glusterd: no such snapshot'],
  [30808, 'EG_RBALRUN', 'glusterd: a rebalance is running'],
  [30809, 'EG_VOLRUN', 'glusterd: the volume is running'],
  [30810, 'EG_VOLSTP', 'glusterd: the volume is stopped'],
  [30811, 'EG_VOLEXST', 'glusterd: the volume exists'],
  [30812, 'EG_SNAPEXST', 'glusterd: the snapshot exists'],
  [30813, 'EG_ISSNAP', 'glusterd: the volume is a snapshot'],
  [30814, 'EG_GEOREPRUN', 'glusterd: geo-replication is running'],
  [30815, 'EG_NOTTHINP', 'glusterd: bricks are not thinly provisioned'],
  [30816, 'EG_NOGANESHA', 'glusterd: NFS-Ganesha is not enabled'],
];

export interface ErrnoWords {
  readonly name: string;
  /** what happened, a few words without a full stop */
  readonly text: string;
}

const TABLE: ReadonlyMap<number, ErrnoWords> = new Map(
  [...LINUX, ...OTHER_SYSTEMS, ...GLUSTERD].map(([code, name, text]) => [code, { name, text }]),
);

/** Name and words of an error number; null for 0 and for numbers that nobody gave a name. */
export function describeErrno(code: number): ErrnoWords | null {
  return TABLE.get(code) ?? null;
}

/** `ENOENT (2)`; the bare number where it has no name. */
export function errnoText(code: number): string {
  const words = TABLE.get(code);
  return words ? `${words.name} (${code})` : String(code);
}

/** Number of a name such as `ENOENT`, or null. For `@normal` and the filter. */
export function errnoNumber(name: string): number | null {
  for (const [code, words] of TABLE) if (words.name === name) return code;
  return null;
}

/** Names of error numbers. */
export const ERRNO_NAMES: ReadonlyMap<string, number> = new Map(
  [...TABLE].map(([code, { name }]) => [name, code]),
);

const errno: Meaning = {
  names: ERRNO_NAMES,
  display(view) {
    const code = signedWord(view);
    return code === null ? null : errnoText(code);
  },
  doc(view) {
    const code = signedWord(view);
    if (code === null || code === 0) return null;
    const result = siblingInteger(view, 'op_ret');
    if (result !== null && result >= 0) {
      return 'The call succeeded (op_ret is not negative), so this number says nothing: the sender left in it what was there.';
    }
    const words = TABLE.get(code);
    return words ? `${words.name}: ${words.text}.` : null;
  },
};

/** `op_ret`: negative is failure, else a count or a plain 0. */
const result: Meaning = {
  doc(view) {
    const value = signedWord(view);
    if (value === null) return null;
    if (value < 0) return 'Negative: the call failed, and op_errno says why.';
    return null;
  },
};

export const errnoMeanings: readonly (readonly [string, Meaning])[] = [
  ['gf_errno', errno],
  ['cli_errno', errno],
  ['gf_op_ret', result],
];
