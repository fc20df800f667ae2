import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { NodeTexts } from '../../decoder/api.ts';
import { splitLines } from '../../decoder/source/text/lines.ts';
import { HoverStore } from './hover.ts';
import { WordCache } from './words.ts';
import { coverageOf, coverageSentence } from './coverage.ts';
import { guidesByNode } from './guides.ts';
import { lineAt, lineText, textLines } from './text-lines.ts';
import { treeOf } from './random-tree.ts';

function texts(nodes: Uint32Array): NodeTexts {
  const words = [...nodes].map((node) => `n${node}`);
  const none = words.map(() => []);
  return {
    nodes,
    label: words,
    display: words,
    type: words,
    name: words,
    doc: words,
    since: words,
    bits: none,
    derived: none,
    path: words,
  };
}

test('hover tells its listeners once for each change, and a pane takes back only its own', () => {
  const store = new HoverStore();
  const seen = vi.fn();
  store.subscribe(seen);
  store.set({ row: 1, node: 2, byte: 3, pane: 'bytes' });
  store.set({ row: 1, node: 2, byte: 3, pane: 'bytes' });
  expect(seen).toHaveBeenCalledTimes(1);
  store.leave('fields');
  expect(store.get()?.node).toBe(2);
  store.leave('bytes');
  expect(store.get()).toBeNull();
});

test('words that came unasked are not asked for', async () => {
  const fetch = vi.fn((nodes: Uint32Array) => Promise.resolve(texts(nodes)));
  const cache = new WordCache(fetch);
  cache.take(texts(Uint32Array.of(0, 1)));
  expect(cache.get(1)?.label).toBe('n1');
  cache.need([0, 1, 2]);
  await vi.waitFor(() => expect(cache.version).toBe(1));
  expect([...fetch.mock.calls[0]![0]]).toEqual([2]);
  cache.refresh();
  await vi.waitFor(() => expect(cache.version).toBe(2));
  expect([...fetch.mock.calls[1]![0]].sort()).toEqual([0, 1, 2]);
});

test('words are asked for once, together, and may be asked again after a failure', async () => {
  const fetch = vi.fn((nodes: Uint32Array) => Promise.resolve(texts(nodes)));
  const cache = new WordCache(fetch);
  cache.need([1, 2]);
  cache.need([2, 3]);
  expect(cache.get(1)).toBeNull();
  await vi.waitFor(() => expect(cache.version).toBe(1));
  expect(fetch).toHaveBeenCalledTimes(1);
  expect([...fetch.mock.calls[0]![0]]).toEqual([1, 2, 3]);
  expect(cache.get(3)?.label).toBe('n3');

  const failing = vi.fn(() => Promise.reject(new Error('gone')));
  const poor = new WordCache(failing);
  poor.need([1]);
  await vi.waitFor(() => expect(failing).toHaveBeenCalledTimes(1));
  await Promise.resolve();
  poor.need([1]);
  await vi.waitFor(() => expect(failing).toHaveBeenCalledTimes(2));
});

test('words that may say something else stay until they are here anew', async () => {
  let said = 'old';
  const fetch = vi.fn((nodes: Uint32Array) =>
    Promise.resolve({ ...texts(nodes), label: [...nodes].map(() => said) }),
  );
  const cache = new WordCache(fetch);
  cache.need([4]);
  await vi.waitFor(() => expect(cache.get(4)?.label).toBe('old'));
  said = 'new';
  cache.refresh();
  expect(cache.get(4)?.label).toBe('old');
  await vi.waitFor(() => expect(cache.get(4)?.label).toBe('new'));
  expect(fetch).toHaveBeenCalledTimes(2);
});

test('coverage is told in a sentence', () => {
  const tree = treeOf([4, 4]);
  expect(coverageSentence(coverageOf(tree))).toBe('8 bytes, every one decoded');
  expect(coverageSentence({ length: 1024, undecoded: 96, missing: 8 })).toBe(
    '1,024 bytes, 96 undecoded, 8 not captured',
  );
});

test('a guide stands at the field that holds its bytes', () => {
  const tree = treeOf([4, [4, 4]]);
  const guide = { offset: 4, length: 8, who: '', text: 'both words' };
  const outside = { offset: 90, length: 4, who: '', text: 'nowhere' };
  expect([...guidesByNode(tree, [guide, outside])]).toEqual([[2, [guide]]]);
});

test('lines end at line feeds, and at carriage returns where there are none', () => {
  const lines = textLines('a\r\nbc\n\nd');
  expect(Array.from({ length: lines.count }, (_, i) => lineText(lines, i))).toEqual(['a', 'bc', '', 'd']);
  expect(lineAt(lines, 4)).toBe(1);
  expect(lineAt(lines, 0)).toBe(0);
  expect(textLines('a\rb').count).toBe(2);
  expect(textLines('a\n').count).toBe(1);
  expect(textLines('').count).toBe(0);
});

test('lines are those that the decoder counts', () => {
  const text = fc.array(fc.constantFrom('a', '00 01', '\n', '\r\n', '\r', '')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (text) => {
      const ours = textLines(text);
      const theirs = splitLines(text);
      expect(ours.count).toBe(theirs.count);
      expect([...ours.start]).toEqual([...theirs.start]);
    }),
  );
});
