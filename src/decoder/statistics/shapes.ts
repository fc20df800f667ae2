/**
 * What statistics are asked for, and what they look like: shapes, no code. api.ts hands them on.
 *
 * Every line carries `filter`: text in the language of the display filter that selects its records; '' where no
 * filter does. Where a view is asked for it holds within that view, so it is to be joined with the view's own
 * filter by `&&`. Times are nanoseconds since `SourceInfo.startTime`, durations are nanoseconds; NaN is none.
 *
 * An exchange is a call and its reply. It belongs to a view when one of the two does. It failed when its reply
 * has an RPC status other than success, or an op_ret below zero. A failure that is nothing unusual (`@normal`,
 * such as ENOENT from LOOKUP) is counted apart from errors.
 */
// ── asking ───────────────────────────────────────────────────────────────────────────────────────

interface AskBase {
  /** number of a view, or `ALL_ROWS` */
  readonly view: number;
  /**
   * false: from the columns of the index alone; what only bytes tell is -1 then. true: that is told first, in a
   * part, and the rest when replies were read. What was read is kept, so the next time is quick.
   */
  readonly decode: boolean;
}

/** From `from` on, before `to`. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

export type FilesBy = 'operations' | 'bytes' | 'time' | 'errors';

export type StatisticsAsk =
  | (AskBase & { readonly section: 'totals' })
  | (AskBase & { readonly section: 'procedures' })
  /** @param top how many, at most 10,000 */
  | (AskBase & { readonly section: 'slowest'; readonly top: number })
  /** needs bytes: `decode` is taken as true */
  | (AskBase & { readonly section: 'errors' })
  | (AskBase & { readonly section: 'connections' })
  /** needs bytes: `decode` is taken as true. @param top how many, at most 10,000 */
  | (AskBase & { readonly section: 'files'; readonly top: number; readonly by: FilesBy })
  /** @param bins 1 to 4,096. @param span null: from the first to the last row of the view that has a time */
  | (AskBase & { readonly section: 'timeline'; readonly bins: number; readonly span: TimeSpan | null })
  /**
   * Rows of a diagram: those named, ascending, or of a view from the place `from` on. At most 2,000.
   * @param nodes `ends`: each address with its port; `hosts`: each address
   */
  | (AskBase & {
      readonly section: 'sequence';
      readonly rows: Uint32Array | { readonly from: number; readonly count: number };
      readonly nodes: 'ends' | 'hosts';
    });

export type StatisticsSection = StatisticsAsk['section'];

/** What is known so far. */
export interface StatisticsPart {
  /** rows looked at, and that there are to look at (those of columns and those of bytes together) */
  readonly looked: number;
  readonly total: number;
  /** stands for all before it; null: nothing to show that is new, only how far the work is */
  readonly result: Statistics | null;
}

export type Statistics =
  | TotalsStatistics
  | ProcedureStatistics
  | SlowestStatistics
  | ErrorStatistics
  | ConnectionStatistics
  | FileStatistics
  | TimelineStatistics
  | SequenceStatistics;

/** The answer to one kind of question. */
export type StatisticsOf<S extends StatisticsSection> = Extract<Statistics, { readonly section: S }>;

interface ResultBase {
  /** what only bytes tell is in it; false: it is -1 or empty */
  readonly decoded: boolean;
}

// ── what several have in common ──────────────────────────────────────────────────────────────────

/**
 * Reply's time minus call's. Quantiles are exact, by nearest rank: pX is the smallest latency that at least X
 * of 100 do not exceed. NaN where `count` is 0.
 */
export interface Latency {
  readonly count: number;
  readonly min: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
  readonly mean: number;
  readonly sum: number;
}

/** Bins of a histogram of latencies, the same for all lines: 1, 2, 5, 10, 20 µs … 100 s. */
export interface LatencyBins {
  /** bin i goes from edges[i] on to before edges[i + 1]; the first is -Infinity, the last Infinity */
  readonly edges: Float64Array;
  /** `rpc.time >= 10us && rpc.time < 20us`: to be joined with a line's filter by `&&`. One a bin */
  readonly filters: readonly string[];
}

/** Failures among the replies of a line; -1: not known yet. */
export interface Failures {
  /** failed, and that is unusual */
  readonly errors: number;
  /** failed, as happens all the time */
  readonly normal: number;
}

// ── totals ───────────────────────────────────────────────────────────────────────────────────────

export const TOTAL_LINES = [
  'rows',
  'records',
  'calls',
  'replies',
  /** bare bytes */
  'data',
  /** calls with their reply; bytes of both */
  'exchanges',
  /** calls without reply that should have one */
  'unanswered',
  /** calls that nobody answers: a server's own */
  'oneWay',
  /** replies without call */
  'orphans',
  'errors',
  'normal',
  /** runs of bytes that were not captured, of bytes that are no RPC, and of records without a beginning */
  'gaps',
  'foreign',
  'lostHeads',
  /** records of which bytes are not in the capture; calls with an XID that still waited */
  'unfinished',
  'duplicateXids',
] as const;
export type TotalLineName = (typeof TOTAL_LINES)[number];

export interface TotalLine {
  readonly what: TotalLineName;
  /** -1: not known yet */
  readonly rows: number;
  /** on the wire, record marks included */
  readonly bytes: number;
  readonly filter: string;
}

export interface TotalsStatistics extends ResultBase {
  readonly section: 'totals';
  /** in the order of TOTAL_LINES */
  readonly lines: readonly TotalLine[];
  /** of the whole source, whatever the view */
  readonly frames: number;
  readonly size: number;
  readonly connections: number;
  /** first and last time in the view */
  readonly firstTime: number;
  readonly lastTime: number;
  /** per second of that span; NaN where it has no length */
  readonly recordsPerSecond: number;
  readonly bytesPerSecond: number;
  readonly latency: Latency;
  /** calls that wait for their reply at the same time, at most; the row of the call that made it so, or -1 */
  readonly outstandingMax: number;
  readonly outstandingMaxRow: number;
}

// ── programs and procedures ──────────────────────────────────────────────────────────────────────

export interface ProcedureLine extends Failures {
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
  /** `GlusterFS`, `program 12345` */
  readonly programName: string;
  /** `LOOKUP`, `procedure 99`; `?` for replies without call */
  readonly procedureName: string;
  readonly calls: number;
  readonly replies: number;
  readonly callBytes: number;
  readonly replyBytes: number;
  /** calls without reply that should have one */
  readonly unanswered: number;
  readonly latency: Latency;
  /** latencies in each of the bins */
  readonly histogram: Uint32Array;
  /** calls and replies of the procedure */
  readonly filter: string;
  /** only its replies, and only those that failed unusually */
  readonly filterReplies: string;
  readonly filterErrors: string;
}

export interface ProgramLine extends Failures {
  readonly program: number;
  readonly version: number;
  readonly programName: string;
  readonly calls: number;
  readonly replies: number;
  readonly callBytes: number;
  readonly replyBytes: number;
  readonly unanswered: number;
  readonly latency: Latency;
  readonly histogram: Uint32Array;
  readonly filter: string;
}

export interface ProcedureStatistics extends ResultBase {
  readonly section: 'procedures';
  readonly bins: LatencyBins;
  /** by number and version; at most 2,000 */
  readonly programs: readonly ProgramLine[];
  /** most calls and replies first; at most 2,000 */
  readonly procedures: readonly ProcedureLine[];
  /** procedures beyond those */
  readonly omitted: number;
}

// ── slowest exchanges ────────────────────────────────────────────────────────────────────────────

/** One entry an exchange in each column, slowest first. */
export interface SlowestStatistics extends ResultBase {
  readonly section: 'slowest';
  readonly length: number;
  readonly call: Uint32Array;
  readonly reply: Uint32Array;
  readonly latency: Float64Array;
  /** of the call */
  readonly time: Float64Array;
  readonly callBytes: Uint32Array;
  readonly replyBytes: Uint32Array;
  /** `Outcome` of the reply; `Outcome.none` while not known */
  readonly outcome: Uint8Array;
  /** place in `names` */
  readonly procedure: Uint32Array;
  /** `GlusterFS LOOKUP` */
  readonly names: readonly string[];
  readonly filter: readonly string[];
}

// ── errors ───────────────────────────────────────────────────────────────────────────────────────

export interface ErrorLine {
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
  readonly programName: string;
  readonly procedureName: string;
  /** what RPC itself says (`PROC_UNAVAIL`), else '' */
  readonly status: string;
  /** the number on the wire; 0 where there is none */
  readonly errno: number;
  /** `ENOENT`, `errno 513`, or the status; `failed` where op_ret is below zero and no errno is told */
  readonly name: string;
  /** `No such file or directory`; '' where the number means nothing here */
  readonly meaning: string;
  /** why it is nothing unusual; '' where it is an error */
  readonly normal: string;
  readonly count: number;
  /** rows of the first and the last such reply */
  readonly first: number;
  readonly last: number;
  readonly filter: string;
}

export interface ErrorStatistics extends ResultBase {
  readonly section: 'errors';
  /** errors before what is normal, most first; at most 2,000 */
  readonly lines: readonly ErrorLine[];
  readonly omitted: number;
  /** replies that were looked at, that could not be (not captured), errors and normal failures in all */
  readonly replies: number;
  readonly unknown: number;
  readonly errors: number;
  readonly normal: number;
}

// ── connections ──────────────────────────────────────────────────────────────────────────────────

/** How the round-trip time of a connection is known. */
export const RttFrom = {
  none: 0,
  /** SYN → the ACK that ends the handshake: the whole way, wherever the capture was made */
  handshake: 1,
  /** SYN → SYN/ACK only: the way from where the capture was made to the server and back */
  server: 2,
} as const;
export type RttFrom = (typeof RttFrom)[keyof typeof RttFrom];

export interface ConnectionLine extends Failures {
  /** number of the connection; both directions share it */
  readonly flow: number;
  /** who calls, and who is called (the greater number of answered calls decides, else the lower port is called) */
  readonly client: string;
  readonly server: string;
  /** `client of volume vol0`, `brick /bricks/b1 of vol0`, '' where nothing tells */
  readonly clientName: string;
  readonly serverName: string;
  /** `TLS 1.3`, `HTTP`: what the bytes are when they are no RPC */
  readonly foreign: string;
  readonly calls: number;
  readonly replies: number;
  readonly unanswered: number;
  /** of records, client to server and back */
  readonly bytesToServer: number;
  readonly bytesToClient: number;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly latency: Latency;
  readonly rtt: number;
  readonly rttFrom: RttFrom;
  /**
   * Part of the round trip that lies between the point of capture and the server and back (SYN → SYN/ACK): what
   * every latency that is measured here contains of the network. NaN: the handshake is not in the capture.
   */
  readonly serverRtt: number;
  /**
   * p50, p99 and mean of the latency less `serverRtt`, not below 0: time in the server. Holds when a call and
   * its reply are small; long ones take further time on the way. NaN where `serverRtt` is.
   */
  readonly serviceP50: number;
  readonly serviceP99: number;
  readonly serviceMean: number;
  /** what happened to the two directions, by name: `retransmissions`, `out of order`, `gaps` … */
  readonly counts: readonly { readonly what: string; readonly toServer: number; readonly toClient: number }[];
  readonly filter: string;
}

export interface ConnectionStatistics extends ResultBase {
  readonly section: 'connections';
  /** most bytes first; at most 2,000 */
  readonly connections: readonly ConnectionLine[];
  readonly omitted: number;
}

// ── files ────────────────────────────────────────────────────────────────────────────────────────

/** One entry a file in each column, in the order asked for. */
export interface FileStatistics extends ResultBase {
  readonly section: 'files';
  readonly length: number;
  /** canonical UUIDs; '' where only a name is known */
  readonly gfid: readonly string[];
  /** path as far as it was followed, and is inferred; '' where it is not known */
  readonly path: readonly string[];
  /** volume, '' where it is not known */
  readonly volume: readonly string[];
  readonly operations: Uint32Array;
  readonly errors: Uint32Array;
  readonly normal: Uint32Array;
  /** that replies to reads brought, and that replies to writes took */
  readonly bytesRead: Float64Array;
  readonly bytesWritten: Float64Array;
  /** sum and maximum of the latencies of its exchanges */
  readonly time: Float64Array;
  readonly slowest: Float64Array;
  /** first row about it */
  readonly first: Uint32Array;
  /** operations of file i: entries operationsFrom[i] to before operationsFrom[i + 1] of the two below, most first */
  readonly operationsFrom: Uint32Array;
  /** place in `names` */
  readonly operation: Uint32Array;
  readonly operationCount: Uint32Array;
  /** `LOOKUP`, `WRITE` */
  readonly names: readonly string[];
  readonly filter: readonly string[];
  /** files in the view, and exchanges that are about none */
  readonly files: number;
  readonly without: number;
  /** more files than are kept apart (65,536 at a time); their exchanges are not in the lines */
  readonly overflow: number;
}

// ── timeline ─────────────────────────────────────────────────────────────────────────────────────

/** One entry a bin in each column. */
export interface TimelineStatistics extends ResultBase {
  readonly section: 'timeline';
  readonly span: TimeSpan;
  readonly bins: number;
  /** bin i goes from edges[i] on to before edges[i + 1]; bins + 1 of them, whole nanoseconds */
  readonly edges: Float64Array;
  readonly calls: Uint32Array;
  readonly replies: Uint32Array;
  readonly bytes: Float64Array;
  /** empty while not known */
  readonly errors: Uint32Array;
  readonly normal: Uint32Array;
  /** of the replies in the bin; NaN where there is none */
  readonly latencyP50: Float64Array;
  readonly latencyP99: Float64Array;
  readonly latencyMax: Float64Array;
  /** calls that wait at the same time: at the bin's beginning, and at most in it */
  readonly outstanding: Uint32Array;
  readonly outstandingMax: Uint32Array;
  /** `frame.time_relative >= 1.5 && frame.time_relative < 2` */
  readonly filter: readonly string[];
  /** rows of the view outside the span, or without a time */
  readonly outside: number;
}

// ── sequence ─────────────────────────────────────────────────────────────────────────────────────

export interface SequenceNode {
  /** `10.0.0.1:24007`, `10.0.0.1`, a paste's own name */
  readonly end: string;
  /** what it is, as far as it is known */
  readonly name: string;
  readonly filter: string;
}

/** One entry a message in each column, in order of time of the rows. */
export interface SequenceStatistics extends ResultBase {
  readonly section: 'sequence';
  /** in order of appearance */
  readonly nodes: readonly SequenceNode[];
  readonly length: number;
  readonly row: Uint32Array;
  /** places in `nodes` */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly time: Float64Array;
  /** `RowKind` and `Outcome` */
  readonly kind: Uint8Array;
  readonly outcome: Uint8Array;
  /** entry of the other half in these columns, -1: it is not among them */
  readonly match: Int32Array;
  /** on replies; NaN elsewhere */
  readonly latency: Float64Array;
  /** `LOOKUP`, what a run of bytes is, '' */
  readonly title: readonly string[];
  /** `/dir/file.txt`, `→ ENOENT (2)`: the line of the table */
  readonly words: readonly string[];
  readonly filter: readonly string[];
  /** rows asked for that are beyond the 2,000 */
  readonly omitted: number;
}
