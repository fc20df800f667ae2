import { expect, test } from 'vitest';
import { RowKind, type ViewState } from '../api.ts';
import type { CompiledFilter, FilterHost } from '../filter/filter.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import { View } from './view.ts';

/** An index of replies, of which nothing but kind and match is asked. */
function grows(rows: number): {
  index: RecordIndex;
  set: (row: number, match: number) => void;
  end: () => void;
} {
  const matches = new Int32Array(rows).fill(-1);
  const column = (get: (row: number) => number) => ({ length: rows, byteLength: 0, get });
  const index = {
    rows,
    complete: false,
    columns: { kind: column(() => RowKind.reply), match: column((row) => matches[row]!) },
  };
  return {
    index: index as unknown as RecordIndex,
    set: (row, match) => void (matches[row] = match),
    end: () => void (index.complete = true),
  };
}

const rowsOf = (view: View): number[] => Array.from({ length: view.length }, (_, place) => view.rowAt(place));

/** Keeps rows that have a match. */
function matched(index: RecordIndex, late: boolean): CompiledFilter {
  return {
    headersOnly: true,
    late,
    start: () => (from, to, kept) => {
      let count = 0;
      for (let row = from; row < to; row++) if (index.columns.match.get(row) >= 0) kept[count++] = row;
      return count;
    },
  };
}

async function filled(late: boolean): Promise<{ view: View; states: ViewState[] }> {
  const { index, set, end } = grows(1_000);
  set(500, 3);
  const view = new View(1, 'matched', index);
  const states: ViewState[] = [];
  const work = { signal: new AbortController().signal, emit: (state: ViewState) => void states.push(state) };
  await view.fill(matched(index, late), {} as FilterHost, work, () => {
    set(7, 1);
    set(900, 2);
    end();
    return Promise.resolve();
  });
  return { view, states };
}

test('replies whose call comes behind them are looked at again', async () => {
  const { view, states } = await filled(false);
  expect(rowsOf(view)).toEqual([7, 500, 900]);
  expect(states.some(({ rows }) => rows === 1)).toBe(true);
  expect(view.state).toMatchObject({ rows: 3, looked: 1_000, complete: true });
});

test('what is known late is looked at when the index is complete', async () => {
  const { view, states } = await filled(true);
  expect(rowsOf(view)).toEqual([7, 500, 900]);
  expect(states[0]).toMatchObject({ rows: 0, looked: 0, complete: false });
});

test('slow filters are looked at in small blocks, so that others have their turn', async () => {
  const { index, end } = grows(2_000);
  end();
  const sizes: number[] = [];
  const slow: CompiledFilter = {
    headersOnly: false,
    late: false,
    start: () => (from, to) => {
      sizes.push(to - from);
      const until = performance.now() + (to - from) * 0.1;
      while (performance.now() < until);
      return 0;
    },
  };
  const view = new View(1, 'slow', index);
  const work = { signal: new AbortController().signal, emit: () => undefined };
  await view.fill(slow, {} as FilterHost, work, () => Promise.resolve());
  expect(Math.max(...sizes.slice(4))).toBeLessThanOrEqual(128);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2_000);
});
