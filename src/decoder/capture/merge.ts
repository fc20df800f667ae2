/**
 * Several captures as one, in the order of their frames' times: of all files the one whose next frame is the
 * earliest goes on. No file is read before its turn has come, and none is sorted in itself.
 *
 *     a  |····|····|·····            frames earlier than all others' next one pass straight through;
 *     b        |··|··|···|····       the rest of a batch waits in columns until its time has come
 *     c                      |····
 */
import type { ByteSource } from '../source/bytes.ts';
import { pauser } from '../source/pause.ts';
import { Chains, type Begun } from './chains.ts';
import type { Notes } from './notes.ts';
import { Steps } from './steps.ts';
import { UNKNOWN_TIME, type FrameSink, type Walker } from './walker.ts';

/** One of the files. They are handed in in the order of `first`, those without one at the beginning. */
export interface MergeFile {
  readonly name: string;
  readonly source: ByteSource;
  readonly notes: Notes;
  readonly walker: (sink: FrameSink, notes: Notes) => Walker;
  /** where its bytes begin among those of all */
  readonly base: number;
  /** nanoseconds since the epoch of its first frame; null: not known beforehand */
  readonly first: bigint | null;
  /** frames that were handed on, and bytes that were walked over */
  frames: number;
  walked: number;
}

/** Takes the frames, numbered through, with times since one base. */
export interface MergeTarget {
  readonly sink: FrameSink;
  /** The frames that follow were captured at this vantage point. */
  vantage(number: number): void;
}

export interface MergeOptions {
  readonly signal?: AbortSignal | undefined;
  /** milliseconds of work between two pauses */
  readonly yieldEvery: number;
  /** asked at each pause: what is promised is waited for; null: nothing is */
  readonly giveWay?: (() => Promise<void> | null) | undefined;
  /** called before each pause */
  readonly onPause: () => void;
  /** a file could not be read on */
  readonly onTrouble: (file: MergeFile, reason: unknown, at: number) => void;
}

/** Frames between two looks at the clock, and of a file that are looked at before their turn. */
const LOOK = 1024;
const MOST_AHEAD = 1 << 16;
const GIGA = 1_000_000_000;

/** Gives true when all files were walked to their ends or to damage, false when it was cancelled. */
export async function merge(
  files: readonly MergeFile[],
  target: MergeTarget,
  baseTime: bigint,
  options: MergeOptions,
): Promise<boolean> {
  const pause = pauser();
  const chains = new Chains();
  /** by the time of their next frame */
  const active: MergedFile[] = [];
  let opened = 0;
  let count = 0;
  let began = performance.now();

  /** Whether it is time for a pause. */
  const tired = (): boolean => {
    if (count < LOOK) return false;
    count = 0;
    return performance.now() - began >= options.yieldEvery;
  };
  const rest = async (): Promise<void> => {
    options.onPause();
    await pause.wait();
    await options.giveWay?.();
    began = performance.now();
  };
  /** Goes on with a file until a frame of it has to wait, or it ends. */
  const goOn = async (file: MergedFile): Promise<void> => {
    while (!file.ended && file.waiting === 0) {
      count += LOOK;
      if (!file.walk()) {
        try {
          await file.more();
        } catch (reason) {
          options.onTrouble(file.file, reason, file.file.walked);
          file.close();
        }
      }
      if (options.signal?.aborted) return;
      if (tired()) await rest();
      if (options.signal?.aborted) return;
    }
    if (!file.ended || file.waiting > 0) return;
    chains.finished(file);
    file.close();
  };

  try {
    for (;;) {
      if (options.signal?.aborted) return false;
      const due = files[opened];
      let [file] = active;
      if (due !== undefined && (file === undefined || dueTime(due, baseTime) < file.next)) {
        file = new MergedFile(due, opened++, active.length + 1, target, baseTime);
        file.vantage = chains.add(file, dueTime(due, baseTime));
      } else if (file === undefined) break;
      else {
        active.shift();
        const other = active[0];
        const limit = Math.min(
          other?.next ?? Infinity,
          due === undefined ? Infinity : dueTime(due, baseTime),
        );
        // Of frames of one time those of the file that began first come first.
        file.let(limit, other === undefined || other.next > limit || file.order < other.order);
        count += file.drain();
      }
      if (file.waiting === 0) await goOn(file);
      if (file.waiting > 0) insert(active, file);
      if (tired()) await rest();
    }
    options.onPause();
    return true;
  } finally {
    target.sink.release();
    pause.close();
  }
}

function dueTime({ first }: MergeFile, baseTime: bigint): number {
  return first === null ? -Infinity : Number(first - baseTime);
}

function insert(active: MergedFile[], file: MergedFile): void {
  let place = 0;
  while (place < active.length) {
    const other = active[place]!;
    if (other.next > file.next || (other.next === file.next && other.order > file.order)) break;
    place++;
  }
  active.splice(place, 0, file);
}

/** A file that was begun: passes on what is early enough, and keeps the rest of a batch. */
class MergedFile implements FrameSink, Begun {
  vantage = 0;
  ended = false;
  begin = Infinity;
  end = -Infinity;

  private readonly sink: FrameSink;
  readonly #steps: Steps;
  readonly #walker: Walker;
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  #at = 0;
  /** frames earlier than this pass, and those of this very time where `#inclusive` */
  #limit = -Infinity;
  #inclusive = false;
  /** to add to times of the file's own base */
  #hasBase = false;
  #seconds = 0;
  #nanoseconds = 0;

  /** frames that wait: [#from, #to) of the columns */
  #from = 0;
  #to = 0;
  #start = new Float64Array(LOOK);
  #stop = new Float64Array(LOOK);
  #original = new Float64Array(LOOK);
  #link = new Int32Array(LOOK);
  #second = new Float64Array(LOOK);
  #nanosecond = new Int32Array(LOOK);
  #time = new Float64Array(LOOK);

  constructor(
    readonly file: MergeFile,
    readonly order: number,
    share: number,
    private readonly target: MergeTarget,
    private readonly baseTime: bigint,
  ) {
    this.sink = target.sink;
    this.#walker = file.walker(this, file.notes);
    this.#steps = new Steps(file.source, this.#walker, share, () => target.sink.release());
  }

  get name(): string {
    return this.file.name;
  }
  /** frames that wait for their turn */
  get waiting(): number {
    return this.#to - this.#from;
  }
  /** time of the first of them */
  get next(): number {
    return this.#time[this.#from]!;
  }

  /** Lets frames pass up to a time. */
  let(limit: number, inclusive: boolean): void {
    this.#limit = limit;
    this.#inclusive = inclusive;
  }

  /** Walks a batch; nothing may wait. False: bytes have to be brought. */
  walk(): boolean {
    this.target.vantage(this.vantage);
    const isDone = this.#steps.walk();
    this.file.walked = this.#steps.walked;
    return isDone;
  }

  async more(): Promise<void> {
    await this.#steps.more();
    this.ended = this.#steps.ended;
  }

  /** Nothing more comes from it, and its memory is let go: whoever knows its walker still knows this. */
  close(): void {
    this.ended = true;
    this.#steps.close();
    this.#bytes = new Uint8Array(0);
    this.#view = new DataView(this.#bytes.buffer);
    this.#from = this.#to = 0;
    this.#start = this.#stop = this.#original = this.#second = this.#time = new Float64Array(0);
    this.#link = this.#nanosecond = new Int32Array(0);
  }

  endsBy(time: number): boolean {
    // Frames that wait must all be of the bytes at hand.
    this.let(-Infinity, false);
    while (this.end <= time && this.#steps.canFinish && this.#to < MOST_AHEAD)
      if (!this.#steps.walk()) return this.end <= time;
    return false;
  }

  /** Hands on what waits, up to the limit; gives how many frames that were. */
  drain(): number {
    const { sink } = this;
    this.target.vantage(this.vantage);
    sink.piece(this.#bytes, this.#view, this.#at);
    let i = this.#from;
    for (; i < this.#to; i++) {
      const time = this.#time[i]!;
      if (time > this.#limit || (time === this.#limit && !this.#inclusive)) break;
      sink.frame(
        this.#start[i]!,
        this.#stop[i]!,
        this.#original[i]!,
        this.#link[i]!,
        this.#second[i]!,
        this.#nanosecond[i]!,
      );
    }
    const count = i - this.#from;
    this.file.frames += count;
    this.#from = i;
    if (i === this.#to) this.#from = this.#to = 0;
    return count;
  }

  piece(bytes: Uint8Array, view: DataView, base: number): void {
    this.#bytes = bytes;
    this.#view = view;
    this.#at = this.file.base + base;
    this.sink.piece(bytes, view, this.#at);
  }

  frame(
    start: number,
    stop: number,
    original: number,
    link: number,
    seconds: number,
    nanoseconds: number,
  ): void {
    let time = -Infinity;
    let second = 0;
    let nanosecond = UNKNOWN_TIME;
    if (nanoseconds !== UNKNOWN_TIME) {
      if (!this.#hasBase) this.#setBase();
      second = seconds + this.#seconds;
      nanosecond = nanoseconds + this.#nanoseconds;
      if (nanosecond >= GIGA) {
        nanosecond -= GIGA;
        second++;
      }
      time = second * GIGA + nanosecond;
      if (time > this.end) this.end = time;
      if (time < this.begin) this.begin = time;
    }
    if (this.#to === 0 && (time < this.#limit || (time === this.#limit && this.#inclusive))) {
      this.file.frames++;
      this.sink.frame(start, stop, original, link, second, nanosecond);
      return;
    }
    const i = this.#to;
    if (i === this.#time.length) this.#enlarge();
    this.#start[i] = start;
    this.#stop[i] = stop;
    this.#original[i] = original;
    this.#link[i] = link;
    this.#second[i] = second;
    this.#nanosecond[i] = nanosecond;
    this.#time[i] = time;
    this.#to = i + 1;
  }

  /** Nothing to do: the steps call the target's. */
  release(): void {}

  #setBase(): void {
    this.#hasBase = true;
    const delta = (this.#walker.baseTime ?? this.baseTime) - this.baseTime;
    const rest = ((delta % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
    this.#nanoseconds = Number(rest);
    this.#seconds = Number((delta - rest) / 1_000_000_000n);
  }

  #enlarge(): void {
    const larger = <A extends Float64Array | Int32Array>(column: A, made: A): A => {
      made.set(column);
      return made;
    };
    const length = this.#time.length * 2;
    this.#start = larger(this.#start, new Float64Array(length));
    this.#stop = larger(this.#stop, new Float64Array(length));
    this.#original = larger(this.#original, new Float64Array(length));
    this.#link = larger(this.#link, new Int32Array(length));
    this.#second = larger(this.#second, new Float64Array(length));
    this.#nanosecond = larger(this.#nanosecond, new Int32Array(length));
    this.#time = larger(this.#time, new Float64Array(length));
  }
}
