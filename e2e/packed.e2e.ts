/** Packed captures: unpacked while they are read, and stopped at any moment. */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { capture } from './captures.ts';
import { expect, test } from './fixtures.ts';

const file = (name: string): Uint8Array => readFileSync(new URL(`../test/captures/${name}`, import.meta.url));

for (const name of ['01-peer-probe-and-pool.pcap.gz', 'packed/01-several-frames.pcap.zst'])
  test(`${name} is opened as what is in it`, async ({ hands }) => {
    await hands.visit();
    await hands.drop([{ name: name.split('/').at(-1)!, bytes: file(name) }]);
    await expect(hands.records).toHaveAttribute('aria-rowcount', '125');
    await expect(hands.row(0)).toBeVisible();
    await expect(hands.alerts).toHaveCount(0);
  });

test('what is inside and no capture is told, and a cut one is read up to there', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop([{ name: 'page.gz', bytes: gzipSync('<!DOCTYPE html><html><body>Log in') }]);
  await expect(page.getByText('Inside the gzip file').first()).toBeVisible();
  await hands.drop([{ name: 'cut.zst', bytes: file('packed/01-several-frames.pcap.zst').subarray(0, 8000) }]);
  await expect(hands.row(0)).toBeVisible();
  expect(Number(await hands.records.getAttribute('aria-rowcount'))).toBeGreaterThan(50);
});

test('rows come before all is unpacked; stopped, nothing goes on', async ({ hands, page }) => {
  const path = test.info().outputPath('large.pcap.gz');
  await writeFile(path, gzipSync(capture({ records: 1_000_000 }), { level: 1 }));
  await hands.visit();
  await page.locator('input[type="file"]').first().setInputFiles(path);
  await expect(hands.row(0)).toBeVisible();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Reading was stopped.').first()).toBeVisible();
  const count = await hands.records.getAttribute('aria-rowcount');
  expect(Number(count)).toBeLessThan(1_000_000);
  await page.waitForTimeout(500);
  expect(await hands.records.getAttribute('aria-rowcount')).toBe(count);
  await hands.drop([{ name: 'small.pcap', bytes: capture({ records: 8 }) }]);
  await expect(hands.records).toHaveAttribute('aria-rowcount', '9');
});
