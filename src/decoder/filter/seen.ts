/** What is in the capture, for completions: by looking at some of its rows, spread over all. */
import { RowKind } from '../api.ts';
import type { RecordIndex } from '../rpc/record-index.ts';

export interface Seen {
  /** `program.version.procedure` → how many of the rows that were looked at */
  readonly procedures: ReadonlyMap<string, number>;
  readonly programs: ReadonlyMap<number, number>;
  /** addresses without port, and ports, the most frequent first */
  readonly addresses: readonly string[];
  readonly ports: readonly number[];
}

const SAMPLE = 4_096;
const STREAMS = 2_000;

export function seenIn({ columns, rows, streams }: RecordIndex): Seen {
  const procedures = new Map<string, number>();
  const programs = new Map<number, number>();
  const step = Math.max(1, Math.floor(rows / SAMPLE));
  for (let row = 0; row < rows; row += step) {
    if (columns.kind.get(row) !== RowKind.call) continue;
    const program = columns.program.get(row);
    const key = `${program}.${columns.version.get(row)}.${columns.procedure.get(row)}`;
    procedures.set(key, (procedures.get(key) ?? 0) + 1);
    programs.set(program, (programs.get(program) ?? 0) + 1);
  }
  const addresses = new Map<string, number>();
  const ports = new Map<number, number>();
  for (const { source } of streams.slice(0, STREAMS)) {
    const parts = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(source);
    if (!parts) continue;
    const address = parts[1] ?? parts[2]!;
    const port = Number(parts[3]);
    addresses.set(address, (addresses.get(address) ?? 0) + 1);
    ports.set(port, (ports.get(port) ?? 0) + 1);
  }
  return { procedures, programs, addresses: ranked(addresses), ports: ranked(ports) };
}

function ranked<T>(counts: ReadonlyMap<T, number>): T[] {
  return [...counts].sort((a, b) => b[1] - a[1]).map(([one]) => one);
}
