/** Failures by procedure and error number, with what the number means. */
import { useState } from 'react';
import type { ErrorLine, ErrorStatistics } from '../../decoder/api.ts';
import { grouped } from '../parts/grouped.ts';
import type { FilterEvents } from './filter-click.ts';
import { FigureTable, type Column } from './FigureTable.tsx';
import { by, type Sort } from './sorting.ts';

const isError = ({ normal }: ErrorLine): boolean => normal === '';
const named = (line: ErrorLine): string => {
  const number = line.errno > 0 && !line.name.endsWith(String(line.errno)) ? ` (${line.errno})` : '';
  return `${isError(line) ? '✕ ' : ''}${line.name}${number}`;
};

const meaningOf = ({ meaning, normal }: ErrorLine): string => (normal === '' ? meaning : `usual: ${normal}`);

const COLUMNS: readonly Column<ErrorLine>[] = [
  { key: 'count', title: 'Count', ...by((line: ErrorLine) => line.count, grouped) },
  {
    key: 'name',
    title: 'Error and its meaning',
    words: true,
    rest: true,
    sort: (line) => line.name,
    text: (line) => [named(line), meaningOf(line)].filter(Boolean).join('  '),
    cell: (line) => (
      <>
        <span className={isError(line) ? 'err' : undefined}>{named(line)}</span>
        <span className="dim meaning">{meaningOf(line)}</span>
      </>
    ),
  },
  {
    key: 'procedure',
    title: 'Procedure',
    words: true,
    sort: (line) => line.procedureName,
    text: (line) => line.procedureName,
  },
  {
    key: 'program',
    title: 'Program',
    words: true,
    drop: 1,
    sort: (line) => line.programName,
    text: (line) => line.programName,
    tone: () => 'dim',
  },
  {
    key: 'first',
    title: 'First',
    ...by((line: ErrorLine) => line.first, grouped),
    choice: (line) => ({ row: line.first }),
  },
  {
    key: 'last',
    title: 'Last',
    drop: 1,
    ...by((line: ErrorLine) => line.last, grouped),
    choice: (line) => ({ row: line.last }),
  },
];

export function Errors({ data, ...events }: { data: ErrorStatistics } & FilterEvents) {
  const [sort, setSort] = useState<Sort | null>(null);
  return (
    <>
      <FigureTable
        label="Errors"
        columns={COLUMNS}
        lines={data.lines}
        keyOf={(line) => line.filter || `${line.procedureName} ${line.name} ${line.normal}`}
        choice={(line) => ({ text: line.filter, what: `${line.procedureName} ${line.name}` })}
        sort={sort}
        onSort={setSort}
        {...events}
      />
      {data.omitted > 0 && <p className="dim">{grouped(data.omitted)} further lines are not listed.</p>}
      {data.unknown > 0 && (
        <p className="dim">Of {grouped(data.unknown)} replies the result was not captured.</p>
      )}
    </>
  );
}
