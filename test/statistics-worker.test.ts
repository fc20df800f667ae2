/** Statistics as the page asks for them: many at once through the worker's messages, some dropped on the way. */
import { expect, test } from 'vitest';
import type { Statistics, StatisticsAsk, StatisticsPart } from '../src/decoder/api.ts';
import { open } from '../src/decoder/session.ts';
import { Priority, type FromWorker } from '../src/workers/protocol.ts';
import { serve } from '../src/workers/server.ts';
import { capture } from './support/captures.ts';
import { figures } from './support/figures.ts';
import { openCapture } from './support/sessions.ts';

const CAPTURE = '03-replica3-gfapi-all-fops-nanosecond.pcap';
const ASKS: readonly StatisticsAsk[] = [
  { section: 'files', top: 10, by: 'time' },
  { section: 'errors' },
  { section: 'connections' },
  { section: 'totals' },
  { section: 'timeline', bins: 40, span: null },
  { section: 'slowest', top: 10 },
  { section: 'procedures' },
  { section: 'sequence', nodes: 'hosts', rows: { from: 0, count: 20 } },
].map((ask) => ({ ...ask, view: 0, decode: true }) as StatisticsAsk);

test('all are answered, but those that were dropped; parts come before', async () => {
  const answers = new Map<number, Statistics>();
  const parts: number[] = [];
  let told: () => void = () => undefined;
  const received: FromWorker[] = [];
  const post = (message: FromWorker, transfer: ArrayBuffer[]): void => {
    // As a worker posts: nothing is shared with the page.
    const copy = structuredClone(message, { transfer });
    received.push(copy);
    if (copy.type === 'answer') answers.set(copy.id, copy.value as Statistics);
    if (copy.type === 'part' && (copy.value as StatisticsPart).result) parts.push(copy.id);
    told();
  };
  const send = serve({ post }, open, {
    soon: (task) => void setTimeout(task, 0),
    every: () => () => undefined,
  });
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise<void>((resolve) => (told = resolve));
  };
  const blob = new Blob([capture(CAPTURE).slice()]);
  send({ type: 'open', source: 1, what: { kind: 'file', name: CAPTURE, blob } });
  await until(() => received.some(({ type }) => type === 'done'));
  const ask = (id: number, what: StatisticsAsk): void =>
    send({ type: 'ask', source: 1, id, method: 'statistics', args: [what], priority: Priority.bulk });
  ASKS.forEach((what, at) => {
    ask(100 + at, what);
    ask(200 + at, what);
  });
  // Some before they began, some in between.
  send({ type: 'drop', id: 203 });
  await until(() => answers.size > 0);
  ASKS.forEach((_, at) => send({ type: 'drop', id: 200 + at }));
  await until(() => ASKS.every((_, at) => answers.has(100 + at)));
  expect(received.filter(({ type }) => type === 'failed')).toEqual([]);
  expect(answers.has(203)).toBe(false);
  const session = await openCapture(CAPTURE);
  for (const [at, what] of ASKS.entries()) {
    const { section } = what;
    const alone = await figures(session, null, { ...what, section });
    // Words say more once files were followed; the worker's may be from before.
    const words = 'words' in alone ? { words: expect.any(Array) as string[] } : {};
    expect(answers.get(100 + at)).toEqual({ ...alone, ...words });
    const early = ['connections', 'totals', 'timeline', 'slowest', 'procedures'].includes(section);
    expect(parts.includes(100 + at)).toBe(early);
  }
  send({ type: 'close', source: 1 });
});
