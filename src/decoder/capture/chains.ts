/**
 * Which of several captures go on where another one ended, and which were made side by side.
 *
 *     node1.pcap0 ───────────┤├─ node1.pcap1 ──────┤      one vantage point: streams go on
 *     node2.pcap  ──────────────────────────────────┤      another one, at the same time
 *
 * A file goes on where another ended when it begins after that one's last frame, and not long after it: two
 * minutes where the names differ in numbers alone (`x.pcap`, `x.pcap1`; `x_00001_2026…`), two seconds
 * whatever the names. Among several, the name that has most in common decides. Files that overlap in time are
 * vantage points of their own: what both saw is shown as both saw it. All this is known when the file's first
 * frame is due, so that nobody has to read the files beforehand.
 *
 * Capture tools do not always write in order, so that the last frames of one file may be a little later than
 * the first of the next; a hundredth of the file's time, and 50 ms at most, are let pass.
 */

/** A file that was begun. Times are nanoseconds since any one moment. */
export interface Begun {
  readonly name: string;
  /** of the earliest and the latest frame so far */
  readonly begin: number;
  readonly end: number;
  /** all its frames were handed on */
  readonly ended: boolean;
  /** Whether no frame of it is later, as far as that can be known without reading on. */
  endsBy(time: number): boolean;
}

const SECOND = 1e9;
const KIN_GAP = 120 * SECOND;
const GAP = 2 * SECOND;
const OVERLAP = 0.05 * SECOND;
const OVERLAP_SHARE = 0.01;

export class Chains {
  /** the last file of each chain; its place is the number of the vantage point */
  readonly #last: Begun[] = [];

  /** Number of the vantage point that a file belongs to, whose first frame is of time `begin`. */
  add(file: Begun, begin: number): number {
    let best = -1;
    let bestScore = -1;
    for (const [vantage, last] of this.#last.entries()) {
      if (!continues(last, file.name, begin)) continue;
      const score = likeness(last.name, file.name);
      if (score < bestScore || (score === bestScore && last.end < this.#last[best]!.end)) continue;
      best = vantage;
      bestScore = score;
    }
    if (best < 0) best = this.#last.length;
    this.#last[best] = file;
    return best;
  }

  /** What the file held is let go. */
  finished(file: Begun): void {
    const vantage = this.#last.indexOf(file);
    if (vantage < 0) return;
    const { name, begin, end } = file;
    this.#last[vantage] = { name, begin, end, ended: true, endsBy: (time) => end <= time };
  }
}

function continues(last: Begun, name: string, begin: number): boolean {
  const isKin = stem(last.name) === stem(name);
  if (last.ended) return begin - last.end <= (isKin ? KIN_GAP : GAP) && last.end - begin <= overlap(last);
  return isKin && last.endsBy(begin + overlap(last));
}

function overlap({ begin, end }: Begun): number {
  return Math.min(OVERLAP, (end - begin) * OVERLAP_SHARE);
}

/** What names of rotated files have in common: letters. */
function stem(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.(gz|zst)$/, '')
    .replace(/[^\p{L}]/gu, '');
}

/** Characters that two names have in common from the beginning on, and from the end. */
function likeness(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return head + tail;
}
