import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Bringers } from './bringers.ts';
import { FrameColumns } from './frame-columns.ts';

/** Where stream 0 begins: its places pass 2^32. */
const BEGIN = 0xffffff00;

interface Sent {
  readonly stream: number;
  readonly place: number;
  readonly size: number;
}

/** Which frame brought each byte of frame `asked`, -1: none; and where that byte is in the file. */
function brought(list: readonly Sent[], bringers: Bringers, asked: number): [number, number][] {
  const { size } = list[asked]!;
  const found = Array.from({ length: size }, (): [number, number] => [-1, -1]);
  bringers.find(asked, size, (frame, start, stop, at) => {
    for (let i = start; i < stop; i++) {
      expect(found[i]![0]).toBe(-1);
      found[i] = [frame, at + i - start];
    }
  });
  return found;
}

function columnsOf(list: readonly Sent[]): FrameColumns {
  const columns = new FrameColumns();
  list.forEach(({ stream, place, size }, i) => columns.push(stream, BEGIN + place, i * 1000, size));
  return columns;
}

describe('who brought bytes first', () => {
  test('is told for each byte, whatever was sent in whatever order', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            stream: fc.integer({ min: -1, max: 1 }),
            place: fc.nat(500),
            size: fc.oneof(fc.nat(12), fc.nat(200)),
          }),
          { minLength: 1, maxLength: 60 },
        ),
        fc.array(fc.nat(59), { maxLength: 4 }),
        (list, questions) => {
          const bringers = new Bringers(columnsOf(list));
          // Questions come in the order of frames.
          for (const asked of [...questions, list.length - 1].sort((a, b) => a - b)) {
            const mine = list[asked];
            if (mine === undefined || mine.stream < 0) continue;
            const model = Array.from({ length: mine.size }, (_, i): [number, number] => {
              const byte = mine.place + i;
              const first = list
                .slice(0, asked)
                .findIndex(
                  ({ stream, place, size }) => stream === mine.stream && place <= byte && byte < place + size,
                );
              return first < 0 ? [-1, -1] : [first, first * 1000 + byte - list[first]!.place];
            });
            expect(brought(list, bringers, asked)).toEqual(model);
          }
          expect(bringers.partial).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('is remembered for the last half million frames at least', () => {
    const columns = new FrameColumns();
    const frames = (1 << 20) + 100;
    for (let i = 0; i < frames; i++) columns.push(i & 1, (i >>> 1) * 10, i * 10, 10);
    const ask = (earlier: number): number[] => {
      columns.push(earlier & 1, (earlier >>> 1) * 10, 0, 10);
      const found: number[] = [];
      bringers.find(columns.length - 1, 10, (frame) => found.push(frame));
      return found;
    };
    const bringers = new Bringers(columns);
    expect(ask(frames - 5)).toEqual([frames - 5]);
    expect(bringers.partial).toBe(true);
    expect(ask(frames - 500_000)).toEqual([frames - 500_000]);
    expect(ask(50)).toEqual([]);
  });

  test('a stream that goes on far away is remembered from there', () => {
    const columns = new FrameColumns();
    for (const place of [0, 10, 3_000_000_000, 3_000_000_010, 3_000_000_000]) columns.push(0, place, 0, 10);
    const found: number[] = [];
    new Bringers(columns).find(4, 10, (frame) => found.push(frame));
    expect(found).toEqual([2]);
  });

  test('segments that come backwards are remembered as far as moving them is cheap', () => {
    const columns = new FrameColumns();
    for (let i = 20_000; i > 0; i--) columns.push(0, i * 10, 0, 10);
    columns.push(0, 199_990, 0, 10);
    const bringers = new Bringers(columns);
    const found: number[] = [];
    bringers.find(20_000, 10, (frame) => found.push(frame));
    expect(found).toEqual([1]);
    expect(bringers.partial).toBe(true);
  });
});
