/**
 * The whole at a glance: figures that stand on the page are those of the capture (worked out by tshark: `-z rpc,srt`),
 * each is a filter, a range of time is one, and the sequence is a file.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { capture, real } from './captures.ts';
import { expect, test, type Hands } from './fixtures.ts';

const NAME = '03-replica3-gfapi-all-fops-nanosecond.pcap';

async function open(hands: Hands, page: Page, place = ''): Promise<void> {
  await hands.visit();
  await hands.drop([{ name: NAME, bytes: real(NAME) }]);
  await expect(page).toHaveURL(/row=0/);
  if (place === '') return;
  await page.evaluate((next) => {
    location.hash = location.hash.replace(/\?.*$/, next);
  }, place);
}

const grid = (page: Page, name: string) => page.getByRole('grid', { name, exact: true });
const cells = (page: Page, table: string, first: string) =>
  grid(page, table)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell', { name: first, exact: true }) })
    .getByRole('gridcell');
const bar = (page: Page) => page.getByRole('combobox', { name: 'Display filter' });

test('figures are those of the capture', async ({ hands, page }) => {
  await open(hands, page, '?row=0&side=stats');
  await expect(cells(page, 'Totals', '→ calls').nth(1)).toHaveText('1,675');
  await expect(cells(page, 'Totals', '← replies').nth(1)).toHaveText('1,675');
  await expect(cells(page, 'Totals', 'records').nth(1)).toHaveText('3,350');
  const procedures = 'Programs and procedures';
  // [calls, replies, min, max] as `tshark -z rpc,srt,1298437,400` says.
  const known: Readonly<Record<string, readonly string[]>> = {
    'GlusterFS v400': ['1,655', '39 µs', '10.1 ms'],
    LOOKUP: ['201', '73 µs', '3.60 ms'],
    UNLINK: ['60', '113 µs', '10.1 ms'],
    ENTRYLK: ['485', '39 µs', '4.01 ms'],
  };
  for (const [name, [calls, min, max]] of Object.entries(known)) {
    const line = cells(page, procedures, name);
    await expect(line.nth(1)).toHaveText(calls!);
    await expect(line.nth(2)).toHaveText(calls!);
    await expect(line.nth(6)).toHaveText(min!);
    await expect(line.nth(10)).toHaveText(max!);
  }
  await page.locator('.sheet').evaluate((sheet) => sheet.scrollTo(0, sheet.scrollHeight));
  await expect(grid(page, 'Connections').getByRole('row')).toHaveCount(8);
  await hands.accessible();
});

test('a column sorts, by pointer and by keys', async ({ hands, page }) => {
  await open(hands, page, '?row=0&side=stats');
  const table = grid(page, 'Programs and procedures');
  await page.getByRole('button', { name: 'All together' }).click();
  const first = table.getByRole('row').nth(1).getByRole('gridcell');
  await expect(first.first()).toHaveText('ENTRYLK');
  await table.getByRole('columnheader', { name: 'max' }).click();
  await expect(table.getByRole('columnheader', { name: 'max' })).toHaveAttribute('aria-sort', 'descending');
  await expect(first.first()).toHaveText('UNLINK');
  await table.focus();
  // the press put the cursor on that head; Home is the name's
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(table.getByRole('columnheader', { name: 'Procedure' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect(first.first()).toHaveText('ACCESS');
});

test('what takes long says how far it is, can be left, and goes on', async ({ hands, page }) => {
  // Figures come faster than a hand: the worker is asked later.
  await page.addInitScript(() => {
    const scope = globalThis as unknown as { held: (() => void)[] | null };
    scope.held = [];
    const post = Reflect.get(Worker.prototype, 'postMessage') as (this: Worker, message: unknown) => void;
    Worker.prototype.postMessage = function (this: Worker, message: { method?: string }) {
      const send = (): void => post.call(this, message);
      if (message.method === 'statistics' && scope.held) scope.held.push(send);
      else send();
    };
  });
  await open(hands, page, '?row=0&side=stats');
  const totals = page.getByRole('region', { name: 'Totals' });
  await expect(totals.getByRole('progressbar', { name: 'Totals' })).toBeVisible();
  await expect(totals).toHaveAttribute('aria-busy', 'true');
  await hands.accessible();
  await totals.getByRole('button', { name: 'Cancel' }).click();
  await expect(totals).toContainText('Stopped.');
  await expect(totals).toHaveAttribute('aria-busy', 'false');
  await page.evaluate(() => {
    const scope = globalThis as unknown as { held: (() => void)[] | null };
    const waiting = scope.held ?? [];
    scope.held = null;
    for (const send of waiting) send();
  });
  await expect(cells(page, 'Programs and procedures', 'LOOKUP').nth(1)).toHaveText('201');
  await expect(totals).toContainText('Stopped.');
  await totals.getByRole('button', { name: 'Go on' }).click();
  await expect(cells(page, 'Totals', 'records').nth(1)).toHaveText('3,350');
});

test('what is chosen is a filter: this, and this, not this', async ({ hands, page }) => {
  await open(hands, page, '?row=0&side=stats');
  await cells(page, 'Programs and procedures', 'LOOKUP').first().click();
  // 201 calls and their replies
  await expect(hands.records).toHaveAttribute('aria-rowcount', '403');
  await expect(cells(page, 'Totals', 'records').nth(1)).toHaveText('402');
  await page.getByRole('button', { name: 'All records' }).click();
  await expect(cells(page, 'Totals', 'records').nth(1)).toHaveText('3,350');
  await cells(page, 'Programs and procedures', 'WRITE').first().click();
  await expect(hands.records).toHaveAttribute('aria-rowcount', '49');
  await bar(page).fill('');
  await page.keyboard.press('Enter');
  await expect(hands.records).toHaveAttribute('aria-rowcount', '3351');
  await cells(page, 'Programs and procedures', 'LOOKUP')
    .first()
    .click({ modifiers: ['Alt'] });
  await expect(hands.records).toHaveAttribute('aria-rowcount', '2949');
});

test('errors, connections and files are filters too', async ({ hands, page }) => {
  await open(hands, page, '?row=0&side=stats');
  const shown = async (): Promise<number> => Number(await hands.records.getAttribute('aria-rowcount')) - 1;
  const clear = async (): Promise<void> => {
    await bar(page).fill('');
    await page.keyboard.press('Enter');
    await expect(hands.records).toHaveAttribute('aria-rowcount', '3351');
  };
  // nine replies to WRITE say EBADF
  const errors = grid(page, 'Errors').getByRole('row').nth(1);
  await errors.scrollIntoViewIfNeeded();
  await expect(errors).toContainText('EBADF (9)');
  await errors.getByRole('gridcell').nth(1).click();
  await expect.poll(shown).toBe(9);
  await clear();
  // the first brick: 567 calls and their replies
  const brick = grid(page, 'Connections').getByRole('row').nth(1);
  await brick.scrollIntoViewIfNeeded();
  await expect(brick.getByRole('gridcell').nth(2)).toHaveText('567');
  await brick.getByRole('gridcell').first().click();
  await expect.poll(shown).toBe(1134);
  await clear();
  const file = grid(page, 'Files').getByRole('row').filter({ hasText: '/t1/meta.txt' });
  await file.scrollIntoViewIfNeeded();
  await file.getByRole('gridcell').first().click();
  await expect.poll(shown).toBeLessThan(3350);
  await expect.poll(shown).toBeGreaterThan(100);
});

test('the menu of a figure has all three, and gives the focus back', async ({ hands, page }) => {
  await open(hands, page, '?row=0&side=stats');
  const table = grid(page, 'Programs and procedures');
  await expect(table.getByRole('row').nth(2)).toBeVisible();
  await table.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem')).toHaveCount(3);
  await hands.accessible();
  await page.keyboard.press('Escape');
  await expect(table).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(hands.records).toHaveAttribute('aria-rowcount', '971');
});

test('a range of time is brushed by pointer and by keys', async ({ hands, page }) => {
  await open(hands, page);
  await hands.records.focus();
  await page.keyboard.press('Shift+T');
  const range = page.getByRole('slider', { name: 'Range of time' });
  await expect(range).toBeVisible();
  await hands.accessible();
  const box = (await range.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.3, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + 12, { steps: 4 });
  await page.mouse.up();
  // one exchange with glusterd stands in the middle
  await expect(bar(page)).toHaveValue(/^frame\.time_relative >= 0\.69\d* && frame\.time_relative < 1\.6\d*$/);
  await expect(hands.records).toHaveAttribute('aria-rowcount', /^\d{1,2}$/);
  await range.focus();
  await page.keyboard.press('Escape');
  await expect(hands.records).toHaveAttribute('aria-rowcount', '3351');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(bar(page)).toHaveValue(/^frame\.time_relative >= 0 && frame\.time_relative < 0\.2\d*$/);
  await expect(hands.records).not.toHaveAttribute('aria-rowcount', '3351');
});

test('the timeline is looked at more closely, and as a whole again', async ({ hands, page }) => {
  await open(hands, page);
  await hands.records.focus();
  await page.keyboard.press('Shift+T');
  const range = page.getByRole('slider', { name: 'Range of time' });
  const end = async (): Promise<number> => Number(await range.getAttribute('aria-valuemax'));
  await expect.poll(end).toBeGreaterThan(2_000_000);
  const whole = await end();
  await range.focus();
  await page.keyboard.press('+');
  await expect.poll(end).toBeLessThan(whole);
  await page.keyboard.press('-');
  await expect.poll(end).toBe(whole);
  // remembered: another capture has it as well
  await hands.drop([{ name: 'small.pcap', bytes: capture() }]);
  await expect(page).toHaveTitle(/small/);
  await expect(range).toBeVisible();
});

for (const records of [0, 1]) {
  test(`a capture with ${records} records has figures too`, async ({ hands, page }) => {
    const drawn = (): Promise<string> =>
      page.locator('.inspector').evaluate((pane) => new XMLSerializer().serializeToString(pane));
    await hands.visit();
    await hands.drop([{ name: 'small.pcap', bytes: capture({ records }) }]);
    await expect(page).toHaveTitle(/small/);
    await expect(bar(page)).toBeVisible();
    await hands.records.focus();
    await page.keyboard.press('Shift+T');
    await page.keyboard.press('a');
    if (records === 0) await expect(page.getByText('No call and no reply.')).toBeVisible();
    else await expect(cells(page, 'Totals', 'records').nth(1)).toHaveText('1');
    await expect(page.locator('.sheet-section[aria-busy="true"]')).toHaveCount(0);
    expect(await drawn()).not.toMatch(/NaN|Infinity|undefined/);
    await page.getByRole('button', { name: 'Sequence', exact: true }).click();
    await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(records);
    expect(await drawn()).not.toMatch(/NaN|Infinity|undefined/);
  });
}

test('the timeline has a twin in figures', async ({ hands, page }) => {
  await open(hands, page, '?row=0&side=stats');
  await page
    .getByRole('group', { name: 'Form of the timeline' })
    .getByRole('button', { name: 'Table' })
    .click();
  const table = grid(page, 'By time');
  await expect(table.getByRole('row').nth(1)).toBeVisible();
  const more = page.getByRole('button', { name: /more of/ }).first();
  if (await more.isVisible()) await more.click();
  const calls = await table.getByRole('row').evaluateAll((rows) =>
    rows
      .slice(1)
      .map((row) => Number((row as HTMLTableRowElement).cells[2]!.textContent.replace(/,/g, '')))
      .reduce((sum, value) => sum + value, 0),
  );
  expect(calls).toBe(1675);
  await hands.accessible();
});

test('the sequence is walked, leads to the record, and is a file', async ({ hands, page }) => {
  await open(hands, page, '?row=112&side=sequence');
  const list = page.getByRole('listbox', { name: /^Sequence/ });
  await expect(list.getByRole('option')).toHaveCount(81);
  await expect(list.getByRole('option', { selected: true })).toHaveAttribute('data-row', '112');
  await hands.accessible();
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await expect(hands.row(113)).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('button', { name: 'Later records' }).click();
  await expect(list.getByRole('option').first()).toHaveAttribute('data-row', '153');
  await page.getByRole('button', { name: 'Earlier records' }).click();
  await expect(list.getByRole('option').first()).toHaveAttribute('data-row', '72');
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as SVG' }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toBe('03-replica3-gfapi-all-fops-nanosecond-sequence.svg');
  const text = await readFile(await file.path(), 'utf8');
  // A page without the policy, which lets nothing read markup.
  const blank = await page.context().newPage();
  const read = await blank.evaluate((svg) => {
    const found = new DOMParser().parseFromString(svg, 'image/svg+xml');
    return {
      faults: found.querySelectorAll('parsererror').length,
      arrows: found.querySelectorAll('g[data-row]').length,
      rows: [...found.querySelectorAll('g[data-row]')].map((arrow) => Number(arrow.getAttribute('data-row'))),
      title: found.querySelector('svg > title')?.textContent,
      description: found.querySelector('svg > desc')?.textContent,
    };
  }, text);
  await blank.close();
  expect(read.faults).toBe(0);
  expect(read.arrows).toBe(81);
  expect(read.rows).toContain(112);
  expect(read.title).toContain(NAME);
  expect(read.description).toMatch(/^81 records between 10\.77\./);
  expect(text).not.toMatch(/<style|<script|href|var\(/);
  await list.focus();
  await page.keyboard.press('Enter');
  await expect(hands.fields).toBeVisible();
});

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const) {
  test(`at ${width} by ${height} both sides fit`, async ({ hands, page }) => {
    await page.setViewportSize({ width, height });
    await open(hands, page, '?row=112&side=stats');
    await expect(cells(page, 'Totals', 'records').nth(1)).toHaveText('3,350');
    const sideways = (): Promise<number> =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.poll(sideways).toBe(0);
    const inside = await page.locator('.sheet').evaluate((sheet) => sheet.scrollWidth - sheet.clientWidth);
    expect(inside).toBe(0);
    await hands.accessible();
    await page.getByRole('button', { name: 'Sequence', exact: true }).click();
    await expect(page.getByRole('option').first()).toBeAttached();
    await expect.poll(sideways).toBe(0);
    await hands.accessible();
  });
}
