/**
 * What is learned from all records of a source, in the background once its index is complete: who talks on
 * each connection, then which file each record is about.
 */
import type { ConnectionsHost, Talks } from '../follow/connections.ts';
import { NOTHING_FOLLOWED, type Followed } from '../follow/follow.ts';
import { Slices } from '../follow/slices.ts';

/** Changes are told at most this often, ms. */
const TELL = 1000;
/** Milliseconds of work between two pauses for the event loop. */
const SLICE = 8;
/** What a person waits for who talks at most, ms. */
const SOON = 30;

export class Learning {
  /** who talks; null until it is known */
  talks: Talks | null = null;
  followed: Followed = NOTHING_FOLLOWED;
  /** what rows and records say has changed */
  onChange: (() => void) | null = null;
  /** settles when who talks is known, or will not be */
  readonly introduced: Promise<Talks | null>;
  /** settles when all rows were followed, or will not be */
  readonly done: Promise<void>;
  private stopped = false;
  /** somebody has waited for who talks */
  private waited = false;
  private told = performance.now();

  /** @param indexed settles when the index is complete, or was cancelled */
  constructor(
    private readonly host: ConnectionsHost,
    indexed: Promise<void>,
  ) {
    const slices = new Slices(SLICE, () => {
      if (this.stopped) throw new DOMException('The source was closed.', 'AbortError');
    });
    this.introduced = indexed
      .then(
        () => this.introduce(slices),
        () => null,
      )
      .catch((reason: unknown) => this.endOf(reason, null));
    this.done = this.introduced
      .then((talks) => (talks ? this.follow(talks, slices) : undefined))
      .catch((reason: unknown) => this.endOf(reason, undefined));
    // who asks is told that it failed; that nobody asks is no failure
    this.done.catch(() => undefined);
  }

  /**
   * Settles when who talks is known, or soon: what is shown first says it where that takes no time. Where it takes
   * longer nobody waits again. Never rejects: a record is shown without it as well.
   */
  async soon(): Promise<void> {
    if (this.talks !== null || this.waited || !this.host.index.complete) return;
    const introduced = this.introduced.catch(() => null);
    await Promise.race([introduced, new Promise((resolve) => setTimeout(resolve, SOON))]);
    this.waited = true;
  }

  stop(): void {
    this.stopped = true;
    this.onChange = null;
    this.talks = null;
    this.followed = NOTHING_FOLLOWED;
  }

  /** Being stopped is no failure. */
  private endOf<T>(reason: unknown, value: T): T {
    if (this.stopped) return value;
    throw reason;
  }

  private async introduce(slices: Slices): Promise<Talks | null> {
    if (!this.host.index.complete || this.stopped) return null;
    const { talksOf } = await import('../follow/connections.ts');
    const talks = await talksOf(this.host, slices);
    return this.stopped ? null : (this.talks = talks);
  }

  private async follow(talks: Talks, slices: Slices): Promise<void> {
    const { index, language } = this.host;
    const { volumes, volumeOf } = talks.volumes();
    const { Follower } = await import('../follow/follower.ts');
    if (this.stopped) return;
    const follower = new Follower({ index, language, volumes, volumeOf });
    this.followed = follower;
    await follower.run(slices, () => {
      if (performance.now() - this.told > TELL) this.tell();
    });
    this.tell();
  }

  private tell(): void {
    this.told = performance.now();
    this.onChange?.();
  }
}
