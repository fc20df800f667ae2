/**
 * Bookmarks as a link carries them: `row`, or `row@offset,length`, each with `~note` where there is one; joined
 * by `;`. One that does not read is left out.
 */
export interface Bookmark {
  readonly row: number;
  /** wire offset and length of the field; null: the record as a whole */
  readonly at: readonly [offset: number, length: number] | null;
  readonly note: string;
}

/** A link holds this many, with notes of this many characters. */
export const MOST_BOOKMARKS = 100;
export const MOST_NOTE = 200;

const UINT32 = 2 ** 32 - 1;
const MARK = /^(\d{1,10})(?:@(\d{1,10}),(\d{1,10}))?(?:~(.*))?$/su;

/** Separators inside a note stand as escapes. */
const escapeNote = (note: string): string =>
  note.replace(/[%;~]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
const unescapeNote = (text: string): string =>
  text.replace(/%(25|3b|7e)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

export function writeBookmarks(bookmarks: readonly Bookmark[]): string {
  return bookmarks
    .map(({ row, at, note }) => {
      const place = at ? `${row}@${at.join(',')}` : String(row);
      return note === '' ? place : `${place}~${escapeNote(note)}`;
    })
    .join(';');
}

/** By row, each row once. */
export function readBookmarks(text: string): readonly Bookmark[] {
  const byRow = new Map<number, Bookmark>();
  for (const part of text.split(';').slice(0, MOST_BOOKMARKS)) {
    const [, row, offset, length, note = ''] = MARK.exec(part) ?? [];
    const numbers = [row, offset ?? '0', length ?? '0'].map(Number);
    if (row === undefined || numbers.some((value) => value > UINT32)) continue;
    const at = offset === undefined ? null : ([Number(offset), Number(length)] as const);
    byRow.set(Number(row), { row: Number(row), at, note: unescapeNote(note).slice(0, MOST_NOTE) });
  }
  return [...byRow.values()].sort((a, b) => a.row - b.row);
}
