/** Statistics of an open source: rows of its views, records read where bytes are needed. */
import type { Statistics, StatisticsAsk, StatisticsPart, Work } from '../api.ts';
import type { Talks } from '../follow/connections.ts';
import type { Followed } from '../follow/follow.ts';
import type { DecodedRecord, Language } from '../record/decode.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import { pauser } from '../source/pause.ts';
import { Outcomes } from '../statistics/outcomes.ts';
import { Pace } from '../statistics/pace.ts';
import { RowSet } from '../statistics/rows.ts';
import { rowsToLookAt, statisticsOf } from '../statistics/statistics.ts';
import type { StatisticsHost } from '../statistics/task.ts';
import { Turn, Turns } from '../statistics/turns.ts';
import type { RowWords } from './row-words.ts';

export interface StatisticsSource {
  readonly index: RecordIndex;
  readonly language: Language;
  /** bytes of the source */
  readonly size: number;
  decoded(row: number): Promise<DecodedRecord | null>;
  /** as the table shows them */
  words(row: number): Promise<RowWords>;
  /** who talks on which flow; null: not known yet */
  talks(): Talks | null;
  /** null: it will not be known before the index is complete */
  talksKnown(): Promise<Talks | null>;
  /** Which file each row is about; settles when all that can be was followed. */
  followed(): Promise<Followed>;
  /** rows of a view that are there, and which; null: all rows. Throws an AbortError: it is no more */
  view(view: number): { readonly length: number; rowAt(place: number): number } | null;
}

export class SessionStatistics {
  /** what replies say; where they may be read otherwise, statistics are made anew */
  private readonly outcomes: Outcomes;
  private readonly turns = new Turns();

  constructor(private readonly source: StatisticsSource) {
    this.outcomes = new Outcomes(source);
  }

  /** Rejects with the signal's reason when it is aborted. */
  async of(ask: StatisticsAsk, work: Work<StatisticsPart>): Promise<Statistics> {
    const { source, outcomes } = this;
    const { index } = source;
    const host: StatisticsHost = {
      index,
      language: source.language,
      size: source.size,
      outcomes,
      decoded: (row) => source.decoded(row),
      get talks() {
        return source.talks();
      },
      talksKnown: () => source.talksKnown(),
      followed: (signal) => unlessAborted(source.followed(), signal),
      words: (row) => source.words(row),
    };
    // Files are known when the index is complete: what is asked for before is told of all rows as well.
    if (ask.section === 'files') await host.followed(work.signal);
    const view = source.view(ask.view);
    const rows = view
      ? new RowSet(
          view.length,
          Uint32Array.from({ length: view.length }, (_, at) => view.rowAt(at)),
        )
      : RowSet.all(index);
    const total = rowsToLookAt(ask, rows.length);
    const pauses = pauser();
    const turn = new Turn(this.turns, work.signal);
    let looked = 0;
    const pace = new Pace({
      signal: work.signal,
      wait: async () => {
        await pauses.wait();
        await turn.letPass();
      },
      tell: (now) => {
        looked = Math.min(now, total);
        work.emit({ looked, total, result: null });
      },
    });
    try {
      return await statisticsOf(ask, {
        host,
        rows,
        pace,
        turn,
        decode: ask.decode,
        emit: (result) => work.emit({ looked, total, result }),
      });
    } finally {
      pauses.close();
    }
  }
}

/** What is not done for one asker alone is not stopped by him: he does not wait for it any more. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
