/** How bytes are read can be overruled: the layer of a dump, the type of a record. The link keeps it. */
import { hexDump, record } from './captures.ts';
import { expect, test } from './fixtures.ts';

test('the layer of a dump is shown and can be changed, and Back undoes it', async ({ hands, page }) => {
  await hands.visit();
  await hands.paste(hexDump(record()));
  await expect(hands.row(0)).toContainText('DUMP');
  const layer = page.getByRole('button', { name: /begins at/ });
  await expect(layer).toContainText('the record mark');
  await page.waitForTimeout(800);
  await layer.click();
  await hands.accessible();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /bare body/ })
    .click();
  await expect(layer).toContainText('a bare body');
  await expect(hands.row(0)).not.toContainText('DUMP');
  await expect(page).toHaveURL(/layers=0:body/);
  const link = page.url();
  await page.goBack();
  await expect(hands.row(0)).toContainText('DUMP');
  await expect(layer).toContainText('the record mark');
  await page.goto('about:blank');
  await page.goto(link);
  await expect(layer).toContainText('a bare body');
});

test('a record is decoded as another type, from the link too, and as it was found again', async ({
  hands,
  page,
}) => {
  await hands.visit();
  await hands.paste(hexDump(record()));
  await hands.row(0).click();
  await expect(hands.fields.getByRole('row').first()).toBeVisible();
  await hands.fields.focus();
  await page.keyboard.press('d');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('option').first()).toBeVisible();
  await hands.accessible();
  await dialog.getByRole('combobox').fill('gf_dump_req');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/as=/);
  const chosen = page.getByRole('button', { name: /^as / });
  await expect(chosen).toBeVisible();
  const link = page.url();
  await page.goto('about:blank');
  await page.goto(link);
  await expect(chosen).toBeVisible();
  await chosen.click();
  await page.getByRole('button', { name: 'As it was found' }).click();
  await expect(chosen).toHaveCount(0);
  await expect(page).not.toHaveURL(/as=/);
});

test('the notes of a sample are listed, walked, and shown at their fields', async ({ hands, page }) => {
  await hands.visit('#v1/sample/notes-mail');
  await expect(hands.row(0)).toHaveAttribute('aria-selected', 'true');
  await hands.records.focus();
  await page.keyboard.press('n');
  await expect(hands.bytes).toHaveAttribute('data-selected-start', /^\d+$/);
  const first = page.url();
  await page.keyboard.press('n');
  await expect(page).not.toHaveURL(first);
  await page.getByRole('button', { name: '12 notes' }).click();
  const dialog = page.getByRole('dialog', { name: /^Notes of/ });
  await expect(dialog.getByRole('listitem')).toHaveCount(12);
  await hands.accessible();
  const third = dialog.getByRole('listitem').nth(2).getByRole('button');
  const words = (await third.locator('.sans').innerText()).slice(0, 30);
  await third.click();
  await expect(dialog).toBeHidden();
  await expect(hands.fields).toContainText(words);
});
