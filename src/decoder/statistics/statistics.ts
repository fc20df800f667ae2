/** From what is asked to what is told: the one face of this folder. */
import { connections } from './connections.ts';
import { errors } from './errors.ts';
import { files } from './files.ts';
import { procedures } from './procedures.ts';
import { sequence } from './sequence.ts';
import type { Statistics, StatisticsAsk } from './shapes.ts';
import { slowest } from './slowest.ts';
import type { Task } from './task.ts';
import { timeline } from './timeline.ts';
import { Rank } from './turns.ts';
import { totals } from './totals.ts';

/** Rejects with the signal's reason when it is aborted. */
export async function statisticsOf(ask: StatisticsAsk, task: Task): Promise<Statistics> {
  // A diagram is of few rows, and somebody looks at it.
  if (ask.section === 'sequence') return sequence(task, ask);
  const { turn } = task;
  try {
    await turn.in(ask.section === 'errors' || ask.section === 'files' ? Rank.bytes : Rank.columns);
    return await section(ask, task);
  } finally {
    turn.end();
  }
}

function section(
  ask: Exclude<StatisticsAsk, { readonly section: 'sequence' }>,
  task: Task,
): Promise<Statistics> {
  switch (ask.section) {
    case 'totals':
      return totals(task);
    case 'procedures':
      return procedures(task);
    case 'slowest':
      return slowest(task, ask.top);
    case 'errors':
      return errors(task);
    case 'connections':
      return connections(task);
    case 'files':
      return files(task, ask.top, ask.by);
    case 'timeline':
      return timeline(task, ask.bins, ask.span);
  }
}

/** How many rows a section looks at, in all its passes; what progress is measured by. */
export function rowsToLookAt(ask: StatisticsAsk, rows: number): number {
  switch (ask.section) {
    case 'sequence':
      return 0;
    case 'errors':
      return 2 * rows;
    case 'files':
      return 3 * rows;
    case 'slowest':
      return 2 * rows;
    case 'timeline':
      return (ask.span ? 1 : 2) * rows + (ask.decode ? 2 * rows : 0);
    default:
      return rows + (ask.decode ? 2 * rows : 0);
  }
}
