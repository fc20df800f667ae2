import { expect, test } from 'vitest';
import { outline } from './outline.ts';

test('names stand below names, values behind them', () => {
  const tree = { count: '2', volume1: { brick2: { hostname: '“web1”', port: null }, name: '“a”' } };
  expect(outline(tree)).toBe('count  2\nvolume1\n  brick2\n    hostname  “web1”\n    port\n  name  “a”');
});

test('a tree of very many lines ends with a sign', () => {
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`k${i}`, i]));
  const lines = outline(many).split('\n');
  expect(lines).toHaveLength(2_001);
  expect(lines.at(-1)).toBe('…');
});
