import { describe, expect, test } from 'vitest';
import { Chains, type Begun } from './chains.ts';

const second = 1e9;

/** A file that was read: from and to in seconds. */
function file(name: string, begin: number, end: number, ended = true): Begun {
  return {
    name,
    begin: begin * second,
    end: end * second,
    ended,
    endsBy: (time) => end * second <= time,
  };
}

/** Vantage points of files, each of which was read to its end before the next one of a later time began. */
function vantages(...files: readonly (readonly [name: string, begin: number, end: number])[]): number[] {
  const chains = new Chains();
  return files.map(([name, begin, end], i) => {
    const ended = files.slice(i + 1).every(([, next]) => next > end);
    return chains.add(file(name, begin, end, ended), begin * second);
  });
}

describe('files that go on where another ended', () => {
  test.each([
    ['tcpdump -C', 'x.pcap', 'x.pcap1', 'x.pcap2'],
    ['tcpdump -C -W', 'x.pcap00', 'x.pcap01', 'x.pcap02'],
    ['tcpdump -G', 'x-10:00:00.pcap', 'x-10:05:00.pcap', 'x-10:10:00.pcap'],
    [
      'dumpcap -b',
      'x_00001_20261122100000.pcapng',
      'x_00002_20261122100005.pcapng',
      'x_00003_20261122100010.pcapng',
    ],
    ['compressed', 'x.pcap0.gz', 'x.pcap1.zst', 'x.pcap2'],
  ])('%s', (_, ...names) => {
    expect(vantages([names[0], 0, 10], [names[1], 10.5, 20], [names[2], 21, 30])).toEqual([0, 0, 0]);
  });

  test('other names: at once', () => {
    expect(vantages(['before.pcap', 0, 10], ['after.pcap', 11, 20])).toEqual([0, 0]);
    expect(vantages(['before.pcap', 0, 10], ['after.pcap', 15, 20])).toEqual([0, 1]);
  });

  test('not after a long silence: what was sent then is not known', () => {
    expect(vantages(['x.pcap1', 0, 10], ['x.pcap2', 100, 120])).toEqual([0, 0]);
    expect(vantages(['x.pcap1', 0, 10], ['x.pcap2', 200, 220])).toEqual([0, 1]);
  });
});

describe('files of one time', () => {
  test('are vantage points of their own, whatever their names', () => {
    expect(vantages(['node1.pcap', 0, 10], ['node2.pcap', 1, 9], ['node3.pcap', 2, 12])).toEqual([0, 1, 2]);
  });

  test('rotated on each node: the name that has more in common decides', () => {
    expect(
      vantages(
        ['node1_00001.pcap', 0, 9.9],
        ['node2_00001.pcap', 0.1, 9.8],
        ['node2_00002.pcap', 10, 20],
        ['node1_00002.pcap', 10.1, 20],
      ),
    ).toEqual([0, 1, 1, 0]);
  });

  test('frames out of order at the border do no harm', () => {
    const chains = new Chains();
    expect(chains.add(file('x.pcap', 0, 10.02, false), 0)).toBe(0);
    expect(chains.add(file('x.pcap1', 10, 20, false), 10 * second)).toBe(0);
    const others = new Chains();
    expect(others.add(file('x.pcap', 0, 10.2, false), 0)).toBe(0);
    expect(others.add(file('x.pcap1', 10, 20, false), 10 * second)).toBe(1);
  });
});
