/** All rows in one go and each row by itself: two ways to the same records. */
import { expect, test } from 'vitest';
import type { DecodedRow } from '../src/decoder/session/decoding.ts';
import { captureNames, hexTexts, openCapture, openText } from './support/sessions.ts';

/** What a row is, without the memory that it stands in. */
function snapshot(decoded: DecodedRow): unknown {
  const { bytes, shown } = decoded;
  const { wire } = shown;
  const column = (values: ArrayLike<number>): string =>
    Array.prototype.slice.call(values, 0, wire.count).join();
  return {
    bytes: { ...bytes, bytes: Buffer.from(bytes.bytes).toString('base64') },
    count: wire.count,
    field: column(wire.field),
    parent: column(wire.parent),
    end: column(wire.end),
    start: column(wire.start),
    stop: column(wire.stop),
    kind: column(wire.kind),
    flags: column(wire.flags),
    aux: column(wire.aux),
    cuts: [...wire.cuts],
    origin: wire.origin && [...wire.origin],
    notes: wire.notes,
    length: wire.length,
    sections: shown.sections,
    numbers: shown.numbers,
    chosen: shown.chosen && { ...shown.chosen, layout: shown.chosen.layout.variant.field.id },
    candidates: shown.candidates,
  };
}

type Session = Awaited<ReturnType<typeof openCapture>>;

async function differing(session: Session): Promise<number[]> {
  const out: number[] = [];
  let seen = 0;
  await session.eachRow(async (row, decoded) => {
    expect(row).toBe(seen++);
    const alone = await session.decoded(row, null);
    if ((decoded === null) !== (alone.record === null)) out.push(row);
    else if (decoded && JSON.stringify(snapshot(decoded)) !== JSON.stringify(snapshot(alone))) out.push(row);
  });
  expect(seen).toBe(session.index.rows);
  return out;
}

test.each(captureNames())('%s: the same records', async (name) => {
  expect(await differing(await openCapture(name))).toEqual([]);
});

test('the same records of a paste', async () => {
  for (const text of Object.values(hexTexts())) expect(await differing(await openText(text))).toEqual([]);
});

test('stops when it is told to', async () => {
  const session = await openCapture('01-peer-probe-and-pool.pcap');
  const stop = new AbortController();
  let seen = 0;
  const run = session.eachRow(
    () => {
      if (++seen === 3) stop.abort();
    },
    { signal: stop.signal },
  );
  await expect(run).rejects.toThrow('aborted');
  expect(seen).toBe(3);
});
