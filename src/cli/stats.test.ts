import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { openCapture, openText } from '../../test/support/sessions.ts';
import type { OpenedSession } from '../decoder/session/opened.ts';
import { parseArguments } from './arguments.ts';
import { Output } from './output.ts';
import { printStats } from './stats.ts';

async function printed(
  session: OpenedSession,
  json: boolean,
  filter: string | null = null,
): Promise<string[]> {
  const chunks: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  const output = new Output(stream);
  expect(await printStats(session, { json, filter }, output)).toBe(true);
  await output.flush();
  return chunks.join('').trimEnd().split('\n');
}

const CAPTURE = '03-replica3-gfapi-all-fops-nanosecond.pcap';

describe('stats', () => {
  test('is asked for as summary is', () => {
    expect(parseArguments(['stats', 'a.pcap', '--json'])).toEqual({
      kind: 'stats',
      files: ['a.pcap'],
      json: true,
      filter: null,
    });
    expect(parseArguments(['stats', 'a.pcap', '--count']).kind).toBe('wrong');
    expect(parseArguments(['stats']).kind).toBe('wrong');
  });

  test('prints one JSON object: columns as lists, what is no number as null', async () => {
    const [line = '', ...more] = await printed(await openCapture(CAPTURE), true);
    expect(more).toEqual([]);
    const all = JSON.parse(line) as Record<string, { section?: string; [key: string]: unknown }>;
    expect(Object.keys(all)).toEqual([
      'file',
      'format',
      'filter',
      'totals',
      'procedures',
      'errors',
      'slowest',
      'connections',
      'files',
      'timeline',
    ]);
    expect(all['totals']).toMatchObject({ section: 'totals', decoded: true, frames: 3777 });
    expect(all['slowest']!['call']).toHaveLength(20);
    expect(all['timeline']!['latencyP50']).toContain(null);
    expect(line).not.toContain('{"0":');
  });

  test('prints tables for reading', async () => {
    const lines = await printed(await openCapture(CAPTURE), false);
    expect(lines[0]).toBe('       3,350 rows, 1,035,721 bytes');
    for (const title of ['procedures', 'errors', 'slowest exchanges', 'connections', 'files'])
      expect(lines).toContain(title);
    expect(lines.find((line) => line.startsWith('  GlusterFS 400 LOOKUP '))).toMatch(
      / 201 +201 .* 6 \+ 117 /,
    );
    expect(lines.every((line) => line === line.trimEnd())).toBe(true);
  });

  test('of the records that a filter keeps', async () => {
    const asked = parseArguments(['stats', 'a.pcap', '--filter', 'rpc.msgtyp == 0']);
    expect(asked).toMatchObject({ kind: 'stats', json: false, filter: 'rpc.msgtyp == 0' });
    expect(parseArguments(['stats', 'a.pcap', '--filter', 'rpc.msgtyp ==']).kind).toBe('wrong');
    expect(parseArguments(['summary', 'a.pcap', '--filter', 'rpc']).kind).toBe('wrong');
    const lines = await printed(
      await openCapture(CAPTURE),
      false,
      'rpc.procedure == LOOKUP && rpc.msgtyp == 1',
    );
    expect(lines[0]).toBe('         201 rows, 99,804 bytes');
    expect(lines.find((line) => line.startsWith('  GlusterFS 400 LOOKUP '))).toMatch(/ 0 +201 .* 6 \+ 117 /);
  });

  test('has nothing to say of a paste without records', async () => {
    const lines = await printed(await openText('0000  80 00 00 08 00 00 00 01 00 00 00 09'), false);
    expect(lines.filter((line) => line === '  none')).toHaveLength(
      5 - Number(!lines.includes('connections')) - 1,
    );
  });
});
