import { expect, test } from 'vitest';
import type { FieldJson } from '../api.ts';
import { openCapture } from '../../../test/support/sessions.ts';

function* all(fields: readonly FieldJson[]): Generator<FieldJson> {
  for (const field of fields) {
    yield field;
    yield* all(field.children ?? []);
  }
}

test('a gfid and an open file say their path, and the record that it was learned from', async () => {
  const session = await openCapture('03-replica3-gfapi-all-fops-nanosecond.pcap');
  await session.learned;
  const paths = [...all(await session.fields(112))].flatMap(({ name, derived }) =>
    (derived ?? []).filter((one) => one.name === 'glusterscope.path').map((one) => ({ field: name, ...one })),
  );
  const told = {
    name: 'glusterscope.path',
    label: 'path, from CREATE in record 91',
    value: '/t1/meta.txt',
    display: '/t1/meta.txt',
    guess: true,
    row: 91,
  };
  expect(paths).toEqual([
    { field: 'glusterfs.gfid', ...told },
    { field: 'glusterfs.fd', ...told },
  ]);
});

test('the root says itself what it is', async () => {
  const session = await openCapture('03-replica3-gfapi-all-fops-nanosecond.pcap');
  await session.learned;
  const root = [...all(await session.fields(38))].find(({ name }) => name === 'glusterfs.gfid');
  expect(root?.display).toContain('(root)');
  expect(root?.derived).toBeUndefined();
});

test('rows carry who talks and what an error number means', async () => {
  const session = await openCapture('03-replica3-gfapi-all-fops-nanosecond.pcap');
  await session.learned;
  const rows = await session.rows(79, 1);
  expect(rows.ends).toEqual(['brick rep3:/bricks/rep3 → gfapi.glex 25 on glc']);
  expect(rows.meaning).toEqual(['no such entry']);
});

test('changes are told, and not after the source was closed', async () => {
  const session = await openCapture('04-distribute-fuse-mount-shell-workload.pcap');
  let told = 0;
  session.onChange = () => told++;
  await session.learned;
  expect(told).toBeGreaterThan(0);
  const closed = await openCapture('04-distribute-fuse-mount-shell-workload.pcap');
  closed.onChange = () => {
    throw new Error('It was closed.');
  };
  closed.close();
  await closed.learned;
  expect(closed.followed.reached).toBe(0);
});
