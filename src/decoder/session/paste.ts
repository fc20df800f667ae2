/** Texts and dumps → an index, and what was found in them. */
import type { DumpInfo, Layer, LayerChoice, OpenError, PastedDump, SourceNote, TextInfo } from '../api.ts';
import { indexPasted, type PastedBytes } from '../rpc/pasted.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import { readHexText, type HexText, type TextDump } from '../source/text/hex-text.ts';
import { findLayer } from '../source/text/layers.ts';
import { splitLines } from '../source/text/lines.ts';
import { looksLikeDict, looksLikeDictTail } from '../types/dict-guess.ts';

export interface Pasted {
  readonly index: RecordIndex;
  readonly text: TextInfo;
  readonly notes: readonly SourceNote[];
  readonly dumps: readonly PastedDump[];
  /** of each dump the place of each of its bytes: in the text, else in all dumps one behind the other */
  readonly places: readonly Uint32Array[];
  /** place of the first character of each line; empty: there is no text */
  readonly lineStarts: Uint32Array;
}

const options = {
  looksLikeDict: (bytes: Uint8Array): boolean =>
    looksLikeDict(bytes) !== null || looksLikeDictTail(bytes) !== null,
};

export async function readPastedText(text: string, layers: LayerChoice): Promise<Pasted | OpenError> {
  const found = readHexText(text, options);
  if (found.error) return found.error;
  const dumps = found.dumps.map(({ bytes, src, dst, lines }): PastedDump => ({ bytes, src, dst, lines }));
  const places = found.dumps.map((dump) => dump.places);
  const read = indexed(found.dumps, places, layers);
  const info: TextInfo = {
    lines: found.lines.count,
    linesTaken: found.lines.taken,
    reasons: found.lines.reasons,
    rows: await rowsOfLines(text, found, read.index),
    dumps: read.dumps.map((dump, at) => ({ ...dump, form: found.dumps[at]!.form })),
  };
  return {
    index: read.index,
    text: info,
    notes: found.notes,
    dumps,
    places,
    lineStarts: splitLines(text).start,
  };
}

export function readPastedDumps(dumps: readonly PastedDump[], layers: LayerChoice): Pasted {
  let base = 0;
  const places = dumps.map(({ bytes }) => {
    const from = base;
    base += bytes.length;
    return Uint32Array.from(bytes, (_, at) => from + at);
  });
  const read = indexed(dumps, places, layers);
  const info: TextInfo = {
    lines: 0,
    linesTaken: 0,
    reasons: new Uint8Array(0),
    rows: new Int32Array(0),
    dumps: read.dumps,
  };
  return { index: read.index, text: info, notes: [], dumps, places, lineStarts: new Uint32Array(0) };
}

function indexed(
  dumps: readonly (PastedDump | TextDump)[],
  places: readonly Uint32Array[],
  layers: LayerChoice,
): { index: RecordIndex; dumps: DumpInfo[] } {
  const chosen = dumps.map(({ bytes }, at): { layer: Exclude<Layer, 'auto'>; chosen: boolean } => {
    const choice = layers[at] ?? 'auto';
    if (choice !== 'auto') return { layer: choice, chosen: true };
    return { layer: findLayer(bytes, options).layer, chosen: false };
  });
  const pasted = dumps.map(({ bytes, src, dst, lines }, at): PastedBytes => {
    return { bytes, src, dst, lines, layer: chosen[at]!.layer, textPlaces: places[at]! };
  });
  return {
    index: indexPasted(pasted),
    dumps: dumps.map(({ bytes, lines }, at) => ({
      lines,
      length: bytes.length,
      form: 'bytes',
      ...chosen[at]!,
    })),
  };
}

/** For each line the row that it belongs to: by its dump, and by the bytes on it where a dump has several rows. */
async function rowsOfLines(text: string, found: HexText, index: RecordIndex): Promise<Int32Array> {
  const rows = new Int32Array(found.lines.count).fill(-1);
  const byDump = new Map<number, number[]>();
  const { first, last } = index.columns;
  let dump = 0;
  for (let row = 0; row < index.rows; row++) {
    // Rows come in the order of the text, and so do dumps.
    while (dump + 1 < found.dumps.length && found.dumps[dump]!.lines[1] < last.get(row)) dump++;
    for (let at = dump; at >= 0 && found.dumps[at]!.lines[1] >= first.get(row); at--) {
      const list = byDump.get(at);
      if (list) list.push(row);
      else byDump.set(at, [row]);
    }
  }
  for (let line = 0; line < rows.length; line++) {
    const list = byDump.get(found.lines.dump[line]!);
    if (list) rows[line] = list[0]!;
  }
  const crowded = [...byDump.values()].filter((list) => list.length > 1);
  if (crowded.length === 0) return rows;
  const { start } = splitLines(text);
  for (const row of new Set(crowded.flat())) {
    const { textPlaces } = await index.read(row);
    for (const place of textPlaces) if (place < text.length) rows[lineAt(start, place)] = row;
  }
  return rows;
}

function lineAt(start: Uint32Array, place: number): number {
  let low = 0;
  let high = start.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (start[middle]! <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
