import { describe, expect, test } from 'vitest';
import { indexOf } from '../../../test/support/index-of.ts';
import {
  call,
  callMessage,
  concat,
  ethernet,
  fields,
  ipv4,
  ipv6,
  pcap,
  tcp,
  udp,
  words,
} from '../../../test/support/packets.ts';
import type { RecordIndex } from '../rpc/record-index.ts';

const inner = ipv4(tcp({ sequence: 10, payload: call(7) }));
const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

async function only(packet: Uint8Array, type?: number): Promise<RecordIndex> {
  const index = await indexOf(pcap([ethernet(packet, type)]));
  expect(index.records).toBe(1);
  expect((await index.read(0)).bytes).toEqual(call(7));
  return index;
}

const gre = (flags: number, type: number, ...rest: readonly Uint8Array[]): Uint8Array =>
  ipv4(concat(fields(false, [flags, 2], [type, 2]), ...rest), { protocol: 47 });
const overUdp = (port: number, ...rest: readonly Uint8Array[]): Uint8Array =>
  ipv4(udp(5000, port, concat(...rest)), { protocol: 17 });

describe('GRE', () => {
  const entry = concat(bytes(8, 0, 0, 4, 10, 0, 0, 9), new Uint8Array(4));
  const ppp = concat(bytes(0xff, 3, 0, 0x21), inner);
  test.each<[string, Uint8Array]>([
    ['with checksum, key and sequence number', gre(0xb000, 0x0800, words(0, 7, 1), inner)],
    ['with routing', gre(0x4000, 0x0800, words(0), entry, inner)],
    ['with checksum, key and routing', gre(0xe000, 0x0800, words(0, 7), entry, inner)],
    ['of PPTP', gre(0x3001, 0x880b, words(0x40_0005, 1), ppp)],
    ['of PPTP with acknowledgement', gre(0x3081, 0x880b, words(0x40_0005, 1, 1), ppp)],
    ['with ERSPAN of the first kind', gre(0, 0x88be, ethernet(inner))],
    ['with ERSPAN of the second kind', gre(0x1000, 0x88be, words(1, 0x10640001, 2), ethernet(inner))],
    ['with ERSPAN of the third kind', gre(0x1000, 0x22eb, words(1, 0x20640001, 2, 0), ethernet(inner))],
    [
      'with ERSPAN of the third kind and its subheader',
      gre(0x1000, 0x22eb, words(1, 0x20640001, 2, 1, 3, 4), ethernet(inner)),
    ],
  ])('%s', async (_name, packet) => {
    await only(packet);
  });

  test('cut at any place is read to nothing', async () => {
    for (const [flags, type] of [
      [0xf000, 0x0800],
      [0x3081, 0x880b],
      [0x1000, 0x22eb],
    ] as const) {
      const packet = gre(flags, type, words(1, 2, 3), entry, bytes(0xff));
      const index = await indexOf(
        pcap(Array.from({ length: packet.length }, (_, length) => ethernet(packet.subarray(0, length)))),
      );
      expect(index.records).toBe(0);
      expect(index.frames).toBe(packet.length);
    }
  });
});

describe('tunnels over UDP', () => {
  const vxlan = words(0x08000000, 0x4200);
  test.each<[string, Uint8Array]>([
    ['VXLAN with a group policy', overUdp(4789, words(0x88000005, 0x4200), ethernet(inner))],
    ['VXLAN on another port', overUdp(40_000, vxlan, ethernet(inner))],
    ['VXLAN on another port, with a VLAN', overUdp(40_000, vxlan, ethernet(inner, 0x0800, [0x8100]))],
    ['VXLAN-GPE with IPv4', overUdp(4790, words(0x0c000001, 0x4200), inner)],
    ['VXLAN-GPE with Ethernet', overUdp(4790, words(0x0c000003, 0x4200), ethernet(inner))],
    ['Geneve', overUdp(6081, words(0x00006558, 0x4200), ethernet(inner))],
    ['Geneve with options', overUdp(6081, words(0x02006558, 0x4200, 0x0102_0001, 5), ethernet(inner))],
    ['Geneve with IPv4', overUdp(6081, words(0x00000800, 0x4200), inner)],
  ])('%s', async (_name, packet) => {
    await only(packet);
  });

  test('a call over UDP whose XID looks like a VXLAN header is a call', async () => {
    const index = await indexOf(pcap([ethernet(overUdp(111, callMessage(0x08000000)))]));
    expect(index.records).toBe(1);
  });
});

test('an authentication header over IPv4 is passed over', async () => {
  const header = concat(bytes(6, 4), new Uint8Array(22));
  await only(ipv4(concat(header, inner.subarray(20)), { protocol: 51 }));
  await only(ipv4(concat(bytes(4), header.subarray(1), inner), { protocol: 51 }));
});

describe('IPv6', () => {
  const segment = tcp({ sequence: 10, payload: call(7) });
  test.each([135, 139, 140])('extension header %i is passed over', async (type) => {
    await only(ipv6(segment, type, bytes(6, 0, 1, 0, 0, 0, 0, 0)), 0x86dd);
  });

  const stop = (last: number): Uint8Array => concat(bytes(0xfd, 0x77), new Uint8Array(13), bytes(last));
  const routing = (type: number, left: number, ...stops: readonly Uint8Array[]): Uint8Array =>
    concat(bytes(6, stops.length * 2, type, left, 0, 0, 0, 0), ...stops);
  test.each([
    ['the list is not gone through', routing(0, 1, stop(8), stop(9)), 9],
    ['mobile IPv6', routing(2, 1, stop(9)), 9],
    ['segments are in reverse order', routing(4, 1, stop(9), stop(8)), 9],
    ['it is there', routing(4, 0, stop(9), stop(8)), 2],
    ['another type', routing(3, 1, stop(9)), 2],
    ['no addresses', routing(4, 1), 2],
  ])('a packet goes where its routing header says: %s', async (_name, header, last) => {
    const index = await only(ipv6(segment, 43, header), 0x86dd);
    expect(index.streams[index.columns.stream.get(0)]!.destination).toBe(`[fd77::${last}]:24007`);
  });
});

test.each<[string, Uint8Array, number]>([
  ['PPP where a family is expected', concat(bytes(0xff, 3, 0, 0x21), inner), 0],
  ['an EtherType where a family is expected', concat(fields(true, [0x0800, 4]), inner), 0],
  ['an EtherType in the order of the network', concat(fields(false, [0x0800, 4]), inner), 0],
  ['Cisco HDLC', concat(fields(false, [0x0f00, 2], [0x0800, 2]), inner), 104],
])('%s', async (_name, frame, link) => {
  const index = await indexOf(pcap([frame], { link }));
  expect(index.records).toBe(1);
});
