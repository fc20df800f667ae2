import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Completion, FilterAnalysis, FilterError } from '../../decoder/api.ts';
import { completionsOf, continues, errorOf, recentsOf, taken } from './options.ts';
import { piecesOf } from './pieces.ts';

const analysis = (over: Partial<FilterAnalysis> & { text: string }): FilterAnalysis => ({
  tokens: [],
  error: null,
  completions: [],
  ...over,
});
const wrong = (start: number, stop: number): FilterError => ({ message: 'No.', start, stop, expected: [] });
const completion = (text: string, start: number, stop: number): Completion => ({
  text,
  start,
  stop,
  kind: 'field',
  detail: '',
});

describe('pieces', () => {
  const known = analysis({
    text: 'rpc.xid == 14',
    tokens: [
      { kind: 'field', start: 0, stop: 7 },
      { kind: 'operator', start: 8, stop: 10 },
      { kind: 'value', start: 11, stop: 13 },
    ],
  });
  const shown = (text: string, error: FilterError | null = null): string =>
    piecesOf(text, known, error)
      .map((piece) => `${piece.wrong ? '!' : ''}${piece.kind ?? '-'}:${piece.text}`)
      .join('|');

  test('have the colours of the words', () => {
    expect(shown('rpc.xid == 14')).toBe('field:rpc.xid|-: |operator:==|-: |value:14');
  });

  test('keep the colours of what has not changed while the next analysis is on its way', () => {
    expect(shown('rpc.xid == 145')).toBe('field:rpc.xid|-: |operator:==|-: |value:14|-:5');
    expect(shown('rpc.xi')).toBe('-:rpc.xi');
  });

  test('underline the very characters that are wrong, or a blank behind the text', () => {
    expect(shown('rpc.xid == 14', wrong(8, 10))).toBe('field:rpc.xid|-: |!operator:==|-: |value:14');
    expect(shown('rpc.xid == 14', wrong(9, 12))).toBe(
      'field:rpc.xid|-: |operator:=|!operator:=|!-: |!value:1|value:4',
    );
    expect(shown('rpc.xid == 14', wrong(13, 13))).toMatch(/value:14\|!-: $/);
    expect(shown('rpc.xid == 14', wrong(7, 7))).toBe('field:rpc.xid|!-: |operator:==|-: |value:14');
  });

  test('are always the text', () => {
    const span = fc.tuple(fc.nat(40), fc.nat(10)).map(([start, length]) => ({ start, stop: start + length }));
    const error = fc.option(span.map(({ start, stop }) => wrong(start, stop)));
    fc.assert(
      fc.property(
        fc.string({ maxLength: 30 }),
        fc.string({ maxLength: 30 }),
        fc.array(span),
        error,
        (text, old, spans, at) => {
          const tokens = spans.map((one) => ({ kind: 'value' as const, ...one }));
          const joined = piecesOf(text, analysis({ text: old, tokens }), at)
            .map((piece) => piece.text)
            .join('');
          expect(joined === text || joined === `${text} `).toBe(true);
        },
      ),
    );
  });
});

describe('the list', () => {
  test('offers what could stand there, not what does', () => {
    const completions = [completion('rpc.xid', 0, 7), completion('rpc.xid_high', 0, 7)];
    const options = completionsOf('rpc.xid', analysis({ text: 'rpc.xid', completions }));
    expect(options).toHaveLength(1);
    expect(completionsOf('rpc', analysis({ text: 'rpc.xid', completions }))).toEqual([]);
  });

  test('writes what was taken in its place', () => {
    const value = { ...completion('ENOENT', 12, 14), kind: 'value' as const };
    const option = { is: 'completion', completion: value } as const;
    expect(taken('op_errno == EN && x', option)).toEqual({ text: 'op_errno == ENOENT && x', caret: 18 });
    const field = { is: 'completion', completion: completion('rpc.xid', 0, 3) } as const;
    expect(taken('rpc', field)).toEqual({ text: 'rpc.xid ', caret: 8 });
    expect(taken('rpc == 1', field)).toEqual({ text: 'rpc.xid == 1', caret: 7 });
    expect(taken('x', { is: 'recent', text: 'rpc' })).toEqual({ text: 'rpc', caret: 3 });
  });

  test('of earlier filters has those that hold what is written', () => {
    expect(recentsOf('RPC', ['rpc.xid == 1', 'tcp', 'rpc'])).toHaveLength(2);
    expect(recentsOf('rpc', ['rpc'])).toEqual([]);
  });

  test('gives its first to Tab where a word was begun, and lets Tab go on else', () => {
    const option = { is: 'completion', completion: completion('rpc.xid', 0, 3) } as const;
    expect(continues('rpc', 3, option)).toBe(true);
    const empty = { is: 'completion', completion: completion('==', 8, 8) } as const;
    expect(continues('rpc.xid ', 8, empty)).toBe(false);
    expect(continues('rpc', 3, { is: 'recent', text: 'rpc.xid' })).toBe(false);
  });
});

test('a word that is being written is no error yet; one left behind is', () => {
  const text = 'rpc.x';
  const begun = analysis({ text, error: wrong(0, 5), completions: [completion('rpc.xid', 0, 5)] });
  expect(errorOf(text, begun, { writing: true, caret: 5 })).toBeNull();
  expect(errorOf(text, begun, { writing: false, caret: 5 })).not.toBeNull();
  const behind = analysis({
    text: 'rpc.q == 1 &',
    error: wrong(0, 5),
    completions: [completion('&&', 11, 12)],
  });
  expect(errorOf('rpc.q == 1 &', behind, { writing: true, caret: 12 })).not.toBeNull();
  expect(errorOf('other', begun, { writing: false, caret: 5 })).toBeNull();
});
