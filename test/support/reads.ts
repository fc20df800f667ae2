/**
 * What GlusterFS's own library reads of a body, held against what we make of it.
 *
 *     library   |4|4|   28   |2 pad|4|4|…          every primitive read, from the start of the body
 *     ours      |8  |len: 4| bytes |pad|…          leaves
 *
 * A read's ends are ends of our leaves, but for the middle of a leaf of eight bytes. A leaf's ends are ends
 * of reads, but inside an opaque whose content we take apart. The body ends where the library stops.
 */
import { wholeMessage } from '../../src/decoder/xdr/message.ts';
import { TreeBuilder } from '../../src/decoder/xdr/tree.ts';
import { containsRelease, parseRelease } from '../../src/decoder/xdr/releases.ts';
import { walk } from '../../src/decoder/xdr/walk.ts';
import type { Variant } from '../../src/decoder/xdr/protocol.ts';
import type { Protocol } from '../../src/decoder/xdr/compile.ts';
import type { Registry } from '../../src/decoder/xdr/registry.ts';

/** One line of reads.ndjson: a record's body as the library reads it. */
export interface Judged {
  readonly capture: string;
  readonly frame: number;
  readonly xid: number;
  readonly type: 'call' | 'reply';
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
  readonly routine: string;
  /** offset of the body in the message */
  readonly body: number;
  readonly consumed: number;
  readonly length: number;
  /** length of each read; each begins where the one before ends */
  readonly reads: readonly number[];
  /** the routine gave up behind them */
  readonly failed?: boolean;
}

/** `gluster-3.2.7-teardown.pcap` → 3.2.7; the others are of 10.3. */
export function releaseOfCapture(capture: string): number {
  return parseRelease(/^gluster-([\d.]+)-/.exec(capture)?.[1] ?? '10.3')!;
}

/** The layout of a call's or reply's body in a release; null: not described. */
export function bodyVariant(
  protocol: Protocol,
  judged: Pick<Judged, 'capture' | 'program' | 'version' | 'procedure' | 'type'>,
): Variant | null {
  const release = releaseOfCapture(judged.capture);
  for (const procedure of protocol.procedures(judged.program, judged.version, judged.procedure)) {
    if (!containsRelease(procedure.releases, release)) continue;
    for (const variant of protocol.variants(procedure, judged.type)) {
      if (containsRelease(variant.releases, release)) return variant;
    }
  }
  return null;
}

/** Where the header of a message ends by our description of it, or what is wrong with it. */
export function headerEnd(protocol: Protocol, registry: Registry, message: Uint8Array): number | string {
  const builder = new TreeBuilder();
  const whole = wholeMessage(message);
  const fields = message[7] === 0 ? ['rpc_call_header', 'opaque_auth', 'opaque_auth'] : ['rpc_reply_header'];
  let at = 0;
  for (const name of fields) {
    const field = protocol.adhoc(name, protocol.type(name)!);
    at = walk(protocol, registry, whole, field, at, message.length, builder);
  }
  const [note] = builder.notes;
  return note ? `${note.code}: ${note.message}` : at;
}

export interface Verdict {
  /** what differs; null: nothing */
  readonly difference: string | null;
  readonly builder: TreeBuilder;
}

export function judge(protocol: Protocol, registry: Registry, judged: Judged, message: Uint8Array): Verdict {
  const builder = new TreeBuilder();
  const variant = bodyVariant(protocol, judged);
  if (!variant) return { difference: 'not described', builder };
  const { body } = judged;
  const end = walk(protocol, registry, wholeMessage(message), variant.field, body, message.length, builder);
  if (judged.failed) {
    const refused = builder.notes.some(({ severity }) => severity === 'error');
    return { difference: refused ? null : `the library gives up at ${judged.consumed}`, builder };
  }
  return { difference: difference(protocol, builder, body, end, judged), builder };
}

/**
 * What differs between the leaves of a body and what the library reads; null: nothing.
 * @param body where the body begins in the message
 * @param end where it ends by our walk
 */
export function difference(
  protocol: Protocol,
  builder: TreeBuilder,
  body: number,
  end: number,
  { consumed, reads }: { readonly consumed: number; readonly reads: readonly number[] },
): string | null {
  if (end - body !== consumed) return `ends at ${end - body}, the library at ${consumed}`;
  const edges = new Set<number>([0, consumed]);
  const middles = new Set<number>();
  // opaque content may be taken apart further
  const open: [number, number][] = [];
  for (let node = 0; node < builder.count; node++) {
    const start = builder.start[node]! - body;
    const stop = builder.stop[node]! - body;
    if (builder.end[node] !== node + 1) {
      if (protocol.table.fields[builder.field[node]!]!.held !== null) open.push([start, stop]);
      continue;
    }
    edges.add(start).add(stop);
    if (stop - start === 8) middles.add(start + 4);
  }
  const libraryEdges = new Set<number>([0]);
  let edge = 0;
  for (const length of reads) {
    edge += length;
    libraryEdges.add(edge);
    if (!edges.has(edge) && !middles.has(edge)) {
      return `no leaf ends at ${edge}, where the library reads on`;
    }
  }
  for (const own of edges) {
    if (!libraryEdges.has(own) && !open.some(([start, stop]) => start < own && own < stop)) {
      return `a leaf ends at ${own}, inside one read of the library`;
    }
  }
  return null;
}
