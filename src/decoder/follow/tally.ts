/** Counts what is on each flow: rows, bytes, calls by procedure, and where somebody is introduced. */
import { RowKind } from '../api.ts';
import type { Language } from '../record/decode.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import type { Introduction } from '../types/roles.ts';
import { introductionsOf, procedureKey } from './introductions.ts';
import type { Slices } from './slices.ts';

/** Introductions that are read of one flow. */
const PER_FLOW = 24;

/** What is counted on a flow. */
export interface Tally {
  readonly flow: number;
  /** streams of it that rows were seen of */
  readonly streams: number[];
  records: number;
  calls: number;
  bytes: number;
  firstRow: number;
  lastRow: number;
  foreign: string;
  /** calls by procedure and stream: number of the procedure → count */
  readonly called: Map<number, number>;
  /** rows of introductions */
  readonly told: { readonly row: number; readonly introduction: Introduction }[];
}

export interface Procedure {
  readonly stream: number;
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
}

export interface Met extends Procedure {
  readonly introductions: Partial<Record<string, Introduction>> | null;
  calls: number;
}

export class Tallies {
  readonly byFlow = new Map<number, Tally>();
  readonly procedures: Met[] = [];
  private readonly numbers = new Map<number, Map<number, Met[]>>();
  private readonly introductions;

  constructor(private readonly host: { readonly index: RecordIndex; readonly language: Language }) {
    this.introductions = introductionsOf(host.language.protocol);
  }

  async count(slices: Slices): Promise<void> {
    const { columns, streams, rows } = this.host.index;
    const { kind, stream, length, program, version, procedure, match } = columns;
    // what was met of each stream, the latest first: calls repeat
    const met: Met[] = [];
    const tallies: Tally[] = [];
    for (let row = 0; row < rows; row++) {
      if ((row & 1023) === 0) await slices.pause();
      const of = stream.get(row);
      let tally = tallies[of];
      if (tally === undefined) {
        tally = this.tallyOf(of, row);
        if (!tally) continue;
        tallies[of] = tally;
      }
      tally.lastRow = row;
      tally.bytes += length.get(row);
      const what = kind.get(row);
      if (what !== RowKind.call && what !== RowKind.reply && what !== RowKind.data) {
        if (what === RowKind.foreign) tally.foreign ||= streams[of]!.foreign;
        continue;
      }
      tally.records++;
      if (what === RowKind.data || (what === RowKind.reply && match.get(row) < 0)) continue;
      let known = met[of];
      if (
        known?.program !== program.get(row) ||
        known.version !== version.get(row) ||
        known.procedure !== procedure.get(row)
      ) {
        known = this.meet(of, program.get(row), version.get(row), procedure.get(row));
        met[of] = known;
      }
      const isCall = what === RowKind.call;
      if (isCall) {
        tally.calls++;
        known.calls++;
      }
      const introduction = isCall ? known.introductions?.call : known.introductions?.reply;
      if (introduction && tally.told.length < PER_FLOW) tally.told.push({ row, introduction });
    }
    for (const [number, { stream: of, calls }] of this.procedures.entries()) {
      if (calls > 0) tallies[of]!.called.set(number, calls);
    }
  }

  private tallyOf(stream: number, row: number): Tally | undefined {
    const info = this.host.index.streams[stream];
    if (!info) return undefined;
    let tally = this.byFlow.get(info.flow);
    if (!tally) this.byFlow.set(info.flow, (tally = newTally(info.flow, row)));
    tally.streams.push(stream);
    return tally;
  }

  private meet(stream: number, program: number, version: number, procedure: number): Met {
    let ofStream = this.numbers.get(stream);
    if (!ofStream) this.numbers.set(stream, (ofStream = new Map<number, Met[]>()));
    // numbers come from the wire: few share a key
    const inside = (program ^ (version << 20)) * 4096 + (procedure & 4095);
    let alike = ofStream.get(inside);
    if (!alike) ofStream.set(inside, (alike = []));
    let known = alike.find(
      (one) => one.program === program && one.version === version && one.procedure === procedure,
    );
    if (!known) {
      const introductions = this.introductions.get(procedureKey(program, version, procedure)) ?? null;
      known = { stream, program, version, procedure, introductions, calls: 0 };
      alike.push(known);
      this.procedures.push(known);
    }
    return known;
  }
}

function newTally(flow: number, row: number): Tally {
  return {
    flow,
    streams: [],
    records: 0,
    calls: 0,
    bytes: 0,
    firstRow: row,
    lastRow: row,
    foreign: '',
    called: new Map(),
    told: [],
  };
}
