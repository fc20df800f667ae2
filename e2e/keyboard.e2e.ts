/** Everything by keyboard, from one registry; focus goes where it is sent and nowhere else. */
import { capture } from './captures.ts';
import { expect, test } from './fixtures.ts';

test('from the start page to a field and its bytes without a pointer', async ({ hands, page }) => {
  await hands.visit();
  await expect(page.getByRole('region', { name: 'Samples' }).getByRole('link').first()).toBeVisible();
  // Tab to the first sample.
  for (let step = 0; step < 30; step++) {
    await page.keyboard.press('Tab');
    const inside = await page.evaluate(
      () => document.activeElement?.closest('[aria-label="Samples"], [role="region"]') !== null,
    );
    const link = await page.evaluate(() => document.activeElement?.tagName === 'A');
    if (inside && link) break;
  }
  await page.keyboard.press('Enter');
  await expect(hands.row(0)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('F8');
  await expect(hands.row(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+ArrowUp');
  await expect(hands.row(0)).toHaveAttribute('aria-selected', 'true');
  for (let step = 0; step < 5; step++) {
    await page.keyboard.press('F6');
    if (await hands.fields.evaluate((element) => element.contains(document.activeElement))) break;
  }
  await expect(hands.fields).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(hands.bytes).toHaveAttribute('data-selected-start', /^\d+$/);
  const end = await hands.bytes.getAttribute('data-selected-end');
  await page.keyboard.press(']');
  await expect(hands.bytes).not.toHaveAttribute('data-selected-end', end!);
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('w');
  await expect(page.getByRole('region', { name: 'Words' })).toBeVisible();
});

test('the palette finds a command and runs it', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop([{ name: 'small.pcap', bytes: capture() }]);
  await expect(hands.row(0)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await hands.accessible();
  await page.keyboard.type('other half');
  await page.keyboard.press('Enter');
  await expect(hands.row(1)).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('? shows the keys, and letters are letters in a field', async ({ hands, page }) => {
  await hands.visit();
  const field = page.getByRole('textbox', { name: 'Paste hex' });
  await field.focus();
  await page.keyboard.type('?t');
  await expect(field).toHaveValue('?t');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await field.fill('');
  await hands.drop([{ name: 'small.pcap', bytes: capture() }]);
  await hands.row(0).click();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Next record');
  await hands.accessible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('single keys do nothing while no pane has focus', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop([{ name: 'small.pcap', bytes: capture() }]);
  await expect(hands.row(0)).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('button', { name: 'Commands' }).focus();
  await page.keyboard.press('j');
  await expect(hands.row(0)).toHaveAttribute('aria-selected', 'true');
  await hands.records.focus();
  await page.keyboard.press('j');
  await expect(hands.row(1)).toHaveAttribute('aria-selected', 'true');
});

test('moves are told once, politely, and focus stays', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop([{ name: 'small.pcap', bytes: capture() }]);
  await expect(hands.row(0)).toHaveAttribute('aria-selected', 'true');
  await hands.records.focus();
  await page.keyboard.press('F8');
  const status = page.getByRole('status');
  await expect(status).toContainText('DUMP');
  await expect(hands.records).toBeFocused();
});

test('panes resize by key, and remember it', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop([{ name: 'small.pcap', bytes: capture() }]);
  await expect(hands.row(0)).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  const splitter = page.getByRole('separator', { name: 'Height of the record table' });
  const height = async (): Promise<number> => (await hands.records.boundingBox())!.height;
  const before = await height();
  await splitter.focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(height).toBeGreaterThan(before);
  const after = await height();
  await page.reload();
  await hands.drop([{ name: 'small.pcap', bytes: capture() }]);
  await expect(hands.row(0)).toBeVisible();
  await expect.poll(async () => Math.abs((await height()) - after)).toBeLessThan(3);
});

test('the theme is remembered', async ({ hands, page }) => {
  await hands.visit();
  const root = page.locator('html');
  await page.getByRole('button', { name: /^Theme/ }).click();
  await expect(root).toHaveAttribute('data-theme', 'light');
  await page.getByRole('button', { name: /^Theme/ }).click();
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await hands.accessible();
  await page.reload();
  await expect(root).toHaveAttribute('data-theme', 'dark');
});
