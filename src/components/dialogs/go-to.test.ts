import { describe, expect, it } from 'vitest';
import { parseGoTo } from './go-to.ts';

/** 2026-11-22 23:59:58 UTC */
const start = 1_795_391_998n * 1_000_000_000n;

describe('what is typed into Go to', () => {
  it('is a number for records and frames, with commas as they are shown', () => {
    expect(parseGoTo('row', ' 1,134 ', null)).toEqual({ kind: 'row', row: 1134 });
    expect(parseGoTo('frame', '173', null)).toEqual({ kind: 'frame', frame: 173 });
    expect(parseGoTo('frame', 'x', null)).toBe('A number is expected.');
  });

  it('is seconds since the first frame, or a time of the day', () => {
    expect(parseGoTo('time', '12.345', start)).toEqual({ kind: 'time', time: 12_345_000_000 });
    expect(parseGoTo('time', '.5 s', start)).toEqual({ kind: 'time', time: 500_000_000 });
    expect(parseGoTo('time', '23:59:59.5', start)).toEqual({ kind: 'time', time: 1_500_000_000 });
    expect(parseGoTo('time', '00:00', start)).toEqual({ kind: 'time', time: 2_000_000_000 });
    expect(parseGoTo('time', '00:00', null)).toBe('The capture has no clock.');
    expect(parseGoTo('time', '25:00', start)).toMatch(/^Seconds since/);
  });
});
