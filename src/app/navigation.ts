/**
 * The address follows what is looked at. A new source, record or view is a step that Back undoes; a
 * field is written in place. Records that are walked through quickly are one step.
 */
import type { Context } from './context.ts';
import { readLink, type ReadLink, sourcePartOf, writeFragment } from './permalink/link.ts';
import { NOWHERE, type Place } from './permalink/place.ts';

/** Steps closer together than this, ms, are one. Browsers refuse more than 200 in 30 s. */
const ONE_STEP = 700;
/** A field is written when walking rests for this long, ms. */
const REST = 250;

export class Navigation {
  private lastStep = -Infinity;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private quiet = false;

  constructor(private readonly context: Context) {}

  /** What is looked at now, as a link tells it. */
  place(): Place {
    const { store, model } = this.context;
    const { row, node, view, side, both, as, layers, filter, bookmarks } = store.getState();
    const place: Place = { ...NOWHERE, row, view, side, both, as, layers, filter, bookmarks };
    const entry = model.active;
    if (!entry || entry.row !== row || node < 0 || node >= entry.tree.count) return place;
    const start = entry.tree.start[node]!;
    const at = [start, entry.tree.stop[node]! - start] as const;
    return { ...place, field: entry.words.get(node)?.path ?? null, at };
  }

  /** The fragment of what is looked at; null while the source's part is not known. */
  fragment(part: string | null = this.context.model.sourcePart): string | null {
    if (part === null || this.context.store.getState().stage === 'start') return null;
    return writeFragment(part, this.place());
  }

  /** A step: Back comes back to what was before. */
  step(together = false): void {
    const now = this.context.now();
    const one = together && now - this.lastStep < ONE_STEP;
    this.lastStep = now;
    this.write(one ? 'replace' : 'push');
  }

  /** The same step, told more exactly. */
  refine(): void {
    if (this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.write('replace');
    }, REST);
  }

  replaceNow(): void {
    this.write('replace');
  }

  /** The start page, as a step. */
  leave(): void {
    this.cancel();
    if (this.context.address.fragment() !== '') this.context.address.push('');
    this.changed();
  }

  /** What is applied in `task` came from the address and is not written back as a step. */
  quietly<T>(task: () => T): T {
    const before = this.quiet;
    this.quiet = true;
    try {
      return task();
    } finally {
      this.quiet = before;
    }
  }

  /** What the address says now. */
  async read(): Promise<ReadLink> {
    return readLink(this.context.address.fragment());
  }

  /** True where a link leads into the source that is open. */
  isHere(fragment: string): boolean {
    const { model, store } = this.context;
    return (
      store.getState().stage === 'open' &&
      model.sourcePart !== null &&
      sourcePartOf(fragment) === model.sourcePart
    );
  }

  cancel(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private write(how: 'push' | 'replace'): void {
    this.cancel();
    const fragment = this.fragment();
    if (fragment === null || fragment === this.context.address.fragment()) return;
    if (how === 'push' && !this.quiet) this.context.address.push(fragment);
    else this.context.address.replace(fragment);
    this.changed();
  }

  private changed(): void {
    this.context.store.setState((state) => ({ addressVersion: state.addressVersion + 1 }));
  }
}
