import { expect, test } from 'vitest';
import { Scene } from '../../../test/support/scene.ts';
import { openCapture } from '../../../test/support/sessions.ts';
import { summaryOf } from './summary.ts';

const codes = async (scene: Scene, row: number): Promise<string[]> => {
  const { notes } = await (await scene.opened()).record(row);
  return notes.map(({ code }) => code);
};

test('a call without reply, and a reply without call, are notes on their XID', async () => {
  const scene = new Scene();
  scene.call('STATFS', {});
  scene.reply('STATFS', 99, { op_ret: 0 });
  expect(await codes(scene, 0)).toEqual(['no-reply']);
  expect(await codes(scene, 1)).toEqual(['no-call']);
  const { notes } = await (await scene.opened()).record(0);
  expect(notes[0]).toMatchObject({ offset: 4, length: 4 });
  expect(notes[0]!.node).toBeGreaterThan(0);
});

test('what is answered has none', async () => {
  const scene = new Scene();
  scene.exchange('STATFS', {}, { op_ret: 0 });
  expect(await codes(scene, 0)).toEqual([]);
  expect(await codes(scene, 1)).toEqual([]);
});

test('the summary counts them; callbacks are never answered', async () => {
  const session = await openCapture('20-locks-leases-upcalls-two-clients.pcap');
  const { unmatched, notes } = summaryOf(session);
  expect(unmatched.calls).toBe(33);
  expect(notes['no-reply']).toBeUndefined();
  const cut = summaryOf(await openCapture('23-mid-record-start-large-writes.pcap'));
  expect(cut.notes).toMatchObject({ 'no-reply': 3, 'no-call': 3 });
});
