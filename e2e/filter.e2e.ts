/** The display filter: written, completed, taken from a value, sent in a link; what it hides stays reachable. */
import type { Locator, Page } from '@playwright/test';
import { capture, real } from './captures.ts';
import { expect, test, type Hands } from './fixtures.ts';

const bar = (page: Page): Locator => page.getByRole('combobox', { name: 'Display filter' });
const count = (page: Page): Locator => page.locator('.filter-count');
const menu = (page: Page): Locator => page.getByRole('menu');

async function open(hands: Hands, page: Page, records = 8): Promise<void> {
  await hands.visit();
  await hands.drop([{ name: 'small.pcap', bytes: capture({ records }) }]);
  await expect(hands.row(0)).toHaveAttribute('aria-selected', 'true');
  await expect(bar(page)).toBeVisible();
}

/** Numbers of the rows that are shown. */
async function shown(hands: Hands): Promise<number[]> {
  const rows = hands.records.locator('[role="row"][data-row]');
  const numbers = await rows.evaluateAll((all) =>
    all.map((row) => Number((row as HTMLElement).dataset['row'])),
  );
  return numbers.sort((a, b) => a - b);
}

test('what is written filters when the hand rests, and the count stands beside it', async ({
  hands,
  page,
}) => {
  await open(hands, page);
  await hands.records.focus();
  await page.keyboard.press('/');
  await expect(bar(page)).toBeFocused();
  await page.keyboard.type('rpc.msgtyp == CALL');
  await expect(count(page)).toHaveText('4 of 8 records');
  await expect.poll(() => shown(hands)).toEqual([0, 2, 4, 6]);
  await expect(hands.records).toHaveAttribute('aria-rowcount', '5');
  await expect(page.getByRole('status')).toContainText('4 of 8 records match.');
  await hands.accessible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(hands.records).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(hands.row(2)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('F8');
  await expect(hands.row(4)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('X');
  await expect(hands.records).toHaveAttribute('aria-rowcount', '9');
  await expect(hands.row(4)).toHaveAttribute('aria-selected', 'true');
  await expect(bar(page)).toHaveValue('');
});

test('an error is underlined at its place; the last good filter stays', async ({ hands, page }) => {
  await open(hands, page);
  await bar(page).fill('rpc.xid == 2');
  await expect(count(page)).toHaveText('2 of 8 records');
  await bar(page).fill('rpc.xid == 2 && rpc.nothing == 1');
  await page.keyboard.press('Enter');
  await expect(page.locator('.filter-paint .wrong')).toHaveText('rpc.nothing');
  await expect(bar(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('.filter-error')).toContainText('rpc.xid == 2 stays in force.');
  await expect(count(page)).toHaveText('2 of 8 records');
  await expect.poll(() => shown(hands)).toEqual([2, 3]);
  await hands.accessible();
  await page.keyboard.press('Escape');
  await expect(bar(page)).toHaveValue('rpc.xid == 2');
});

test('words are completed, and Enter is never stolen', async ({ hands, page }) => {
  await open(hands, page);
  await bar(page).focus();
  await page.keyboard.type('rpc.msgt');
  const list = page.getByRole('listbox', { name: 'Completions' });
  await expect(list.getByRole('option').first()).toContainText('rpc.msgtyp');
  await expect(bar(page)).toHaveAttribute('aria-expanded', 'true');
  await hands.accessible();
  await page.keyboard.press('Tab');
  await expect(bar(page)).toHaveValue(/^rpc\.msgtyp ?$/);
  await expect(bar(page)).toBeFocused();
  await page.keyboard.type(' == RE');
  await expect(list.getByRole('option', { name: /^REPLY/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(bar(page)).toHaveAttribute('aria-activedescendant', /.+/);
  await page.keyboard.press('Enter');
  await expect(bar(page)).toHaveValue(/rpc\.msgtyp +== REPLY ?$/);
  await page.keyboard.press('Enter');
  await expect(count(page)).toHaveText('4 of 8 records');
  await expect.poll(() => shown(hands)).toEqual([1, 3, 5, 7]);
});

test('a record that the filter hides stays shown, and has its place', async ({ hands, page }) => {
  await open(hands, page, 400);
  await page.evaluate(() => (location.hash = location.hash.replace('row=0', 'row=201')));
  await expect(hands.row(201)).toHaveAttribute('aria-selected', 'true');
  const height = async (): Promise<number> => (await hands.row(201).boundingBox())!.y;
  const before = await height();
  await bar(page).fill('rpc.msgtyp == CALL');
  await expect(count(page)).toHaveText('200 of 400 records');
  await expect(page.getByText('Record 201 is selected; the filter hides it.')).toBeVisible();
  const mark = page.locator('.gap-mark');
  await expect(mark).toBeVisible();
  expect(
    Math.abs((await mark.boundingBox())!.y - before),
    'the mark stands where the row stood',
  ).toBeLessThan(25);
  await expect(hands.fields).toBeVisible();
  await hands.accessible();
  await page.getByRole('button', { name: 'Clear the filter' }).last().click();
  await expect(hands.row(201)).toHaveAttribute('aria-selected', 'true');
  await expect(mark).toHaveCount(0);
  expect(Math.abs((await height()) - before), 'and so does the row again').toBeLessThan(25);

  await bar(page).fill('rpc.msgtyp == CALL');
  await expect(mark).toBeVisible();
  await hands.records.focus();
  await page.keyboard.press('ArrowDown');
  await expect(hands.row(202)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await expect(hands.row(200)).toHaveAttribute('aria-selected', 'true');
});

test('a filter that nothing matches says so, with a way out', async ({ hands, page }) => {
  await open(hands, page);
  await bar(page).fill('rpc.xid == 9999');
  const sentence = page.getByText('No record matches rpc.xid == 9999. 8 records are hidden.');
  await expect(sentence).toBeVisible();
  await hands.accessible();
  await hands.records.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(hands.row(7)).toBeVisible();
});

test('a field is filtered for from its menu, by keys, and from the strip below', async ({ hands, page }) => {
  await open(hands, page);
  const xid = hands.field('rpc.xid');
  await hands.fields.focus();
  // The header is closed at first.
  await hands.fields.getByRole('row').nth(1).click();
  await page.keyboard.press('ArrowRight');
  await xid.click({ button: 'right' });
  await expect(menu(page)).toBeVisible();
  await hands.accessible();
  await page.keyboard.press('Enter');
  await expect(bar(page)).toHaveValue(/^rpc\.xid == (1|0x1)$/);
  await expect(count(page)).toHaveText('2 of 8 records');
  await expect(menu(page)).toBeHidden();
  await expect(hands.fields).toBeFocused();

  await page.keyboard.press('X');
  await expect(count(page)).toHaveCount(0);
  await page.keyboard.press('!');
  await expect(count(page)).toHaveText('6 of 8 records');
  await page.keyboard.press('=');
  await expect(count(page)).toHaveText('2 of 8 records');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('&');
  await expect(bar(page)).toHaveValue(/ && rpc\.msgtyp == (CALL|0)$/);
  await expect(count(page)).toHaveText('1 of 8 records');

  await page.keyboard.press('Shift+F10');
  await expect(menu(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu(page)).toBeHidden();
  await expect(hands.fields).toBeFocused();
  await page.getByRole('button', { name: /^filter rpc\./ }).click();
  await menu(page)
    .getByRole('menuitem', { name: /^Has this field/ })
    .click();
  await expect(bar(page)).toHaveValue('rpc.msgtyp');
  await expect(count(page)).toHaveText('8 of 8 records');
});

test('bytes have the menu of their field', async ({ hands, page }) => {
  await open(hands, page);
  await hands.bytes.click({ button: 'right', position: { x: 80, y: 36 } });
  await expect(menu(page)).toBeVisible();
  await expect(hands.bytes).toHaveAttribute('data-selected-start', '0');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(bar(page)).toHaveValue(/^!\(rpc\.mark == \S+\)$/);
  await expect.poll(() => shown(hands)).toEqual([1, 3, 5, 7]);
});

test('a cell of the table is filtered for; by key first which one', async ({ hands, page }) => {
  await open(hands, page);
  await hands.row(3).locator('[data-end="source"]').click({ button: 'right' });
  await expect(hands.row(3)).toHaveAttribute('aria-selected', 'true');
  await menu(page).getByRole('menuitem', { name: 'Not this' }).click();
  await expect(bar(page)).toHaveValue('!(ip.src == 10.0.0.2 && tcp.srcport == 24007)');
  await expect.poll(() => shown(hands)).toEqual([0, 2, 4, 6]);

  await hands.row(4).click();
  await page.keyboard.press('Shift+F10');
  await hands.accessible();
  await menu(page)
    .getByRole('menuitem', { name: /^Procedure/ })
    .click();
  await page.keyboard.press('Enter');
  await expect(bar(page)).toHaveValue('gluster.dump.proc == DUMP');
  await expect(hands.records).toBeFocused();
  await expect(count(page)).toHaveText('8 of 8 records');

  await page.getByRole('button', { name: 'Filter for…' }).click();
  await page.keyboard.type('x');
  await page.keyboard.press('Enter');
  await menu(page).getByRole('menuitem', { name: 'And this' }).click();
  await expect(bar(page)).toHaveValue('gluster.dump.proc == DUMP && rpc.xid == 0x3');
});

test('Back undoes a filter, and a link carries it', async ({ hands, page, browser }) => {
  await open(hands, page);
  await page.waitForTimeout(800);
  await bar(page).fill('rpc.xid == 2');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/filter=rpc\.xid/);
  await page.goBack();
  await expect(count(page)).toHaveCount(0);
  await expect(bar(page)).toHaveValue('');
  await page.goForward();
  await expect(count(page)).toHaveText('2 of 8 records');

  const elsewhere = await browser.newPage();
  await elsewhere.goto(
    new URL('./#v1/sample/notes-mail?filter=rpc.msgtyp%20%3D%3D%20REPLY', page.url()).href,
  );
  await expect(bar(elsewhere)).toHaveValue('rpc.msgtyp == REPLY');
  await expect(count(elsewhere)).toContainText(/of 13/);
  await elsewhere.close();
});

test('a link whose filter does not read says so, and shows all', async ({ hands, page }) => {
  await hands.visit('#v1/sample/notes-mail?filter=rpc.nothing%20%3D%3D%201');
  await expect(hands.alerts).toContainText('The filter of the link does not read.');
  await expect(hands.records).toHaveAttribute('aria-rowcount', '14');
  await expect(bar(page)).toHaveValue('rpc.nothing == 1');
  await expect(page).not.toHaveURL(/filter=/);
  await hands.accessible();
});

test('earlier filters are remembered, also for the next visit', async ({ hands, page }) => {
  await open(hands, page);
  await bar(page).fill('rpc.xid == 2');
  await page.keyboard.press('Enter');
  // in force, and so remembered
  await expect(page).toHaveURL(/filter=rpc\.xid[^&]*2(&|$)/);
  await bar(page).fill('rpc.xid == 3');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/filter=rpc\.xid[^&]*3(&|$)/);
  await expect(count(page)).toHaveText('2 of 8 records');
  await open(hands, page);
  await bar(page).focus();
  await page.keyboard.press('ArrowDown');
  const list = page.getByRole('listbox', { name: 'Earlier filters' });
  await expect(list.getByRole('option')).toHaveText(['rpc.xid == 3', 'rpc.xid == 2']);
  await hands.accessible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(bar(page)).toHaveValue('rpc.xid == 2');
  await expect.poll(() => shown(hands)).toEqual([2, 3]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('h');
  await expect(list).toBeVisible();
});

test('on a phone the filter is a sheet, and what is in force stands under the table', async ({
  hands,
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await hands.visit();
  await hands.drop([{ name: 'small.pcap', bytes: capture({ records: 8 }) }]);
  await expect(hands.row(0)).toBeVisible();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await expect(bar(page)).toBeFocused();
  await page.keyboard.type('rpc.xid == 2');
  await hands.accessible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect.poll(() => shown(hands)).toEqual([2, 3]);
  await expect(page.locator('.table-note')).toContainText('Record 0 is selected');
  await hands.row(2).click();
  await expect(page.locator('.table-note')).toContainText('rpc.xid == 2');
  await hands.accessible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(hands.records).toHaveAttribute('aria-rowcount', '9');
});

test('a real capture: one connection of many, and the name of an error', async ({ hands, page }) => {
  await hands.visit();
  const name = '03-replica3-gfapi-all-fops-nanosecond.pcap';
  await hands.drop([{ name, bytes: real(name) }]);
  await expect(hands.row(0)).toBeVisible();
  await bar(page).fill('tcp.port == 55986');
  await expect(count(page)).toHaveText('1,134 of 3,350 records');
  await bar(page).fill('op_errno == ENOENT');
  await page.keyboard.press('Enter');
  await expect(count(page)).toHaveText('123 of 3,350 records');
  await hands.row(80).locator('[data-column="result"]').click({ button: 'right' });
  await menu(page).getByRole('menuitem', { name: 'Not this' }).click();
  await expect(bar(page)).toHaveValue('op_errno == ENOENT && !(op_errno == ENOENT)');
  await expect(page.getByText(/^No record matches/)).toBeVisible();
});

test('a worker that is lost comes back with the filter', async ({ hands, page }) => {
  await open(hands, page);
  await bar(page).fill('rpc.msgtyp == REPLY');
  await expect(count(page)).toHaveText('4 of 8 records');
  const [worker] = page.workers();
  void worker!.evaluate('while (true) {}').catch(() => undefined);
  await page.waitForEvent('worker', { timeout: 15_000 });
  await expect(page.getByText('The decoder stopped answering.').first()).toBeVisible();
  await expect(count(page)).toHaveText('4 of 8 records');
  await expect.poll(() => shown(hands)).toEqual([1, 3, 5, 7]);
  await hands.row(5).click();
  await expect(hands.row(5)).toHaveAttribute('aria-selected', 'true');
});
