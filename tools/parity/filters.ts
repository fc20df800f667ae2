/**
 * Filters that Wireshark and this language share, run on both: the frames that tshark shows beside the frames of
 * the records that are kept.
 *
 * A frame is shown where one of its records passes, and tshark shows a record in the frame that completes it. A
 * negation asks of the whole frame, here of each record: frames that hold several records are left out there, as
 * are frames without a record.
 */
import { spawnSync } from 'node:child_process';
import { RowKind } from '../../src/decoder/api.ts';
import { compileFilter } from '../../src/decoder/filter/compile.ts';
import { RowFlag } from '../../src/decoder/rpc/record-index.ts';
import type { OpenedSession } from '../../src/decoder/session/opened.ts';

const BLOCK = 4096;

/** Frames that pass in tshark; a text: what it says against the filter. */
export function framesOf(file: string, filter: string): ReadonlySet<number> | string {
  const order = ['-o', 'tcp.reassemble_out_of_order:TRUE', '-o', 'rpc.dissect_unknown_programs:TRUE'];
  const disabled = ['tls', 'lnet', 'acdr'].flatMap((name) => ['--disable-protocol', name]);
  const args = [
    '-n',
    '-2',
    '-r',
    file,
    ...order,
    ...disabled,
    '-Y',
    filter,
    '-T',
    'fields',
    '-e',
    'frame.number',
  ];
  const { stdout, stderr, error } = spawnSync('tshark', args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error) throw error;
  const complaint = /^tshark: (.*)$/m.exec(stderr);
  if (complaint) return complaint[1]!;
  return new Set(stdout.split('\n').filter(Boolean).map(Number));
}

/** Rows that our filter keeps; a text: what is wrong with it. */
export async function rowsOf(session: OpenedSession, filter: string): Promise<readonly number[] | string> {
  const compiled = compileFilter(filter, session.language);
  if (!compiled.ok) return compiled.error.message;
  const test = compiled.filter.start(session.host);
  const kept = new Uint32Array(BLOCK);
  const rows: number[] = [];
  for (let from = 0; from < session.index.rows; from += BLOCK) {
    const count = await test(from, Math.min(session.index.rows, from + BLOCK), kept);
    rows.push(...kept.subarray(0, count));
  }
  return rows;
}

export interface FrameDifference {
  readonly frame: number;
  readonly side: 'only here' | 'only in tshark';
  /** what the records of the frame are: `call 27`, `reply 13` */
  readonly records: string;
}

/** Frames that differ, among those that hold a record and are whole. */
export function differences(
  { index }: OpenedSession,
  rows: readonly number[],
  frames: ReadonlySet<number>,
  options: { readonly single: boolean },
): FrameDifference[] {
  const { columns } = index;
  const inFrame = new Map<number, number[]>();
  const cut = new Set<number>();
  for (let row = 0; row < index.rows; row++) {
    const frame = columns.last.get(row);
    if (columns.kind.get(row) > RowKind.reply) {
      cut.add(frame);
      continue;
    }
    inFrame.set(frame, [...(inFrame.get(frame) ?? []), row]);
    const incomplete = columns.flags.get(row) & (RowFlag.unfinished | RowFlag.holes);
    const alone = columns.kind.get(row) === RowKind.reply && columns.match.get(row) < 0;
    // tshark reads no reply without its call, and no record of which bytes are missing
    if (incomplete || alone) cut.add(frame);
  }
  const ours = new Set(rows.map((row) => columns.last.get(row)));
  const out: FrameDifference[] = [];
  for (const [frame, records] of inFrame) {
    if (cut.has(frame) || ours.has(frame) === frames.has(frame)) continue;
    if (options.single && records.length > 1) continue;
    const words = records.map((row) => {
      const kind = columns.kind.get(row) === RowKind.call ? 'call' : 'reply';
      return `${kind} ${columns.program.get(row)}.${columns.version.get(row)}.${columns.procedure.get(row)}`;
    });
    const side = ours.has(frame) ? 'only here' : 'only in tshark';
    out.push({ frame, side, records: words.join(', ') });
  }
  return out;
}
