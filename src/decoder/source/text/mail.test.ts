/** The project's own mail: thirteen dumps, and all that looks like hex and is none. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LINE_REASONS } from '../../api.ts';
import { readHexText } from './hex-text.ts';
import { findLayer } from './layers.ts';

const text = readFileSync(new URL('../../../../public/samples/notes-mail.txt', import.meta.url), 'utf8');
const rows = text.split('\n');
const { dumps, lines, notes, error } = readHexText(text);

/** Numbers of the lines that match, from 1. */
const where = (pattern: RegExp) => rows.flatMap((row, i) => (pattern.test(row) ? [i + 1] : []));
const reason = (line: number) => LINE_REASONS[lines.reasons[line - 1]!];
const reasons = (pattern: RegExp) => [...new Set(where(pattern).map(reason))];

describe('the mail', () => {
  it('gives twelve records and a dictionary, in order', () => {
    expect(error).toBeNull();
    expect(notes).toEqual([]);
    expect(dumps.map((d) => d.bytes.length)).toEqual([
      140, 288, 220, 124, 244, 140, 288, 124, 220, 124, 244, 124, 300,
    ]);
    expect(dumps.map((d) => findLayer(d.bytes).layer)).toEqual([
      ...new Array<string>(12).fill('record'),
      'body',
    ]);
    for (const dump of dumps.slice(0, 12)) expect(findLayer(dump.bytes).whole).toBe(true);
  });

  it('names the end points of twelve, in one spelling', () => {
    expect(dumps.map((d) => [d.src, d.dst].join(' > '))).toEqual([
      'nodeA > nodeB',
      'nodeB > nodeA',
      'nodeA > nodeB',
      'nodeB > nodeA',
      'nodeA > nodeB',
      'nodeB > nodeA',
      'nodeA > nodeB',
      'nodeB > nodeA',
      'nodeB > nodeA',
      'nodeA > nodeB',
      'nodeB > nodeA',
      'nodeA > nodeB',
      ' > ',
    ]);
    expect(where(/^NodeB -> nodeA$/).length).toBeGreaterThan(0);
  });

  it('finds a heading more than twenty lines above its dump', () => {
    expect(dumps[1]!.lines[0] - dumps[1]!.endPointsLine).toBeGreaterThanOrEqual(23);
    expect(dumps[12]!.endPointsLine).toBe(0);
  });

  it('links each dump to its lines, each byte to its digits', () => {
    for (const dump of dumps) {
      expect(dump.lines).toEqual([dump.taken[0], dump.taken.at(-1)]);
      dump.places.forEach((place, i) => {
        expect(parseInt(text.slice(place, place + 2), 16)).toBe(dump.bytes[i]);
      });
    }
    expect(lines.taken).toBe(where(/^[\da-f]{4} ([\da-f]{2} )+/).length);
  });

  it('leaves what is no hex, and says why', () => {
    expect(reasons(/^00:\d\d /)).toEqual(['clock']);
    expect(reasons(/^4\d \/\*|^4\d \*|^50 #define|^\* 14/)).toEqual(['C lines']);
    expect(reasons(/^5[34]$/)).toEqual(['C lines']);
    expect(reasons(/^(\d ){3,}\d$/)).toEqual(['ruler']);
    expect(reasons(/^\+-|^\| how many|^\\ \\|^\|- /)).toEqual(['drawing']);
    expect(reasons(/^[Nn]ode[AB] -> node[AB]$/)).toEqual(['end points']);
    expect(reasons(/^00 00 00 01$/)).toEqual(['unsure']);
    expect(where(/^00 00 00 01$/)).toHaveLength(2);
    expect(reasons(/^unknown: (00 ){3}0b 00/)).toEqual(['unsure']);
    expect(reasons(/^L<--size-->|^<-program->|^uuid>/)).toEqual(['annotation']);
    expect(reasons(/^(I promised|Does anyone|Marit$)/)).toEqual(['prose']);
  });

  it('counts annotations between rows, and right above them, to their dump', () => {
    const [first, last] = dumps[1]!.lines;
    for (let line = first - 1; line <= last; line++) expect(lines.dump[line - 1]).toBe(1);
    expect(lines.dump[first - 3]).toBe(-1);
    expect(lines.dump[last]).toBe(-1);
  });

  it.each([
    ['a quoted mail', (s: string) => s.replace(/^/gm, '> ')],
    ['a quoted quote', (s: string) => s.replace(/^(?=.)/gm, '>> ')],
    ['CRLF', (s: string) => s.replace(/\n/g, '\r\n')],
    ['blanks around lines', (s: string) => s.replace(/^(.*)$/gm, '   $1 \t')],
    ['columns set apart', (s: string) => s.replace(/^([\da-f]{4}) ((?:[\da-f]{2} )+)/gm, '$1  $2  ')],
    ['upper case', (s: string) => s.replace(/^[\da-f]{4} (?:[\da-f]{2} )+/gm, (row) => row.toUpperCase())],
    ['a tab behind the offset', (s: string) => s.replace(/^([\da-f]{4}) /gm, '$1:\t')],
  ])('reads the same as %s', (_, change) => {
    const changed = readHexText(change(text));
    expect(changed.dumps.map((d) => [Buffer.from(d.bytes).toString('hex'), d.src, d.dst, d.lines])).toEqual(
      dumps.map((d) => [Buffer.from(d.bytes).toString('hex'), d.src, d.dst, d.lines]),
    );
  });
});
