/** What is seen is in the address, and comes back elsewhere. */
import { capture, hexDump, record } from './captures.ts';
import { checked, expect, test } from './fixtures.ts';

test('a link to a sample shows the same record, field and view elsewhere', async ({
  hands,
  page,
  browser,
}) => {
  await hands.visit('#v1/sample/notes-mail?row=1');
  await expect(hands.row(1)).toHaveAttribute('aria-selected', 'true');
  await hands.fields.focus();
  await page.keyboard.press('Home');
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowDown');
  let start = '';
  let end = '';
  await expect(async () => {
    start = (await hands.bytes.getAttribute('data-selected-start')) ?? '';
    end = (await hands.bytes.getAttribute('data-selected-end')) ?? '';
    const at = `at=${start},${Number(end) - Number(start)}`;
    expect(page.url()).toMatch(new RegExp(`field=.+&${at}$`));
  }).toPass();
  const link = page.url();

  const elsewhere = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  const other = await checked(elsewhere);
  await elsewhere.goto(link);
  await expect(other.hands.row(1)).toHaveAttribute('aria-selected', 'true');
  await expect(other.hands.bytes).toHaveAttribute('data-selected-start', start);
  await expect(other.hands.bytes).toHaveAttribute('data-selected-end', end);
  expect(other.faults).toEqual([]);
  await elsewhere.context().close();
});

test('a link to a paste carries the bytes themselves', async ({ hands, page, browser }) => {
  await hands.visit();
  await hands.paste(
    `nodeA:1023 > nodeB:24007\n${hexDump(record(0))}\nnodeB:24007 > nodeA:1023\n${hexDump(record(1))}`,
  );
  await expect(hands.row(0)).toBeVisible();
  await expect(page).toHaveURL(/#v1\/bytes\//);
  await page.getByRole('button', { name: 'Link to this view' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Whoever has it can read them.');
  await expect(dialog).toContainText('characters');
  await hands.accessible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  const link = page.url();
  const rows = await hands.records.getAttribute('aria-rowcount');

  const elsewhere = await (await browser.newContext()).newPage();
  const other = await checked(elsewhere);
  await elsewhere.goto(link);
  await expect(other.hands.row(0)).toBeVisible();
  await expect(other.hands.records).toHaveAttribute('aria-rowcount', rows!);
  expect(other.faults).toEqual([]);
  await elsewhere.context().close();
});

test('thirteen dumps of a long mail fit in about a thousand characters', async ({ hands, page }) => {
  await hands.visit();
  const mail = await (await page.request.get('./samples/notes-mail.txt')).text();
  await hands.paste(mail);
  await expect(hands.records).toHaveAttribute('aria-rowcount', '14');
  await expect(page).toHaveURL(/#v1\/bytes\//);
  expect(page.url().length).toBeLessThan(1_000);
});

test('a link to a local file asks for the file, and then shows the very place', async ({
  hands,
  page,
  browser,
}) => {
  const bytes = capture({ records: 8 });
  await hands.visit();
  await hands.drop([{ name: 'mine.pcap', bytes }]);
  await expect(hands.row(0)).toBeVisible();
  await hands.row(5).click();
  await expect(page).toHaveURL(/mine\.pcap\?row=5/);
  await page.getByRole('button', { name: 'Link to this view' }).click();
  await expect(page.getByRole('dialog')).toContainText('This link names the place, not the file.');
  await page.keyboard.press('Escape');
  const link = page.url();

  const elsewhere = await (await browser.newContext()).newPage();
  const other = await checked(elsewhere);
  await elsewhere.goto(link);
  await expect(elsewhere.getByText('This link names a place in mine.pcap.')).toBeVisible();
  await other.hands.accessible();
  await other.hands.drop([{ name: 'renamed.pcap', bytes }]);
  await expect(other.hands.row(5)).toHaveAttribute('aria-selected', 'true');
  await expect(elsewhere.getByText('This is not the file')).toHaveCount(0);
  expect(other.faults).toEqual([]);
  await elsewhere.context().close();
});

test('another file than the one of the link is told', async ({ hands, page }) => {
  await hands.visit('#v1/file/1234-0123456789abcdef/theirs.pcap?row=3');
  await hands.drop([{ name: 'mine.pcap', bytes: capture() }]);
  await expect(page.getByText('This is not the file that the link names.')).toBeVisible();
  await expect(hands.row(0)).toBeVisible();
});

test('Back and Forward walk through records and views', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop([{ name: 'small.pcap', bytes: capture({ records: 8 }) }]);
  await expect(page).toHaveURL(/row=0/);
  // Steps that follow each other at once are one.
  await page.waitForTimeout(800);
  await hands.row(3).click();
  await expect(page).toHaveURL(/row=3/);
  await page.waitForTimeout(800);
  await hands.row(6).click();
  await expect(page).toHaveURL(/row=6/);
  await page.goBack();
  await expect(hands.row(3)).toHaveAttribute('aria-selected', 'true');
  await page.goBack();
  await expect(hands.row(0)).toHaveAttribute('aria-selected', 'true');
  await page.goForward();
  await expect(hands.row(3)).toHaveAttribute('aria-selected', 'true');
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Open capture' })).toBeVisible();
});

for (const [name, fragment, words] of [
  [
    'whose end is missing',
    '#v1/bytes/1a.1/AAAA',
    'The link is damaged: 42 characters are missing at its end.',
  ],
  [
    'that was changed on the way',
    '#v1/bytes/4.1/AAAA',
    'The link is damaged: its bytes do not match their checksum.',
  ],
  ['of an unknown version', '#v9/sample/notes-mail', 'The link is of version 9'],
  ['that announces too much', '#v1/bytes/zzzzz.1/AAAA', 'The link holds more than a link may.'],
  ['to a sample that is not there', '#v1/sample/nothing', 'There is no such sample.'],
] as const) {
  test(`a link ${name} gets a message and the start page`, async ({ hands, page }) => {
    await hands.visit(fragment);
    await expect(page.getByText(words)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Open capture' })).toBeVisible();
    await hands.accessible();
    await hands.drop([{ name: 'small.pcap', bytes: capture() }]);
    await expect(hands.row(0)).toBeVisible();
  });
}
