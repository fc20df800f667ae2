import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_NOTE, readBookmarks, writeBookmarks, type Bookmark } from './bookmarks.ts';
import { NOWHERE, readPlace, writePlace } from './place.ts';

const uint = fc.nat({ max: 2 ** 32 - 1 });
const bookmark: fc.Arbitrary<Bookmark> = fc.record({
  row: uint,
  at: fc.option(fc.tuple(uint, uint)),
  note: fc.string({ maxLength: MOST_NOTE, unit: 'grapheme' }).map((note) => note.slice(0, MOST_NOTE)),
});
const bookmarks = fc
  .uniqueArray(bookmark, { selector: ({ row }) => row, maxLength: 20 })
  .map((all) => all.sort((a, b) => a.row - b.row));

describe('bookmarks in a link', () => {
  it('come back as they were, through the whole place too', () => {
    fc.assert(
      fc.property(bookmarks, (all) => {
        expect(readBookmarks(writeBookmarks(all))).toEqual(all);
        const wellFormed = all.map((mark) => ({ ...mark, note: mark.note.replace(/\p{Cs}/gu, '') }));
        expect(readPlace(writePlace({ ...NOWHERE, bookmarks: wellFormed })).bookmarks).toEqual(wellFormed);
      }),
    );
  });

  it('one that does not read is left out, and the rest holds', () => {
    expect(readBookmarks('3~first;x;5@4,8;99999999999;7@4')).toEqual([
      { row: 3, at: null, note: 'first' },
      { row: 5, at: [4, 8], note: '' },
    ]);
    expect(readBookmarks('')).toEqual([]);
  });

  it('any text reads without a fault', () => {
    fc.assert(fc.property(fc.string(), (text) => void readBookmarks(text)));
  });
});
