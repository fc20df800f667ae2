import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capture } from '../../../test/support/captures.ts';
import { call, frame, noise, pcap } from '../../../test/support/packets.ts';
import { indexCapture } from '../rpc/capture-index.ts';
import type { ByteSource } from '../source/bytes.ts';
import { blobSource, memorySource } from '../source/bytes.ts';
import { feed } from './feed.ts';
import { Notes } from './notes.ts';
import { pcapKind, PcapWalker } from './pcap.ts';

const kind = pcapKind(new DataView(pcap([]).buffer), 24)!;

/** Many frames, some larger than a piece of the file. */
const large = pcap(
  Array.from({ length: 40 }, (_, i) =>
    frame({ sequence: i * 60_056, payload: call(i + 1, 1, noise(60_056 - 44, i)) }),
  ),
);

function frameLengths(): { sink: ConstructorParameters<typeof PcapWalker>[1]; lengths: number[] } {
  const lengths: number[] = [];
  let length = 0;
  return {
    lengths,
    sink: {
      piece(bytes) {
        length = bytes.length;
      },
      frame(start, end) {
        expect(end).toBeLessThanOrEqual(length);
        lengths.push(end - start);
      },
      release: () => undefined,
    },
  };
}

describe('a source in pieces', () => {
  test('of any length gives every frame', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 5 }),
        (lengths) => {
          const bytes = capture('01');
          const walked = frameLengths();
          const walker = new PcapWalker(kind, walked.sink, new Notes());
          // A source that never gives more than a few bytes at once would end the reading, so the walker is driven.
          let held = new Uint8Array(0);
          let turn = 0;
          for (let at = 0; at < bytes.length;) {
            const length = lengths[turn++ % lengths.length]!;
            const piece = new Uint8Array([...held, ...bytes.subarray(at, at + length)]);
            at += length;
            let stop = 0;
            for (;;) {
              stop = walker.walk(piece, new DataView(piece.buffer), stop, piece.length, 0, 100);
              if (walker.need > 0) break;
            }
            held = piece.slice(stop);
          }
          expect(walked.lengths).toHaveLength(242);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('with frames across pieces: each is read where it stands', async () => {
    const result = await indexCapture(memorySource(large));
    if (!result.ok) throw new Error();
    await result.done;
    expect(result.index.records).toBe(40);
    expect((await result.index.read(21)).bytes).toEqual(call(22, 1, noise(60_056 - 44, 21)));
  });

  test('with damage anywhere: all other frames are found', async () => {
    const starts: number[] = [];
    const view = new DataView(large.buffer);
    for (let at = 24; at < large.length; at += 16 + view.getUint32(at + 8, true)) starts.push(at);
    for (const at of starts) {
      const bytes = large.slice();
      new DataView(bytes.buffer).setUint32(at + 8, 0xfffffff0, true);
      const result = await indexCapture(memorySource(bytes));
      if (!result.ok) throw new Error();
      await result.done;
      expect(result.index.frames).toBe(starts.length - 1);
    }
  });

  test('a Blob is read the same', async () => {
    const result = await indexCapture(blobSource(new Blob([large as Uint8Array<ArrayBuffer>])));
    if (!result.ok) throw new Error();
    await result.done;
    expect(result.index.records).toBe(40);
  });

  test('memory that is there is read into', async () => {
    let allocated = 0;
    const source: ByteSource = {
      size: large.length,
      read(offset, length) {
        allocated++;
        return Promise.resolve(large.subarray(offset, offset + length));
      },
      readInto(offset, target) {
        const part = large.subarray(offset, offset + target.length);
        target.set(part);
        return Promise.resolve(part.length);
      },
    };
    const result = await indexCapture(source);
    if (!result.ok) throw new Error();
    await result.done;
    expect(result.index.records).toBe(40);
    // the head, and nothing else
    expect(allocated).toBe(1);
  });
});

describe('a source that another thread reads', () => {
  test('gives the same records; each piece is let go of when it was walked', async () => {
    const twelve = pcap(
      Array.from({ length: 200 }, (_, i) =>
        frame({ sequence: i * 60_056, payload: call(i + 1, 1, noise(60_056 - 44, i)) }),
      ),
    );
    const told: string[] = [];
    const source: ByteSource = {
      ...memorySource(twelve),
      readAside(offset, length) {
        const part = twelve.slice(offset, offset + length);
        told.push(`read ${offset}`);
        // Node's buffers of today have no such method.
        Object.defineProperty(part.buffer, 'transfer', {
          value: () => {
            told.push(`gone ${offset}`);
            part.fill(0);
          },
        });
        return Promise.resolve(part);
      },
    };
    const result = await indexCapture(source);
    if (!result.ok) throw new Error();
    await result.done;
    expect(result.index.records).toBe(200);
    expect(result.index.notes).toEqual([]);
    const [first, second] = [256 * 1024, 256 * 1024 + 8 * 1024 * 1024];
    expect(told).toEqual([`read ${first}`, `read ${second}`, `gone ${first}`, `gone ${second}`]);
    expect((await result.index.read(150)).bytes).toHaveLength(60_056);
  });
});

describe('while it reads', () => {
  test('it waits for what it has to give way to', async () => {
    let asked = 0;
    let free: () => void = () => undefined;
    const result = await indexCapture(memorySource(large), {
      yieldEvery: 0,
      giveWay: () => (asked++ === 0 ? new Promise((resolve) => (free = resolve)) : null),
    });
    if (!result.ok) throw new Error();
    await new Promise((resolve) => setTimeout(resolve, 30));
    const { rows } = result.index;
    expect(asked).toBe(1);
    expect(rows).toBeLessThan(40);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(result.index.rows).toBe(rows);
    free();
    await result.done;
    expect(result.index.rows).toBe(40);
    expect(asked).toBeGreaterThan(1);
  });

  test('the index can be used, and grows', async () => {
    const seen: number[] = [];
    const result = await indexCapture(memorySource(large), {
      yieldEvery: 0,
      onProgress: () => {
        if (result !== undefined && result.ok) seen.push(result.index.rows);
      },
    });
    if (!result.ok) throw new Error();
    expect(result.index.complete).toBe(false);
    await result.done;
    expect(result.index.complete).toBe(true);
    expect(seen[0]).toBeLessThan(40);
    expect(seen.at(-1)).toBe(40);
  });

  test('it can be cancelled', async () => {
    const cancel = new AbortController();
    const result = await indexCapture(memorySource(large), {
      signal: cancel.signal,
      yieldEvery: 0,
      onProgress: () => cancel.abort(),
    });
    if (!result.ok) throw new Error();
    await result.done;
    expect(result.index.complete).toBe(false);
    expect(result.index.rows).toBeLessThan(40);
  });

  test('the event loop has its turns', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const walked = frameLengths();
    const walker = new PcapWalker(kind, walked.sink, new Notes());
    let pauses = 0;
    await feed(memorySource(large), walker, walked.sink, { yieldEvery: 0, onPause: () => pauses++ });
    clearInterval(timer);
    expect(pauses).toBeGreaterThan(1);
    expect(walked.lengths).toHaveLength(40);
  });

  test('a source that fails becomes a note, and what was read is kept', async () => {
    const source: ByteSource = {
      size: large.length,
      read: (offset, length) =>
        offset > 200_000
          ? Promise.reject(new Error('The disk is gone.'))
          : Promise.resolve(large.subarray(offset, offset + length)),
    };
    const result = await indexCapture(source);
    if (!result.ok) throw new Error();
    await result.done;
    expect(result.index.notes.at(-1)).toMatchObject({ code: 'unreadable', severity: 'error' });
  });

  test('a source that cannot be read at all is an error', async () => {
    const result = await indexCapture({ size: 10, read: () => Promise.reject(new Error('No.')) });
    expect(result).toMatchObject({ ok: false, error: { code: 'unreadable' } });
  });
});
