/** Finding, going, bookmarks: the ways from a question to a record. */
import { real } from './captures.ts';
import { expect, test } from './fixtures.ts';

const FOPS = '03-replica3-gfapi-all-fops-nanosecond.pcap';

test.describe('finding', () => {
  test.beforeEach(async ({ hands }) => {
    await hands.visit();
    await hands.drop([{ name: 'fops.pcap', bytes: real(FOPS) }]);
    await expect(hands.row(0)).toBeVisible();
    await expect(hands.records).toHaveAttribute('aria-rowcount', '3351');
    await hands.records.focus();
  });

  test('hex is found where it stands, and the bytes are selected', async ({ page, hands }) => {
    await page.keyboard.press('Control+f');
    await page.getByRole('button', { name: 'Hex' }).click();
    const input = page.getByRole('textbox', { name: 'Find bytes' });
    await expect(input).toBeFocused();
    await input.fill('fe dc ba 98 76 54 32 10 fe dc ba 98');
    await page.keyboard.press('Enter');
    await expect(page.locator('.find-status')).toHaveText('It is in no record of this view.');
    await hands.accessible();
    // the number of the program GlusterFS, as each of its calls has it
    await input.fill('00 13 d0 05');
    await page.keyboard.press('Enter');
    await expect(page.locator('.find-status')).toHaveText(/^record \d/);
    const first = await hands.bytes.getAttribute('data-selected-start');
    expect(first).not.toBeNull();
    await input.fill('abc');
    await page.keyboard.press('Enter');
    await expect(page.locator('.find-status')).toHaveText('3 hex digits: an odd number. Two make a byte.');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('search', { name: 'Find' })).toHaveCount(0);
    await expect(hands.records).toBeFocused();
  });

  test('goes to a frame and to a time', async ({ page, hands }) => {
    await page.keyboard.press('g');
    await page.getByRole('button', { name: 'Frame' }).click();
    await page.getByRole('textbox', { name: 'Frame' }).fill('173');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(hands.records.locator('[aria-selected="true"]')).toHaveAttribute('data-row', '112');
    await page.keyboard.press('g');
    await page.getByRole('button', { name: 'Time' }).click();
    await page.getByRole('textbox', { name: 'Time' }).fill('99999');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog').getByRole('alert')).toHaveText(
      'Nothing stands there or behind it.',
    );
    await hands.accessible();
  });

  test('the next of the same kind, the same conversation, the next error', async ({ page, hands }) => {
    const selected = hands.records.locator('[aria-selected="true"]');
    const kind = async (): Promise<string> =>
      (await selected.locator('[data-column="procedure"]').textContent()) ?? '';
    await page.keyboard.press('g');
    await page.getByRole('textbox', { name: 'Record' }).fill('112');
    await page.keyboard.press('Enter');
    await expect(selected).toHaveAttribute('data-row', '112');
    const before = await kind();
    await page.keyboard.press('s');
    await expect(selected).not.toHaveAttribute('data-row', '112');
    expect(await kind()).toBe(before);
    await page.keyboard.press('e');
    await expect(selected.locator('[data-column="result"]')).toContainText('✕');
  });

  test('bookmarks are in the link, with their notes', async ({ page, hands }) => {
    await page.keyboard.press('Control+m');
    await expect(hands.row(0).getByLabel('bookmarked')).toBeVisible();
    await page.keyboard.press('j');
    await expect(hands.row(1)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('B');
    const note = page.getByRole('textbox', { name: 'Note on record 0' });
    await note.fill('it begins here');
    await hands.accessible();
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(page).toHaveURL(/marks=0/);
    await expect(page).toHaveURL(/it%20begins%20here/);
    const fragment = new URL(page.url()).hash;
    await hands.visit();
    await hands.visit(fragment);
    await hands.drop([{ name: 'fops.pcap', bytes: real(FOPS) }]);
    await expect(hands.row(0).getByLabel('bookmarked')).toBeVisible();
    await hands.records.focus();
    await page.keyboard.press('F2');
    await expect(hands.row(0)).toHaveAttribute('aria-selected', 'true');
  });
});
