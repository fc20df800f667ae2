/**
 * Millions of rows behind a scroll bar that no browser can make high enough (Chromium clamps an element at 33.5 million
 * pixels, Firefox at 17.9 million).
 *
 *     rows      0 ............................................ count
 *                          shift                 shift + slots
 *     slots                |─────────────────────|               a canvas of at most SLOTS rows
 *     top                         ▓▓▓                            what is seen: row = shift + top / height
 *
 * A small move of the scroll position (wheel, touch, keys) leaves `shift` alone: a notch moves as many rows at ten
 * million as at ten, and each row can be reached. A big one (the thumb dragged) means a fraction of all rows, and sets
 * `shift` by it. When things rest, `settle` moves the thumb to where the fraction says, without moving a row.
 *
 * The first and last END rows stand in the canvas as they are, so that both ends are reached by the wheel alone;
 * between them `shift` grows in proportion. `shift` is whole, so that rows keep to the pixel grid.
 * Nothing here touches the page.
 */

/** Rows of the canvas. 9.6 million pixels at 24: well under every limit. */
export const SLOTS = 400_000;

/** Rows at either end that are not scaled. */
const END = 1000;

export interface ScrollState {
  /** scroll position of the canvas, in pixels */
  readonly top: number;
  /** row that stands in slot 0 */
  readonly shift: number;
}

export interface ScrollFrame {
  readonly count: number;
  /** height of a row */
  readonly height: number;
  /** height of what is seen */
  readonly view: number;
}

export function slotsOf({ count }: ScrollFrame): number {
  return Math.min(count, SLOTS);
}

function maxTop(frame: ScrollFrame): number {
  return Math.max(0, slotsOf(frame) * frame.height - frame.view);
}

/** First row, as a fraction of a row, that is seen at the end. */
function maxRow({ count, height, view }: ScrollFrame): number {
  return Math.max(0, count - view / height);
}

/** What stands at the upper edge, in rows with fractions. */
export function rowAtTop(frame: ScrollFrame, { top, shift }: ScrollState): number {
  return shift + top / frame.height;
}

/** `place` of `span` as a share of what lies between the two ends. */
function share(place: number, span: number): number {
  return Math.min(1, Math.max(0, (place - END) / (span - 2 * END)));
}

/** The state that shows `row` at the upper edge, with the thumb where it belongs. */
export function showRow(frame: ScrollFrame, row: number): ScrollState {
  const bounded = Math.min(maxRow(frame), Math.max(0, row));
  const extra = frame.count - slotsOf(frame);
  const shift = extra === 0 ? 0 : Math.round(share(bounded, maxRow(frame)) * extra);
  return { top: (bounded - shift) * frame.height, shift };
}

/** The scroll position changed to `top`: by a hand on the thumb, or by a notch of the wheel. */
export function scrolled(frame: ScrollFrame, state: ScrollState, top: number): ScrollState {
  const extra = frame.count - slotsOf(frame);
  if (extra === 0) return { top, shift: 0 };
  const limit = maxTop(frame);
  const move = Math.abs(top - state.top);
  // one pixel of the thumb is thousands of pixels of canvas; two screens in one frame is no wheel
  if (move > Math.max(4000, frame.view * 2))
    return { top, shift: Math.round(share(top / frame.height, limit / frame.height) * extra) };
  // a wheel may run into an end of the canvas that is no end of the rows
  const nearEdge = top < frame.view || top > limit - frame.view;
  const next = { top, shift: Math.min(extra, Math.max(0, state.shift)) };
  return nearEdge ? settle(frame, next) : next;
}

/** Puts the thumb where the fraction says; the same row stands at the upper edge. */
export function settle(frame: ScrollFrame, state: ScrollState): ScrollState {
  return showRow(frame, rowAtTop(frame, state));
}

/**
 * The least move that shows `row` whole, and a whole row at the upper edge; the same state where it is seen already.
 */
export function reveal(
  frame: ScrollFrame,
  state: ScrollState,
  row: number,
  align: 'auto' | 'center' = 'auto',
): ScrollState {
  const first = rowAtTop(frame, state);
  const seen = frame.view / frame.height;
  if (row >= first && row + 1 <= first + seen) return state;
  if (align === 'center' || row + 1 < first - seen || row > first + 2 * seen)
    return showRow(frame, row - Math.max(0, Math.floor((seen - 1) / 2)));
  return showRow(frame, row < first ? row : Math.ceil(row + 1 - seen - 1e-6));
}
