/** The wanted fields of many rows, one row after another, with pauses for the event loop. */
import { Need } from './pick-record.ts';
import { RowPicker, type PickHost } from './pick-rows.ts';
import { Picked } from './picked.ts';

/** Row numbers; ascending ones are read fastest. */
export interface RowsToPick {
  readonly length: number;
  /** @param place below `length` */
  at(place: number): number;
}

export interface PickVisitor {
  /** A wanted field, groups behind what stands in them. True: enough of this row. */
  field(picked: Picked, row: number): boolean | void;
  /** The row was gone through, whether or not it had a wanted field. Not called for rows that cannot have one. */
  row?(row: number): void;
}

export interface PickOptions {
  readonly signal?: AbortSignal;
  /** milliseconds of work between two pauses; 8 when not told */
  readonly yieldEvery?: number;
  /** before each pause: places that are done */
  onPause?(done: number): void;
}

/** Rows between two looks at the clock. */
const LOOKS = 512;

/**
 * @param wanted display-filter names
 * Rejects with an AbortError when it is cancelled.
 */
export async function eachPicked(
  host: PickHost,
  rows: RowsToPick,
  wanted: ReadonlySet<string>,
  visitor: PickVisitor,
  options: PickOptions = {},
): Promise<void> {
  const { signal, yieldEvery = 8 } = options;
  const rowPicker = new RowPicker(host, wanted);
  const picked = new Picked();
  let row = 0;
  const visit = (
    field: Picked['field'],
    start: number,
    stop: number,
    present: boolean,
    aux: number,
  ): boolean | void => {
    picked.field = field;
    picked.bytes = rowPicker.bytes;
    picked.start = start;
    picked.stop = stop;
    picked.present = present;
    picked.aux = aux;
    return visitor.field(picked, row);
  };
  let pause = performance.now() + yieldEvery;
  for (let place = 0; place < rows.length; place++) {
    if (place % LOOKS === 0) {
      signal?.throwIfAborted();
      if (performance.now() > pause) {
        options.onPause?.(place);
        await new Promise((resolve) => setTimeout(resolve, 0));
        signal?.throwIfAborted();
        pause = performance.now() + yieldEvery;
      }
    }
    row = rows.at(place);
    const need = rowPicker.need(row);
    if (need === Need.nothing) continue;
    const busy = rowPicker.pick(row, need, visit);
    if (busy) await busy;
    visitor.row?.(row);
  }
}
