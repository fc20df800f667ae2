/** Bytes explained, by program and procedure. Missing bytes count neither way. */
import { rangesOfKind } from '../decoder/record/words.ts';
import type { DecodedRecord } from '../decoder/record/decode.ts';
import { RowKind } from '../decoder/api.ts';
import { procedureWords, programWords } from '../decoder/record/names.ts';
import { Kind } from '../decoder/xdr/descriptor.ts';

interface Entry {
  records: number;
  whole: number;
  bytes: number;
  undecoded: number;
}

export class Coverage {
  private readonly entries = new Map<string, Entry>();
  private readonly all: Entry = { records: 0, whole: 0, bytes: 0, undecoded: 0 };

  add(record: DecodedRecord): void {
    const key =
      record.kind === RowKind.data
        ? 'bare bytes'
        : `${programWords(record) || 'unknown program'}  ${procedureWords(record)}  ${record.kind === RowKind.call ? 'call' : 'reply'}`;
    const sum = (kind: Kind): number =>
      rangesOfKind(record, kind).reduce((total, [, length]) => total + length, 0);
    const undecoded = sum(Kind.undecoded);
    const bytes = record.wire.length - sum(Kind.missing);
    let entry = this.entries.get(key);
    if (!entry) this.entries.set(key, (entry = { records: 0, whole: 0, bytes: 0, undecoded: 0 }));
    for (const one of [entry, this.all]) {
      one.records++;
      one.whole += undecoded === 0 ? 1 : 0;
      one.bytes += bytes;
      one.undecoded += undecoded;
    }
  }

  /** Worst first, the sum last. */
  *lines(): Generator<string> {
    yield ' explained  undecoded        bytes  whole/records';
    const order = [...this.entries].sort(([a, x], [b, y]) => y.undecoded - x.undecoded || (a < b ? -1 : 1));
    for (const [key, entry] of order) yield line(key, entry);
    yield line('all', this.all);
  }
}

function line(key: string, { records, whole, bytes, undecoded }: Entry): string {
  // Not rounded up: 100 % means every byte.
  const share = bytes === 0 ? 100 : Math.floor(((bytes - undecoded) / bytes) * 10_000) / 100;
  return [
    `${share.toFixed(2)} %`.padStart(10),
    String(undecoded).padStart(10),
    String(bytes).padStart(12),
    `${whole}/${records}`.padStart(14),
    ` ${key}`,
  ].join(' ');
}
