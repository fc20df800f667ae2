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
