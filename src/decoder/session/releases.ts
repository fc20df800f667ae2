/**
 * What releases the two sides of a connection may be: from its first records, worked out when a record of
 * it is looked at, and kept. The answer does not depend on what was looked at before.
 */
import { RowKind, type PeerReleases } from '../api.ts';
import type { Called, DecodedRecord } from '../record/decode.ts';
import { evidenceOf, Possible } from '../record/release.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import type { ReleaseSet } from '../xdr/descriptor.ts';
import { printReleases } from '../xdr/releases.ts';

/** Records of a connection that are looked at: handshakes stand at its beginning. */
const LOOKED_AT = 48;
/** Connections that are remembered. */
const REMEMBERED = 1000;

export class Releases {
  /** first rows of each flow; null until the index is complete */
  private firstRows: Map<number, number[]> | null = null;
  /** by flow: what each stream of it may be */
  private readonly flows = new Map<number, Promise<ReadonlyMap<number, Possible>>>();
  /** the same where it was worked out */
  private readonly settled = new Map<number, ReadonlyMap<number, Possible>>();
  private readonly overruled = new Map<number, ReleaseSet>();
  /** of all senders that nothing else is said of */
  private all: ReleaseSet | null = null;

  constructor(
    private readonly index: RecordIndex,
    /** decodes a row without regard to releases; null: it is no record */
    private readonly decode: (row: number) => Promise<DecodedRecord | null>,
  ) {}

  /** Which releases the sender of a row may be; null: nothing is known, or not yet. */
  async of(row: number): Promise<Possible | null> {
    const flow = await this.flowOf(row);
    return flow && this.ofStream(this.index.columns.stream.get(row), row, flow);
  }

  /** What the records of a row's connection tell of its streams; null: nothing yet. */
  private async flowOf(row: number): Promise<ReadonlyMap<number, Possible> | null> {
    const info = this.index.streams[this.index.columns.stream.get(row)];
    if (!info || !this.index.complete) return null;
    let flow = this.flows.get(info.flow);
    if (!flow) {
      flow = this.look(info.flow);
      this.flows.set(info.flow, flow);
      void flow.then(
        (found) => this.settled.set(info.flow, found),
        () => undefined,
      );
      if (this.flows.size > REMEMBERED) {
        const oldest = this.flows.keys().next().value!;
        this.flows.delete(oldest);
        this.settled.delete(oldest);
      }
    }
    return flow;
  }

  /** The same as `of` where it is known at once; undefined: ask that. */
  known(row: number): Possible | null | undefined {
    const stream = this.index.columns.stream.get(row);
    const flow = this.settled.get(this.index.streams[stream]?.flow ?? -1);
    return flow && this.ofStream(stream, row, flow);
  }

  private ofStream(stream: number, row: number, flow: ReadonlyMap<number, Possible>): Possible | null {
    const said = this.saidOf(stream);
    if (!said) return flow.get(stream) ?? null;
    const chosen = new Possible();
    chosen.add({ releases: said, why: 'chosen', read: true }, row);
    return chosen;
  }

  private saidOf(stream: number): ReleaseSet | null {
    return this.overruled.get(stream) ?? this.all;
  }

  /** What is called on a row's connection, as far as its first records show. */
  called(row: number): Called[] {
    const { columns, streams } = this.index;
    const info = streams[columns.stream.get(row)];
    const out = new Map<string, Called>();
    for (const other of info && this.index.complete ? this.rowsOf(info.flow) : []) {
      if (columns.kind.get(other) !== RowKind.call) continue;
      const [program, version, procedure] = [
        columns.program.get(other),
        columns.version.get(other),
        columns.procedure.get(other),
      ];
      const key = `${program}.${version}.${procedure}`;
      out.set(key, { program, version, procedure, count: (out.get(key)?.count ?? 0) + 1 });
    }
    return [...out.values()];
  }

  /** The sender of a row and the other side of its connection. */
  async sides(row: number): Promise<PeerReleases[]> {
    const { columns, streams } = this.index;
    const own = columns.stream.get(row);
    const info = streams[own];
    if (!info || !this.index.complete) return [];
    const flow = await this.flowOf(row);
    const answer = this.rowsOf(info.flow).find((one) => columns.stream.get(one) !== own) ?? -1;
    const side = (peer: string, of: number): PeerReleases => {
      const stream = of < 0 ? -1 : columns.stream.get(of);
      return sideOf(peer, of, flow?.get(stream) ?? null, this.saidOf(stream));
    };
    return [side(info.source, row), side(info.destination, answer)];
  }

  /** Says what all senders are; null takes that back. */
  overruleAll(releases: ReleaseSet | null): void {
    this.all = releases;
  }

  /** Says what the sender of a row is, whatever was found; null takes that back. */
  overrule(row: number, releases: ReleaseSet | null): void {
    const stream = this.index.columns.stream.get(row);
    if (releases) this.overruled.set(stream, releases);
    else this.overruled.delete(stream);
  }

  private async look(flow: number): Promise<ReadonlyMap<number, Possible>> {
    const out = new Map<number, Possible>();
    for (const row of this.rowsOf(flow)) {
      const record = await this.decode(row);
      if (!record) continue;
      const stream = this.index.columns.stream.get(row);
      let possible = out.get(stream);
      if (!possible) out.set(stream, (possible = new Possible()));
      for (const evidence of evidenceOf(record)) possible.add(evidence, row);
    }
    return out;
  }

  private rowsOf(flow: number): readonly number[] {
    if (!this.firstRows) {
      const { columns, streams } = this.index;
      this.firstRows = new Map();
      for (let row = 0; row < this.index.rows; row++) {
        const kind = columns.kind.get(row);
        if (kind !== RowKind.call && kind !== RowKind.reply) continue;
        const of = streams[columns.stream.get(row)]!.flow;
        const list = this.firstRows.get(of);
        if (!list) this.firstRows.set(of, [row]);
        else if (list.length < LOOKED_AT) list.push(row);
      }
    }
    return this.firstRows.get(flow) ?? [];
  }
}

function sideOf(peer: string, row: number, possible: Possible | null, said: ReleaseSet | null): PeerReleases {
  const releases = said ?? possible?.releases ?? null;
  return {
    peer,
    row,
    releases: releases ? printReleases(releases) : '',
    chosen: said !== null,
    evidence: (possible?.evidence ?? []).map(({ why, read, row: at, releases: by }) => {
      return { why, row: at, releases: printReleases(by), read };
    }),
  };
}
