import { expect, it } from 'vitest';
import { flatKeyTree, splitKey } from './flat-keys.ts';

it('puts flat keys one below the other', () => {
  const found = flatKeyTree([
    ['count', '1'],
    ['volume1.name', 'rep'],
    ['volume1.brick1', 'gl1:/b'],
    ['volume1.brick1.uuid', 'abc'],
    ['volume1.option.cluster.quorum-type', 'auto'],
  ]);
  expect(JSON.parse(JSON.stringify(found!.tree))).toEqual({
    count: '1',
    volume1: {
      name: 'rep',
      brick1: { '=': 'gl1:/b', uuid: 'abc' },
      option: { 'cluster.quorum-type': 'auto' },
    },
  });
  expect(found!.summary).toBe('volume1 (3), 1 more');
});

it('leaves dictionaries without flat keys alone', () => {
  expect(
    flatKeyTree([
      ['trusted.afr.dirty', '1'],
      ['count', '2'],
    ]),
  ).toBeNull();
});

it('keeps what is named like the innards of objects', () => {
  const found = flatKeyTree([
    ['volume1.__proto__.x', '1'],
    ['volume1.constructor', '2'],
  ]);
  expect(JSON.stringify(found!.tree)).toBe('{"volume1":{"__proto__":{"x":"1"},"constructor":"2"}}');
});

it('does not nest without bound', () => {
  expect(splitKey('volume1.' + 'a.'.repeat(100) + 'b')).toHaveLength(1);
});
