/** A decoder that hangs or dies is noticed and started again, with source and place kept. */
import { writeFile } from 'node:fs/promises';
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

test('while it reads, rows are shown and it is said how far it is', async ({ hands, page }) => {
  // Reading is faster than a test can look: the page is held at what it hears first, until it cancels.
  await page.addInitScript(() => {
    type Listener = (event: MessageEvent<{ type: string }>) => void;
    const Plain = Worker;
    globalThis.Worker = class extends Plain {
      held: (() => void)[] = [];
      progress = 0;
      override set onmessage(listener: Listener) {
        super.onmessage = (event: MessageEvent<{ type: string }>) => {
          const late = event.data.type === 'progress' && ++this.progress > 2;
          if (late || event.data.type === 'done') this.held.push(() => listener(event));
          else listener(event);
        };
      }
      override postMessage(message: { type: string }): void {
        super.postMessage(message);
        if (message.type === 'stop') for (const release of this.held.splice(0)) release();
      }
    };
  });
  await hands.visit();
  const path = test.info().outputPath('large.pcap');
  await writeFile(path, capture({ records: 100_000 }));
  await page.locator('input[type="file"]').first().setInputFiles(path);
  const bar = page.getByRole('progressbar');
  await expect(bar).toBeVisible();
  await expect(page.getByText('records so far')).toBeVisible();
  await expect(hands.row(0)).toContainText('DUMP');
  await hands.accessible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(bar).toHaveCount(0);
  await expect(hands.row(0)).toBeVisible();
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
