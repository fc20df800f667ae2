/** Streams a source through a walker to its end, with a pause for the event loop every few milliseconds. */
import type { ByteSource } from '../source/bytes.ts';
import { pauser } from '../source/pause.ts';
import { Steps } from './steps.ts';
import type { FrameSink, Walker } from './walker.ts';

export interface FeedOptions {
  readonly signal?: AbortSignal | undefined;
  /** milliseconds of work between two pauses */
  readonly yieldEvery: number;
  /** asked at each pause: what is promised is waited for; null: nothing is */
  readonly giveWay?: (() => Promise<void> | null) | undefined;
  /** called before each pause with the number of bytes walked */
  readonly onPause: (done: number) => void;
}

/** Gives true when the source was walked to its end or to damage, false when it was cancelled. Rejects when reading fails. */
export async function feed(
  source: ByteSource,
  walker: Walker,
  sink: Pick<FrameSink, 'release'>,
  options: FeedOptions,
): Promise<boolean> {
  const { signal } = options;
  const pause = pauser();
  const steps = new Steps(source, walker, 1, () => sink.release());
  let began = performance.now();
  try {
    while (!steps.ended) {
      if (!steps.walk()) {
        // The first piece is small and holds what is shown first: that is told before the next one is there.
        if (steps.walked > 0) options.onPause(steps.walked);
        const asked = performance.now();
        await steps.more();
        // While a piece was waited for the event loop had its turns.
        if (performance.now() - asked >= 1) {
          await options.giveWay?.();
          began = performance.now();
        }
      } else if (performance.now() - began >= options.yieldEvery) {
        options.onPause(steps.walked);
        await pause.wait();
        await options.giveWay?.();
        began = performance.now();
      } else continue;
      if (signal?.aborted) return false;
    }
    options.onPause(source.size);
    return true;
  } finally {
    pause.close();
  }
}
