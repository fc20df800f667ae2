/** Programs and procedures: how many, how large, how slow, how often in vain. */
import { useMemo, useState } from 'react';
import type { ProcedureLine, ProcedureStatistics, ProgramLine } from '../../decoder/api.ts';
import { Segments } from '../chrome/Segments.tsx';
import { duration } from '../record-table/format.ts';
import { binsUsed, binName, histogramWords, short, type Bins } from './bins.ts';
import { both, type FilterEvents } from './filter-click.ts';
import { FigureTable, type Column } from './FigureTable.tsx';
import { Histogram } from './Histogram.tsx';
import { sorted, type Sort } from './sorting.ts';
import { bytes, figure } from './words.ts';

interface Line {
  readonly key: string;
  readonly of: ProgramLine | ProcedureLine;
  readonly group: boolean;
  readonly name: string;
}

const procedureOf = ({ of }: Line): ProcedureLine | null => ('procedure' in of ? of : null);

const latency = (
  key: 'min' | 'p50' | 'p90' | 'p99' | 'max',
  drop: 1 | 2 | undefined,
  about: string,
): Column<Line> => ({
  key,
  title: key,
  about,
  ...(drop ? { drop } : {}),
  sort: ({ of }) => of.latency[key],
  text: ({ of }) => duration(of.latency[key]),
});

const programName = (program: { programName: string; version: number }): string =>
  `${program.programName} v${program.version}`;

function columnsOf(data: ProcedureStatistics, bins: Bins, flat: boolean): readonly Column<Line>[] {
  const { edges } = data.bins;
  const low = edges[Math.max(1, bins.from)]!;
  const high = edges[Math.min(edges.length - 2, bins.to)]!;
  const program: Column<Line> = {
    key: 'program',
    title: 'Program',
    words: true,
    drop: 2,
    sort: ({ of }) => programName(of),
    text: ({ of }) => programName(of),
    tone: () => 'dim',
  };
  const replies: Column<Line> = {
    key: 'replies',
    title: 'Replies',
    drop: 2,
    sort: ({ of }) => of.replies,
    text: ({ of }) => figure(of.replies),
    choice: (line) => {
      const procedure = procedureOf(line);
      return procedure && { text: procedure.filterReplies, what: `replies of ${line.name}` };
    },
  };
  return [
    {
      key: 'name',
      title: 'Procedure',
      words: true,
      sort: ({ name }) => name,
      text: ({ name }) => name,
    },
    ...(flat ? [program] : []),
    {
      key: 'calls',
      title: 'Calls',
      sort: ({ of }) => of.calls,
      text: ({ of }) => figure(of.calls),
    },
    ...(flat ? [] : [replies]),
    {
      key: 'bytes',
      title: 'Bytes',
      about: 'Bytes of calls and replies',
      drop: 3,
      sort: ({ of }) => of.callBytes + of.replyBytes,
      text: ({ of }) => bytes(of.callBytes + of.replyBytes),
      tone: () => 'dim',
    },
    {
      key: 'errors',
      title: '✕ Errors',
      sort: ({ of }) => of.errors,
      text: ({ of }) => figure(of.errors),
      tone: ({ of }) => (of.errors > 0 ? 'err' : ''),
      choice: (line) => {
        const procedure = procedureOf(line);
        if (!procedure || procedure.errors <= 0) return null;
        return { text: procedure.filterErrors, what: `errors of ${line.name}` };
      },
    },
    {
      key: 'normal',
      optional: true,
      title: 'Usual',
      about: 'Failures that are nothing unusual, such as ENOENT from LOOKUP',
      drop: 1,
      sort: ({ of }) => of.normal,
      text: ({ of }) => figure(of.normal),
      tone: () => 'dim',
    },
    {
      key: 'unanswered',
      optional: true,
      title: '∅',
      about: 'Calls without reply',
      drop: 1,
      sort: ({ of }) => of.unanswered,
      text: ({ of }) => figure(of.unanswered),
      tone: ({ of }) => (of.unanswered > 0 ? 'guess' : ''),
    },
    ...(flat ? [] : [latency('min', 1, 'Shortest latency')]),
    latency('p50', undefined, 'Half of the latencies are no longer'),
    latency('p90', 2, '90 of 100 latencies are no longer'),
    latency('p99', undefined, '99 of 100 latencies are no longer'),
    latency('max', 1, 'Longest latency'),
    {
      key: 'histogram',
      title: `${short(low)} … ${short(high)}`,
      about: 'How the latencies spread; heights are square roots',
      words: true,
      rest: true,
      drop: 3,
      text: ({ of }) => histogramWords(of.histogram, data.bins),
      cell: ({ of }) => (
        <>
          <Histogram counts={of.histogram} bins={bins} />
          <span className="hidden">{histogramWords(of.histogram, data.bins)}</span>
        </>
      ),
    },
  ];
}

const sameProgram = (a: ProgramLine | ProcedureLine, b: ProgramLine | ProcedureLine): boolean =>
  a.program === b.program && a.version === b.version;

/** Programs with their procedures behind them; both in the order of a column. */
function grouped(data: ProcedureStatistics, columns: readonly Column<Line>[], sort: Sort): Line[] {
  const keyOf = columns.find(({ key }) => key === sort.column)?.sort;
  const lines = data.procedures.map(procedureLine);
  return sorted(data.programs.map(programLine), keyOf, sort.way).flatMap((program) => [
    program,
    ...sorted(
      lines.filter(({ of }) => sameProgram(of, program.of)),
      keyOf,
      sort.way,
    ),
  ]);
}

const programLine = (of: ProgramLine): Line => ({
  key: `${of.program} ${of.version}`,
  of,
  group: true,
  name: programName(of),
});
const procedureLine = (of: ProcedureLine): Line => ({
  key: `${of.program} ${of.version} ${of.procedure}`,
  of,
  group: false,
  name: of.procedureName,
});

const FIRST: Sort = { column: 'calls', way: -1 };

export function Procedures({ data, ...events }: { data: ProcedureStatistics } & FilterEvents) {
  const [shape, setShape] = useState<'grouped' | 'flat' | 'spread'>('grouped');
  const [sort, setSort] = useState<Sort>(FIRST);
  const bins = useMemo(
    () =>
      binsUsed(
        data.programs.map(({ histogram }) => histogram),
        data.bins.edges.length - 1,
      ),
    [data],
  );
  const columns = useMemo(() => columnsOf(data, bins, shape === 'flat'), [data, bins, shape]);
  const lines = useMemo(
    () => (shape === 'flat' ? data.procedures.map(procedureLine) : grouped(data, columns, sort)),
    [data, columns, shape, sort],
  );
  return (
    <>
      <div className="section-tools">
        <Segments
          label="Lines of the procedures"
          value={shape}
          onChange={setShape}
          segments={[
            { value: 'grouped', label: 'By program' },
            { value: 'flat', label: 'All together' },
            { value: 'spread', label: 'Spread of latency' },
          ]}
        />
      </div>
      {shape === 'spread' ? (
        <Spread data={data} bins={bins} {...events} />
      ) : (
        <FigureTable
          label="Programs and procedures"
          columns={columns}
          lines={lines}
          keyOf={({ key }) => key}
          choice={({ of, name }) => ({ text: of.filter, what: name })}
          group={({ group }) => group}
          sort={sort}
          onSort={setSort}
          inOrder={shape === 'grouped'}
          atOnce={24}
          {...events}
        />
      )}
      {data.omitted > 0 && <p className="dim">{figure(data.omitted)} further procedures are not listed.</p>}
    </>
  );
}

/** The histograms as figures: each count is a filter of its own. */
function Spread({ data, bins, ...events }: { data: ProcedureStatistics; bins: Bins } & FilterEvents) {
  const lines = useMemo(
    () => data.procedures.filter(({ latency: of }) => of.count > 0).map(procedureLine),
    [data],
  );
  const columns = useMemo<readonly Column<Line>[]>(() => {
    const { edges, filters } = data.bins;
    return [
      { key: 'name', title: 'Procedure', words: true, text: ({ name }) => name, sort: ({ name }) => name },
      ...Array.from({ length: bins.to - bins.from }, (_, at): Column<Line> => {
        const bin = bins.from + at;
        const name = binName(edges, bin);
        return {
          key: `bin${bin}`,
          title: name,
          sort: ({ of }) => of.histogram[bin]!,
          text: ({ of }) => figure(of.histogram[bin]!),
          choice: (line) => ({
            text: both(line.of.filter, filters[bin]!),
            what: `${line.name}, ${name}`,
          }),
        };
      }),
    ];
  }, [data, bins]);
  const [sort, setSort] = useState<Sort | null>(null);
  return (
    <FigureTable
      label="Spread of latency"
      columns={columns}
      lines={lines}
      keyOf={({ key }) => key}
      choice={({ of, name }) => ({ text: of.filter, what: name })}
      sort={sort}
      onSort={setSort}
      {...events}
    />
  );
}
