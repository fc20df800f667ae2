/**
 * One section is worked out at a time, so that the first one asked for is there first, and a reply is read once.
 * What columns alone tell goes before what has to be read, also when that is under way already.
 */
export const Rank = { columns: 0, bytes: 1 } as const;
export type Rank = (typeof Rank)[keyof typeof Rank];

interface Waiting {
  readonly rank: Rank;
  readonly start: () => void;
}

export class Turns {
  private busy = false;
  private readonly waiting: Waiting[] = [];

  /**
   * Settles when it is the caller's turn, who gives it back. Rejects with the signal's reason; then it is not.
   * @param isFirst before others of the rank
   */
  async take(rank: Rank, signal: AbortSignal, isFirst = false): Promise<void> {
    signal.throwIfAborted();
    if (!this.busy) {
      this.busy = true;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(entry), 1);
        reject(signal.reason as Error);
      };
      const start = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const entry = { rank, start };
      if (isFirst) this.waiting.unshift(entry);
      else this.waiting.push(entry);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  isAwaited(rank: Rank): boolean {
    return this.waiting.some((one) => one.rank === rank);
  }

  /** The first of those with the lowest rank is next. */
  give(): void {
    const next = this.waiting.reduce<Waiting | null>(
      (best, one) => (best === null || one.rank < best.rank ? one : best),
      null,
    );
    if (next === null) this.busy = false;
    else {
      this.waiting.splice(this.waiting.indexOf(next), 1);
      next.start();
    }
  }
}

/** The turn of one piece of work, in one phase or the other. */
export class Turn {
  private rank: Rank | null = null;

  constructor(
    private readonly turns: Turns,
    private readonly signal: AbortSignal,
  ) {}

  /** Waits for a turn of that rank, the one before given back. */
  async in(rank: Rank): Promise<void> {
    if (this.rank === rank) return;
    this.end();
    await this.turns.take(rank, this.signal);
    this.rank = rank;
  }

  /** Lets those go first that are quick. */
  async letPass(): Promise<void> {
    if (this.rank !== Rank.bytes || !this.turns.isAwaited(Rank.columns)) return;
    this.end();
    await this.turns.take(Rank.bytes, this.signal, true);
    this.rank = Rank.bytes;
  }

  end(): void {
    if (this.rank !== null) this.turns.give();
    this.rank = null;
  }
}
