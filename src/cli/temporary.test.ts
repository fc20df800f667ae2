import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileStore, temporaryFile } from './temporary.ts';

const bytes = Uint8Array.from({ length: 5_000_000 }, (_, i) => (i * 2654435761) >>> 11);

test('gives back what was appended, written already or not, while more comes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(1_500_000), fc.nat(5_000_000), fc.nat(1_200_000)), { maxLength: 12 }),
      async (steps) => {
        const store = new FileStore(await temporaryFile());
        const reads: Promise<void>[] = [];
        for (const [length, offset, wanted] of steps) {
          const { size } = store;
          const target = new Uint8Array(wanted);
          reads.push(
            store.readInto(offset, target).then((read) => {
              const known = bytes.subarray(offset, Math.min(size, offset + wanted));
              expect(read).toBe(known.length);
              expect(Buffer.compare(target.subarray(0, read), known)).toBe(0);
            }),
          );
          await store.append(bytes.subarray(size, Math.min(bytes.length, size + length)));
        }
        await Promise.all(reads);
        store.close();
        expect(store.size).toBe(0);
      },
    ),
    { numRuns: 40 },
  );
});
