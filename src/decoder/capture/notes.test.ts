import { expect, test } from 'vitest';
import { counted, grouped, NOTE_LIMIT, Notes } from './notes.ts';

test('of each kind so many are kept, and all are counted', () => {
  const notes = new Notes();
  for (let at = 0; at < NOTE_LIMIT + 5; at++) {
    expect(notes.wants('cut')).toBe(at < NOTE_LIMIT);
    notes.add('warning', 'cut', 'A packet is cut.', at);
  }
  notes.add('info', 'comment', 'Somebody says so.');
  expect(notes.list).toHaveLength(NOTE_LIMIT + 1);
  expect(notes.list[NOTE_LIMIT - 1]!.at).toBe(NOTE_LIMIT - 1);
  expect(notes.list.at(-1)).toMatchObject({ severity: 'info', code: 'comment', at: -1, row: -1 });
  expect(notes.counts).toEqual({ cut: NOTE_LIMIT + 5, comment: 1 });
});

test('numbers as a person reads them', () => {
  expect([0, 999, 1_000, 1_234_567].map(grouped)).toEqual(['0', '999', '1,000', '1,234,567']);
  expect([counted(1, 'byte'), counted(0, 'byte'), counted(2, 'entry', 'entries')]).toEqual([
    '1 byte',
    '0 bytes',
    '2 entries',
  ]);
});
