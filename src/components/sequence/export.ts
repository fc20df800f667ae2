/** The diagram as a file. */
import type { SequenceStatistics } from '../../decoder/api.ts';
import { fileShape, xmlOf } from './drawing.ts';
import { layoutSequence } from './layout.ts';

/** Width of the file, pixels, where the lifelines need no more. */
const WIDTH = 960;

/** SVG 1.1 text that stands alone: no style sheet, no script, nothing from elsewhere. */
export function sequenceFile(data: SequenceStatistics, title: string, timeDigits: number): string {
  const layout = layoutSequence(data, { width: WIDTH, timeDigits });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlOf(fileShape(layout, title))}\n`;
}
