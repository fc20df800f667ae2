/** What a section of the statistics is given to work with. */
import type { Outcome } from '../api.ts';
import type { Talks } from '../follow/connections.ts';
import type { Followed } from '../follow/follow.ts';
import type { Outcomes, OutcomeHost } from './outcomes.ts';
import type { Pace } from './pace.ts';
import type { RowSet } from './rows.ts';
import type { Statistics } from './shapes.ts';
import type { Turn } from './turns.ts';

/** Words of a row, as the table shows them. */
export interface LineWords {
  readonly procedure: string;
  readonly info: string;
  readonly result: string;
  readonly outcome: Outcome;
}

export interface StatisticsHost extends OutcomeHost {
  readonly outcomes: Outcomes;
  /** bytes of the source */
  readonly size: number;
  words(row: number): Promise<LineWords>;
  /** Who talks on which flow, as far as it is known by now; null: it is not. */
  readonly talks: Talks | null;
  /** The same, once it is known; null: it will not be before the index is complete. */
  talksKnown(): Promise<Talks | null>;
  /** Which file each row is about. Settles when all that can be was followed. */
  followed(signal: AbortSignal): Promise<Followed>;
}

export interface Task {
  readonly host: StatisticsHost;
  readonly rows: RowSet;
  readonly pace: Pace;
  /** columns first, then bytes: what has the processor */
  readonly turn: Turn;
  /** false: columns alone */
  readonly decode: boolean;
  /** hands on what is known so far */
  readonly emit: (result: Statistics) => void;
}
