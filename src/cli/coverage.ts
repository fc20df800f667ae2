/** Bytes explained, by program and procedure. Missing bytes count neither way. */
import type { DecodedRecord } from '../decoder/record/decode.ts';
import type { Layout } from '../decoder/record/layouts.ts';
import { rangesOf } from '../decoder/record/tiling.ts';
import { RowKind } from '../decoder/api.ts';
import { procedureWords, programWords } from '../decoder/record/names.ts';
import { Kind } from '../decoder/xdr/descriptor.ts';

interface Entry {
  readonly name: string;
  records: number;
  /** fields, of which some are made of others */
  fields: number;
  whole: number;
  bytes: number;
  undecoded: number;
}

export class Coverage {
  private readonly entries = new Map<string, Entry>();
  /** the same by what records are read by: most need no words then */
  private readonly byLayout = new Map<Layout, Entry>();
  private readonly all = newEntry('all');

  add(record: DecodedRecord): void {
    const { wire } = record;
    let undecoded = 0;
    let missing = 0;
    for (let node = 0; node < wire.count; node++) {
      const kind = wire.kind[node]!;
      if (kind !== Kind.undecoded && kind !== Kind.missing) continue;
      if (wire.end[node] !== node + 1) continue;
      let length = 0;
      for (const [start, stop] of rangesOf(wire, node)) length += stop - start;
      if (kind === Kind.missing) missing += length;
      else undecoded += length;
    }
    const bytes = wire.length - missing;
    count(this.entryOf(record), wire.count, bytes, undecoded);
    count(this.all, wire.count, bytes, undecoded);
  }

  private entryOf(record: DecodedRecord): Entry {
    const layout = record.chosen?.layout;
    let entry = layout && this.byLayout.get(layout);
    if (entry) return entry;
    const name = nameOf(record);
    entry = this.entries.get(name);
    if (!entry) this.entries.set(name, (entry = newEntry(name)));
    if (layout) this.byLayout.set(layout, entry);
    return entry;
  }

  /** Worst first, the sum last. */
  *lines(): Generator<string> {
    yield ' explained  undecoded        bytes      fields  whole/records';
    const order = [...this.entries.values()].sort(
      (a, b) => b.undecoded - a.undecoded || (a.name < b.name ? -1 : 1),
    );
    for (const entry of order) yield line(entry);
    yield line(this.all);
  }
}

function newEntry(name: string): Entry {
  return { name, records: 0, fields: 0, whole: 0, bytes: 0, undecoded: 0 };
}

function count(entry: Entry, fields: number, bytes: number, undecoded: number): void {
  entry.records++;
  entry.fields += fields;
  entry.whole += undecoded === 0 ? 1 : 0;
  entry.bytes += bytes;
  entry.undecoded += undecoded;
}

function nameOf(record: DecodedRecord): string {
  if (record.kind === RowKind.data) return 'bare bytes';
  const half = record.kind === RowKind.call ? 'call' : 'reply';
  return `${programWords(record) || 'unknown program'}  ${procedureWords(record)}  ${half}`;
}

function line({ name, records, fields, whole, bytes, undecoded }: Entry): string {
  // Not rounded up: 100 % means every byte.
  const share = bytes === 0 ? 100 : Math.floor(((bytes - undecoded) / bytes) * 10_000) / 100;
  return [
    `${share.toFixed(2)} %`.padStart(10),
    String(undecoded).padStart(10),
    String(bytes).padStart(12),
    String(fields).padStart(11),
    `${whole}/${records}`.padStart(14),
    ` ${name}`,
  ].join(' ');
}
