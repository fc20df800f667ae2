import { memo } from 'react';
import type { RecordTree } from '../../decoder/api.ts';
import { kindClass } from '../linkage/kinds.ts';
import { spansOf } from '../linkage/nodes.ts';
import { indexOf } from '../linkage/tree-index.ts';
import { asciiRuns, hexRuns, inks, marked, tints, type Run } from './byte-rows.ts';
import { columnRight, columnX, type ByteGeometry } from './geometry.ts';

export interface ByteLineProps {
  readonly tree: RecordTree;
  readonly geometry: ByteGeometry;
  readonly row: number;
  readonly top: number;
  /** selected node and its parent, where they have bytes in this row; else -1 */
  readonly selected: number;
  readonly parent: number;
  /** column of the caret, -1: not in this row */
  readonly caret: number;
  readonly caretId: string;
  readonly caretLabel: string;
}

/** One row of bytes. Drawn again only when its selection changes. */
export const ByteLine = memo(function ByteLine(props: ByteLineProps) {
  const { tree, geometry, row, top, selected, parent, caret, caretId, caretLabel } = props;
  const { perRow, hex, ascii, character, digits, pad } = geometry;
  const index = indexOf(tree);
  const start = row * perRow;
  const chosen = spansOf(tree, selected);
  const ink = inks(index, start, perRow, chosen);
  const hexStyle = (from: number, to: number): React.CSSProperties => ({
    left: columnX(geometry, from),
    width: columnRight(geometry, to - 1) - columnX(geometry, from),
  });
  const asciiStyle = (from: number, to: number): React.CSSProperties => ({
    left: from * character,
    width: (to - from) * character,
  });
  const reversed = marked(index, chosen, start, perRow);
  const underlined = parent < 0 ? [] : marked(index, spansOf(tree, parent), start, perRow);
  return (
    <div className="byte-line" role="row" aria-rowindex={row + 2} style={{ top }}>
      <span className="offset" role="rowheader" style={{ left: pad }}>
        {start.toString(16).padStart(digits, '0')}
      </span>
      <span className="hex" role="gridcell" style={{ left: hex }}>
        {tints(index, start, perRow).map(({ kind, from, to }) => (
          <i key={from} className={`tint ${kindClass(kind)}`} style={hexStyle(from, to)} />
        ))}
        {underlined.map(({ from, to }) => (
          <i key={`u${from}`} className="parent" style={hexStyle(from, to)} />
        ))}
        {reversed.map(({ from, to }) => (
          <i key={`s${from}`} className="reversed" style={hexStyle(from, to)} />
        ))}
        {caret >= 0 && (
          <i className={ink[caret] === 's' ? 'caret inside' : 'caret'} style={hexStyle(caret, caret + 1)} />
        )}
        {hexRuns(tree, start, ink).map((runs, tile) => (
          <span key={tile} className="tile">
            <Runs runs={runs} />
          </span>
        ))}
      </span>
      <span className="ascii" role="gridcell" style={{ left: ascii }}>
        {underlined.map(({ from, to }) => (
          <i key={`u${from}`} className="parent" style={asciiStyle(from, to)} />
        ))}
        {reversed.map(({ from, to }) => (
          <i key={`s${from}`} className="reversed" style={asciiStyle(from, to)} />
        ))}
        <Runs runs={asciiRuns(tree, start, ink)} />
      </span>
      {caret >= 0 && (
        <span id={caretId} className="hidden" role="gridcell" aria-selected="true" aria-label={caretLabel} />
      )}
    </div>
  );
});

function Runs({ runs }: { runs: readonly Run[] }) {
  return runs.map(({ ink, from, text }) =>
    ink === '' || ink === 'n' ? (
      text
    ) : (
      <span key={from} className={ink}>
        {text}
      </span>
    ),
  );
}
