import { describe, expect, test } from 'vitest';
import type { Connection } from '../api.ts';
import { openCapture } from '../../../test/support/sessions.ts';

async function connectionsOf(name: string): Promise<readonly Connection[]> {
  return (await openCapture(name)).connections();
}

describe('who talks', () => {
  test('bricks and clients say it in SETVOLUME', async () => {
    const all = await connectionsOf('04-distribute-fuse-mount-shell-workload.pcap');
    const bricks = all.filter(({ server }) => server.role === 'brick');
    expect(bricks.length).toBe(3);
    for (const { client, server, volume, volumeInferred, brick } of bricks) {
      expect(server).toMatchObject({ name: 'brick dist:/bricks/dist', inferred: false });
      expect(client).toMatchObject({ name: 'fuse client 91 on glc', role: 'client', releases: '10.3' });
      expect([volume, volumeInferred, brick]).toEqual(['dist', false, '/bricks/dist']);
    }
  });

  test('programs are those that are called, and those that the server lists', async () => {
    const [brick] = (await connectionsOf('03-replica3-gfapi-all-fops-nanosecond.pcap')).filter(
      ({ server }) => server.role === 'brick',
    );
    const fops = brick!.programs.filter(({ label }) => label === 'GlusterFS');
    expect(fops.map(({ version, offered }) => [version, offered])).toEqual([
      [330, true],
      [400, true],
    ]);
    expect(fops[0]!.calls).toBe(0);
    expect(fops[1]!.calls).toBeGreaterThan(500);
  });

  test('a daemon of several volumes is told by its translator, and the volume is inferred', async () => {
    const all = await connectionsOf('09-management-quota-bitrot-profile-top-misc.pcap');
    const heals = all.filter(({ client }) => client.process === 'glustershd');
    expect(heals.length).toBeGreaterThan(0);
    for (const { client } of heals) expect(client.role).toBe('daemon');
    expect(heals.some(({ volume, volumeInferred }) => volume === 'arb' && volumeInferred)).toBe(true);
  });

  test('before 4.0 the name of a connection is written otherwise', async () => {
    const all = await connectionsOf('gluster-3.2.7-distribute-fops.pcap');
    const names = all.filter(({ server }) => server.role === 'brick').map(({ client }) => client.name);
    expect(names).toContain('client 63 on oldc');
  });

  test('a brick whose connections are encrypted is known by the port that it was asked for', async () => {
    const all = await connectionsOf('15-tls-io-path-volume.pcap');
    const encrypted = all.filter(({ foreign }) => foreign.startsWith('TLS'));
    expect(encrypted.length).toBeGreaterThan(0);
    for (const { server, brick } of encrypted) {
      expect(server).toMatchObject({ role: 'brick', inferred: true });
      expect(brick).toBe('/bricks/secb');
    }
  });

  test('what nobody says follows from what is called', async () => {
    for (const { client, server } of await connectionsOf('13-mid-stream-start-busy-connections.pcap')) {
      expect(client).toMatchObject({ role: 'client', inferred: true, row: -1 });
      expect(server).toMatchObject({ role: 'brick', name: 'brick', inferred: true });
    }
  });

  test('the record says who sent it to whom', async () => {
    const session = await openCapture('03-replica3-gfapi-all-fops-nanosecond.pcap');
    await session.learned;
    expect((await session.record(112)).head.ends).toBe('gfapi.glex 25 on glc → brick rep3:/bricks/rep3');
    expect((await session.record(113)).head.ends).toBe('brick rep3:/bricks/rep3 → gfapi.glex 25 on glc');
  });
});
