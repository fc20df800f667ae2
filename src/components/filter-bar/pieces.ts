/** A text of the bar in pieces of one colour each. */
import type { FilterAnalysis, FilterError, FilterTokenKind } from '../../decoder/api.ts';

export interface Piece {
  readonly text: string;
  readonly kind: FilterTokenKind | null;
  readonly wrong: boolean;
}

/** Length of what two texts begin with alike. */
function alike(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}

/**
 * The pieces, in order; together they are the text. An analysis of an older text colours what has not changed.
 * An error that stands behind the text is shown on a blank of its own.
 */
export function piecesOf(
  text: string,
  analysis: FilterAnalysis | null,
  error: FilterError | null,
): readonly Piece[] {
  const known = analysis ? (analysis.text === text ? text.length : alike(analysis.text, text)) : 0;
  const tokens = analysis?.tokens.filter(({ stop }) => stop <= known) ?? [];
  const [from, to] = error
    ? [Math.min(error.start, text.length), Math.min(error.stop, text.length)]
    : [-1, -1];
  const edges = new Set([0, text.length, ...tokens.flatMap(({ start, stop }) => [start, stop])]);
  if (error) edges.add(from).add(to);
  const sorted = [...edges].filter((edge) => edge >= 0 && edge <= text.length).sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (let at = 0; at + 1 < sorted.length; at++) {
    const [start, stop] = [sorted[at]!, sorted[at + 1]!];
    const token = tokens.find((one) => one.start <= start && stop <= one.stop);
    pieces.push({
      text: text.slice(start, stop),
      kind: token?.kind ?? null,
      wrong: from <= start && stop <= to,
    });
  }
  if (error && from === to) {
    const blank: Piece = { text: ' ', kind: null, wrong: true };
    if (from === text.length) pieces.push(blank);
    else {
      // Between two characters: the next one is marked.
      let sum = 0;
      for (const [i, piece] of pieces.entries()) {
        if (sum >= from) {
          pieces[i] = { ...piece, wrong: true };
          break;
        }
        sum += piece.text.length;
      }
    }
  }
  return pieces;
}
