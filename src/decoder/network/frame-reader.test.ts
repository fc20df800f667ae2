import { describe, expect, test } from 'vitest';
import { indexOf } from '../../../test/support/index-of.ts';
import {
  call,
  callMessage,
  concat,
  ethernet,
  fields,
  frame,
  ipv4,
  ipv6,
  noise,
  pcap,
  reply,
  replyMessage,
  tcp,
  udp,
  words,
  type PcapOptions,
} from '../../../test/support/packets.ts';
import { byteFaults, tilingFaults } from '../../../test/support/streams.ts';
import type { RecordIndex } from '../rpc/record-index.ts';

const segment = tcp({ sequence: 10, payload: call(7) });

async function only(bytes: Uint8Array, options?: PcapOptions): Promise<RecordIndex> {
  const index = await indexOf(pcap([bytes], options));
  expect(index.records).toBe(1);
  expect(index.columns.xid.get(0)).toBe(7);
  expect((await index.read(0)).bytes).toEqual(call(7));
  return index;
}

const ends = (index: RecordIndex): string => {
  const { source, destination } = index.streams[index.columns.stream.get(0)]!;
  return `${source} > ${destination}`;
};

describe('link layers', () => {
  const packet = ipv4(segment);
  const sll = concat(new Uint8Array(14), fields(false, [0x0800, 2]));
  const sll2 = concat(fields(false, [0x0800, 2]), new Uint8Array(18));
  test.each<[string, Uint8Array, PcapOptions]>([
    ['Ethernet', ethernet(packet), {}],
    [
      'Ethernet with a frame check sequence in the link type',
      concat(ethernet(packet), noise(4)),
      { link: 0x54000001 },
    ],
    ['Ethernet with padding', concat(ethernet(packet), new Uint8Array(9)), {}],
    ['802.1Q', ethernet(packet, 0x0800, [0x8100]), {}],
    ['QinQ', ethernet(packet, 0x0800, [0x88a8, 0x8100]), {}],
    ['SNAP', ethernet(concat(words(0xaaaa0300), fields(false, [0, 2], [0x0800, 2]), packet), 200), {}],
    [
      'PPPoE',
      ethernet(concat(fields(false, [0x1100, 2], [1, 2], [packet.length + 2, 2], [0x21, 2]), packet), 0x8864),
      {},
    ],
    ['Linux cooked v1', concat(sll, packet), { link: 113 }],
    ['Linux cooked v2', concat(sll2, packet), { link: 276 }],
    ['BSD null, little-endian', concat(fields(true, [2, 4]), packet), { link: 0 }],
    ['BSD null, big-endian', concat(fields(false, [2, 4]), packet), { link: 0 }],
    ['BSD loop', concat(fields(false, [2, 4]), packet), { link: 108 }],
    ['BSD null with IPv6', concat(fields(true, [30, 4]), ipv6(segment)), { link: 0 }],
    ['raw IP', packet, { link: 101 }],
    ['raw IP with IPv6', ipv6(segment), { link: 101 }],
    ['IPv4', packet, { link: 228 }],
    ['IPv6', ipv6(segment), { link: 229 }],
    ['PPP', concat(fields(false, [0x21, 2]), packet), { link: 9 }],
    ['PPP with address and control', concat(fields(false, [0xff03, 2], [0x21, 2]), packet), { link: 9 }],
    ['PPP with a short protocol', concat(Uint8Array.of(0xff, 3, 0x57), ipv6(segment)), { link: 50 }],
    ['Cisco HDLC', concat(fields(false, [0x0f00, 2], [0x0800, 2]), packet), { link: 50 }],
  ])('%s', async (_name, bytes, options) => {
    await only(bytes, options);
  });

  test('one that is not known is named', async () => {
    const index = await indexOf(pcap([noise(60), noise(60)], { link: 105 }));
    expect(index.rows).toBe(0);
    expect(index.frames).toBe(2);
    expect(index.notes.find(({ code }) => code === 'unknown-link-type')?.message).toBe(
      '2 frames of IEEE 802.11 (105): this link type is not read.',
    );
  });
});

describe('IP', () => {
  test('addresses are written as people write them', async () => {
    expect(ends(await only(ethernet(ipv4(segment))))).toBe('10.0.0.1:1000 > 10.0.0.2:24007');
    expect(ends(await only(ethernet(ipv6(segment), 0x86dd)))).toBe('[fd77::1]:1000 > [fd77::2]:24007');
  });

  test('extension headers are gone through', async () => {
    const hopByHop = concat(Uint8Array.of(60, 0, 1, 4, 0, 0, 0, 0));
    const destination = concat(Uint8Array.of(51, 1), new Uint8Array(14));
    const authentication = concat(Uint8Array.of(6, 4), new Uint8Array(22));
    await only(ethernet(ipv6(segment, 0, concat(hopByHop, destination, authentication)), 0x86dd));
  });

  test('options are passed over', async () => {
    const packet = ipv4(concat(new Uint8Array(8), segment), {});
    packet[0] = 0x47;
    await only(ethernet(packet));
  });

  test('a total length of 0 is that of an offloaded segment', async () => {
    await only(ethernet(ipv4(segment, { total: 0 })));
    const large = call(7, 1, noise(70_000));
    const index = await indexOf(pcap([ethernet(ipv4(tcp({ sequence: 1, payload: large }), { total: 0 }))]));
    expect((await index.read(0)).bytes).toEqual(large);
  });

  test('damaged and cut packets are counted by name', async () => {
    const packet = ipv4(segment);
    const index = await indexOf(
      pcap([
        ethernet(packet).subarray(0, 30),
        ethernet(packet).subarray(0, 40),
        ethernet(concat(Uint8Array.of(0x41), packet.subarray(1))),
        ethernet(new Uint8Array(28), 0x0806),
        ethernet(ipv4(noise(20), { protocol: 1 })),
        ethernet(ipv4(udp(53, 53, noise(30)), { protocol: 17 })),
        new Uint8Array(0),
      ]),
    );
    expect(index.notes.find(({ code }) => code === 'no-stream')?.message).toBe(
      '7 of 7 frames carry nothing of a stream: cut short 3, damaged IPv4 1, ARP 1, ICMP 1, UDP 1.',
    );
  });
});

describe('fragments', () => {
  const pieces = [
    ethernet(ipv4(segment.subarray(0, 24), { id: 5, fragment: [0, true] })),
    ethernet(ipv4(segment.subarray(24, 48), { id: 5, fragment: [3, true] })),
    ethernet(ipv4(segment.subarray(48), { id: 5, fragment: [6, false] })),
  ];
  test.each([[[0, 1, 2]], [[2, 1, 0]], [[1, 0, 0, 1, 2]], [[2, 0, 1]]])(
    'in the order %j are put together',
    async (order) => {
      const index = await indexOf(pcap(order.map((i) => pieces[i]!)));
      expect(index.records).toBe(1);
      const read = await index.read(0);
      expect(read.bytes).toEqual(call(7));
      expect(await byteFaults(index, 0)).toEqual([]);
      expect(tilingFaults(index)).toEqual([]);
      // The first piece holds the TCP header and four bytes of the record.
      expect(read.frames).toHaveLength(3);
    },
  );

  test('of IPv6', async () => {
    const piece = (from: number, to: number, more: number): Uint8Array =>
      ethernet(
        ipv6(
          segment.subarray(from, to),
          44,
          concat(Uint8Array.of(6, 0), fields(false, [from | more, 2], [99, 4])),
        ),
        0x86dd,
      );
    const index = await indexOf(pcap([piece(0, 40, 1), piece(40, segment.length, 0)]));
    expect((await index.read(0)).bytes).toEqual(call(7));
  });

  test('of another datagram with the same number are not mixed with those of one that lost a part', async () => {
    const other = tcp({ sequence: 10, payload: call(8) });
    const later = [
      ethernet(ipv4(other.subarray(0, 24), { id: 5, fragment: [0, true] })),
      ethernet(ipv4(other.subarray(24, 48), { id: 5, fragment: [3, true] })),
      ethernet(ipv4(other.subarray(48), { id: 5, fragment: [6, false] })),
    ];
    const differs = tcp({ sequence: 11, payload: call(7) });
    const stale = ethernet(ipv4(differs.subarray(0, 24), { id: 5, fragment: [0, true] }));
    const index = await indexOf(pcap([stale, ...later]));
    expect(index.records).toBe(1);
    expect((await index.read(0)).bytes).toEqual(call(8));
    expect(index.notes.find(({ code }) => code === 'fragments')?.message).toBe(
      '1 frame carries parts of IP datagrams that did not become whole, or came again.',
    );
  });

  test('one that is missing is told', async () => {
    const index = await indexOf(pcap([pieces[0]!, pieces[2]!]));
    expect(index.records).toBe(0);
    expect(index.notes.map(({ code }) => code)).toContain('fragments');
  });
});

describe('tunnels', () => {
  const inner = ipv4(segment);
  test.each<[string, Uint8Array]>([
    ['IP in IP', ipv4(inner, { protocol: 4 })],
    ['IPv6 in IPv4', ipv4(ipv6(segment), { protocol: 41 })],
    ['GRE', ipv4(concat(fields(false, [0, 2], [0x0800, 2]), inner), { protocol: 47 })],
    [
      'GRE with key and sequence',
      ipv4(concat(fields(false, [0x3000, 2], [0x0800, 2], [1, 4], [2, 4]), inner), { protocol: 47 }),
    ],
    ['Ethernet in GRE', ipv4(concat(fields(false, [0, 2], [0x6558, 2]), ethernet(inner)), { protocol: 47 })],
    ['VXLAN', ipv4(udp(5000, 4789, concat(words(0x08000000, 0x4200), ethernet(inner))), { protocol: 17 })],
  ])('%s is unwrapped', async (_name, packet) => {
    await only(ethernet(packet));
  });

  test('without end come to an end', async () => {
    let packet = ipv4(segment);
    for (let i = 0; i < 40; i++) packet = ipv4(packet, { protocol: 4 });
    const index = await indexOf(pcap([ethernet(packet)]));
    expect(index.records).toBe(0);
    expect(index.notes[0]!.message).toContain('tunnels in tunnels');
  });
});

describe('RPC over UDP', () => {
  const there = { protocol: 17, source: '10.0.0.2', destination: '10.0.0.1' };
  test('calls and replies are matched, other datagrams counted', async () => {
    const index = await indexOf(
      pcap([
        ethernet(ipv4(udp(700, 111, callMessage(5)), { protocol: 17 })),
        ethernet(ipv4(udp(5353, 5353, noise(40)), { protocol: 17 })),
        ethernet(ipv4(udp(111, 700, replyMessage(5)), there)),
      ]),
    );
    expect(index.records).toBe(2);
    expect(index.columns.match.get(0)).toBe(1);
    expect((await index.read(0)).bytes).toEqual(callMessage(5));
    expect((await index.read(0)).marks).toEqual([]);
    expect(tilingFaults(index)).toEqual([]);
  });

  test('shares nothing with TCP on the same ports', async () => {
    const index = await indexOf(
      pcap([
        ethernet(ipv4(udp(1000, 24007, callMessage(5)), { protocol: 17 })),
        frame({
          source: '10.0.0.2',
          destination: '10.0.0.1',
          sourcePort: 24007,
          destinationPort: 1000,
          payload: reply(5),
        }),
      ]),
    );
    expect(index.records).toBe(2);
    expect(index.columns.match.get(0)).toBe(-1);
  });

  test('a datagram in fragments', async () => {
    const datagram = udp(700, 111, callMessage(5, 1, noise(100)));
    const index = await indexOf(
      pcap([
        ethernet(ipv4(datagram.subarray(0, 64), { protocol: 17, fragment: [0, true] })),
        ethernet(ipv4(datagram.subarray(64), { protocol: 17, fragment: [8, false] })),
      ]),
    );
    expect((await index.read(0)).bytes).toEqual(callMessage(5, 1, noise(100)));
  });
});
