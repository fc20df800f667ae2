import { expect, test } from 'vitest';
import { capturedText } from './captured-text.ts';

const shown = (text: string): string => capturedText(new TextEncoder().encode(text));

test('plain words stay as they are', () => {
  expect(shown('brick gl1 – größer')).toBe('brick gl1 – größer');
});

test('what steers a terminal or a page is an escape', () => {
  expect(shown('a\nb\tc\\d')).toBe('a\\nb\\tc\\\\d');
  expect(shown('\u001b[31m\u202e\u2028\u{e0041}')).toBe('\\u001b[31m\\u202e\\u2028\\u{e0041}');
});

test('long texts are cut', () => {
  expect(shown('x'.repeat(501))).toBe(`${'x'.repeat(500)}…`);
});
