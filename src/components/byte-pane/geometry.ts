/**
 * Where bytes stand. Tiles of four with a gap, so that XDR's word is seen:
 *
 *     │pad│offset │80 00 01 2a│gap│00 00 00 14│ … │gap│····│pad│
 *                  ←4 × cell →                        8 px a character
 *
 * Pixels are those of the canvas, x from its left edge, y from its top.
 */
export interface ByteGeometry {
  readonly perRow: 8 | 16;
  readonly pad: number;
  readonly cell: number;
  readonly gap: number;
  /** left edge of the first cell */
  readonly hex: number;
  /** left edge of the first character */
  readonly ascii: number;
  readonly character: number;
  /** digits of an offset */
  readonly digits: number;
}

export const BYTE_ROW = 20;
const GAP = 6;
const CHARACTER = 8;

/** For a pane of this inner width, and a record of this length. */
export function byteGeometry(width: number, length: number): ByteGeometry {
  const digits = Math.max(4, Math.max(0, length - 1).toString(16).length);
  const offset = Math.max(44, Math.ceil(digits * 6.6) + 17);
  const more = offset - 44;
  const perRow = width === 0 || width >= 560 + more ? 16 : 8;
  const roomy = perRow === 16 ? width === 0 || width >= 590 + more : width >= 340 + more;
  const cell = perRow === 8 && width >= 348 + more ? 23 : 22;
  const pad = roomy ? 16 : 8;
  const hex = pad + offset;
  const hexWidth = perRow * cell + (perRow / 4 - 1) * GAP;
  return {
    perRow,
    pad,
    cell,
    gap: GAP,
    hex,
    ascii: hex + hexWidth + (roomy ? 16 : 10),
    character: CHARACTER,
    digits,
  };
}

/** Left edge of a column's cell, from the first cell's. */
export function columnX({ cell, gap }: ByteGeometry, column: number): number {
  return column * cell + Math.floor(column / 4) * gap;
}

/** Right edge of a column's cell, from the first cell's. */
export function columnRight(geometry: ByteGeometry, column: number): number {
  return columnX(geometry, column) + geometry.cell;
}

/** The column that a point is over, in hex or ASCII; a gap belongs to the column before it. -1: none. */
export function columnAt(geometry: ByteGeometry, x: number): number {
  const { perRow, cell, gap, hex, ascii, character } = geometry;
  if (x >= ascii && x < ascii + perRow * character) return Math.floor((x - ascii) / character);
  const inside = x - hex;
  if (inside < 0 || inside >= columnRight(geometry, perRow - 1)) return -1;
  const group = Math.floor(inside / (4 * cell + gap));
  const within = Math.min(3, Math.floor((inside - group * (4 * cell + gap)) / cell));
  return group * 4 + within;
}
