/**
 * What is looked at, as `key=value` pairs. Each pair stands alone: one that is unknown or does not read
 * is left out, and the rest still holds.
 */
import type { DecodeAs, Layer, LayerChoice } from '../../decoder/api.ts';
import { readBookmarks, writeBookmarks, type Bookmark } from './bookmarks.ts';

export interface Place {
  /** row of the source; null: none selected */
  readonly row: number | null;
  /** node's path, as `texts` gives it; '' is no field */
  readonly field: string | null;
  /** its bytes, should the path not be found: wire offset and length */
  readonly at: readonly [offset: number, length: number] | null;
  readonly view: 'fields' | 'words';
  /** what stands below the table */
  readonly side: 'record' | 'stats' | 'sequence';
  /** call and reply together */
  readonly both: boolean;
  readonly as: DecodeAs | null;
  readonly layers: LayerChoice;
  /** the filter in force; '': none */
  readonly filter: string;
  readonly bookmarks: readonly Bookmark[];
}

export const NOWHERE: Place = {
  row: null,
  field: null,
  at: null,
  view: 'fields',
  side: 'record',
  both: false,
  as: null,
  layers: {},
  filter: '',
  bookmarks: [],
};

const LAYER_NAMES: readonly Layer[] = ['auto', 'ethernet', 'ip', 'tcp', 'record', 'message', 'body'];

/** Half a surrogate pair has no UTF-8, and encodeURIComponent throws at it. */
export const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd');

/** `/`, `:`, `,` and `@` are left readable: a fragment may hold them. */
const escape = (text: string): string =>
  encodeURIComponent(wellFormed(text)).replace(/%(2F|3A|2C|40)/g, (code) => decodeURIComponent(code));

function unescape(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Characters of a filter that are read: what the language takes, so that no filter in force is cut by its link. */
const LONGEST_FILTER = 8_000;

const UINT32 = 2 ** 32 - 1;

function uint(text: string | undefined): number | null {
  if (text === undefined || !/^\d{1,10}$/.test(text)) return null;
  const value = Number(text);
  return value <= UINT32 ? value : null;
}

function writeAs(as: DecodeAs): string {
  return as.kind === 'type'
    ? `type:${as.type}@${as.offset}`
    : `proc:${as.program},${as.version},${as.procedure},${as.reply ? 'reply' : 'call'}@${as.offset}`;
}

function readAs(text: string): DecodeAs | null {
  const type = /^type:(.{1,200})@(\d+)$/su.exec(text);
  if (type) {
    const offset = uint(type[2]);
    return offset === null ? null : { kind: 'type', type: type[1]!, offset };
  }
  const parts = /^proc:(\d+),(\d+),(\d+),(call|reply)@(\d+)$/.exec(text);
  if (!parts) return null;
  const [program, version, procedure, offset] = [1, 2, 3, 5].map((group) => uint(parts[group]));
  if (program == null || version == null || procedure == null || offset == null) return null;
  return { kind: 'procedure', program, version, procedure, reply: parts[4] === 'reply', offset };
}

function readLayers(text: string): LayerChoice {
  const layers: Record<number, Layer> = {};
  for (const pair of text.split(',').slice(0, 1_000)) {
    const [dump, name] = pair.split(':');
    const number = uint(dump);
    const layer = LAYER_NAMES.find((known) => known === name);
    if (number !== null && layer !== undefined) layers[number] = layer;
  }
  return layers;
}

/** '' where there is nothing to say. */
export function writePlace(place: Place): string {
  const pairs: [string, string][] = [];
  if (place.row !== null) pairs.push(['row', String(place.row)]);
  if (place.field) pairs.push(['field', place.field]);
  if (place.at) pairs.push(['at', place.at.join(',')]);
  if (place.filter !== '') pairs.push(['filter', place.filter]);
  if (place.view === 'words') pairs.push(['view', 'words']);
  if (place.side !== 'record') pairs.push(['side', place.side]);
  if (place.both) pairs.push(['half', 'both']);
  if (place.as) pairs.push(['as', writeAs(place.as)]);
  const layers = Object.entries(place.layers).filter(([, layer]) => layer !== 'auto');
  if (layers.length > 0) pairs.push(['layers', layers.map((pair) => pair.join(':')).join(',')]);
  if (place.bookmarks.length > 0) pairs.push(['marks', writeBookmarks(place.bookmarks)]);
  return pairs.map(([key, value]) => `${key}=${escape(value)}`).join('&');
}

export function readPlace(text: string): Place {
  const place: { -readonly [K in keyof Place]: Place[K] } = { ...NOWHERE };
  for (const pair of text.split('&')) {
    const cut = pair.indexOf('=');
    const value = cut < 0 ? null : unescape(pair.slice(cut + 1));
    if (!value) continue;
    switch (pair.slice(0, cut)) {
      case 'row':
        place.row = uint(value);
        break;
      case 'field':
        place.field = value;
        break;
      case 'at': {
        const [offset, length] = value.split(',').map(uint);
        if (offset != null && length != null) place.at = [offset, length];
        break;
      }
      case 'filter':
        place.filter = value.slice(0, LONGEST_FILTER);
        break;
      case 'view':
        if (value === 'words') place.view = 'words';
        break;
      case 'side':
        if (value === 'stats' || value === 'sequence') place.side = value;
        break;
      case 'half':
        if (value === 'both') place.both = true;
        break;
      case 'as':
        place.as = readAs(value);
        break;
      case 'marks':
        place.bookmarks = readBookmarks(value);
        break;
      case 'layers':
        place.layers = readLayers(value);
        break;
    }
  }
  return place;
}
