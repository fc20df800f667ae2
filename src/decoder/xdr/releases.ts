/**
 * Releases and ranges of them, as `@in` writes them: `6.0..`, `..3.4`, `3.6..8, 9.2..`, `3.2`.
 *
 * A release is one number, major * 10000 + minor * 100 + patch. A bound that names fewer parts means all
 * that it begins: `..8` includes 8.6, `..3.4` includes 3.4.7, and `3.2` is 3.2 to 3.2.99.
 */
import type { ReleaseRange, ReleaseSet } from './descriptor.ts';

/** Later than every release. */
export const NEWEST = 99_999_999;

const VERSION = /^(\d{1,3})(?:\.(\d{1,2}))?(?:\.(\d{1,2}))?(?![\d])/;

interface Bound {
  readonly low: number;
  readonly high: number;
  readonly length: number;
}

function bound(text: string): Bound | null {
  const found = VERSION.exec(text);
  if (!found) return null;
  const [all, major, minor, patch] = found;
  const low = Number(major) * 10_000 + Number(minor ?? 0) * 100 + Number(patch ?? 0);
  const high = low + (minor === undefined ? 9_999 : patch === undefined ? 99 : 0);
  return { low, high, length: all.length };
}

/** One release: `3.4.7` → 30407; null where the text is none. A missing part counts as 0. */
export function parseRelease(text: string): number | null {
  const found = bound(text.trim());
  return found?.length === text.trim().length ? found.low : null;
}

/** Reads ranges from the start of `text`. `length` is how much of it they take; null: none stands there. */
export function scanReleases(text: string): { releases: ReleaseSet; length: number } | null {
  const ranges: ReleaseRange[] = [];
  let at = 0;
  for (;;) {
    let next = at;
    const low = bound(text.slice(next));
    if (low) next += low.length;
    const open = text.startsWith('..', next);
    if (open) next += 2;
    else if (!low) break;
    const high = open ? bound(text.slice(next)) : low;
    if (open && high) next += high.length;
    if (!low && !high) break;
    const since = low?.low ?? 0;
    const until = high?.high ?? NEWEST;
    if (until < since) return null;
    ranges.push({ since, until });
    at = next;
    const comma = /^\s*,\s*(?=\.\.|\d)/.exec(text.slice(at));
    if (!comma) break;
    at += comma[0].length;
  }
  return ranges.length > 0 ? { releases: normal(ranges), length: at } : null;
}

/** All of `text` as ranges; null where it is not that. */
export function parseReleases(text: string): ReleaseSet | null {
  const found = scanReleases(text.trim());
  return found?.length === text.trim().length ? found.releases : null;
}

/** Ascending and disjoint; ranges that touch become one. */
function normal(ranges: readonly ReleaseRange[]): ReleaseSet {
  const sorted = [...ranges].sort((a, b) => a.since - b.since);
  const out: ReleaseRange[] = [];
  for (const range of sorted) {
    const last = out.at(-1);
    if (last && range.since <= last.until + 1) {
      out[out.length - 1] = { since: last.since, until: Math.max(last.until, range.until) };
    } else out.push(range);
  }
  return out;
}

/** null stands for all releases. */
export function containsRelease(set: ReleaseSet | null, release: number): boolean {
  if (set === null) return true;
  for (const range of set) if (range.since <= release && release <= range.until) return true;
  return false;
}

/** Releases that are in both; null stands for all. */
export function intersectReleases(a: ReleaseSet | null, b: ReleaseSet | null): ReleaseSet | null {
  if (a === null) return b;
  if (b === null) return a;
  const out: ReleaseRange[] = [];
  for (const x of a) {
    for (const y of b) {
      const since = Math.max(x.since, y.since);
      const until = Math.min(x.until, y.until);
      if (since <= until) out.push({ since, until });
    }
  }
  return normal(out);
}

/** True where no release is in both. */
export function disjointReleases(a: ReleaseSet | null, b: ReleaseSet | null): boolean {
  return a !== null && b !== null && intersectReleases(a, b)!.length === 0;
}

/** Releases that are in one of them. */
export function uniteReleases(sets: readonly ReleaseSet[]): ReleaseSet {
  return normal(sets.flat());
}

/** The last release of a set (the newest there is where it is open), or -1 where it is empty. */
export function lastRelease(set: ReleaseSet | null): number {
  return set === null ? NEWEST : (set.at(-1)?.until ?? -1);
}

/** Where a set begins or ends: the releases at which something changes, without the first and last of all. */
export function breakPoints(set: ReleaseSet): number[] {
  return set.flatMap((range) => [range.since, range.until + 1]).filter((at) => at > 0 && at <= NEWEST);
}

function parts(release: number): [number, number, number] {
  return [Math.floor(release / 10_000), Math.floor(release / 100) % 100, release % 100];
}

function printLow(release: number): string {
  const [major, minor, patch] = parts(release);
  return patch > 0 ? `${major}.${minor}.${patch}` : `${major}.${minor}`;
}

function printHigh(release: number): string {
  const [major, minor, patch] = parts(release);
  if (patch !== 99) return `${major}.${minor}.${patch}`;
  return minor === 99 ? String(major) : `${major}.${minor}`;
}

function printRange({ since, until }: ReleaseRange): string {
  if (until >= NEWEST) return since <= 0 ? 'all releases' : `${printLow(since)} and later`;
  if (since <= 0) return `up to ${printHigh(until)}`;
  const low = printLow(since);
  const high = printHigh(until);
  if (low === high) return low;
  // all of one major or minor release
  if (since % 10_000 === 0 && until === since + 9_999) return high;
  return `${low} to ${high}`;
}

/** For people: `6.0 and later`, `3.6 to 8, 9.2 and later`, `up to 3.4`. */
export function printReleases(set: ReleaseSet | null): string {
  if (set === null) return 'all releases';
  return set.length === 0 ? 'no release' : set.map(printRange).join(', ');
}
