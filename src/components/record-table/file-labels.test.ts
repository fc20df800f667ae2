import { expect, test } from 'vitest';
import { fileLabels } from './file-labels.ts';

test.each([
  [['a.pcap'], ['a.pcap']],
  [
    ['a.pcap', 'b.pcap'],
    ['a', 'b'],
  ],
  [
    ['a.pcap', 'b.pcapng.gz'],
    ['a.pcap', 'b.pcapng.gz'],
  ],
  [
    ['x.pcap', 'x.pcap1', 'x.pcap2'],
    ['x.pcap', 'x.pcap1', 'x.pcap2'],
  ],
  [
    ['brick1_00001_20261122.pcapng', 'brick1_00002_20261122.pcapng'],
    ['…00001_20261122', '…00002_20261122'],
  ],
  [
    ['capture-node1.pcap', 'capture-node2.pcap'],
    ['…node1', '…node2'],
  ],
  [
    ['a.pcap', 'a.pcap (2)'],
    ['a.pcap', 'a.pcap (2)'],
  ],
  [
    ['.pcap', 'a.pcap'],
    ['.pcap', 'a.pcap'],
  ],
])('%j', (names, labels) => {
  expect(fileLabels(names).map(({ label }) => label)).toEqual(labels);
  expect(fileLabels(names).map(({ name }) => name)).toEqual(names);
});
