/**
 * The built page in a real Chromium: opening, scrolling, selecting. The peer of opening is a worker in the place of
 * ours, in the same page, which reads the same file in the same way and does nothing with it; and wiregasm.
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { chromium } from '@playwright/test';
import { findBrowser } from '../scripts/browser.mjs';
import { alone, rowsSeen, select, stream, watch, watchFrames } from './browser-page.mjs';
import { makeRecords } from './make-records.mjs';
import { megabytes, printed, ratio, table, whole } from './measure.mjs';
import { longestTask, scriptPerScroll, traced } from './trace.mjs';

/** Megabytes at --scale 1, and the most that the index may take beside streaming. */
const INPUTS = [
  { name: 'one small record a frame', size: 265, shape: 'small', goal: 1.5 },
  { name: 'mixed with large reads and writes', size: 1270, shape: 'mixed', goal: 1.2 },
];
/** ten million records */
const HUGE = 2665;
const SELECTED = 20;
/** how rows are moved over */
const WAYS = ['keys', 'wheel', 'pulling the thumb', 'throwing the thumb'];

const milliseconds = (ms) => `${ms < 10 ? ms.toFixed(1) : whole(ms)} ms`;
const median = (sorted) => sorted[Math.floor(sorted.length / 2)];
const atShare = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** Prints tables in Markdown. @param scale of the inputs' sizes; 1: as the figures are meant */
export async function benchBrowser({ folder, rounds, scale, huge }) {
  // A copy: what is built meanwhile does not change what is measured.
  const app = join(folder, 'app');
  cpSync(join('dist', 'app'), app, { recursive: true });
  const server = await serve(app);
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    console.log(`\n### In the browser\n\nChromium ${browser.version()}, headless.\n`);
    const opened = [];
    const figures = [];
    for (const { size, ...input } of INPUTS) {
      const file = join(folder, 'input.pcap');
      const made = makeRecords(file, { bytes: size * scale * 1e6, shape: input.shape });
      const best = await opening({ browser, base: server.base, file, made, rounds });
      opened.push(...openingRows({ ...input, made, best, file }));
      const row = [
        `first rows on screen, best of ${rounds} rounds, ${megabytes(made.bytes)}`,
        milliseconds(best.first),
        '≤ 150 ms',
      ];
      figures.push([...row, best.first <= 150]);
      if (input.shape === 'small' && !huge)
        figures.push(...(await looking({ browser, base: server.base, file, made })));
      rmSync(file);
    }
    if (huge) {
      const file = join(folder, 'huge.pcap');
      const made = makeRecords(file, { bytes: HUGE * scale * 1e6, shape: 'small' });
      figures.push(...(await looking({ browser, base: server.base, file, made })));
      rmSync(file);
    }
    console.log(
      `Seconds of the clock, the best of ${rounds} rounds; streaming and index take turns, each in a page of its own.`,
    );
    console.log('wiregasm under Node, its load alone, one round.\n');
    console.log(table(['input, peer', 's', 'index : peer', 'goal'], opened));
    console.log();
    const said = figures.map(([what, figure, goal, kept]) => [
      what,
      figure,
      goal,
      kept === null ? '' : kept ? 'yes' : 'no',
    ]);
    console.log(table(['what', 'figure', 'goal', 'kept'], said));
    console.log(`\nLoad behind the run: ${loadavg()[0].toFixed(1)}.`);
  } finally {
    await browser.close();
    server.stop();
  }
}

/** `npm start`'s server on a port that nobody has. */
async function serve(app) {
  const port = await new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
  const vite = join('node_modules', 'vite', 'bin', 'vite.js');
  const options = ['--outDir', app, '--port', String(port), '--strictPort'];
  const child = spawn(process.execPath, [vite, 'preview', ...options], { stdio: 'ignore' });
  const base = `http://127.0.0.1:${port}/`;
  const there = () =>
    fetch(base).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let tries = 0; !(await there()); tries++) {
    if (tries > 200) throw new Error('The page is not served.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { base, stop: () => child.kill() };
}

/** A page of its own whose worker is there; `streaming`: with the one that only reads. */
async function visit(browser, base, { streaming = false } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  // Both come this way, so that nothing else differs.
  await page.route('**/decoder.worker*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill(streaming ? { response, body: `(${stream})()` } : { response });
  });
  await page.addInitScript(watch);
  await page.goto(base);
  await page.waitForFunction(() => globalThis.bench.ready, null, { timeout: 30_000 });
  await page.waitForTimeout(300);
  return { page, close: () => context.close() };
}

async function pick(page, file, { streaming = false } = {}) {
  await page.locator('input[type="file"]').first().setInputFiles(file);
  const ended = (rows) => globalThis.bench.done > 0 && (!rows || globalThis.bench.firstPaint > 0);
  await page.waitForFunction(ended, !streaming, { timeout: 120_000, polling: 100 });
  return page.evaluate(() => globalThis.bench);
}

/**
 * Seconds of the index and of streaming, in the worker alone and from the pick to the last row in the page;
 * milliseconds until the first row.
 */
async function opening({ browser, base, file, made, rounds }) {
  const best = { first: Infinity, alone: {}, page: {} };
  const take = (of, what, seconds) => (of[what] = Math.min(of[what] ?? Infinity, seconds));
  const found = (rows) => {
    if (rows !== made.records) throw new Error(`${rows} of ${made.records} records were found`);
  };
  for (let round = 0; round < rounds; round++)
    for (const streaming of [true, false]) {
      const what = streaming ? 'streaming' : 'index';
      const { page, close } = await visit(browser, base, { streaming });
      const input = await page.evaluateHandle(() => {
        const made = document.createElement('input');
        made.type = 'file';
        return made;
      });
      await input.asElement().setInputFiles(file);
      const { ms, rows: told } = await input.evaluate(alone);
      if (!streaming) found(told);
      take(best.alone, what, ms / 1000);
      const { picked, done, rows, firstPaint } = await pick(page, file, { streaming });
      take(best.page, what, (done - picked) / 1000);
      if (!streaming) {
        found(rows);
        best.first = Math.min(best.first, firstPaint - picked);
      }
      await close();
    }
  return best;
}

function openingRows({ name, goal, made, best, file, shape }) {
  const title = `${name}: ${megabytes(made.bytes)}, ${whole(made.records)} records`;
  const rows = [[title, '', '', '']];
  const pair = (name, { index, streaming }, wanted) =>
    rows.push([
      `— ${name}: index, streaming`,
      `${index.toFixed(2)}, ${streaming.toFixed(2)}`,
      ratio(index, streaming),
      wanted,
    ]);
  pair('the worker alone', best.alone, `≤ ${goal} ×`);
  pair('the page, from the pick to the last row', best.page, '');
  if (shape === 'small') {
    const [{ seconds }] = printed('bench/wiregasm.mjs', [file]);
    rows.push([
      '— wiregasm, beside the worker alone',
      seconds.toFixed(2),
      ratio(best.alone.index, seconds),
      '≤ 1 / 35',
    ]);
  }
  return rows;
}

/** Loading, scrolling and selecting in one page: [what, figure, goal, kept] of each. */
async function looking({ browser, base, file, made }) {
  const { page, close } = await visit(browser, base);
  const rows = `${whole(made.records)} rows`;
  const loading = longestTask(await traced(browser, page, () => pick(page, file)));
  await page.waitForTimeout(1000);
  const scroll = await traced(browser, page, () => travel(page, made.records));
  const tasks = longestTask(scroll);
  const scripts = scriptPerScroll(scroll);
  await page.evaluate(watchFrames);
  await travel(page, made.records);
  const { ways } = await page.evaluate(() => {
    globalThis.watched.running = false;
    return globalThis.watched;
  });
  const selected = await selecting(page, made.records);
  await close();
  const task = (what, { clock, cpu }) => [
    `longest task of the main thread, ${what}`,
    `${milliseconds(clock)} (${milliseconds(cpu)} of CPU)`,
    '≤ 50 ms',
    clock <= 50,
  ];
  const spread = (sorted) =>
    [median(sorted), atShare(sorted, 0.95), sorted.at(-1)].map(milliseconds).join(', ');
  const there = selected.map((one) => one.there).sort((one, other) => one - other);
  const painted = selected.map((one) => one.painted).sort((one, other) => one - other);
  return [
    task(`loading ${rows}`, loading),
    task(`scrolling ${rows}`, tasks),
    [
      `script a scroll event (${whole(scripts.length)} events; median, 95th of 100, longest)`,
      spread(scripts),
      '≤ 8 ms',
      atShare(scripts, 0.95) <= 8,
    ],
    ...WAYS.map((way) => {
      const { frames, lacking, passed, longest, longestFrame } = ways[way];
      const standIns = passed === 0 ? '' : `, ${whole(passed)} with rows passed before`;
      return [
        `${rows} by ${way}: longest time without a row (${whole(lacking)} of ${whole(frames)} frames${standIns}; between two frames at most ${milliseconds(longestFrame)})`,
        milliseconds(longest),
        '≤ 100 ms',
        longest <= 100,
      ];
    }),
    [
      `selecting one of ${rows} anywhere: fields and bytes are there (${SELECTED} times; median, 95th, longest)`,
      spread(there),
      '≤ 30 ms',
      atShare(there, 0.95) <= 30,
    ],
    ['the same: on screen', spread(painted), '', null],
  ];
}

/** From end to end by keys, wheel and scroll bar. Throws where a row stands at a wrong place. */
async function travel(page, count) {
  const grid = page.getByRole('grid', { name: 'Records' });
  const box = await grid.boundingBox();
  await grid.focus();
  const way = (at) =>
    page.evaluate((now) => {
      if (globalThis.watched) globalThis.watched.way = now;
    }, WAYS[at]);
  const expected = async (test, what) => {
    const seen = await (await page.waitForFunction(rowsSeen, null, { timeout: 10_000 })).jsonValue();
    const inOrder = seen.every(
      ({ index, row, top }, at) =>
        index === row && (at === 0 || (index === seen[at - 1].index + 1 && top > seen[at - 1].top)),
    );
    if (!inOrder || !test(seen[0].index, seen.at(-1).index))
      throw new Error(`${what}: rows ${seen.map(({ row }) => row).join(', ')}`);
  };
  await way(0);
  for (let turn = 0; turn < 3; turn++) {
    await page.keyboard.press('End');
    await expected((_, last) => last === count - 1, 'End');
    await page.keyboard.press('Home');
    await expected((first) => first === 0, 'Home');
  }
  for (let turn = 0; turn < 10; turn++) await page.keyboard.press('PageDown');
  await way(1);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let turn = 0; turn < 60; turn++) {
    await page.mouse.wheel(0, turn % 3 === 2 ? 1200 : 120);
    await page.waitForTimeout(16);
  }
  await expected((first) => first > 0, 'wheel');
  await way(2);
  await grid.evaluate(async (element) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const limit = element.scrollHeight - element.clientHeight;
    for (let step = 1; step <= 60; step++) {
      element.scrollTop = (limit * step) / 60;
      await frame();
    }
  });
  await expected((_, last) => last === count - 1, 'thumb at the end');
  await way(3);
  for (let turn = 1; turn <= 20; turn++) {
    await grid.evaluate(
      (element, share) => {
        element.scrollTop = (element.scrollHeight - element.clientHeight) * share;
      },
      (turn * 0.618034) % 1,
    );
    await page.waitForTimeout(200);
  }
  await page.waitForTimeout(300);
  await expected(() => true, 'thumb');
  await grid.evaluate((element) => (element.scrollTop = 0));
  await expected((first) => first === 0, 'thumb at the beginning');
}

/** Milliseconds of each, at places that lie far from one another. */
async function selecting(page, count) {
  const times = [];
  // The first one brings what is loaded when it is wanted.
  await page.evaluate(select, Math.floor(count / 3));
  for (let turn = 1; turn <= SELECTED; turn++) {
    await page.waitForTimeout(100);
    times.push(await page.evaluate(select, Math.floor(((turn * 0.618034) % 1) * count)));
  }
  return times;
}

/** Says what is missing; null: nothing. */
export const missing = () =>
  existsSync(join('dist', 'app', 'index.html')) ? null : 'Build first: npm run build';
