/** Code that is loaded when it is wanted may not come: the rest of the page stays. */
import { expect, test } from '@playwright/test';

test('a part of the page that does not come says so in its place', async ({ page }) => {
  let here = false;
  await page.route(/\/Sequence-[^/]*\.js$/, (route) => (here ? route.continue() : route.abort()));
  await page.goto('./#v1/sample/file-4.1.10');
  const selected = page.getByRole('grid', { name: 'Records' }).locator('[aria-selected="true"]');
  await expect(selected).toHaveAttribute('data-row', '0');
  await page.keyboard.press('A');
  await expect(page.getByRole('alert')).toContainText('A part of the page did not come.');
  await page.keyboard.press('j');
  await expect(selected).toHaveAttribute('data-row', '1');
  await page.keyboard.press('A');
  await expect(page.getByRole('grid', { name: 'Bytes' })).toBeVisible();
  // as the message says
  here = true;
  await page.keyboard.press('A');
  await page.reload();
  await expect(page.locator('[data-pane="sequence"] h2')).toBeVisible();
});
