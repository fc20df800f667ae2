/** Several captures that are dropped together: one table in the order of time. */
import { fileOf, framesOf } from '../test/support/pcap-frames.ts';
import { real } from './captures.ts';
import { expect, test } from './fixtures.ts';

/** A real capture in three files: cut in two, and the end of it from another node. */
const apart = framesOf(real('01-peer-probe-and-pool.pcap'));
const cut = [0, 60, 120, apart.frames.length];
const three = ['capture_00001.pcap', 'capture_00002.pcap', 'capture_00003.pcap'].map((name, i) => ({
  name,
  bytes: fileOf(apart, apart.frames.slice(cut[i], cut[i + 1])),
}));
const cells = '[role="gridcell"][data-column="file"]';

test('three files are one table; each row says its file', async ({ hands, page }) => {
  await page.setViewportSize({ width: 1600, height: 900 });
  await hands.visit();
  await hands.drop([{ name: 'whole.pcap', bytes: real('01-peer-probe-and-pool.pcap') }]);
  await expect(hands.row(0)).toBeVisible();
  const table = page.getByRole('grid', { name: 'Records' });
  const count = await table.getAttribute('aria-rowcount');
  await expect(table.locator(cells)).toHaveCount(0);

  await hands.drop([three[2]!, three[0]!, three[1]!]);
  await expect(page).toHaveTitle(/^3 files/);
  await expect(table).toHaveAttribute('aria-rowcount', count!);
  await expect(hands.row(0).locator(cells)).toHaveText('…00001');
  await expect(hands.row(0).locator(`${cells} > span`)).toHaveAttribute('title', 'capture_00001.pcap');
  await table.focus();
  await page.keyboard.press('End');
  await expect(table.locator('[aria-selected="true"]').locator(cells)).toHaveText('…00003');
  await expect(page.getByText(/^frames? [\d–,]+ of capture_00003\.pcap$/)).toBeVisible();
  await expect(page).toHaveURL(/#v1\/files\/\d+-[0-9a-f]{16}\/3\?row=\d+/);
});

test('the files are listed', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop(three);
  await expect(hands.row(0)).toBeVisible();
  await page.getByRole('button', { name: '3 files' }).click();
  const dialog = page.getByRole('dialog', { name: '3 files, one timeline' });
  await expect(dialog.getByRole('row', { name: /^capture_00001\.pcap 60 / })).toBeVisible();
  await expect(dialog.getByRole('row')).toHaveCount(4);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('a link to them asks for all, and shows the place when they come', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop(three);
  await expect(hands.row(0)).toBeVisible();
  await page.getByRole('grid', { name: 'Records' }).focus();
  await page.keyboard.press('End');
  await expect(page).toHaveURL(/row=[1-9]\d+/);
  const fragment = new URL(page.url()).hash;
  const row = Number(/row=(\d+)/.exec(fragment)![1]);

  await page.goto('about:blank');
  await hands.visit(fragment);
  await expect(page.getByText('This link names a place in 3 files that were opened together.')).toBeVisible();
  await hands.drop([...three].reverse());
  await expect(hands.row(row)).toHaveAttribute('aria-selected', 'true');
});

test('what is no capture among them is named, and the others open', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop([
    ...three,
    { name: 'copy.pcap', bytes: three[0]!.bytes },
    { name: 'notes.txt', bytes: 'Notes.' },
  ]);
  await expect(hands.row(0)).toBeVisible();
  await expect(page).toHaveTitle(/^3 files/);
  await expect(
    page.getByText(/copy\.pcap is the same file as capture_00001\.pcap, and is read once\./),
  ).toBeVisible();
  await expect(page.getByText('notes.txt is left out.')).toBeVisible();
});

test('several files can be picked', async ({ hands, page }) => {
  await hands.visit();
  const files = three.map(({ name, bytes }) => ({ name, mimeType: '', buffer: Buffer.from(bytes) }));
  await page.locator('.start input[type="file"]').setInputFiles(files);
  await expect(page).toHaveTitle(/^3 files/);
  await expect(hands.row(0)).toBeVisible();
});
