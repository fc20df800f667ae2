import { memo } from 'react';
import { RowKind } from '../linkage/kinds.ts';
import { isRun, kindWord, type Clock, type RecordColumn } from './columns.tsx';
import { lanePaths, type SelectedPair } from './lanes.ts';
import type { RecordRow } from './row-cache.ts';

export interface RecordLineProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  /** null: not here yet */
  readonly row: RecordRow | null;
  readonly columns: readonly RecordColumn[];
  readonly clock: Clock;
  readonly selected: boolean;
  readonly marked: boolean;
  /** it was seen just before, and stands in for a row that is not here yet */
  readonly passed: boolean;
  /** the other half of the selected pair */
  readonly mate: boolean;
  /** only for rows that the selected pair touches */
  readonly pair: SelectedPair | null;
}

/** One row of the table. Drawn again only when something of it has changed. */
export const RecordLine = memo(function RecordLine(props: RecordLineProps) {
  const { id, index, top, height, row, columns, clock, selected, marked, passed, mate, pair } = props;
  const classes = ['record', selected && 'selected', mate && 'mate', marked && 'marked', passed && 'passed'];
  if (row && isRun(row)) classes.push(row.kind === RowKind.gap ? 'run gap' : 'run');
  return (
    <div
      id={id}
      className={classes.filter(Boolean).join(' ')}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-busy={row ? undefined : true}
      data-index={index}
      data-row={row?.row}
      style={{ top, height }}
    >
      {row && (
        <>
          <Gutter row={row} height={height} pair={pair} marked={marked} />
          <Cells row={row} columns={columns} clock={clock} />
        </>
      )}
    </div>
  );
});

interface CellsProps {
  readonly row: RecordRow;
  readonly columns: readonly RecordColumn[];
  readonly clock: Clock;
}

/** What a row says: most often it only moves. */
const Cells = memo(function Cells({ row, columns, clock }: CellsProps) {
  if (isRun(row)) return <Run row={row} columns={columns} clock={clock} />;
  return columns.map(({ key, align, cell, text }) => (
    <span
      key={key}
      role="gridcell"
      className={align === 'right' ? 'cell right' : 'cell'}
      data-column={key}
      data-clips=""
    >
      {cell ? cell(row, clock) : text(row, clock)}
    </span>
  ));
});

function Gutter(props: { row: RecordRow; height: number; pair: SelectedPair | null; marked: boolean }) {
  const { row, height, pair, marked } = props;
  const { plain, on, stub } = lanePaths(row, height, pair);
  return (
    <span className="gutter" role="gridcell">
      {(plain || on || stub) && (
        <svg width="40" height={height} aria-hidden="true">
          {plain && <path d={plain} />}
          {stub && <path d={stub} className="stub" />}
          {on && <path d={on} className="on" />}
        </svg>
      )}
      {marked && <span className="bookmark" title="bookmarked" role="img" aria-label="bookmarked" />}
    </span>
  );
}

/** A run that is no record: its number, what it is, one sentence. */
function Run({ row, columns, clock }: CellsProps) {
  const number = columns[0]?.key === 'number' ? columns[0] : null;
  return (
    <>
      {number && (
        <span role="gridcell" className="cell right">
          {number.cell?.(row, clock)}
        </span>
      )}
      <span role="gridcell" className="cell sentence" aria-colspan={columns.length - (number ? 1 : 0)}>
        <span className="what">{kindWord(row)}</span>
        <span className="why" data-clips="">
          {row.info}
        </span>
      </span>
    </>
  );
}
