import { describe, expect, test } from 'vitest';
import type { SequenceStatistics } from '../../decoder/api.ts';
import { Outcome, RowKind } from '../linkage/kinds.ts';
import { fileShape, xmlOf, type Shape } from './drawing.ts';
import { sequenceFile } from './export.ts';
import {
  CHARACTER,
  clip,
  labelOf,
  layoutSequence,
  mostlyWithin,
  sentenceOf,
  summaryOf,
  recordsOf,
} from './layout.ts';
import { revealed } from './SequenceDiagram.tsx';

const ms = 1e6;

interface Entry {
  readonly from?: number;
  readonly to?: number;
  readonly time: number;
  readonly kind?: number;
  readonly outcome?: number;
  readonly match?: number;
  readonly latency?: number;
  readonly title?: string;
  readonly words?: string;
}

function sequence(
  entries: readonly Entry[],
  names: readonly string[] = ['10.0.0.1', '10.0.0.2'],
): SequenceStatistics {
  const numbers = (of: (entry: Entry) => number | undefined, none: number): number[] =>
    entries.map((entry) => of(entry) ?? none);
  return {
    section: 'sequence',
    decoded: true,
    nodes: names.map((end) => ({ end, name: '', filter: `ip.addr == ${end}` })),
    length: entries.length,
    row: Uint32Array.from(entries, (_, at) => at + 100),
    from: Uint32Array.from(numbers(({ from }) => from, 0)),
    to: Uint32Array.from(numbers(({ to }) => to, 1)),
    time: Float64Array.from(numbers(({ time }) => time, NaN)),
    kind: Uint8Array.from(numbers(({ kind }) => kind, RowKind.call)),
    outcome: Uint8Array.from(numbers(({ outcome }) => outcome, Outcome.none)),
    match: Int32Array.from(numbers(({ match }) => match, -1)),
    latency: Float64Array.from(numbers(({ latency }) => latency, NaN)),
    title: entries.map(({ title }) => title ?? 'LOOKUP'),
    words: entries.map(({ words }) => words ?? ''),
    filter: entries.map((_, at) => `frame.number == ${at}`),
    omitted: 0,
  };
}

const exchange = sequence([
  { time: 0, match: 2 },
  { time: ms, title: 'WRITE', words: 'fd 0 14 B at 0', match: 3 },
  { time: 2 * ms, from: 1, to: 0, kind: RowKind.reply, match: 0, latency: 2 * ms },
  {
    time: 3 * ms,
    from: 1,
    to: 0,
    kind: RowKind.reply,
    match: 1,
    latency: 2 * ms,
    title: 'WRITE',
    words: '→ EIO (5)',
    outcome: Outcome.error,
  },
]);
const layout = (data: SequenceStatistics, width = 800) => layoutSequence(data, { width, timeDigits: 6 });

describe('the layout', () => {
  test('has a lifeline a node and an arrow a record, downwards in time', () => {
    const { arrows, lifelines, width } = layout(exchange);
    expect(lifelines.map(({ end }) => end)).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(lifelines[0]!.x).toBeLessThan(lifelines[1]!.x);
    expect(width).toBe(800);
    expect(arrows.map(({ from, to, tone }) => [from, to, tone])).toEqual([
      [0, 1, 'call'],
      [0, 1, 'call'],
      [1, 0, 'reply'],
      [1, 0, 'error'],
    ]);
    const ys = arrows.map(({ y }) => y);
    expect([...ys].sort((a, b) => a - b)).toEqual(ys);
  });

  test('says what was asked, what came of it and after how long', () => {
    expect(layout(exchange).arrows.map(({ whole }) => whole)).toEqual([
      'LOOKUP',
      'WRITE fd 0 14 B at 0',
      'LOOKUP · 2.00 ms',
      '✕ WRITE → EIO (5) · 2.00 ms',
    ]);
    expect(sentenceOf(recordsOf(exchange)[3]!, exchange.nodes, 6)).toBe(
      '103 reply, 10.0.0.2 to 10.0.0.1: ✕ WRITE → EIO (5) · 2.00 ms, at 0.003000 s',
    );
    expect(summaryOf(layout(exchange))).toBe('4 records between 10.0.0.1, 10.0.0.2, 1 error.');
  });

  test('shows calls under way beside each other where they are at the same time', () => {
    const { activations, arrows } = layout(exchange);
    expect(activations.map(({ node, depth }) => [node, depth])).toEqual([
      [1, 0],
      [1, 1],
    ]);
    expect(activations[0]).toMatchObject({ top: arrows[0]!.y, bottom: arrows[2]!.y });
  });

  test('breaks the lifelines where nothing happens for long', () => {
    const steps = [0, 1, 2, 3, 4, 5_000, 5_001];
    const { gaps } = layout(sequence(steps.map((at) => ({ time: at * ms }))));
    expect(gaps).toHaveLength(1);
    expect(gaps[0]!.text).toBe('+5.00 s');
    expect(layout(sequence([0, 1, 2, 3].map((at) => ({ time: at * ms })))).gaps).toEqual([]);
    expect(layout(sequence([{ time: NaN }, { time: NaN }])).gaps).toEqual([]);
  });

  test('is wider than its room where it must be, and clips what is said', () => {
    const names = Array.from({ length: 12 }, (_, at) => `10.0.0.${at}`);
    const wide = layoutSequence(sequence([{ time: 0, words: 'x'.repeat(200) }], names), {
      width: 390,
      timeDigits: 6,
    });
    expect(wide.width).toBeGreaterThan(1_500);
    const [arrow] = wide.arrows;
    expect(arrow!.label.endsWith('…')).toBe(true);
    expect(arrow!.label.length * CHARACTER).toBeLessThan(wide.lifelines[1]!.x - wide.lifelines[0]!.x);
    expect(clip('abc', 3 * CHARACTER)).toBe('abc');
    expect(clip('abcd', 3 * CHARACTER)).toBe('ab…');
    expect(clip('abcd', 0)).toBe('');
  });

  test('keeps what came of it and after how long where room is short', () => {
    const [, write, , failed] = recordsOf(exchange);
    expect(labelOf(failed!, 100 * CHARACTER)).toBe('✕ WRITE → EIO (5) · 2.00 ms');
    const long = { ...failed!, words: 'fd 0 offset 131072 len 4096 → EIO (5)' };
    expect(labelOf(long, 36 * CHARACTER)).toBe('✕ WRITE fd 0 of… → EIO (5) · 2.00 ms');
    expect(labelOf(long, 28 * CHARACTER)).toBe('✕ WRITE → EIO (5) · 2.00 ms');
    expect(labelOf(long, 12 * CHARACTER)).toBe('✕ WRITE fd…');
    expect(labelOf(write!, 12 * CHARACTER)).toBe('WRITE fd 0…');
  });

  test('leaves out what is no record', () => {
    const data = sequence([{ time: 0 }, { time: 1, kind: RowKind.gap }, { time: 2 }]);
    expect(layout(data).arrows.map(({ record }) => record.row)).toEqual([100, 102]);
  });

  test('knows one machine that talks to itself', () => {
    expect(mostlyWithin(sequence([{ time: 0, to: 0 }]))).toBe(true);
    expect(mostlyWithin(exchange)).toBe(false);
    expect(mostlyWithin(sequence([]))).toBe(false);
  });
});

describe('the file', () => {
  const all = (shape: Shape): Shape[] => [
    shape,
    ...shape.children.flatMap((child) => (typeof child === 'string' ? [] : all(child))),
  ];

  test('has title, description and a group a record, and needs nothing from elsewhere', () => {
    const text = sequenceFile(exchange, 'small.pcap', 6);
    expect(text.match(/<g data-row="/g)).toHaveLength(4);
    expect(text).toContain('<title id="title">small.pcap</title>');
    expect(text).toContain('<desc id="desc">4 records between');
    expect(text).not.toMatch(/var\(|<style|<script|href|url\(/);
    expect(text).toContain('#ab0f28');
  });

  test('holds whatever names and values there are', () => {
    const hostile = '<script>&"\u0000\u0001\ud800</title>';
    const data = sequence([{ time: 0, title: hostile, words: hostile }], [hostile, 'b']);
    const text = sequenceFile(data, hostile, 6);
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;script&gt;&amp;');
    expect(text).not.toMatch(/[\u0000-\u0008]|\p{Cs}/u);
  });

  test('balances its tags', () => {
    const root = fileShape(layout(exchange), 'x');
    const names = all(root).map(({ tag }) => tag);
    const text = xmlOf(root);
    for (const tag of new Set(names)) {
      const opened = text.match(new RegExp(`<${tag}[ >]`, 'g'))?.length ?? 0;
      const closed =
        (text.match(new RegExp(`</${tag}>`, 'g'))?.length ?? 0) +
        (text.match(new RegExp(`<${tag}[^>]*/>`, 'g'))?.length ?? 0);
      expect([tag, opened]).toEqual([tag, closed]);
    }
  });
});

test('what is selected is brought into sight, by no more than it takes', () => {
  expect(revealed(100, 400, 200, 230, 44)).toBe(100);
  expect(revealed(100, 400, 80, 110, 44)).toBe(80);
  expect(revealed(100, 400, 490, 530, 44)).toBe(130);
  expect(revealed(100, 400, 5_000, 5_030, 44)).toBe(4_837);
  expect(revealed(100, 400, 0, 30, 44)).toBe(0);
});
