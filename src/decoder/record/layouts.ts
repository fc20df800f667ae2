/**
 * By which description a body is read. A procedure may have changed its layout, or its number, between
 * releases: then there are several, and the bytes decide.
 *
 * A layout fits exactly when it uses all bytes and nothing has to be noted; as a prefix when bytes are
 * left. Exact beats prefix, less trouble beats more, newer wins ties.
 */
import type { ProcedureDescriptor, ReleaseSet } from '../xdr/descriptor.ts';
import type { Message } from '../xdr/message.ts';
import type { Protocol, Variant } from '../xdr/protocol.ts';
import { intersectReleases, lastRelease } from '../xdr/releases.ts';
import { TreeBuilder, type FlatTree } from '../xdr/tree.ts';
import { NodeView } from '../xdr/view.ts';
import { Walker } from '../xdr/walk.ts';
import type { Language, ProcedureNumbers } from './decode.ts';

export interface Layout {
  /** null: a type that was chosen */
  readonly procedure: ProcedureDescriptor | null;
  readonly half: 'call' | 'reply';
  readonly variant: Variant;
  /** field of the body that announces the bytes behind it; null: none follow */
  readonly payload: string | null;
}

export type Fits = 'exact' | 'prefix' | 'trouble';

export interface Chosen {
  readonly layout: Layout;
  readonly fits: Fits;
  /** how many layouts there were, and the releases of those that fit as well as this one */
  readonly layouts: number;
  readonly releases: ReleaseSet;
  /** names of the procedures that fit as well, that of `layout` first; empty: a type that was chosen */
  readonly names: readonly string[];
  /** false: nothing that the connection's releases have fits as well */
  readonly expected: boolean;
  /** node of the body in the builder; -1: it has no bytes */
  readonly node: number;
  readonly end: number;
}

type Half = Layout['half'];

/** Layouts by the procedures that have them, which a protocol makes once. */
const known = new WeakMap<readonly ProcedureDescriptor[], Partial<Record<Half, readonly Layout[]>>>();

/** All layouts of what a call or reply carries, newest first. Empty: not described. */
export function layoutsOf(
  protocol: Protocol,
  { program, version, procedure }: ProcedureNumbers,
  half: Half,
): readonly Layout[] {
  const procedures = protocol.procedures(program, version, procedure);
  let halves = known.get(procedures);
  if (!halves) known.set(procedures, (halves = {}));
  return (halves[half] ??= layoutsOfProcedures(protocol, procedures, half));
}

function layoutsOfProcedures(
  protocol: Protocol,
  procedures: readonly ProcedureDescriptor[],
  half: Half,
): Layout[] {
  const out = procedures.flatMap((procedure) =>
    protocol.variants(procedure, half).map((variant): Layout => {
      const payload = half === 'call' ? procedure.callPayload : procedure.replyPayload;
      return { procedure, half, variant, payload };
    }),
  );
  return procedures.length > 1 ? newestFirst(out) : out;
}

/** All layouts of a type, newest first. Empty: there is no such type. */
export function layoutsOfType(protocol: Protocol, type: string): Layout[] {
  return protocol
    .variants(type)
    .map((variant) => ({ procedure: null, half: 'call', variant, payload: null }));
}

function newestFirst(layouts: Layout[]): Layout[] {
  return layouts.sort((a, b) => lastRelease(b.variant.releases) - lastRelease(a.variant.releases));
}

interface Trial {
  readonly layout: Layout;
  readonly fits: Fits;
  readonly notes: number;
  readonly end: number;
}

/**
 * Appends the layout that fits best over [start, end) of the walker's message to its tree.
 * @param layouts at least one, newest first
 * @param releases what the connection may speak: such layouts win over others that fit no better
 */
export function chooseLayout(
  { protocol, registry }: Language,
  walker: Walker,
  layouts: readonly Layout[],
  start: number,
  end: number,
  releases: ReleaseSet | null,
): Chosen {
  const { builder, message } = walker;
  let layout = layouts[0]!;
  let fitting: ReleaseSet = layout.variant.releases;
  let alike: readonly Layout[] = [layout];
  if (layouts.length > 1) {
    const inForce = layouts.filter(({ variant }) => allowed(variant, releases));
    const order = [...inForce, ...layouts.filter((one) => !inForce.includes(one))];
    const scratch = new Walker(protocol, registry, message, new TreeBuilder(128));
    const trials = order.map((one) => tryLayout(protocol, scratch, one, start, end));
    const best = trials.reduce((winner, trial) => (better(trial, winner) ? trial : winner));
    layout = best.layout;
    // What fits equally well says which releases stay possible.
    const { fits, end: stop } = best;
    const equal = trials.filter((trial) => trial.fits === fits && trial.end === stop);
    fitting = fits === 'trouble' ? [] : sorted(equal.flatMap(({ layout: { variant } }) => variant.releases));
    const expected = allowed(layout.variant, releases);
    alike =
      fits === 'trouble'
        ? [layout]
        : equal
            .map((trial) => trial.layout)
            .filter((one) => one === layout || allowed(one.variant, releases) === expected);
  }
  const node = builder.count;
  const notes = troubles(builder);
  const stop = walker.walk(layout.variant.field, start, end);
  const body = builder.count > node ? node : -1;
  return {
    layout,
    fits: verdict(protocol, message, layout, builder, body, stop, end, troubles(builder) - notes),
    layouts: layouts.length,
    releases: fitting,
    names: namesOf(layout, alike),
    expected: allowed(layout.variant, releases),
    node: body,
    end: stop,
  };
}

function namesOf(chosen: Layout, alike: readonly Layout[]): string[] {
  const names = [chosen, ...alike].flatMap(({ procedure }) => (procedure ? [procedure.name] : []));
  return [...new Set(names)];
}

function allowed(variant: Variant, releases: ReleaseSet | null): boolean {
  return releases === null || (intersectReleases(variant.releases, releases) ?? []).length > 0;
}

function sorted(set: ReleaseSet): ReleaseSet {
  return [...set].sort((a, b) => a.since - b.since);
}

const RANK: Record<Fits, number> = { exact: 0, prefix: 1, trouble: 2 };

function better(a: Trial, b: Trial): boolean {
  if (a.fits !== b.fits) return RANK[a.fits] < RANK[b.fits];
  if (a.fits === 'trouble') return a.notes < b.notes;
  return a.end > b.end;
}

function tryLayout(protocol: Protocol, walker: Walker, layout: Layout, start: number, end: number): Trial {
  const { builder, message } = walker;
  builder.reset();
  const stop = walker.walk(layout.variant.field, start, end);
  const notes = troubles(builder);
  const body = builder.count > 0 ? 0 : -1;
  return {
    layout,
    fits: verdict(protocol, message, layout, builder, body, stop, end, notes),
    notes,
    end: stop,
  };
}

/** Notes that say that something does not fit. */
function troubles(builder: TreeBuilder): number {
  let count = 0;
  for (const note of builder.notes) if (note.severity !== 'info') count++;
  return count;
}

function verdict(
  protocol: Protocol,
  message: Message,
  layout: Layout,
  tree: FlatTree,
  body: number,
  stop: number,
  end: number,
  notes: number,
): Fits {
  if (notes > 0) return 'trouble';
  if (stop === end) return 'exact';
  if (layout.payload === null || body < 0) return 'prefix';
  const announcer = new NodeView(protocol.table, tree, message.bytes, body).child(layout.payload);
  // payload that nobody announces reaches to the end
  if (announcer === null) return 'exact';
  if (!announcer.present || announcer.length !== 4) return 'prefix';
  return Math.max(0, announcer.int()) === end - stop ? 'exact' : 'prefix';
}
