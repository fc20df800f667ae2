/** Handshakes as a capture shows them, frame by frame; the time of a frame in microseconds. */
import { expect, test } from 'vitest';
import { indexOf } from '../../../test/support/index-of.ts';
import { call, frame, pcap, RST, SYN, type Captured, type Segment } from '../../../test/support/packets.ts';
import { roundTripOf } from './round-trip.ts';

const CLIENT = { source: '10.0.0.1', destination: '10.0.0.2', sourcePort: 1000, destinationPort: 24007 };
const SERVER = { source: '10.0.0.2', destination: '10.0.0.1', sourcePort: 24007, destinationPort: 1000 };
const at = (fraction: number, segment: Segment): Captured => ({ bytes: frame(segment), fraction });
const client = (time: number, segment: Segment): Captured => at(time, { ...CLIENT, ...segment });
const server = (time: number, segment: Segment): Captured => at(time, { ...SERVER, ...segment });

const syn = (time: number, sequence = 99): Captured => client(time, { sequence, flags: SYN });
const synAck = (time: number): Captured => server(time, { sequence: 499, acknowledge: 100, flags: SYN });
const ack = (time: number): Captured => client(time, { sequence: 100, acknowledge: 500 });

/** In microseconds: the whole, and beyond the capture, seen from the client and from the server. */
async function of(...frames: Captured[]): Promise<number[]> {
  const { streams } = await indexOf(pcap(frames));
  const one = streams.find(({ source }) => source === '10.0.0.1:1000');
  const other = streams.find(({ source }) => source === '10.0.0.2:24007');
  const [forth, back] = [roundTripOf(one, other), roundTripOf(other, one)];
  return [forth.whole, forth.beyond, back.whole, back.beyond].map((time) => time / 1000);
}

const NONE = [NaN, NaN, NaN, NaN];

test('SYN, SYN/ACK, ACK', async () => {
  expect(await of(syn(0), synAck(30), ack(40))).toEqual([40, 30, 40, 10]);
});

test('the first ACK may carry data already, and later ones say nothing', async () => {
  const data = client(45, { sequence: 100, acknowledge: 500, payload: call(1) });
  expect(await of(syn(0), synAck(30), data, ack(90))).toEqual([45, 30, 45, 15]);
});

test('a handshake of which one part is not in the capture', async () => {
  expect(await of(synAck(30), ack(40))).toEqual(NONE);
  expect(await of(syn(0), ack(40))).toEqual(NONE);
  expect(await of(syn(0), synAck(30))).toEqual([NaN, 30, NaN, NaN]);
  expect(await of(ack(40))).toEqual(NONE);
});

test('of a SYN that was sent again nobody can say which one was answered', async () => {
  expect(await of(syn(0), syn(20), synAck(30), ack(40))).toEqual(NONE);
  expect(await of(syn(0), synAck(20), synAck(30), ack(40))).toEqual(NONE);
});

test('a reset is no answer', async () => {
  const reset = client(40, { sequence: 100, acknowledge: 500, flags: RST });
  expect(await of(syn(0), synAck(30), reset, ack(50))).toEqual([NaN, 30, NaN, NaN]);
});

test('ports that are used again: each connection has its own', async () => {
  const { streams } = await indexOf(
    pcap([
      syn(0),
      synAck(30),
      ack(40),
      client(50, { sequence: 100, payload: call(1) }),
      syn(1000, 7999),
      synAck(1003),
    ]),
  );
  expect(streams.map((stream) => stream.synTime)).toEqual([0, 30_000, 1_000_000, 1_003_000]);
});
