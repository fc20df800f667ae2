/** The RPC records that tshark finds in a capture. */
import { spawnSync } from 'node:child_process';

export interface JudgedRecord {
  readonly frame: number;
  readonly xid: number;
  readonly type: 'call' | 'reply';
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
  /** frame of the other half; 0: none */
  readonly match: number;
  /** nanoseconds from call to reply, as tshark prints them; null for calls and unmatched replies */
  readonly latency: number | null;
  /** first frame that carries it; null when tshark does not tell */
  readonly first: number | null;
}

/** Version of tshark, null where there is none. */
export function tsharkVersion(): string | null {
  const { status, stdout } = spawnSync('tshark', ['--version'], { encoding: 'utf8' });
  return status === 0 ? (/TShark \(Wireshark\) (\S+)/.exec(stdout)?.[1] ?? 'unknown') : null;
}

/**
 * Without out-of-order reassembly it loses records of lossy links; without looking for the start of fragments
 * it reads nothing of streams that begin in the middle of a record; unknown programs are records as well.
 */
const PREFERENCES = [
  'rpc.find_fragment_start:TRUE',
  'rpc.max_tcp_pdu_size:67108864',
  'rpc.dissect_unknown_programs:TRUE',
].flatMap((preference) => ['-o', preference]);

/** GlusterFS binds ports below 1024; these dissectors claim some of them and read no record of theirs. */
const DISABLED = ['tls', 'lnet', 'acdr'].flatMap((protocol) => ['--disable-protocol', protocol]);

/**
 * `cut`: frames are cut by the snap length. Then tshark must not put segments in order: it would wait for the
 * bytes that are not there, and lose every fourth record.
 */
export function judge(file: string, cut: boolean): JudgedRecord[] {
  return parsePdml(pdml(file, cut, 'rpc', 'rpc'));
}

/** PDML of the frames that `filter` lets pass; only `protocols` in detail. */
export function pdml(file: string, cut: boolean, filter: string, protocols: string): string {
  const order = ['-o', `tcp.reassemble_out_of_order:${cut ? 'FALSE' : 'TRUE'}`];
  const { stdout, error } = spawnSync(
    'tshark',
    [
      '-n',
      '-2',
      '-r',
      file,
      ...order,
      ...PREFERENCES,
      ...DISABLED,
      '-Y',
      filter,
      '-T',
      'pdml',
      '-J',
      protocols,
    ],
    { encoding: 'utf8', maxBuffer: 1024 * 1024 * 1024 },
  );
  if (error) throw error;
  return stdout;
}

type Mutable = { -readonly [K in keyof JudgedRecord]: JudgedRecord[K] };

/** Each `proto name="rpc"` is a record; what belongs to it stands on the lines up to the next `proto`. */
function parsePdml(text: string): JudgedRecord[] {
  const records: Mutable[] = [];
  let frame = 0;
  let segments: number | null = null;
  let current: Mutable | null = null;
  const push = (): void => {
    if (current !== null) records.push(current);
    current = null;
  };
  for (const line of text.split('\n')) {
    const proto = /^\s*<proto name="([^"]*)"/.exec(line)?.[1];
    if (proto !== undefined) {
      push();
      if (proto === 'rpc') {
        current = {
          frame,
          xid: -1,
          type: 'call',
          program: 0,
          version: 0,
          procedure: 0,
          match: 0,
          latency: null,
          first: segments ?? frame,
        };
        segments = null;
      }
      continue;
    }
    const field = /<field name="([^"]*)"[^>]*? show="([^"]*)"/.exec(line);
    if (field === null) continue;
    const [, name, show] = field;
    const value = Number(show);
    if (name === 'num') frame = value;
    else if (name === 'tcp.segments') {
      const carriers = [...line.matchAll(/#(\d+)\(/g)].map((match) => Number(match[1]));
      segments = carriers.length > 0 ? Math.min(...carriers) : null;
    } else if (current !== null) {
      if (name === 'rpc.xid') current.xid = value;
      else if (name === 'rpc.msgtyp') current.type = value === 0 ? 'call' : 'reply';
      else if (name === 'rpc.program') current.program = value;
      else if (name === 'rpc.programversion') current.version = value;
      else if (name === 'rpc.procedure') current.procedure = value;
      else if (name === 'rpc.repframe' || name === 'rpc.reqframe') current.match = value;
      else if (name === 'rpc.time') current.latency = Math.round(value * 1e9);
    }
  }
  push();
  return records.filter((record) => record.xid >= 0);
}
