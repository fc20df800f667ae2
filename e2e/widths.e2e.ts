/** Three widths: nothing scrolls sideways, everything is reachable. */
import { capture, hexDump, record } from './captures.ts';
import { expect, test } from './fixtures.ts';

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const) {
  test(`at ${width} by ${height} nothing scrolls sideways`, async ({ hands, page }) => {
    await page.setViewportSize({ width, height });
    const sideways = (): Promise<number> =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await hands.visit();
    await expect(page.getByRole('region', { name: 'Samples' })).toBeAttached();
    expect(await sideways()).toBe(0);
    await hands.drop([{ name: 'a-rather-long-name-of-a-capture-that-does-not-fit.pcap', bytes: capture() }]);
    await expect(hands.row(0)).toBeVisible();
    expect(await sideways()).toBe(0);
    await hands.accessible();
    await hands.paste(hexDump(record()));
    await expect(page).toHaveTitle(/Pasted text/);
    await expect(hands.records.getByRole('row').nth(1)).toBeVisible();
    expect(await sideways()).toBe(0);
    await hands.accessible();
  });
}

test('on a phone four tabs hold records, fields, bytes and statistics', async ({ hands, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await hands.visit();
  await hands.drop([{ name: 'small.pcap', bytes: capture() }]);
  await hands.row(1).click();
  await page.getByRole('tab', { name: 'Fields' }).click();
  await expect(hands.fields.getByRole('row').first()).toBeVisible();
  await hands.fields.getByRole('row').nth(1).click();
  await page.getByRole('tab', { name: 'Bytes' }).click();
  await expect(hands.bytes).toHaveAttribute('data-selected-start', /^\d+$/);
  await hands.accessible();
  await page.getByRole('tab', { name: 'Bytes' }).press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Statistics' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('grid', { name: 'Totals' })).toBeVisible();
  await page.getByRole('tab', { name: 'Statistics' }).press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Records' })).toHaveAttribute('aria-selected', 'true');
  await expect(hands.row(1)).toHaveAttribute('aria-selected', 'true');
});
