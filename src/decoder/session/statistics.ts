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
import { rowWords } from './row-words.ts';

export interface StatisticsSource {
  readonly index: RecordIndex;
  readonly language: Language;
  /** bytes of the source */
  readonly size: number;
  decoded(row: number): Promise<DecodedRecord | null>;
  /** who talks on which flow; null: not known yet */
  talks(): Talks | null;
  /** null: it will not be known before the index is complete */
  talksKnown(): Promise<Talks | null>;
  /** which file each row is about, once all that can be was followed; absent: nothing is followed */
  followed?(signal: AbortSignal): Promise<Followed | null>;
  /** rows of a view that are there, and which; null: all rows. Throws an AbortError: it is no more */
  view(view: number): { readonly length: number; rowAt(place: number): number } | null;
}

export class SessionStatistics {
  private outcomes: Outcomes;

  constructor(private readonly source: StatisticsSource) {
    this.outcomes = new Outcomes(source);
  }

  /** What replies say is read anew: they may be read otherwise. */
  forget(): void {
    this.outcomes = new Outcomes(this.source);
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
      followed: async (signal) => (await source.followed?.(signal)) ?? null,
      words: async (row) => rowWords(index, row, await source.decoded(row)),
    };
    const view = source.view(ask.view);
    const rows = view
      ? new RowSet(
          view.length,
          Uint32Array.from({ length: view.length }, (_, at) => view.rowAt(at)),
        )
      : RowSet.all(index);
    const total = rowsToLookAt(ask, rows.length);
    const pauses = pauser();
    let looked = 0;
    const pace = new Pace({
      signal: work.signal,
      wait: () => pauses.wait(),
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
        decode: ask.decode,
        emit: (result) => work.emit({ looked, total, result }),
      });
    } finally {
      pauses.close();
    }
  }
}
