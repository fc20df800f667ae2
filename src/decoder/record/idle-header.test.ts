import { expect, test } from 'vitest';
import { wholeMessage } from '../xdr/message.ts';
import { IdleHeader } from './idle-header.ts';

const message = (...bytes: number[]) => wholeMessage(Uint8Array.from(bytes));

test('the same bytes behind any XID', () => {
  const idle = new IdleHeader();
  const first = message(9, 9, 1, 2, 3, 4, 0, 0, 0, 1, 7);
  expect(idle.begins(first, 2)).toBe(false);
  idle.keep(first, 2, 10, 0);
  expect([idle.length, idle.status]).toEqual([8, 0]);
  expect(idle.begins(message(5, 6, 7, 8, 0, 0, 0, 1), 0)).toBe(true);
  expect(idle.begins(message(5, 6, 7, 8, 0, 0, 0, 2), 0)).toBe(false);
  expect(idle.begins(message(5, 6, 7, 8, 0, 0, 0), 0)).toBe(false);
  expect(idle.begins({ ...message(5, 6, 7, 8, 0, 0, 0, 1), length: 7 }, 0)).toBe(false);
  expect(idle.begins({ ...message(5, 6, 7, 8, 0, 0, 0, 1), holes: [[4, 6]] }, 0)).toBe(false);
});

test('what is too long, not there in full or without a word is not kept', () => {
  const idle = new IdleHeader();
  const long = wholeMessage(new Uint8Array(100));
  idle.keep(long, 0, 65, 0);
  idle.keep(long, 0, 4, 0);
  idle.keep(long, 80, 101, 0);
  idle.keep({ ...long, holes: [[90, 91]] }, 0, 24, 0);
  expect(idle.length).toBe(0);
  idle.keep(long, 0, 64, -1);
  expect([idle.length, idle.status]).toEqual([64, -1]);
});
