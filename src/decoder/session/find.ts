/**
 * Looks for the next row of a view that has something, forwards or backwards, and round the end once. What the
 * index knows is looked up there; the rest reads or decodes row by row and stops at the first that fits.
 */
import { Outcome, RowKind, type FindProgress, type FindResult, type FindWhat, type Work } from '../api.ts';
import type { FilterError } from '../api.ts';
import type { FilterHost } from '../filter/filter.ts';
import type { RecordBytes, RecordIndex, RowReader } from '../rpc/record-index.ts';
import { parseHex, placeIn } from './needle.ts';
import { rowWords } from './row-words.ts';
import { placeOfText } from './text-place.ts';
import type { Views } from './views.ts';

/** Where in the row it is; null: the row as a whole. */
type At = readonly [offset: number, length: number] | null;
/** What a row has: undefined, not what is looked for. */
type Look = (row: number) => At | undefined | Promise<At | undefined>;

/** Where a row is in a view, or would be. */
type Place = ReturnType<Views['placeOf']>;

/** Rows between two looks at the clock. */
const LOOKS = 32;
/** Milliseconds of work between two pauses for the event loop. */
const SLICE = 8;

export interface FindHost extends FilterHost {
  /** a number for the file that a row is about, 0: none is known */
  fileOf(row: number): number;
}

/**
 * @param from row from which to look on, itself last: it counts for what a person writes, since it is in the view,
 *   and not where another one like it is asked for; -1: from the beginning, or backwards from the end
 * @returns `found` null: no row of the view has it. Rejects with an AbortError when dropped, or the view is no more
 */
export async function find(
  host: FindHost,
  views: Views,
  what: FindWhat,
  from: number,
  direction: 1 | -1,
  view: number,
  work: Work<FindProgress>,
): Promise<FindResult> {
  const look = await lookFor(host, what, direction);
  if ('message' in look) return { ok: false, error: look };
  if (what.kind === 'bytes' && what.after !== null && from >= 0) {
    const { place, exact } = views.placeOf(from, view);
    const at = exact ? await inRow(host, what.hex, from, what.after, direction) : null;
    if (at) return { ok: true, found: { row: from, place, at }, wrapped: false };
  }
  const other = what.kind !== 'text' && what.kind !== 'bytes' && what.kind !== 'filter';
  let total = views.length(view);
  let place = from >= 0 ? nextTo(views.placeOf(from, view), direction) : direction === 1 ? 0 : total - 1;
  let wrapped = false;
  let pause = performance.now() + SLICE;
  for (let looked = 0; looked < total; looked++) {
    const length = views.length(view);
    if (length === 0) break;
    if (!wrapped) {
      total = length;
      wrapped = place < 0 || place >= length;
    }
    if (place < 0) place = length - 1;
    else if (place >= length) place = 0;
    const row = views.rowAt(place, view);
    const found = other && row === from ? undefined : look(row);
    const at = found instanceof Promise ? await found : found;
    if (at !== undefined) {
      const now = placeNow(views, row, place, view);
      if (now.exact) return { ok: true, found: { row, place: now.place, at }, wrapped };
    }
    if (looked % LOOKS === 0 && performance.now() > pause) {
      work.emit({ looked, total });
      await new Promise((resolve) => setTimeout(resolve, 0));
      work.signal.throwIfAborted();
      pause = performance.now() + SLICE;
    }
    place = nextTo(placeNow(views, row, place, view), direction);
  }
  work.signal.throwIfAborted();
  return { ok: true, found: null, wrapped: false };
}

/** Rows may leave a view that is still filled: replies whose call came. @param place where the row was */
function placeNow(views: Views, row: number, place: number, view: number): Place {
  const stays = place < views.length(view) && views.rowAt(place, view) === row;
  return stays ? { place, exact: true } : views.placeOf(row, view);
}

/** The place behind (or before) a row; beyond an end: none is left there. */
function nextTo({ place, exact }: Place, direction: 1 | -1): number {
  return direction === -1 ? place - 1 : place + (exact ? 1 : 0);
}

function lookFor(
  host: FindHost,
  what: FindWhat,
  direction: 1 | -1,
): Look | FilterError | Promise<Look | FilterError> {
  const { index } = host;
  switch (what.kind) {
    case 'conversation':
      return likeOf(index, what.of, sameConnection(index, what.of));
    case 'same-kind':
      return likeOf(index, what.of, sameProcedure(index, what.of));
    case 'same-file': {
      const file = host.fileOf(what.of);
      return (row) => (file !== 0 && host.fileOf(row) === file ? null : undefined);
    }
    case 'error':
      return (row) => isError(host, row);
    case 'bytes': {
      const needle = parseHex(what.hex);
      if ('message' in needle) return needle;
      return inBytes(host.index.reader(), needle, direction);
    }
    case 'filter':
      return byFilter(host, what.filter);
    case 'text':
      return byText(host, what.text, what.matchCase);
  }
}

const likeOf = (index: RecordIndex, of: number, test: (row: number) => boolean): Look =>
  of < index.rows ? (row) => (test(row) ? null : undefined) : () => undefined;

function sameConnection({ columns, streams }: RecordIndex, of: number): (row: number) => boolean {
  const flow = (row: number): number => streams[columns.stream.get(row)]?.flow ?? -1;
  const wanted = flow(of);
  return (row) => wanted >= 0 && flow(row) === wanted;
}

function sameProcedure({ columns }: RecordIndex, of: number): (row: number) => boolean {
  const { kind, program, version, procedure } = columns;
  const same = [kind, program, version, procedure].map((column) => [column, column.get(of)] as const);
  return (row) => same.every(([column, value]) => column.get(row) === value);
}

async function isError(host: FindHost, row: number): Promise<At | undefined> {
  if (host.index.columns.kind.get(row) > RowKind.data) return undefined;
  const { outcome } = rowWords(host.index, row, await host.decoded(row));
  return outcome === Outcome.error || outcome === Outcome.noReply ? null : undefined;
}

function inBytes(reader: RowReader, needle: Uint8Array, direction: 1 | -1): Look {
  const look = ({ bytes }: RecordBytes): At | undefined => {
    const at = placeIn(bytes, needle, direction === 1 ? 0 : bytes.length, direction);
    return at < 0 ? undefined : [at, needle.length];
  };
  return (row) => {
    const read = reader.read(row);
    return read instanceof Promise ? read.then(look) : look(read);
  };
}

async function inRow(
  host: FindHost,
  hex: string,
  row: number,
  after: number,
  direction: 1 | -1,
): Promise<readonly [number, number] | null> {
  const needle = parseHex(hex);
  if ('message' in needle || row >= host.index.rows) return null;
  const { bytes } = await host.index.read(row);
  const at = placeIn(bytes, needle, after + direction, direction);
  return at < 0 ? null : [at, needle.length];
}

async function byFilter(host: FindHost, filter: string): Promise<Look | FilterError> {
  const { compileFilter } = await import('./filter-language.ts');
  const compiled = compileFilter(filter, host.language);
  if (!compiled.ok) return compiled.error;
  const test = compiled.filter.start(host);
  const kept = new Uint32Array(1);
  const verdict = (count: number): At | undefined => (count > 0 ? null : undefined);
  return (row) => {
    const count = test(row, row + 1, kept);
    return typeof count === 'number' ? verdict(count) : count.then(verdict);
  };
}

/** A text in quotes is a filter: what a person sees of a record holds it. */
async function byText(host: FindHost, text: string, matchCase: boolean): Promise<Look | FilterError> {
  const shown = await byFilter(host, `"${text.replace(/["\\]/g, '\\$&')}"`);
  if ('message' in shown) return shown;
  return async (row) => {
    if ((await shown(row)) === undefined) return undefined;
    const record = await host.decoded(row);
    const place = record && placeOfText(record, text, matchCase);
    if (place) return place;
    // The line of the table has it, and no field by itself.
    if (!matchCase) return null;
    const words = rowWords(host.index, row, record);
    return Object.values(words).some((word) => String(word).includes(text)) ? null : undefined;
  };
}
