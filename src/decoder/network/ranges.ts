/** Which places were seen: ranges, ascending, apart from each other. */
const MAX = 4096;

export class Ranges {
  readonly #starts: number[] = [];
  readonly #stops: number[] = [];

  get length(): number {
    return this.#starts.length;
  }

  /**
   * Adds [start, stop), and calls `each` with every part of it that was not there. Beyond 4,096 ranges nothing
   * is added any more, and what is new now is new each time.
   */
  add(start: number, stop: number, each: (start: number, stop: number) => void): void {
    const starts = this.#starts;
    const stops = this.#stops;
    if (stop <= start) return;
    const low = this.#endingAt(start);
    let high = low;
    let at = start;
    for (; high < starts.length && starts[high]! <= stop; high++) {
      if (starts[high]! > at) each(at, starts[high]!);
      at = Math.max(at, stops[high]!);
    }
    if (at < stop) each(at, stop);
    if (high === low && starts.length >= MAX) return;
    const from = high > low ? Math.min(start, starts[low]!) : start;
    const to = Math.max(stop, at);
    starts.splice(low, high - low, from);
    stops.splice(low, high - low, to);
  }

  /** Index of the first that ends at `place` or behind it. */
  #endingAt(place: number): number {
    const stops = this.#stops;
    let low = 0;
    let high = stops.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (stops[middle]! < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
