import { expect, test } from 'vitest';
import { readAside, readParts, type ReadAnswer, type ReaderLike, type ReadRequest } from './aside.ts';

const blob = new Blob([Uint8Array.of(0, 1, 2, 3, 4, 5)]);

/** Both sides without a thread between them; `broken`: the reader never answers. */
function joined({ broken = false } = {}) {
  let answered: (answer: ReadAnswer) => void = () => undefined;
  let fail: () => void = () => undefined;
  const transferred: Transferable[] = [];
  const take = readParts((answer, transfer) => {
    transferred.push(...transfer);
    answered(answer);
  });
  const asked: ReadRequest[] = [];
  const reader: ReaderLike = {
    post: (request) => {
      asked.push(request);
      if (!broken) void take(request);
    },
    onAnswer: (listener) => (answered = listener),
    onError: (listener) => (fail = listener),
  };
  return { read: readAside(() => reader), asked, transferred, fail: () => fail() };
}

test('parts are read by the other side, and handed over', async () => {
  const { read, asked, transferred } = joined();
  const parts = await Promise.all([read(blob, 0, 2), read(blob, 2, 3), read(blob, 5, 9)]);
  expect(parts.map((part) => [...part])).toEqual([[0, 1], [2, 3, 4], [5]]);
  expect(asked.map(({ offset, length }) => [offset, length])).toEqual([
    [0, 2],
    [2, 3],
    [5, 9],
  ]);
  expect(transferred).toHaveLength(3);
});

test('a file that cannot be read any more is an error with its name', async () => {
  const { read } = joined();
  const gone = {
    slice: () => ({
      arrayBuffer: () => Promise.reject(new DOMException('It was moved.', 'NotReadableError')),
    }),
  } as unknown as Blob;
  await expect(read(gone, 0, 1)).rejects.toMatchObject({
    name: 'NotReadableError',
    message: 'It was moved.',
  });
});

test.each<[string, () => ReaderLike | null]>([
  ['can be had', () => null],
  [
    'may be made',
    () => {
      throw new DOMException('The policy forbids it.', 'SecurityError');
    },
  ],
])('where no reader %s this side reads', async (_, start) => {
  const read = readAside(start);
  expect([...(await read(blob, 1, 2))]).toEqual([1, 2]);
});

test('what a reader that ends was asked for is read by this side, and all that follows', async () => {
  const { read, asked, fail } = joined({ broken: true });
  const first = read(blob, 1, 2);
  fail();
  expect([...(await first)]).toEqual([1, 2]);
  expect([...(await read(blob, 3, 1))]).toEqual([3]);
  expect(asked).toHaveLength(1);
});
