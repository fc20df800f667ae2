import { expect, test } from 'vitest';
import { protocol } from '../programs/protocol.ts';
import { clientId, INTRODUCTIONS, volfileOwner, volumeOfSubvolume } from './roles.ts';

test.each([
  [
    'CTX_ID:af459d84-0602-41b7-837e-dfa50f600b7d-GRAPH_ID:0-PID:85-HOST:gl-3-PC_NAME:rep3-client-0-RECON_NO:-0',
    { host: 'gl-3', pid: '85', subvolume: 'rep3-client-0' },
  ],
  [
    'old-1-70-2026/11/22-18:06:33:49520-rep-client-0-0-0',
    { host: 'old-1', pid: '70', subvolume: 'rep-client-0' },
  ],
  ['anything else', { host: '', pid: '', subvolume: '' }],
])('the name of a connection: %s', (text, parts) => {
  expect(clientId(text)).toEqual(parts);
});

test.each([
  ['rep3', 'client', 'rep3', ''],
  ['/rep3', 'client', 'rep3', ''],
  ['shd/rep3', 'daemon', 'rep3', 'glustershd'],
  ['rebalance/dist', 'daemon', 'dist', 'rebalance'],
  ['gluster/glustershd', 'daemon', '', 'glustershd'],
  ['disp.gl1.bricks-disp', 'brick', 'disp', ''],
])('who asks for %s', (key, role, volume, process) => {
  expect(volfileOwner(key)).toEqual({ role, volume, process });
});

test('translators of a volume have its name', () => {
  expect(volumeOfSubvolume('my-client-vol-client-12')).toBe('my-client-vol');
  expect(volumeOfSubvolume('other')).toBe('');
});

test('programs and procedures that introduce somebody are described', () => {
  for (const { program, procedure } of INTRODUCTIONS) {
    const found = protocol.programs.find(({ name }) => name === program);
    const names = found?.versions.flatMap(({ procedures }) => procedures.map(({ name }) => name));
    expect(names, program).toContain(procedure);
  }
});
