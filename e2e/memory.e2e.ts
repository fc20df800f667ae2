/**
 * What is left behind: large captures are opened, and cancelled or replaced at any moment, with everything running
 * that can run. Afterwards page and worker hold what they held before, and nothing goes on.
 *
 * What is held is asked of the browser (CDP): the buffers of all arrays that can be reached after a collection,
 * and the heap beside them.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { makeRecords } from '../bench/make-records.mjs';
import { capture } from './captures.ts';
import { expect, test, type Hands } from './fixtures.ts';

/** What one target of the debugger is asked. */
interface Target {
  send(method: string, params?: object): Promise<Record<string, unknown>>;
}

/** What a page or a worker holds after a collection: bytes of arrays, bytes of the rest, how many blobs. */
interface Held {
  readonly arrays: number;
  readonly heap: number;
  readonly blobs: number;
}

/** The page, and its worker. */
async function targets(page: Page): Promise<{ page: Target; worker: Target }> {
  const session = await page.context().newCDPSession(page);
  const send = session.send.bind(session) as unknown as Target['send'];
  const on = session.on.bind(session) as unknown as (
    event: string,
    listener: (params: { sessionId: string; message: string }) => void,
  ) => void;
  let next = 1;
  const waiting = new Map<number, (result: Record<string, unknown>) => void>();
  on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result?: Record<string, unknown> };
    if (id !== undefined) waiting.get(id)?.(result ?? {});
  });
  const attached = new Promise<string>((resolve) =>
    on('Target.attachedToTarget', ({ sessionId }) => resolve(sessionId)),
  );
  await send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const sessionId = await attached;
  const worker: Target = {
    send: async (method, params = {}) => {
      const id = next++;
      const result = new Promise<Record<string, unknown>>((resolve) => waiting.set(id, resolve));
      await send('Target.sendMessageToTarget', {
        sessionId,
        message: JSON.stringify({ id, method, params }),
      });
      return result;
    },
  };
  return { page: { send }, worker };
}

/** How many objects of a class can be reached; what nobody reaches is collected first. */
async function countOf(target: Target, name: string): Promise<number> {
  const objectGroup = 'counted';
  const found = (await target.send('Runtime.evaluate', { expression: `${name}.prototype`, objectGroup })) as {
    result: { objectId: string };
  };
  const { objects } = (await target.send('Runtime.queryObjects', {
    prototypeObjectId: found.result.objectId,
    objectGroup,
  })) as { objects: { objectId: string } };
  const { result } = (await target.send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: 'function () { return this.length; }',
    returnByValue: true,
  })) as { result: { value: number } };
  await target.send('Runtime.releaseObjectGroup', { objectGroup });
  return result.value;
}

async function held(target: Target): Promise<Held> {
  const blobs = await countOf(target, 'Blob');
  // What a first collection frees may hold what a second one frees.
  for (let i = 0; i < 3; i++) await target.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = (await target.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    backingStorageSize: number;
  };
  return { arrays: backingStorageSize, heap: usedSize, blobs };
}

/** Counts in the worker what it does, and which timers wait. */
const counting = `
  const counts = (self.counts = { done: 0, timers: 0 });
  for (const name of ['slice', 'arrayBuffer', 'stream', 'text']) {
    const plain = Blob.prototype[name];
    Blob.prototype[name] = function (...args) {
      counts.done++;
      return plain.apply(this, args);
    };
  }
  const timers = new Set();
  for (const kind of ['Timeout', 'Interval']) {
    const set = self['set' + kind];
    const clear = self['clear' + kind];
    self['set' + kind] = (task, ...args) => {
      const id = set(() => {
        counts.done++;
        if (kind === 'Timeout') timers.delete(id);
        counts.timers = timers.size;
        task();
      }, ...args);
      timers.add(id);
      counts.timers = timers.size;
      return id;
    };
    self['clear' + kind] = (id) => {
      timers.delete(id);
      counts.timers = timers.size;
      clear(id);
    };
  }
  const { postMessage } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function (...args) {
    counts.done++;
    return postMessage.apply(this, args);
  };
  const post = self.postMessage;
  self.postMessage = (...args) => {
    counts.done++;
    post.call(self, ...args);
  };
`;

/** Numbers that look random and are the same each time: 0 up to `below`. */
function numbers(seed: number): (below: number) => number {
  let x = seed;
  return (below) => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return Math.floor((x / 2 ** 32) * below);
  };
}

let folder = '';
const file = (name: string): string => join(folder, name);
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glusterscope-'));
  makeRecords(file('large.pcap'), { bytes: 100e6, shape: 'mixed' });
  makeRecords(file('other.pcap'), { bytes: 30e6, shape: 'small', flows: 50, reorder: 0.01 });
  await writeFile(file('packed.pcap.gz'), gzipSync(await readFile(file('other.pcap')), { level: 1 }));
  await writeFile(file('small.pcap'), capture({ records: 400 }));
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

/**
 * What may be left, bytes: a fraction of any index here. Beside arrays the heap has code that was compiled
 * meanwhile; still, twenty openings of which each left a twentieth of this would be found.
 */
const MOST = { arrays: 1e6, heap: 3e6 };
/** Back leads to the last eight sources without asking again: of their files the page keeps the handles. */
const HANDLES = 8 * 2;

// Pictures of each step would take longer than the steps.
test.use({ trace: 'off' });

const bar = (page: Page) => page.getByRole('combobox', { name: 'Display filter' });

/** What runs beside the reading, or behind it. */
const works: Readonly<Record<string, (page: Page, hands: Hands) => Promise<void>>> = {
  nothing: () => Promise.resolve(),
  filter: async (page) => bar(page).fill('op_errno == ENOENT && frame contains "x"'),
  statistics: async (page, hands) => {
    await hands.records.focus();
    await page.keyboard.press('a');
  },
  sequence: async (page, hands) => {
    await hands.records.focus();
    await page.keyboard.press('A');
  },
  find: async (page, hands) => {
    await hands.records.focus();
    await page.keyboard.press('Control+f');
    await page.getByRole('button', { name: 'Hex' }).click();
    await page.getByRole('textbox', { name: 'Find bytes' }).fill('fe dc ba 98 76 54 32 10 fe dc ba 98');
    await page.keyboard.press('Enter');
  },
  scrolling: async (page, hands) => {
    await hands.records.focus();
    await page.keyboard.press('End');
  },
};
const sources: readonly (readonly string[])[] = [
  ['large.pcap'],
  ['packed.pcap.gz'],
  ['large.pcap', 'other.pcap'],
  ['other.pcap', 'packed.pcap.gz'],
];

test('cancelled and opened at any moment, nothing runs on and nothing is held', async ({ hands, page }) => {
  await page.route('**/decoder.worker*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: counting + (await response.text()) });
  });
  await hands.visit();
  const input = page.locator('input[type="file"]').first();
  const open = (names: readonly string[]) => input.setInputFiles(names.map(file));
  const home = async (): Promise<void> => {
    await page.getByRole('link', { name: 'Glusterscope, start page' }).click();
    await expect(page.getByRole('region', { name: 'Samples' })).toBeVisible();
    await input.setInputFiles([]);
  };
  const both = await targets(page);
  const counts = async () =>
    (
      (await both.worker.send('Runtime.evaluate', { expression: 'counts', returnByValue: true })) as {
        result: { value: { done: number; timers: number } };
      }
    ).result.value;

  // Everything once, so that what is loaded or compiled at first use is there before it is measured.
  for (const work of Object.values(works)) {
    await open(['small.pcap']);
    await expect(hands.row(0)).toBeVisible();
    await work(page, hands);
    await page.waitForTimeout(300);
  }
  await home();
  const before = { page: await held(both.page), worker: await held(both.worker) };

  // What this would find: an index that is there.
  await open(['other.pcap']);
  await expect(hands.row(0)).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  const opened = await held(both.worker);
  expect(opened.arrays - before.worker.arrays).toBeGreaterThan(10 * MOST.arrays);
  expect(opened.blobs).toBeGreaterThan(before.worker.blobs);

  const random = numbers(20);
  const said: string[] = [];
  for (let turn = 0; turn < 20; turn++) {
    const names = sources[random(sources.length)]!;
    const [what, work] = Object.entries(works)[random(6)]!;
    const wait = random(300);
    const cancels = random(2) === 1;
    said.push(`${names.join(' + ')}, ${what}, ${wait} ms${cancels ? ', cancelled' : ''}`);
    await open(names);
    if (what !== 'nothing') {
      await expect(hands.row(0)).toBeVisible();
      await work(page, hands);
    }
    await page.waitForTimeout(wait);
    const cancel = page.getByRole('button', { name: 'Cancel' }).first();
    if (cancels && (await cancel.isVisible())) await cancel.click({ timeout: 300 }).catch(() => undefined);
  }
  await home();
  const left = { page: await held(both.page), worker: await held(both.worker) };
  const story = said.join('\n');
  for (const target of ['page', 'worker'] as const) {
    expect(left[target].arrays - before[target].arrays, story).toBeLessThan(MOST.arrays);
    expect(left[target].heap - before[target].heap, story).toBeLessThan(MOST.heap);
  }
  expect(left.worker.blobs, story).toBe(before.worker.blobs);
  expect(left.page.blobs - before.page.blobs, story).toBeLessThanOrEqual(HANDLES);
  // the decoder, and the one that reads for it
  const workers = page.workers().map((worker) => /(\w+)\.worker/.exec(worker.url())?.[1]);
  expect(workers.sort()).toEqual(['decoder', 'reader']);

  const first = await counts();
  expect(first.timers, story).toBe(0);
  await page.waitForTimeout(1_500);
  expect(await counts(), story).toEqual(first);
});
