import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openCapture } from '../../../test/support/sessions.ts';
import type { ConnectionsHost } from '../follow/connections.ts';
import { NOTHING_FOLLOWED } from '../follow/follow.ts';
import { Learning } from './learning.ts';
import type { OpenedSession } from './opened.ts';

let session: OpenedSession;
beforeAll(async () => {
  session = await openCapture('03-replica3-gfapi-all-fops-nanosecond.pcap');
});

const unhandled = vi.fn();
process.on('unhandledRejection', unhandled);
afterAll(() => void process.off('unhandledRejection', unhandled));

/** The captured traffic; `decode` is called for what introduces somebody. */
function hostOf(decode: ConnectionsHost['decode']): ConnectionsHost {
  const { index, language } = session;
  return { index, language, decode };
}

const decoded = async (row: number) => (await session.decoded(row, null)).record;

test('what fails is told to who asks, and to nobody else', async () => {
  const broken = new Error('It could not be loaded.');
  const learning = new Learning(
    hostOf(() => Promise.reject(broken)),
    Promise.resolve(),
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(unhandled).not.toHaveBeenCalled();
  await expect(learning.introduced).rejects.toBe(broken);
  await expect(learning.done).rejects.toBe(broken);
  // a record is shown all the same
  await expect(learning.soon()).resolves.toBeUndefined();
  expect(learning.followed).toBe(NOTHING_FOLLOWED);
});

test('who talks is waited for once, and not for long', async () => {
  let go = (): void => undefined;
  const held = new Promise<void>((resolve) => (go = resolve));
  const learning = new Learning(
    hostOf(async (row) => {
      await held;
      return decoded(row);
    }),
    Promise.resolve(),
  );
  const turn = (): Promise<string> => new Promise((resolve) => setTimeout(resolve, 5, 'later'));
  expect(await Promise.race([learning.soon().then(() => 'soon'), turn()])).toBe('later');
  await learning.soon();
  expect(learning.talks).toBeNull();
  expect(await Promise.race([learning.soon().then(() => 'soon'), turn()])).toBe('soon');
  go();
  await learning.introduced;
  expect(learning.talks).not.toBeNull();
  await learning.done;
});

test('what was stopped keeps nothing, whenever that is', async () => {
  let calls = 0;
  const learning: Learning = new Learning(
    hostOf((row) => {
      if (++calls === 3) learning.stop();
      return decoded(row);
    }),
    Promise.resolve(),
  );
  await expect(learning.introduced).resolves.toBeNull();
  await expect(learning.done).resolves.toBeUndefined();
  expect(calls).toBeGreaterThanOrEqual(3);
  expect([learning.talks, learning.followed]).toEqual([null, NOTHING_FOLLOWED]);

  const between: Learning = new Learning(hostOf(decoded), Promise.resolve());
  await between.introduced;
  between.stop();
  await expect(between.done).resolves.toBeUndefined();
  expect([between.talks, between.followed]).toEqual([null, NOTHING_FOLLOWED]);
});

test('of an index that was cancelled nothing is learned', async () => {
  const learning = new Learning(hostOf(decoded), Promise.reject(new Error('cancelled')));
  await expect(learning.introduced).resolves.toBeNull();
  await expect(learning.done).resolves.toBeUndefined();
});
