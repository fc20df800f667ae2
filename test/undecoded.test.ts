/** Every record of every capture of test/captures: no byte is left undecoded, and nothing is amiss. */
import { describe, expect, test } from 'vitest';
import { RowKind } from '../src/decoder/api.ts';
import { protocol } from '../src/decoder/programs/protocol.ts';
import { decodeRecord, type ProcedureNumbers } from '../src/decoder/record/decode.ts';
import { registry } from '../src/decoder/types/index.ts';
import { Kind } from '../src/decoder/xdr/descriptor.ts';
import { capturedRecords } from './support/capture-records.ts';
import { capture, captureNames } from './support/captures.ts';

interface Trouble {
  readonly records: number;
  readonly undecoded: readonly string[];
  readonly notes: readonly string[];
}

function troubleOf(bytes: Uint8Array): Trouble {
  const calls = new Map<string, ProcedureNumbers>();
  const undecoded: string[] = [];
  const notes: string[] = [];
  let records = 0;
  for (const { frame, message, stream } of capturedRecords(bytes)) {
    if (message.length < 24) continue;
    const word = new DataView(message.buffer, message.byteOffset, message.length);
    const reply = word.getUint32(4) === 1;
    const [source, destination] = stream.split('>');
    let numbers: ProcedureNumbers | undefined;
    if (reply) {
      numbers = calls.get(`${destination}>${source} ${word.getUint32(0)}`);
      if (!numbers) continue;
    } else {
      numbers = { program: word.getUint32(12), version: word.getUint32(16), procedure: word.getUint32(20) };
      calls.set(`${stream} ${word.getUint32(0)}`, numbers);
    }
    records++;
    const { tree } = decodeRecord(
      { protocol, registry },
      {
        kind: reply ? RowKind.reply : RowKind.call,
        wire: { bytes: message, length: message.length, holes: [], marks: [] },
        call: reply ? numbers : null,
        releases: null,
        as: null,
      },
    );
    const where = `frame ${frame}, ${numbers.program} ${numbers.version} ${numbers.procedure} ${reply ? 'reply' : 'call'}`;
    for (let node = 0; node < tree.count; node++) {
      if (tree.kind[node] === Kind.undecoded)
        undecoded.push(`${where}: ${tree.start[node]} to ${tree.stop[node]}`);
    }
    for (const { severity, code, message: text } of tree.notes) {
      if (severity !== 'info') notes.push(`${where}: ${code}: ${text}`);
    }
  }
  return { records, undecoded, notes };
}

describe('every byte is explained', () => {
  test.each(captureNames)('%s', (name) => {
    const { records, undecoded, notes } = troubleOf(capture(name));
    expect(records).toBeGreaterThan(0);
    expect(undecoded).toEqual([]);
    expect(notes).toEqual([]);
  });
});
