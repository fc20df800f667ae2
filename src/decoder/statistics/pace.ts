/** Long work in slices: the event loop has a turn every few milliseconds, and who does not wait any more is heard. */

/** Milliseconds of work between two turns of the event loop. */
const SLICE = 8;
/** Rows that are looked at between two looks at the clock. */
const BLOCK = 4_096;
/** How far the work is, is told at most this often, ms. */
const TELL = 50;

export interface PaceOptions {
  readonly signal: AbortSignal;
  /** gives the event loop a turn */
  readonly wait: () => Promise<void>;
  /** told how many rows were looked at */
  readonly tell: (looked: number) => void;
}

export class Pace {
  /** rows looked at by the work that is done */
  private before = 0;
  private sliceEnd: number;
  private told: number;

  constructor(private readonly options: PaceOptions) {
    this.told = performance.now();
    this.sliceEnd = this.told + SLICE;
  }

  /** Gives the loop a turn when it is time for one. Rejects with the signal's reason. */
  async breathe(looked = 0): Promise<void> {
    const { signal, wait, tell } = this.options;
    const now = performance.now();
    if (now < this.sliceEnd) return;
    if (now - this.told >= TELL) {
      this.told = now;
      tell(this.before + looked);
    }
    await wait();
    signal.throwIfAborted();
    this.sliceEnd = performance.now() + SLICE;
  }

  /** Is a turn of the loop due? For loops that look by themselves and then call `breathe`. */
  get due(): boolean {
    return performance.now() >= this.sliceEnd;
  }

  /** `visit` for [0, count) in blocks; it counts as progress. */
  async blocks(count: number, visit: (from: number, to: number) => void): Promise<void> {
    this.options.signal.throwIfAborted();
    for (let from = 0; from < count; from += BLOCK) {
      const to = Math.min(count, from + BLOCK);
      visit(from, to);
      await this.breathe(to);
    }
    this.before += count;
  }

  /** Work that was done otherwise. */
  done(count: number): void {
    this.before += count;
  }

  get signal(): AbortSignal {
    return this.options.signal;
  }
}
