/** What is there when somebody asks: passwords, releases and their evidence, flat keys as a tree. */
import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { checked, expect, test } from './fixtures.ts';

const DUMP = readFileSync(new URL('./volume-create.txt', import.meta.url), 'utf8');
/** the password's middle, as bytes and as letters */
const HEX = '34 65 66 31';
const LETTERS = '4ef1-a026';
// All rows of bytes and fields at once.
test.use({ viewport: { width: 1440, height: 1800 } });

const TEXT = `nodeA:1023 > nodeB:24007\n${DUMP}`;

test('a password is hidden in bytes, words and text, and shown when asked for', async ({ hands, page }) => {
  await hands.visit();
  await hands.paste(TEXT);
  await expect(hands.row(0)).toBeVisible();
  await expect(hands.bytes).toBeVisible();
  await page.getByRole('button', { name: 'Show secrets' }).waitFor();
  const panes = page.locator('main');
  await expect(page.getByRole('textbox', { name: 'Pasted text' })).toContainText('••');
  await expect(hands.bytes).toContainText('••');
  expect(await panes.innerText()).not.toContain(LETTERS);
  expect(await panes.innerText()).not.toContain(HEX);
  await hands.accessible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('Show or hide secrets');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Secrets of this source are shown.');
  await expect(page.getByRole('button', { name: 'Hide secrets' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Pasted text' })).toContainText(HEX);
  await expect(hands.bytes).not.toContainText('••');
  await page.getByRole('button', { name: 'Hide secrets' }).click();
  await expect(page.getByRole('textbox', { name: 'Pasted text' })).not.toContainText(HEX);
});

test('a link leaves a password out unless it is to be in it', async ({ hands, page, browser }) => {
  await hands.visit();
  await hands.paste(TEXT);
  await expect(page).toHaveURL(/#v1\/bytes\//);
  await page.getByRole('button', { name: 'Link to this view' }).click();
  const link = page.getByRole('textbox', { name: 'Link' });
  const without = await link.inputValue();
  expect(without).toBe(page.url());
  await hands.accessible();
  await page.getByRole('checkbox', { name: /A password is inside/ }).check();
  await expect(link).not.toHaveValue(without);
  const included = await link.inputValue();

  for (const [address, found] of [
    [without, false],
    [included, true],
  ] as const) {
    const elsewhere = await (await browser.newContext({ viewport: { width: 1440, height: 1800 } })).newPage();
    const other = await checked(elsewhere);
    await elsewhere.goto(address);
    await expect(other.hands.row(0)).toBeVisible();
    await elsewhere.getByRole('button', { name: 'Show secrets' }).click();
    const shown = other.hands.bytes;
    if (found) await expect(shown).toContainText('50c306');
    else await expect(shown).toContainText('xxxxxx');
    expect(other.faults).toEqual([]);
    await elsewhere.context().close();
  }
});

test('copying bytes with a password inside asks', async ({ hands, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await hands.visit();
  await hands.paste(TEXT);
  await expect(hands.row(0)).toBeVisible();
  await page.getByRole('button', { name: 'Show secrets' }).waitFor();
  await hands.fields.focus();
  await hands.field('glusterfs.dict_pair').filter({ hasText: 'internal-password' }).click();
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  for (const [button, holds] of [
    ['Copy without it', false],
    ['Copy with it', true],
  ] as const) {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Copy the bytes');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: button }).click();
    await expect(page.getByRole('status')).toContainText('Copied the bytes');
    await expect.poll(async () => (await copied()).includes(HEX)).toBe(holds);
    expect((await copied()).includes('••')).toBe(!holds);
  }
});

test('the releases of a connection are shown with their evidence, and can be said', async ({
  hands,
  page,
}) => {
  await hands.visit('#v1/sample/peer-probe-3.2.7');
  await expect(hands.row(0)).toBeVisible();
  await page.getByRole('button', { name: 'Releases…' }).click();
  const sender = page.getByRole('region', { name: /Sender/ });
  await expect(sender).toContainText('record ');
  await hands.accessible();
  const box = sender.getByRole('textbox');
  await box.fill('nonsense');
  await sender.getByRole('button', { name: 'Assume' }).click();
  await expect(page.getByText('This names no release.')).toBeVisible();
  await box.fill('3.2');
  await sender.getByRole('button', { name: 'Assume' }).click();
  await expect(sender).toContainText('GlusterFS 3.2, chosen');
  await page.keyboard.press('Escape');
  await expect(page.locator('.inspector-head')).toContainText('chosen');
  await page.getByRole('button', { name: 'Releases…' }).click();
  await sender.getByRole('button', { name: 'As inferred' }).click();
  await expect(sender).not.toContainText('chosen');
});

test('both sides of a connection fit in the dialog of its releases', async ({ hands, page }) => {
  await hands.visit('#v1/sample/file-4.1.10?row=4');
  await expect(hands.row(4)).toHaveAttribute('aria-selected', 'true');
  // with all that the page loads in a visit
  await page.keyboard.press('a');
  await expect(page.getByRole('grid', { name: 'Totals' })).toBeVisible();
  await page.keyboard.press('a');
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  const bottom = async (of: Locator): Promise<number> => {
    const box = (await of.boundingBox())!;
    return box.y + box.height;
  };
  await expect(dialog.getByRole('region')).toHaveCount(2);
  expect(await bottom(dialog.getByRole('textbox').last())).toBeLessThan(await bottom(dialog));
});

test('flat keys of a dictionary are pairs, and a tree one key away', async ({ hands, page }) => {
  await hands.visit('#v1/sample/peer-probe-3.2.7?row=12');
  await expect(hands.row(12)).toHaveAttribute('aria-selected', 'true');
  await hands.field('glusterd.dict').first().click();
  await page.keyboard.press('Space');
  const tree = page.getByRole('note', { name: 'The row in full' });
  await expect(tree).toContainText(/friend1\s+hostname {2}“10\.78\.0\.11”\s+uuid/);
  await page.keyboard.press('Space');
  await expect(tree).toBeHidden();
});
