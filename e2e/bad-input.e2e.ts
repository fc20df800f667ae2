/** What cannot be read is said, what can be read is kept, and the page goes on. */
import { capture, hexDump, record } from './captures.ts';
import { expect, type Hands, test } from './fixtures.ts';
import type { Page } from '@playwright/test';

/** The app still takes a good capture. */
async function goesOn(hands: Hands, page: Page): Promise<void> {
  await hands.accessible();
  await hands.drop([{ name: 'good.pcap', bytes: capture() }]);
  await expect(page).toHaveTitle(/good\.pcap/);
  await expect(hands.row(0)).toContainText('DUMP');
}

test('an empty file', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop([{ name: 'empty.pcap', bytes: '' }]);
  await expect(hands.alerts.filter({ hasText: /empty|0 bytes/i })).toBeVisible();
  await goesOn(hands, page);
});

test('an HTML page named .pcap', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop([{ name: 'login.pcap', bytes: '<!DOCTYPE html><html><body>Sign in</body></html>' }]);
  await expect(hands.alerts.filter({ hasText: 'HTML page' })).toContainText('<!DOCTYPE html>');
  await goesOn(hands, page);
});

test('a text that is not hex', async ({ hands, page }) => {
  await hands.visit();
  await hands.paste('Dear all,\n\nthe volume does not heal. Nobody knows why.\n\nYours\n');
  await expect(hands.alerts.filter({ hasText: /no hex dump/i })).toBeVisible();
  await goesOn(hands, page);
});

test('an odd number of hex digits', async ({ hands, page }) => {
  await hands.visit();
  await hands.paste('8000002\n');
  await expect(hands.alerts.first()).toContainText(/odd|hex/i);
  await goesOn(hands, page);
});

test('a capture cut inside a packet', async ({ hands, page }) => {
  const whole = capture({ records: 6 });
  await hands.visit();
  await hands.drop([{ name: 'cut.pcap', bytes: whole.slice(0, whole.length - 30) }]);
  await expect(hands.alerts.filter({ hasText: 'ends inside packet' })).toBeVisible();
  await expect(hands.row(4)).toBeVisible();
  await goesOn(hands, page);
});

test('an unknown link type', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop([{ name: 'odd.pcap', bytes: capture({ linkType: 147 }) }]);
  await expect(hands.alerts.filter({ hasText: /link type|link layer/i })).toContainText('147');
  await goesOn(hands, page);
});

test('a capture without any RPC record', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop([
    { name: 'other.pcap', bytes: capture({ spoil: (bytes: Uint8Array) => void bytes.fill(0x41) }) },
  ]);
  await expect(hands.alerts.filter({ hasText: '4 frames, no RPC record.' })).toBeVisible();
  await expect(hands.row(0)).toBeVisible();
  await goesOn(hands, page);
});

test('an absurd snaplen', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop([{ name: 'snaplen.pcap', bytes: capture({ snaplen: 0xffffffff }) }]);
  await expect(hands.row(0)).toContainText('DUMP');
  await goesOn(hands, page);
});

test('a packet that announces 4 GiB', async ({ hands, page }) => {
  const bytes = capture({ records: 6 });
  // caplen of the last packet
  const last = bytes.length - (16 + 54 + 4 + 44);
  new DataView(bytes.buffer).setUint32(last + 8, 0xffffffff, true);
  await hands.visit();
  await hands.drop([{ name: 'absurd.pcap', bytes }]);
  await expect(hands.alerts.first()).toBeVisible();
  await expect(hands.row(4)).toBeVisible();
  await goesOn(hands, page);
});

test('a fragment length of 2 GiB', async ({ hands, page }) => {
  const spoil = (bytes: Uint8Array, index: number): void => {
    if (index === 2) bytes.set([0xff, 0xff, 0xff, 0xff]);
  };
  await hands.visit();
  await hands.drop([{ name: 'mark.pcap', bytes: capture({ records: 8, spoil }) }]);
  await expect(hands.row(3)).toBeVisible();
  await hands.records.getByText('foreign').or(hands.records.getByText('damage')).first().click();
  await expect(page.getByText('announces a fragment of 2 GiB')).toBeVisible();
  await goesOn(hands, page);
});

test('a paste of 50 MB', async ({ hands, page }) => {
  test.setTimeout(120_000);
  await hands.visit();
  const dump = hexDump(record());
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text.repeat(Math.ceil(50e6 / text.length)));
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, `${dump}\n`);
  await expect(hands.alerts.first().or(hands.row(0))).toBeVisible({ timeout: 60_000 });
  await goesOn(hands, page);
});
