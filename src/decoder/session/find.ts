/** Looks for the next row of a view that has something. */
import type { FindProgress, FindResult, FindWhat, Work } from '../api.ts';
import { compileFilter } from '../filter/compile.ts';
import type { FilterHost } from '../filter/filter.ts';
import type { Views } from './views.ts';

/** Rows looked at between two pauses for the event loop. */
const BLOCK = 1024;

/**
 * @param from row from which to look on; -1: from the beginning, or backwards from the end
 */
export async function find(
  host: FilterHost,
  views: Views,
  what: FindWhat,
  from: number,
  direction: 1 | -1,
  view: number,
  work: Work<FindProgress>,
): Promise<FindResult> {
  const none: FindResult = { ok: true, found: null, wrapped: false };
  if (what.kind !== 'filter') return none;
  const compiled = compileFilter(what.filter, host.language);
  if (!compiled.ok) return compiled;
  const test = compiled.filter.start(host);
  const kept = new Uint32Array(1);
  const total = views.length(view);
  const start = views.placeOf(Math.max(0, from), view);
  let place =
    from < 0
      ? direction === 1
        ? 0
        : total - 1
      : start.place + (direction === 1 && !start.exact ? 0 : direction);
  for (let looked = 0; place >= 0 && place < total; place += direction, looked++) {
    const row = views.rowAt(place, view);
    if ((await test(row, row + 1, kept)) > 0) {
      return { ok: true, found: { row, place, at: null }, wrapped: false };
    }
    if (looked % BLOCK === BLOCK - 1) {
      work.emit({ looked, total });
      await new Promise((resolve) => setTimeout(resolve, 0));
      work.signal.throwIfAborted();
    }
  }
  return none;
}
