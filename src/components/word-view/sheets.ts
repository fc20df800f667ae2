/**
 * Words on sheets. A sheet is as high as the pane and is read column by column; the next sheet stands below it.
 *
 *     sheet 0    ruler  ruler  ruler        slot 0
 *                0000   0060   00c0         slot 1
 *                0004   0064   00c4         …
 *     sheet 1    ruler  ruler  ruler
 *                0120   …
 *
 * A record that one sheet holds is spread evenly over its columns.
 */
export interface Sheets {
  readonly words: number;
  readonly columns: number;
  /** words in a column of a sheet */
  readonly perColumn: number;
  /** rows of slots, rulers included */
  readonly slots: number;
}

/** `rows`: how many rows the pane holds, its ruler included. */
export function sheets(bytes: number, columns: number, rows: number): Sheets {
  const words = Math.ceil(bytes / 4);
  const most = Math.max(4, rows - 1);
  const perColumn = words <= most * columns ? Math.max(1, Math.ceil(words / columns)) : most;
  const count = Math.max(1, Math.ceil(words / (perColumn * columns)));
  return { words, columns, perColumn, slots: count * (perColumn + 1) };
}

/** The word in a slot and column; -1: the ruler, or nothing. */
export function wordAt({ words, columns, perColumn }: Sheets, slot: number, column: number): number {
  const sheet = Math.floor(slot / (perColumn + 1));
  const row = (slot % (perColumn + 1)) - 1;
  if (row < 0) return -1;
  const word = sheet * perColumn * columns + column * perColumn + row;
  return word < words ? word : -1;
}

export function isRuler({ perColumn }: Sheets, slot: number): boolean {
  return slot % (perColumn + 1) === 0;
}

export function slotOfWord({ columns, perColumn }: Sheets, word: number): number {
  const perSheet = perColumn * columns;
  const sheet = Math.floor(word / perSheet);
  return sheet * (perColumn + 1) + 1 + ((word % perSheet) % perColumn);
}
