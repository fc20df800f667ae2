import { expect, test } from 'vitest';
import { programFiles } from '../src/decoder/programs/index.ts';
import { registry } from '../src/decoder/types/index.ts';
import { compile } from '../src/decoder/xdr/compile.ts';
import { compact } from './compact-programs.ts';

test('the compacted texts compile to the same declarations with the same words', () => {
  const plain = compile(programFiles, { registry });
  const small = compile(
    programFiles.map(({ name, text }) => ({ name, text: compact(text) })),
    { registry },
  );
  expect(small.errors).toEqual([]);
  // Places in the text differ, nothing else does.
  const tree = ({ protocol }: typeof plain): string =>
    JSON.stringify(protocol.files, (key, value: unknown) => (key === 'place' ? undefined : value));
  expect(tree(plain).length).toBeGreaterThan(100_000);
  expect(tree(small)).toBe(tree(plain));
});

test('blanks inside a line are one, and lines begin where they begin', () => {
  expect(compact('a {\n    int  b;   /* c */\n\n}\n')).toBe('a {\nint b; /* c */\n\n}\n');
});
