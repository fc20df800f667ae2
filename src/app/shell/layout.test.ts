import { describe, expect, test } from 'vitest';
import { stepped } from './layout.ts';
import { parted } from './Messages.tsx';

describe('steps of a splitter', () => {
  test('give to one side what the other loses', () => {
    expect(stepped({ a: 40, b: 60 }, ['a', 'b'], 'a', 1)).toEqual({ a: 46, b: 54 });
    expect(stepped({ a: 40, b: 60 }, ['a', 'b'], 'a', -1)).toEqual({ a: 34, b: 66 });
  });

  test('stop at the end, and leave the last panel alone', () => {
    expect(stepped({ a: 2, b: 98 }, ['a', 'b'], 'a', -1)).toEqual({ a: 0, b: 100 });
    expect(stepped({ a: 97, b: 3 }, ['a', 'b'], 'a', 1)).toEqual({ a: 100, b: 0 });
    expect(stepped({ a: 40, b: 60 }, ['a', 'b'], 'b', 1)).toEqual({ a: 40, b: 60 });
  });
});

describe('a note in two lines', () => {
  test('is cut behind its first sentence, not inside a number', () => {
    expect(parted('The file ends inside packet 1,204. Its header announces 66 bytes, 24 are there.')).toEqual(
      {
        title: 'The file ends inside packet 1,204.',
        detail: 'Its header announces 66 bytes, 24 are there.',
      },
    );
    expect(parted('Record 7 announces a fragment of 2.5 GiB.')).toEqual({
      title: 'Record 7 announces a fragment of 2.5 GiB.',
      detail: '',
    });
  });
});
