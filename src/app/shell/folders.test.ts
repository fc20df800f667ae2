import { expect, test } from 'vitest';
import { filesInFolders } from './folders.ts';

type Tree = { readonly [name: string]: Tree | string | null };

/** A folder as a browser hands it out: parts of two entries; null: a file that cannot be read. */
function folder(name: string, tree: Tree): FileSystemDirectoryEntry {
  const entries = Object.entries(tree).map(([child, content]) =>
    content === null || typeof content === 'string'
      ? {
          name: child,
          isDirectory: false,
          file: (done: (file: File) => void, failed: () => void) =>
            content === null ? failed() : done(new File([content], child)),
        }
      : folder(child, content),
  );
  const reader = () => {
    let at = 0;
    return { readEntries: (done: (part: unknown[]) => void) => done(entries.slice(at, (at += 2))) };
  };
  return { name, isDirectory: true, createReader: reader } as unknown as FileSystemDirectoryEntry;
}

test('all files of a folder and of those in it, by their paths', async () => {
  const files = await filesInFolders([
    folder('dump', { 'a.pcap': 'one', node1: { 'x.pcap': 'two', deep: { y: 'three' } }, b: 'four', c: null }),
  ]);
  expect(files.map(({ name }) => name)).toEqual(['a.pcap', 'b', 'node1/x.pcap', 'node1/deep/y']);
  expect(await Promise.all(files.map((file) => file.text()))).toEqual(['one', 'four', 'two', 'three']);
});

test('a folder that is empty', async () => {
  expect(await filesInFolders([folder('nothing', {})])).toEqual([]);
});
