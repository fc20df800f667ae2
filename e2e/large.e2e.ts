/** A capture of 1 GB: what is held and read while it opens, and what is left when it is let go. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRecords } from '../bench/make-records.mjs';
import { expect, test } from './fixtures.ts';

/** No array is longer than a read. */
const CHUNK = 8 * 1024 * 1024;

let folder = '';
let file = '';
let size = 0;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glusterscope-'));
  file = join(folder, 'large.pcap');
  size = makeRecords(file, { bytes: 1e9, shape: 'mixed' }).bytes;
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

/**
 * What the worker does, counted in the worker itself: bytes asked of the file, lengths of arrays. The first large
 * reads are as slow as those of a tired disk: what shows then was not waiting for them.
 */
const counting = `
  const counts = (self.counts = { asked: 0, longest: 0, arrays: 0 });
  const { slice } = Blob.prototype;
  Blob.prototype.slice = function (from, to, type) {
    const part = slice.call(this, from, to, type);
    counts.asked += part.size;
    return part;
  };
  const { arrayBuffer } = Blob.prototype;
  let slow = 8;
  Blob.prototype.arrayBuffer = async function () {
    if (this.size > 1024 * 1024 && slow-- > 0) await new Promise((resolve) => setTimeout(resolve, 300));
    return arrayBuffer.call(this);
  };
  for (const name of ['Uint8Array', 'Uint32Array', 'Int32Array', 'Float64Array']) {
    const Plain = self[name];
    self[name] = new Proxy(Plain, {
      construct(target, args, made) {
        const array = Reflect.construct(target, args, made === self[name] ? target : made);
        counts.arrays++;
        counts.longest = Math.max(counts.longest, array.byteLength);
        return array;
      },
    });
  }
`;

test('one gigabyte opens by chunks, and is let go', async ({ hands, page }) => {
  await page.route('**/decoder.worker*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: counting + (await response.text()) });
  });
  await page.addInitScript(() => {
    const heard = { first: -1, done: 0, rows: 0, progress: 0 };
    (globalThis as unknown as { heard: typeof heard }).heard = heard;
    type Told = { type: string; progress?: { bytesDone: number }; info?: { rows: number } };
    let bytes = 0;
    const Plain = Worker;
    globalThis.Worker = class extends Plain {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        this.addEventListener('message', ({ data }: MessageEvent<Told>) => {
          if (data.type === 'progress') {
            heard.progress++;
            bytes = data.progress!.bytesDone;
          } else if (data.type === 'done') {
            heard.done++;
            heard.rows = data.info!.rows;
          }
        });
      }
    };
    document.addEventListener('DOMContentLoaded', () => {
      new MutationObserver(() => {
        if (heard.first < 0 && document.querySelector('[aria-label="Records"] [data-row="0"]'))
          heard.first = bytes;
      }).observe(document.body, { childList: true, subtree: true });
    });
  });
  const heard = () =>
    page.evaluate(
      () =>
        (
          globalThis as unknown as {
            heard: { first: number; done: number; rows: number; progress: number };
          }
        ).heard,
    );
  const counts = () =>
    page
      .workers()[0]!
      .evaluate(
        () =>
          (globalThis as unknown as { counts: { asked: number; longest: number; arrays: number } }).counts,
      );
  await hands.visit();
  const input = page.locator('input[type="file"]').first();
  await input.setInputFiles(file);
  await expect(hands.row(0)).toBeVisible();
  await expect.poll(async () => (await heard()).done, { timeout: 30_000 }).toBe(1);
  const { first, rows } = await heard();
  expect(first).toBeLessThan(size * 0.02);
  expect(rows).toBeGreaterThan(1_000_000);
  const { longest, arrays, asked } = await counts();
  // Once through the file, and blocks for the rows that are on screen meanwhile.
  expect(asked).toBeLessThan(size * 1.25);
  expect(longest).toBeLessThanOrEqual(CHUNK);
  // Columns grow by 65,536 rows: a few thousand arrays for more than a million of them.
  expect(arrays).toBeLessThan(rows / 20);

  // Opened again and cancelled: nothing is read any more.
  await input.setInputFiles(file);
  await page.waitForFunction(
    (before) => (globalThis as unknown as { heard: { progress: number } }).heard.progress > before,
    (await heard()).progress,
  );
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await page.waitForTimeout(200);
  const stopped = (await counts()).asked;
  const told = (await heard()).progress;
  await page.waitForTimeout(500);
  expect((await counts()).asked).toBe(stopped);
  expect((await heard()).progress).toBe(told);
});
