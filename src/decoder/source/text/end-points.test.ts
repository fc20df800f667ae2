import { describe, expect, it } from 'vitest';
import { readEndPoints, Spelling } from './end-points.ts';
import { readHexText } from './hex-text.ts';

const read = (line: string) => {
  const ends = readEndPoints(line);
  return ends === null ? null : `${ends.src} to ${ends.dst}`;
};

describe('end points', () => {
  it.each([
    ['nodeA -> nodeB', 'nodeA to nodeB'],
    ['NodeB --> nodeA:', 'NodeB to nodeA'],
    ['server => client', 'server to client'],
    ['client → server (lookup)', 'client to server'],
    ['nodeA <- nodeB', 'nodeB to nodeA'],
    ['3. gl1.lan -> gl2.lan: the probe', 'gl1.lan to gl2.lan'],
    ['10.0.0.1:1023 -> 10.0.0.2:24007', '10.0.0.1:1023 to 10.0.0.2:24007'],
    ['fd77::1 -> fd77::2', 'fd77::1 to fd77::2'],
    ['## nodeA -> nodeB', 'nodeA to nodeB'],
  ])('of a heading: %s', (line, ends) => expect(read(line)).toBe(ends));

  it.each([
    [
      '17:08:46.245501 IP 10.77.0.1.49151 > 10.77.0.2.24007: Flags [P.], seq 1:133, length 132',
      '10.77.0.1:49151 to 10.77.0.2:24007',
    ],
    [
      '17:08:46.245501 IP6 fd77::1.49151 > fd77::2.24007: Flags [P.], length 132',
      '[fd77::1]:49151 to [fd77::2]:24007',
    ],
    ['17:08:46 IP gl1.lan.1023 > gl2.lan.24007: Flags [P.], length 132', 'gl1.lan:1023 to gl2.lan:24007'],
    ['    10.77.0.1.49151 > 10.77.0.2.24007: Flags [P.], cksum 0x1547', '10.77.0.1:49151 to 10.77.0.2:24007'],
    [
      '02:77:00:00:00:01 > 02:77:00:00:00:02, ethertype IPv4 (0x0800), length 198: 10.77.0.1.49151 > 10.77.0.2.24007: Flags [P.]',
      '10.77.0.1:49151 to 10.77.0.2:24007',
    ],
    ['   30 0.245501    10.77.0.1 → 10.77.0.2    RPC 198 V1 DUMP Call', '10.77.0.1 to 10.77.0.2'],
  ])('of a line of a sniffer: %s', (line, ends) => expect(read(line)).toBe(ends));

  it.each([
    'rpc->conn = conn;',
    '* cli/src/a.c -> cli_prog',
    '0x88 = 136 -> matches the number of bytes',
    'progname: len=7 -> this is rounded to 8',
    'if (a > b) return;',
    '- foo() -> bar()',
    '|- call() -> set gfs_id',
    '<-cb_prog-> <-cb_vers->',
    'the size -> of it',
    '> > quoted',
    '1 -> 2',
    'x > y: z',
    '',
  ])('are not in: %s', (line) => expect(read(line)).toBeNull());

  it('are the first spelling of each name', () => {
    const spelling = new Spelling();
    expect(['nodeB', 'NodeB', 'NODEB', 'nodeA'].map((name) => spelling.of(name))).toEqual([
      'nodeB',
      'nodeB',
      'nodeB',
      'nodeA',
    ]);
  });

  it('belong to the next dump alone, up to forty lines below', () => {
    const rows = '0000: 80 00 00 88 00 00 00 01\n0008: 00 00 00 00 00 00 00 02\n';
    const ends = (text: string) => readHexText(text).dumps.map((d) => [d.src, d.endPointsLine]);
    expect(ends(`a -> b\n${rows}\nthen\n${rows}`)).toEqual([
      ['a', 1],
      [null, 0],
    ]);
    expect(ends(`a -> b\nb -> a\n${rows}`)).toEqual([['b', 2]]);
    expect(ends(`a -> b\n${'words\n'.repeat(38)}${rows}`)).toEqual([['a', 1]]);
    expect(ends(`a -> b\n${'words\n'.repeat(60)}${rows}`)).toEqual([[null, 0]]);
  });

  it('are read in time that does not explode', () => {
    for (const line of [
      'a'.repeat(400),
      'a.'.repeat(200) + ' ->',
      '-> '.repeat(130),
      '- > '.repeat(100),
      'a > b: '.repeat(60),
    ]) {
      // An expression that tries combinations never ends here; the runner's limit says so.
      for (let i = 0; i < 200; i++) readEndPoints(line.repeat(10));
    }
  });
});
