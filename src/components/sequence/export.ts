/** The diagram as a file. */
import type { SequenceStatistics } from '../../decoder/api.ts';
import { fileShape, xmlOf } from './drawing.ts';
import { layoutSequence } from './layout.ts';

/** Least width of the file, and room for a lifeline while they are few, pixels. */
const WIDTH = 960;
const ROOM = 280;
const FEW = 6;

/** SVG 1.1 text that stands alone: no style sheet, no script, nothing from elsewhere. */
export function sequenceFile(data: SequenceStatistics, title: string, timeDigits: number): string {
  const width = Math.max(WIDTH, Math.min(FEW, data.nodes.length) * ROOM + 120);
  const layout = layoutSequence(data, { width, timeDigits });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlOf(fileShape(layout, title))}\n`;
}
