/** The page with its checks, and what hands do with it. */
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Locator, type Page } from '@playwright/test';

export interface Hands {
  /** opens the app at a fragment, in this tab */
  visit(fragment?: string): Promise<void>;
  drop(files: readonly { name: string; bytes: Uint8Array | string }[]): Promise<void>;
  /** Ctrl+V of a text on the page, outside of fields */
  paste(text: string): Promise<void>;
  /** fails when axe finds something */
  accessible(): Promise<void>;
  readonly records: Locator;
  readonly fields: Locator;
  readonly bytes: Locator;
  readonly alerts: Locator;
  row(number: number): Locator;
  field(name: string): Locator;
}

/** Collects what must not happen on a page. */
async function watch(page: Page): Promise<string[]> {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('requestfailed', (request) => {
    // What a new page cancels is no fault.
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') faults.push(`request: ${request.url()} ${why}`);
  });
  await page.exposeFunction('reportViolation', (text: string) => faults.push(`policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const page = globalThis as unknown as { reportViolation(text: string): void };
      page.reportViolation(
        `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      );
    });
  });
  return faults;
}

export async function checked(page: Page): Promise<{ hands: Hands; faults: string[] }> {
  const faults = await watch(page);
  const hands: Hands = {
    visit: async (fragment = '') => {
      await page.goto(`./${fragment}`);
    },
    drop: async (files) => {
      const parts = files.map(({ name, bytes }) => ({
        name,
        text: Buffer.from(bytes as Uint8Array).toString('base64'),
      }));
      const data = await page.evaluateHandle((list) => {
        const transfer = new DataTransfer();
        for (const { name, text } of list) {
          const raw = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          transfer.items.add(new File([raw], name));
        }
        return transfer;
      }, parts);
      const target = page.locator('body');
      await target.dispatchEvent('dragenter', { dataTransfer: data });
      await target.dispatchEvent('dragover', { dataTransfer: data });
      await target.dispatchEvent('drop', { dataTransfer: data });
    },
    paste: async (text) => {
      await page.evaluate((pasted) => {
        const data = new DataTransfer();
        data.setData('text/plain', pasted);
        document.body.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
      }, text);
    },
    accessible: async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join('\n   ')}`,
      );
      expect(found).toEqual([]);
    },
    records: page.getByRole('grid', { name: 'Records' }),
    fields: page.getByRole('treegrid', { name: 'Fields', exact: true }),
    bytes: page.getByRole('grid', { name: 'Bytes' }),
    alerts: page.getByRole('alert'),
    row: (number) =>
      page.getByRole('grid', { name: 'Records' }).locator(`[role="row"][data-row="${number}"]`),
    field: (name) => page.locator(`[role="treegrid"] [role="row"][data-name="${name}"]`),
  };
  return { hands, faults };
}

export const test = base.extend<{ hands: Hands }>({
  hands: async ({ page }, provide) => {
    const { hands, faults } = await checked(page);
    await provide(hands);
    expect(faults).toEqual([]);
  },
});

export { expect };
