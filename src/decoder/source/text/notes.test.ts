/**
 * The notes that the project began with are not its to ship. Who has them names their file in
 * GLUSTERSCOPE_NOTES; elsewhere these tests are passed over, and those on the project's own mail hold.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LINE_REASONS } from '../../api.ts';
import { readHexText } from './hex-text.ts';
import { findLayer } from './layers.ts';

const path = process.env['GLUSTERSCOPE_NOTES'] ?? '';

describe.skipIf(!existsSync(path))('the original notes', () => {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const { dumps, lines, notes, error } = readHexText(text);
  const reason = (line: number) => LINE_REASONS[lines.reasons[line - 1]!];

  it('give twelve records and a dictionary, with their lines and end points', () => {
    expect(error).toBeNull();
    expect(notes).toEqual([]);
    expect(dumps.map((d) => [...d.lines, d.bytes.length, d.src, d.dst, findLayer(d.bytes).layer])).toEqual([
      [451, 467, 140, 'nodeA', 'nodeB', 'record'],
      [508, 533, 288, 'nodeB', 'nodeA', 'record'],
      [559, 575, 220, 'nodeA', 'nodeB', 'record'],
      [585, 592, 124, 'nodeB', 'nodeA', 'record'],
      [594, 609, 244, 'nodeA', 'nodeB', 'record'],
      [611, 619, 140, 'nodeB', 'nodeA', 'record'],
      [621, 638, 288, 'nodeA', 'nodeB', 'record'],
      [640, 647, 124, 'nodeB', 'nodeA', 'record'],
      [649, 662, 220, 'nodeB', 'nodeA', 'record'],
      [664, 671, 124, 'nodeA', 'nodeB', 'record'],
      [673, 688, 244, 'nodeB', 'nodeA', 'record'],
      [690, 697, 124, 'nodeA', 'nodeB', 'record'],
      [701, 734, 300, null, null, 'body'],
    ]);
  });

  it('have each of the twelve records whole by its mark', () => {
    for (const dump of dumps.slice(0, 12)) expect(findLayer(dump.bytes).whole).toBe(true);
  });

  it('take 165 lines, and say why they leave the others', () => {
    expect([lines.count, lines.taken]).toEqual([750, 165]);
    expect([8, 41, 49, 59, 61, 448, 450, 452, 484, 489, 553, 736].map(reason)).toEqual([
      'clock',
      'C lines',
      'C lines',
      'ruler',
      'drawing',
      'end points',
      'annotation',
      'annotation',
      'end points',
      'drawing',
      'unsure',
      'unsure',
    ]);
  });
});
