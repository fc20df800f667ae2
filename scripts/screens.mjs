/**
 * Screenshots of the real app (`npm run build` first), at three sizes in both themes, into .screens/.
 *
 *     node scripts/screens.mjs [part of a name …]
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { gunzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { findBrowser } from './browser.mjs';
import { capture } from './made-capture.mjs';

const OUT = '.screens';
const SIZES = [
  [1440, 900],
  [1024, 768],
  [390, 844],
];
const wanted = process.argv.slice(2);

/** The first capture of the tests whose name begins so, unpacked; null where there is none. */
function testCapture(start) {
  const folder = join('test', 'captures');
  const name = existsSync(folder) ? readdirSync(folder).find((file) => file.startsWith(start)) : undefined;
  if (!name) return null;
  const bytes = readFileSync(join(folder, name));
  return { name: name.replace(/\.gz$/, ''), bytes: name.endsWith('.gz') ? gunzipSync(bytes) : bytes };
}

async function pick(page, name, bytes) {
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name, mimeType: '', buffer: Buffer.from(bytes) });
}

const grid = (page) => page.getByRole('grid', { name: 'Records' });
const settled = (page) => page.waitForTimeout(400);
const phone = (page) => page.viewportSize().width < 700;

async function tab(page, name) {
  if (phone(page)) await page.getByRole('tab', { name }).click();
}

/** The capture of `write`, and a filter in the bar, or in the sheet of a phone. */
async function filtered(page, base, text, { enter = true, row = '0' } = {}) {
  const found = testCapture('03');
  if (!found) return 'no such capture in test/captures';
  await page.goto(base);
  await pick(page, found.name, found.bytes);
  await page.waitForURL(/row=0/);
  await page.evaluate((at) => (location.hash = location.hash.replace(/\?.*$/, `?row=${at}`)), row);
  await settled(page);
  const bar = page.getByRole('combobox', { name: 'Display filter' });
  if (phone(page)) await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await bar.focus();
  await page.keyboard.type(text);
  if (enter) await page.keyboard.press('Enter');
  await settled(page);
  return undefined;
}

const views = {
  filter: (page, base) => filtered(page, base, 'tcp.port == 55986', { row: '112' }),
  'filter-writing': (page, base) => filtered(page, base, 'op_errno == ENOENT && rpc.p', { enter: false }),
  'filter-wrong': (page, base) => filtered(page, base, 'rpc.xid == 0x14 && rpc.nothing == 3'),
  'filter-hides': (page, base) => filtered(page, base, 'rpc.msgtyp == REPLY', { row: '112' }),
  'filter-none': (page, base) => filtered(page, base, 'rpc.xid == 9999'),
  'filter-menu': async (page, base) => {
    const problem = await views.write(page, base);
    if (problem) return problem;
    await page.getByRole('treegrid').first().focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu').waitFor();
    return undefined;
  },
  start: async (page, base) => {
    await page.goto(base);
    await page.getByRole('region', { name: 'Samples' }).getByRole('link').first().waitFor();
  },
  mail: async (page, base) => {
    // the word that the notes could not place
    await page.goto(`${base}#v1/sample/notes-mail?row=1&at=76,4`);
    await grid(page).or(page.getByRole('treegrid')).first().waitFor();
    await tab(page, 'Fields');
  },
  'mail-words': async (page, base) => {
    await page.goto(`${base}#v1/sample/notes-mail?row=1&view=words`);
    await tab(page, 'Fields');
    await page.getByRole('region', { name: 'Words' }).waitFor();
  },
  'mail-both': async (page, base) => {
    await page.goto(`${base}#v1/sample/notes-mail?row=1&half=both`);
    await tab(page, 'Fields');
    await page.getByRole('treegrid').nth(1).waitFor();
  },
  write: async (page, base) => {
    const capture = testCapture('03');
    if (!capture) return 'no capture with a WRITE in test/captures';
    await page.goto(base);
    await pick(page, capture.name, capture.bytes);
    await grid(page).getByRole('row').nth(1).waitFor();
    await page.waitForURL(/row=0/);
    // a value in the dictionary of a WRITE
    await page.evaluate(() => (location.hash = location.hash.replace(/\?.*$/, '?row=112&at=220,17')));
    await settled(page);
    await tab(page, 'Fields');
  },
  'write-bytes': async (page, base) => {
    if (!phone(page)) return 'the same as write';
    const problem = await views.write(page, base);
    if (problem) return problem;
    await tab(page, 'Bytes');
    return undefined;
  },
  many: async (page, base) => {
    await page.goto(base);
    await pick(page, 'many.pcap', capture({ records: 100_000 }));
    await page.waitForFunction(() => {
      const rows = document
        .querySelector('[role="grid"][aria-label="Records"]')
        ?.getAttribute('aria-rowcount');
      return Number(rows) >= 100_000;
    });
    await grid(page).focus();
    await page.keyboard.press('End');
  },
  loading: async (page, base) => {
    // Reading is faster than a picture: the page is held at what it hears first.
    await page.addInitScript(() => {
      const Plain = Worker;
      globalThis.Worker = class extends Plain {
        set onmessage(listener) {
          let progress = 0;
          super.onmessage = (event) => {
            if (event.data.type === 'progress' && ++progress > 2) return;
            if (event.data.type !== 'done') listener(event);
          };
        }
      };
    });
    await page.goto(base);
    await pick(page, 'large.pcap', capture({ records: 400_000 }));
    await page.getByRole('progressbar').waitFor({ timeout: 5_000 });
  },
  error: async (page, base) => {
    await page.goto(base);
    await pick(page, 'login.pcap', Buffer.from('<!DOCTYPE html><html><title>Sign in</title></html>'));
    await page.getByRole('alert').first().waitFor();
  },
  one: async (page, base) => {
    await page.goto(base);
    await pick(page, 'one.pcap', capture({ records: 1 }));
    await grid(page).getByRole('row').nth(1).waitFor();
  },
  palette: async (page, base) => {
    await page.goto(`${base}#v1/sample/notes-mail?row=1`);
    await grid(page).getByRole('row').nth(1).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
  },
  link: async (page, base) => {
    await page.goto(`${base}#v1/sample/notes-mail?row=1`);
    await grid(page).getByRole('row').nth(1).waitFor();
    await page.getByRole('button', { name: 'Link to this view' }).click();
    await page.getByRole('dialog').waitFor();
  },
  help: async (page, base) => {
    await page.goto(`${base}#v1/sample/notes-mail?row=1`);
    await grid(page).getByRole('row').nth(1).waitFor();
    await page.keyboard.press('F1');
    await page.getByRole('dialog').waitFor();
  },
  find: async (page, base) => {
    const problem = await views.write(page, base);
    if (problem) return problem;
    await tab(page, 'Records');
    await grid(page).focus();
    await page.keyboard.press('Control+m');
    await page.keyboard.press('Control+f');
    await page.getByRole('button', { name: 'Hex' }).click();
    await page.getByRole('textbox', { name: 'Find bytes' }).fill('6d 65 74 61');
    await page.keyboard.press('Enter');
    await settled(page);
    return undefined;
  },
  'go-to': async (page, base) => {
    await page.goto(`${base}#v1/sample/notes-mail?row=1`);
    await grid(page).getByRole('row').nth(1).waitFor();
    await page.keyboard.press('Control+g');
    await page.getByRole('textbox', { name: 'Record' }).fill('twelve');
    await page.keyboard.press('Enter');
  },
  bookmarks: async (page, base) => {
    const marks = encodeURIComponent('1~the reply;3@4,4;5~an older version');
    await page.goto(`${base}#v1/sample/notes-mail?row=1&marks=${marks}`);
    await grid(page).getByRole('row').nth(1).waitFor();
    await grid(page).focus();
    await page.keyboard.press('B');
    await page.getByRole('dialog').waitFor();
  },
  stats: async (page, base) => {
    const problem = await views.write(page, base);
    if (problem) return problem;
    await page.evaluate(() => (location.hash = `${location.hash.replace(/\?.*$/, '')}?row=112&side=stats`));
    await page.getByText('PROCEDURE', { exact: false }).first().waitFor();
    await page.waitForTimeout(1500);
    return undefined;
  },
  sequence: async (page, base) => {
    const problem = await views.write(page, base);
    if (problem) return problem;
    await page.evaluate(
      () => (location.hash = `${location.hash.replace(/\?.*$/, '')}?row=112&side=sequence`),
    );
    await page.waitForTimeout(1500);
    return undefined;
  },
  timeline: async (page, base) => {
    const problem = await views.write(page, base);
    if (problem) return problem;
    await tab(page, 'Records');
    await grid(page).focus();
    await page.keyboard.press('T');
    await page.waitForTimeout(1500);
    return undefined;
  },
  damaged: async (page, base) => {
    await page.goto(`${base}#v1/bytes/1a.1/AAAA`);
    await page.getByRole('alert').first().waitFor();
  },
};

async function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const port = await freePort();
const server = spawn(
  process.execPath,
  [join('node_modules', 'vite', 'bin', 'vite.js'), 'preview', '--port', String(port), '--strictPort'],
  { stdio: 'ignore' },
);
const base = `http://127.0.0.1:${port}/`;
for (let tries = 0; tries < 100; tries++) {
  if (
    await fetch(base).then(
      (answer) => answer.ok,
      () => false,
    )
  )
    break;
  await new Promise((resolve) => setTimeout(resolve, 100));
}

mkdirSync(OUT, { recursive: true });
const executablePath = findBrowser();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
let failed = 0;
try {
  for (const [name, view] of Object.entries(views)) {
    if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
    for (const [width, height] of SIZES) {
      for (const colorScheme of ['light', 'dark']) {
        const context = await browser.newContext({
          viewport: { width, height },
          colorScheme,
          deviceScaleFactor: width < 700 ? 2 : 1,
        });
        const page = await context.newPage();
        const path = join(OUT, `${name}-${width}-${colorScheme}.png`);
        try {
          const skipped = await view(page, base);
          if (skipped) console.log(`- ${path}: ${skipped}`);
          else {
            await settled(page);
            await page.screenshot({ path });
            const sideways = await page.evaluate(
              () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
            );
            console.log(`${path}${sideways > 0 ? `  scrolls sideways by ${sideways} px` : ''}`);
            if (sideways > 0) failed++;
          }
        } catch (error) {
          failed++;
          console.error(`✕ ${path}: ${error.message.split('\n')[0]}`);
          await page.screenshot({ path }).catch(() => undefined);
        }
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
  server.kill();
}
process.exitCode = failed > 0 ? 1 : 0;
