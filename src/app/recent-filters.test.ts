import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetFilters, recentFilters, rememberFilter } from './recent-filters.ts';

const kept = new Map<string, string>();
beforeEach(() => {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => {
  kept.clear();
  vi.unstubAllGlobals();
});

test('the latest comes first, each once, and not without bound', () => {
  rememberFilter('a');
  rememberFilter(' b ');
  rememberFilter('a');
  rememberFilter('  ');
  expect(recentFilters()).toEqual(['a', 'b']);
  for (let i = 0; i < 100; i++) rememberFilter(`rpc.xid == ${i}`);
  expect(recentFilters()).toHaveLength(30);
  expect(recentFilters()[0]).toBe('rpc.xid == 99');
});

test('they are forgotten on demand', () => {
  rememberFilter('a');
  forgetFilters();
  expect(recentFilters()).toEqual([]);
});

test('what is no list, or forbidden, is none', () => {
  kept.set('glusterscope.filters', '{"a":1}');
  expect(recentFilters()).toEqual([]);
  kept.set('glusterscope.filters', '[1,"rpc",null]');
  expect(recentFilters()).toEqual(['rpc']);
  kept.set('glusterscope.filters', '[');
  expect(recentFilters()).toEqual([]);
  vi.stubGlobal('localStorage', undefined);
  rememberFilter('a');
  expect(recentFilters()).toEqual([]);
});
