/** Keys act at any time: focus is always in something, and what is typed lands where it was asked for. */
import type { Page } from '@playwright/test';
import { capture, real } from './captures.ts';
import { expect, test } from './fixtures.ts';

const FOPS = '03-replica3-gfapi-all-fops-nanosecond.pcap';

/** Name of the pane that has the focus; '': none. */
const pane = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset['pane'] ?? '');

test.describe('sides', () => {
  test.beforeEach(async ({ hands }) => {
    await hands.visit();
    await hands.drop([{ name: 'small.pcap', bytes: capture() }]);
    await expect(hands.row(0)).toHaveAttribute('aria-selected', 'true');
  });

  for (const first of ['a', 'A']) {
    test(`${first} from the fields, and on to the other side from inside it`, async ({ hands, page }) => {
      await hands.fields.focus();
      const names = first === 'a' ? ['statistics', 'sequence'] : ['sequence', 'statistics'];
      const second = first === 'a' ? 'A' : 'a';
      await page.keyboard.press(first);
      await expect.poll(() => pane(page)).toBe(names[0]);
      // as fast as hands are, before the other one has come
      await page.keyboard.press(second);
      await expect.poll(() => pane(page)).toBe(names[1]);
      await expect(page.locator(`.side[data-pane="${names[1]}"] h2`)).toBeVisible();
      expect(await pane(page)).toBe(names[1]);
      await page.keyboard.press(first);
      await expect.poll(() => pane(page)).toBe(names[0]);
      await page.keyboard.press(first);
      await expect.poll(() => pane(page)).toBe('fields');
      await page.keyboard.press('w');
      await expect.poll(() => pane(page)).toBe('words');
      await page.keyboard.press(second);
      await expect.poll(() => pane(page)).toBe(names[1]);
      // also from here, where no record is seen
      await page.keyboard.press('w');
      await expect.poll(() => pane(page)).toBe('words');
    });
  }

  test('a side that comes late has the focus all the while', async ({ hands, page }) => {
    await page.route(/\/(Statistics|Sequence)-[^/]*\.js$/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
    await hands.fields.focus();
    for (const [key, name] of [
      ['a', 'statistics'],
      ['A', 'sequence'],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => pane(page)).toBe(name);
      await expect(page.locator(`.side[data-pane="${name}"] h2`)).toBeVisible();
      expect(await pane(page)).toBe(name);
    }
    await page.keyboard.press('A');
    await expect.poll(() => pane(page)).toBe('fields');
  });

  test('the timeline closes from inside it', async ({ hands, page }) => {
    await hands.records.focus();
    await page.keyboard.press('T');
    const range = page.locator('[data-pane="timeline"]');
    await expect(range).toBeVisible();
    await page.keyboard.press('Shift+F6');
    await expect.poll(() => pane(page)).toBe('timeline');
    await page.keyboard.press('a');
    await expect(page.locator('[data-pane="statistics"]')).toBeVisible();
    expect(await pane(page)).toBe('timeline');
    await page.keyboard.press('T');
    await expect(range).toHaveCount(0);
    await expect.poll(() => pane(page)).toBe('records');
    await page.keyboard.press('j');
    await expect(hands.row(1)).toHaveAttribute('aria-selected', 'true');
  });
});

test.describe('what is typed at once', () => {
  test.beforeEach(async ({ hands }) => {
    await hands.visit();
    await hands.drop([{ name: 'fops.pcap', bytes: real(FOPS) }]);
    await expect(hands.records).toHaveAttribute('aria-rowcount', '3351');
    await expect(hands.row(0)).toHaveAttribute('aria-selected', 'true');
    await hands.records.focus();
  });

  for (const [key, name] of [
    ['Control+f', 'Find text'],
    ['/', 'Display filter'],
    ['g', 'Record'],
    ['d', 'Type or procedure'],
    ['Control+k', 'Command'],
  ] as const) {
    test(`lands in the field behind ${key}`, async ({ hands, page }) => {
      await page.keyboard.press(key);
      // Each of these letters is a command of a pane.
      await page.keyboard.type('Eaj');
      const field = page.getByRole(/Find|Record/.test(name) ? 'textbox' : 'combobox', { name });
      await expect(field).toBeFocused();
      await expect(field).toHaveValue('Eaj');
      await expect(hands.row(0)).toHaveAttribute('aria-selected', 'true');
      await expect(page.locator('[data-pane="statistics"]')).toHaveCount(0);
    });
  }
});

test.describe('a walk by keys alone', () => {
  const somewhere = async (page: Page, when: string): Promise<void> => {
    await expect.poll(() => pane(page), when).not.toBe('');
  };
  /** What opened over the page, or took the keys: its name. */
  const opened = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const { activeElement } = document;
      const over = activeElement?.closest('dialog[open], [role="menu"], [role="search"]');
      return over?.getAttribute('aria-label') ?? '';
    });

  test('start page: keys act at once, and again when a source is closed', async ({ hands, page }) => {
    await hands.visit();
    await somewhere(page, 'at first');
    for (const when of ['at first', 'when it is back']) {
      await page.keyboard.press('?');
      await expect.poll(() => opened(page)).toBe('Keys');
      await page.keyboard.press('Escape');
      await somewhere(page, `${when}, behind the keys`);
      if (when !== 'at first') break;
      await hands.drop([{ name: 'small.pcap', bytes: capture() }]);
      await expect(hands.row(0)).toHaveAttribute('aria-selected', 'true');
      await expect.poll(() => pane(page)).toBe('records');
      await page.keyboard.press('Control+k');
      await page.keyboard.type('back to the start page');
      await page.keyboard.press('Enter');
      await expect.poll(() => pane(page)).toBe('start');
    }
  });

  for (const [from, keys] of [
    ['records', []],
    ['fields', []],
    ['bytes', []],
    ['words', ['w']],
    ['statistics', ['a']],
    ['sequence', ['A']],
    ['timeline', ['T']],
  ] as const) {
    test(`what opens over ${from} gives the keys back`, async ({ hands, page }) => {
      await hands.visit('#v1/sample/file-4.1.10');
      await expect(hands.row(0)).toHaveAttribute('aria-selected', 'true');
      await hands.fields.focus();
      for (const key of keys) await page.keyboard.press(key);
      await expect(page.locator(`[data-pane="${from}"]`)).toBeVisible();
      for (let step = 0; step < 6 && (await pane(page)) !== from; step++) await page.keyboard.press('F6');
      expect(await pane(page)).toBe(from);
      for (const [key, name] of [
        ['?', 'Keys'],
        ['Control+k', 'Commands'],
        ['l', 'Link to this view'],
        ['g', 'Go to'],
        ['B', 'Bookmarks'],
        ['d', 'Decode as'],
        ['r', 'Releases of this connection'],
        ['v', 'Filter for a value of record 0'],
        ['Control+f', 'Find'],
        ['/', 'Filter'],
      ] as const) {
        await page.keyboard.press(key);
        await expect.poll(() => opened(page), key).toBe(name);
        await page.keyboard.press('Escape');
        await expect.poll(() => opened(page), `${key}, Escape`).not.toBe(name);
        await expect.poll(() => pane(page), `behind ${key}`).toBe(from);
      }
      await page.keyboard.press('j');
      await expect(page).toHaveURL(/row=1(&|$)/);
    });
  }

  test('what is pressed and is gone leaves the keys to a pane', async ({ hands, page }) => {
    await hands.visit();
    await hands.drop([{ name: 'fops.pcap', bytes: real(FOPS) }]);
    await expect(hands.row(0)).toHaveAttribute('aria-selected', 'true');
    // the way out of a filter that nothing matches
    await page.keyboard.press('/');
    await page.keyboard.type('rpc.xid == 1');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^No record matches/)).toBeVisible();
    await page.keyboard.press('Escape');
    await somewhere(page, 'where no row is');
    const out = page.locator('.empty').getByRole('button', { name: 'Clear the filter' });
    await out.focus();
    await page.keyboard.press('Enter');
    await expect(out).toHaveCount(0);
    await expect.poll(() => pane(page)).toBe('records');
    // a mark that is taken away in its dialog, which then closes
    await page.keyboard.press('M');
    await page.keyboard.press('B');
    const remove = page.getByRole('dialog').getByRole('button', { name: /Remove/ });
    await remove.focus();
    await page.keyboard.press('Enter');
    await expect(remove).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect.poll(() => pane(page)).toBe('records');
    // a button that cannot be pressed any further
    await page.keyboard.press('A');
    await page.getByRole('button', { name: 'Later records' }).focus();
    await page.keyboard.press('Enter');
    const earlier = page.getByRole('button', { name: 'Earlier records' });
    await earlier.focus();
    await page.keyboard.press('Enter');
    await expect(earlier).toBeDisabled();
    await expect.poll(() => pane(page)).toBe('sequence');
    await page.keyboard.press('A');
    await somewhere(page, 'back at the record');
  });
});
