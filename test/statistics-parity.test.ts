/**
 * The statistics beside those of tshark on the same captures: `-z rpc,srt`, `-z rpc,programs`, `-z io,stat`,
 * `-z conv,tcp`, the round-trip time of handshakes, and errors by frame. Where tshark is not installed the numbers
 * that it gave stand in the test, for one capture.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { RowKind } from '../src/decoder/api.ts';
import { RowFlag } from '../src/decoder/rpc/record-index.ts';
import type { OpenedSession } from '../src/decoder/session/opened.ts';
import { tsharkVersion } from '../tools/parity/tshark.ts';
import { capture } from './support/captures.ts';
import { figures } from './support/figures.ts';
import { openCapture } from './support/sessions.ts';

const version = tsharkVersion();
if (version === null)
  console.log('statistics: tshark is not installed; beside its stored numbers nothing is compared.');

/** Each with what makes it worth it. */
const CAPTURES = [
  '03-replica3-gfapi-all-fops-nanosecond.pcap',
  '04-distribute-fuse-mount-shell-workload.pcap',
  // bricks die, connections with it
  '06-arbiter-brick-killed-self-heal.pcap',
  // retransmissions, reordering
  '12-lossy-link-retransmissions-reordering.pcap',
  // SYN/ACK on a host of its own
  '18-any-linux-cooked-v2-on-server.pcap',
  '21-ipv6-peer-probe-volume-fops.pcapng',
];

interface Srt {
  readonly calls: number;
  /** seconds */
  readonly min: number;
  readonly max: number;
  readonly average: number;
}

/** tshark prints microseconds. */
const isSame = (seconds: number, nanoseconds: number): boolean =>
  Math.abs(seconds * 1e9 - nanoseconds) <= 501;

async function sameTimes(
  session: OpenedSession,
  program: number,
  version: number,
  theirs: ReadonlyMap<number, Srt>,
): Promise<void> {
  const { procedures } = await figures(session, null, { section: 'procedures', decode: false });
  const ours = procedures.filter(
    (one) => one.program === program && one.version === version && one.latency.count > 0,
  );
  // Its table has no line for the last procedure that it knows of a program.
  const last = Math.max(...ours.map(({ procedure }) => procedure));
  const told = ours.filter(({ procedure }) => procedure !== last || theirs.has(procedure));
  expect([program, ...told.map(({ procedure }) => procedure).sort()]).toEqual([
    program,
    ...[...theirs.keys()].sort(),
  ]);
  for (const { procedure, latency } of told) {
    const { calls, min, max, average } = theirs.get(procedure)!;
    const same =
      latency.count === calls &&
      isSame(min, latency.min) &&
      isSame(max, latency.max) &&
      isSame(average, latency.mean);
    expect({ procedure, same, latency, theirs: theirs.get(procedure) }).toMatchObject({
      procedure,
      same: true,
    });
  }
}

/** Lines `INDEX NAME CALLS MIN MAX AVERAGE SUM` of `-z rpc,srt`. */
function srtOf(text: string): Map<number, Srt> {
  const found = [...text.matchAll(/^ *(\d+) +(\S.*?) +(\d+) +([\d.]+) +([\d.]+) +([\d.]+) +[\d.]+$/gm)];
  return new Map(
    found.map(([, number, , calls, min, max, average]) => [
      Number(number),
      { calls: Number(calls), min: Number(min), max: Number(max), average: Number(average) },
    ]),
  );
}

// ── numbers that tshark 4.0.17 gave ──────────────────────────────────────────────────────────────

const STORED = CAPTURES[0]!;
const STORED_SRT = `
    2  READLINK                    4   0.000082   0.000216   0.000123   0.000492
    3  MKNOD                      21   0.000106   0.001053   0.000608   0.012766
    4  MKDIR                      18   0.000137   0.000977   0.000531   0.009555
    5  UNLINK                     60   0.000113   0.010144   0.000671   0.040240
    6  RMDIR                      18   0.000135   0.000746   0.000364   0.006548
    7  SYMLINK                    18   0.000175   0.001366   0.000573   0.010316
    8  RENAME                     24   0.000162   0.000936   0.000351   0.008426
    9  LINK                        9   0.000131   0.000635   0.000319   0.002873
   10  TRUNCATE                   18   0.000150   0.000662   0.000308   0.005543
   11  OPEN                       12   0.000094   0.003769   0.000513   0.006161
   12  READ                        4   0.000113   0.000145   0.000130   0.000521
   13  WRITE                      24   0.000105   0.000797   0.000255   0.006131
   14  STATFS                     12   0.000070   0.000451   0.000182   0.002178
   15  FLUSH                      24   0.000070   0.000512   0.000155   0.003725
   16  FSYNC                      12   0.000215   0.000849   0.000605   0.007261
   17  SETXATTR                   48   0.000078   0.001650   0.000312   0.014986
   18  GETXATTR                   29   0.000075   0.000400   0.000183   0.005308
   19  REMOVEXATTR                15   0.000077   0.002678   0.000512   0.007676
   20  OPENDIR                     6   0.000090   0.000325   0.000174   0.001045
   22  ACCESS                      6   0.000083   0.000187   0.000139   0.000831
   23  CREATE                     21   0.000396   0.001340   0.000736   0.015466
   24  FTRUNCATE                  15   0.000129   0.009638   0.000945   0.014179
   25  FSTAT                      13   0.000098   0.000318   0.000180   0.002345
   27  LOOKUP                    201   0.000073   0.003601   0.000290   0.058390
   29  INODELK                   216   0.000047   0.003643   0.000170   0.036701
   30  FINODELK                  102   0.000053   0.000580   0.000149   0.015247
   31  ENTRYLK                   485   0.000039   0.004006   0.000190   0.092285
   33  XATTROP                    33   0.000097   0.001376   0.000362   0.011946
   34  FXATTROP                   69   0.000098   0.003787   0.000404   0.027867
   35  FGETXATTR                   5   0.000084   0.000163   0.000111   0.000556
   36  FSETXATTR                   3   0.000265   0.000491   0.000350   0.001049
   38  SETATTR                    33   0.000086   0.000568   0.000200   0.006606
   39  FSETATTR                    9   0.000103   0.000310   0.000187   0.001684
   40  READDIRP                    2   0.000082   0.000470   0.000276   0.000552
   41  proc-41                    30   0.000052   0.000349   0.000118   0.003537
   42  RELEASE                     3   0.000056   0.000391   0.000178   0.000535
   43  RELEASEDIR                  6   0.000202   0.001431   0.000532   0.003192
   44  FREMOVEXATTR                6   0.000124   0.000453   0.000282   0.001690
   45  FALLOCATE                   3   0.000191   0.003440   0.001321   0.003964
   46  DISCARD                     3   0.000106   0.000217   0.000179   0.000537
   47  ZEROFILL                    3   0.000110   0.000188   0.000159   0.000478
   48  proc-48                    12   0.000048   0.000991   0.000192   0.002298
`;

describe('numbers of tshark 4.0.17', () => {
  test('rpc,srt,1298437,400', async () => {
    const theirs = srtOf(STORED_SRT);
    expect(theirs.size).toBe(42);
    await sameTimes(await openCapture(STORED), 1298437, 400, theirs);
  });

  test('rpc,programs', async () => {
    const { programs } = await figures(await openCapture(STORED), null, {
      section: 'procedures',
      decode: false,
    });
    const lines = programs.map(({ program, version, latency: { count, min, max, mean } }) => {
      return [program, version, count, ...[min, max, mean].map((time) => (time / 1e9).toFixed(6))].join(' ');
    });
    expect(lines).toEqual([
      '1298437 400 1655 0.000039 0.010144 0.000274',
      '14398633 2 5 0.000089 0.001786 0.001009',
      '34123456 1 3 0.000107 0.000144 0.000120',
      '123451501 1 12 0.000063 0.000400 0.000204',
    ]);
  });

  test('io,stat,1: records and replies each second', async () => {
    const span = { from: 0, to: 12e9 };
    const session = await openCapture(STORED);
    const { calls, replies } = await figures(session, null, {
      section: 'timeline',
      bins: 12,
      span,
      decode: false,
    });
    expect([...calls].map((count, at) => count + replies[at]!)).toEqual([
      1980, 30, 1340, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);
    expect([...replies]).toEqual([990, 15, 670, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('tcp.analysis.initial_rtt of streams 0 to 6', async () => {
    const { connections } = await figures(await openCapture(STORED), null, {
      section: 'connections',
      decode: false,
    });
    const rtt = [...connections].sort((a, b) => a.flow - b.flow).map((one) => one.rtt);
    expect(rtt).toEqual([44967, 45277, 39689, 20130, 20771, 20941, 18918]);
  });
});

// ── tshark itself ────────────────────────────────────────────────────────────────────────────────

describe.skipIf(version === null)(`as tshark ${version} says`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'statistics-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function tshark(name: string, ...args: string[]): string {
    const file = join(folder, name);
    writeFileSync(file, capture(name));
    const order = ['-n', '-o', 'tcp.reassemble_out_of_order:TRUE', '-o', 'rpc.find_fragment_start:TRUE'];
    const disabled = ['tls', 'lnet', 'acdr'].flatMap((protocol) => ['--disable-protocol', protocol]);
    const unknown = ['-o', 'rpc.dissect_unknown_programs:TRUE', '-o', 'rpc.max_tcp_pdu_size:67108864'];
    const { stdout } = spawnSync('tshark', ['-2', '-r', file, ...order, ...unknown, ...disabled, ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    return stdout;
  }

  test.each(CAPTURES)('%s: times of programs and of file operations', async (name) => {
    const session = await openCapture(name);
    const { programs } = await figures(session, null, { section: 'procedures', decode: false });
    const text = tshark(name, '-q', '-z', 'rpc,programs');
    let compared = 0;
    for (const { program, version, latency } of programs) {
      const line = new RegExp(`\\(${program}\\) +${version} +(\\d+) +([\\d.]+) +([\\d.]+) +([\\d.]+)`).exec(
        text,
      );
      // one that tshark has no dissector for, or no exchange
      if (!line) continue;
      const [calls = 0, min = 0, max = 0, average = 0] = line.slice(1).map(Number);
      const same = [isSame(min, latency.min), isSame(max, latency.max), isSame(average, latency.mean)];
      expect({ program, version, count: latency.count, same }).toEqual({
        program,
        version,
        count: calls,
        same: [true, true, true],
      });
      const table = tshark(name, '-q', '-z', `rpc,srt,${program},${version}`);
      // It has no table for programs that it does not know.
      if (table.includes('RPC SRT Statistics')) await sameTimes(session, program, version, srtOf(table));
      compared += calls;
    }
    const all = programs.reduce((sum, { latency: { count } }) => sum + count, 0);
    console.log(`${name}: ${compared} of ${all} exchanges as tshark has them`);
    expect(compared).toBeGreaterThan(all * 0.9);
  });

  test.each(CAPTURES)('%s: records over time', async (name) => {
    const text = tshark(
      name,
      '-q',
      '-z',
      'io,stat,0.5,COUNT(rpc.msgtyp)rpc.msgtyp,COUNT(rpc.msgtyp)rpc.msgtyp==1',
    );
    const lines = [...text.matchAll(/^\| *([\d.]+) <> +([\d.]+|Dur) *\| *(\d+) \| *(\d+) \|/gm)];
    expect(lines.length).toBeGreaterThan(1);
    const span = { from: 0, to: lines.length * 0.5e9 };
    const session = await openCapture(name);
    const bins = lines.length;
    // A record that the capture's end cuts is none to it.
    const { flags } = session.index.columns;
    const rows = Array.from({ length: session.index.rows }, (_, row) => row);
    const whole = rows.filter((row) => (flags.get(row) & (RowFlag.unfinished | RowFlag.holes)) === 0);
    const { calls, replies } = await figures(session, whole, {
      section: 'timeline',
      bins,
      span,
      decode: false,
    });
    expect([...calls].map((count, at) => count + replies[at]!)).toEqual(
      lines.map(([, , , all]) => Number(all)),
    );
  });

  test.each(CAPTURES)('%s: connections and their round trips', async (name) => {
    const session = await openCapture(name);
    const { connections } = await figures(session, null, { section: 'connections', decode: true });
    const text = tshark(name, '-q', '-z', 'conv,tcp');
    const theirs = [...text.matchAll(/^(\S+:\d+) +<-> (\S+:\d+) /gm)].map(([, a = '', b = '']) =>
      [a, b].sort().join(),
    );
    expect(theirs.length).toBeGreaterThan(0);
    for (const { client, server } of connections) {
      const plain = [client, server].map((end) => end.replace(/[[\]]/g, '')).sort();
      expect(theirs).toContain(plain.join());
    }
    const fields = [
      '-T',
      'fields',
      '-e',
      'tcp.stream',
      '-e',
      'tcp.analysis.initial_rtt',
      '-e',
      'tcp.srcport',
      '-e',
      'tcp.dstport',
    ];
    const rtts = new Map<number, { rtt: number; ports: number[] }>();
    for (const line of tshark(name, '-Y', 'tcp.analysis.initial_rtt', ...fields).split('\n')) {
      const [stream, rtt, source, destination] = line.split('\t').map(Number);
      if (rtt) rtts.set(stream!, { rtt, ports: [source!, destination!] });
    }
    let compared = 0;
    for (const { flow, client, server, rtt, serverRtt } of connections) {
      const their = rtts.get(flow);
      if (!their || Number.isNaN(rtt)) continue;
      expect([client, server].map((end) => Number(/\d+$/.exec(end)![0])).sort()).toEqual(their.ports.sort());
      expect({ flow, rtt: Math.round(their.rtt * 1e9) }).toEqual({ flow, rtt });
      expect(serverRtt).toBeGreaterThanOrEqual(0);
      expect(serverRtt).toBeLessThanOrEqual(rtt);
      compared++;
    }
    console.log(`${name}: ${connections.length} connections, ${compared} round trips as tshark has them`);
  });

  test.each(CAPTURES)('%s: errors by frame', async (name) => {
    const fields = ['-e', 'frame.number', '-e', 'gluster.op_ret', '-e', 'gluster.op_errno'];
    const text = tshark(name, '-Y', 'gluster.op_ret', '-T', 'fields', ...fields);
    const session = await openCapture(name);
    const { columns } = session.index;
    const replies = new Map<number, number[]>();
    for (let row = 0; row < session.index.rows; row++) {
      if (columns.kind.get(row) !== RowKind.reply) continue;
      const frame = columns.last.get(row);
      replies.set(frame, [...(replies.get(frame) ?? []), row]);
    }
    let compared = 0;
    let failures = 0;
    for (const line of text.trim().split('\n')) {
      const [frame = '', rets = '', errnos = ''] = line.split('\t');
      const rows = replies.get(Number(frame)) ?? [];
      const [ret, errno] = [rets.split(',').map(Number), errnos.split(',').map(Number)];
      // Of a frame in which not every reply has both nobody can tell which is whose.
      if (ret.length !== rows.length || errno.length !== rows.length) continue;
      const theirs = ret.flatMap((value, at) => (value < 0 ? [errno[at]!] : [])).sort();
      const found = await figures(session, rows, { section: 'errors', decode: true });
      const ours = found.lines.flatMap((one) => Array<number>(one.count).fill(one.errno)).sort();
      expect({ frame, errors: ours }).toEqual({ frame, errors: theirs });
      compared += rows.length;
      failures += theirs.length;
    }
    const all = await figures(session, null, { section: 'errors', decode: true });
    console.log(
      `${name}: ${failures} of ${all.errors + all.normal} failures as tshark has them, ${compared} replies`,
    );
    expect(failures).toBeGreaterThan(0);
  });
});
