/** Messages between nodes, in order, for a diagram. */
import { RowKind, type Outcome } from '../api.ts';
import { endFilter, hostFilter, rowsFilter } from './filters.ts';
import type { SequenceNode, SequenceStatistics, StatisticsAsk } from './shapes.ts';
import type { Task } from './task.ts';

export const MOST_MESSAGES = 2_000;

type Wanted = Extract<StatisticsAsk, { readonly section: 'sequence' }>;

export async function sequence(task: Task, { rows: wanted, nodes: by }: Wanted): Promise<SequenceStatistics> {
  const { host, pace, decode } = task;
  const { index } = host;
  const { columns, streams } = index;
  const { chosen, omitted } = chosenRows(task, wanted);
  const length = chosen.length;
  const places = new Map<number, number>();
  chosen.forEach((row, place) => places.set(row, place));

  const nodes: { end: string; address: string }[] = [];
  const placeOfNode = new Map<string, number>();
  const nodeOf = (address: string): number => {
    const end = by === 'hosts' ? hostOf(address) : address;
    const known = placeOfNode.get(end);
    if (known !== undefined) return known;
    placeOfNode.set(end, nodes.length);
    return nodes.push({ end, address }) - 1;
  };
  const from = new Uint32Array(length);
  const to = new Uint32Array(length);
  const outcome = new Uint8Array(length);
  const title: string[] = [];
  const words: string[] = [];
  for (const [place, row] of chosen.entries()) {
    const stream = streams[columns.stream.get(row)];
    from[place] = nodeOf(stream?.source ?? '');
    to[place] = nodeOf(stream?.destination ?? '');
    const line = decode ? await host.words(row) : null;
    outcome[place] = line?.outcome ?? (0 satisfies Outcome);
    title.push(line?.procedure ?? '');
    // What came of a call is said by the message that answers it.
    const result = columns.kind.get(row) === RowKind.call ? '' : (line?.result ?? '');
    words.push([line?.info, result && `→ ${result}`].filter(Boolean).join('  '));
    if (place % 16 === 0) await pace.breathe(place);
  }
  const names = decode ? await namesOf(task, chosen, by) : new Map<string, string>();
  return {
    section: 'sequence',
    decoded: decode,
    nodes: nodes.map(({ end }): SequenceNode => ({
      end,
      name: names.get(end) ?? '',
      filter: by === 'hosts' ? hostFilter(end) : endFilter(end),
    })),
    length,
    row: chosen,
    from,
    to,
    time: Float64Array.from(chosen, (row) => columns.time.get(row)),
    kind: Uint8Array.from(chosen, (row) => columns.kind.get(row)),
    outcome,
    match: Int32Array.from(chosen, (row) => places.get(columns.match.get(row)) ?? -1),
    latency: Float64Array.from(chosen, (row) => {
      const match = columns.match.get(row);
      const isAnswer = match >= 0 && columns.kind.get(row) === RowKind.reply;
      return isAnswer ? columns.time.get(row) - columns.time.get(match) : NaN;
    }),
    title,
    words,
    filter: [...chosen].map((row) => rowsFilter(row)),
    omitted,
  };
}

/** In the order of time, which is that of the rows. */
function chosenRows({ rows, host }: Task, wanted: Wanted['rows']): { chosen: Uint32Array; omitted: number } {
  if (wanted instanceof Uint32Array) {
    const there = wanted.filter((row) => row < host.index.rows).sort();
    return { chosen: there.slice(0, MOST_MESSAGES), omitted: Math.max(0, there.length - MOST_MESSAGES) };
  }
  const from = Math.max(0, Math.min(rows.length, Math.floor(wanted.from) || 0));
  const asked = Math.max(0, Math.min(rows.length - from, Math.floor(wanted.count) || 0));
  const count = Math.min(asked, MOST_MESSAGES);
  return {
    chosen: Uint32Array.from({ length: count }, (_, place) => rows.at(from + place)),
    omitted: asked - count,
  };
}

/** `10.0.0.1:24007` → `10.0.0.1`; a name stays as it is. */
function hostOf(end: string): string {
  const bracketed = /^\[(.*)\]:\d+$/.exec(end);
  return bracketed ? bracketed[1]! : end.replace(/:\d+$/, '');
}

/** What the nodes are; a host is all that its ends are. */
async function namesOf(
  { host }: Task,
  chosen: Uint32Array,
  by: Wanted['nodes'],
): Promise<Map<string, string>> {
  const { columns, streams } = host.index;
  const talks = await host.talksKnown();
  const names = new Map<string, Set<string>>();
  for (const stream of new Set([...chosen].map((row) => columns.stream.get(row)))) {
    const info = streams[stream];
    if (!talks || !info) continue;
    const [source, destination] = talks.namesOf(stream);
    for (const [address, name] of [
      [info.source, source],
      [info.destination, destination],
    ] as const) {
      if (name === '') continue;
      const end = by === 'hosts' ? hostOf(address) : address;
      names.set(end, (names.get(end) ?? new Set<string>()).add(name));
    }
  }
  return new Map([...names].map(([end, all]) => [end, [...all].slice(0, 4).join(', ')]));
}
