/** A decoder that hangs or dies is noticed and started again, with source and place kept. */
import { capture } from './captures.ts';
import { expect, test } from './fixtures.ts';

test('an endless loop in the worker', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop([{ name: 'small.pcap', bytes: capture({ records: 8 }) }]);
  await hands.row(5).click();
  await expect(page).toHaveURL(/row=5/);
  const [worker] = page.workers();
  void worker!.evaluate('while (true) {}').catch(() => undefined);
  const again = page.waitForEvent('worker', { timeout: 10_000 });
  await again;
  await expect(page.getByText('The decoder stopped answering.').first()).toBeVisible();
  await expect(page.getByText('your place is kept').first()).toBeVisible();
  await expect(hands.row(5)).toHaveAttribute('aria-selected', 'true');
  await hands.row(2).click();
  await expect(hands.bytes).toContainText('80');
  await expect(page).toHaveURL(/row=2/);
  await hands.accessible();
});

test('a worker that was ended', async ({ hands, page }) => {
  // Workers are kept as the page makes them, so that a test can end one as a browser short of memory does.
  await page.addInitScript(() => {
    const made: Worker[] = [];
    (globalThis as unknown as { madeWorkers: Worker[] }).madeWorkers = made;
    const Plain = Worker;
    globalThis.Worker = class extends Plain {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        made.push(this);
      }
    };
  });
  await hands.visit();
  await hands.drop([{ name: 'small.pcap', bytes: capture({ records: 8 }) }]);
  await expect(hands.row(0)).toBeVisible();
  await hands.row(3).click();
  await page.evaluate(() => {
    (globalThis as unknown as { madeWorkers: Worker[] }).madeWorkers[0]!.terminate();
  });
  const started = Date.now();
  await expect(page.getByText('The decoder stopped answering.').first()).toBeVisible({ timeout: 12_000 });
  expect(Date.now() - started).toBeLessThan(10_000);
  await expect(hands.row(3)).toHaveAttribute('aria-selected', 'true');
  await hands.row(6).click();
  await expect(page).toHaveURL(/row=6/);
  await expect(hands.fields.getByRole('row').first()).toBeVisible();
});

test('reading can be stopped, and another source opened at once', async ({ hands, page }) => {
  await hands.visit();
  const input = page.locator('input[type="file"]').first();
  const large = { name: 'large.pcap', mimeType: '', buffer: Buffer.from(capture({ records: 200_000 })) };
  await input.setInputFiles(large);
  await hands.drop([{ name: 'small.pcap', bytes: capture() }]);
  await expect(page).toHaveTitle(/small\.pcap/);
  await expect(hands.row(3)).toBeVisible();
  await expect(hands.row(4)).toHaveCount(0);
});
