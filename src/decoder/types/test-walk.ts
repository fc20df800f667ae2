/** For tests: containers walked by the engine, and their tree as lines. */
import { label } from '../xdr/describe.ts';
import type { Protocol } from '../xdr/compile.ts';
import { display } from '../xdr/display.ts';
import { wholeMessage, type Message } from '../xdr/message.ts';
import { TreeBuilder } from '../xdr/tree.ts';
import { NodeView } from '../xdr/view.ts';
import { walkCodec } from '../xdr/walk.ts';
import { registry } from './index.ts';
import { fromHex } from './test-view.ts';

/** The containers of the registry, walked by a protocol. */
export function walker(protocol: Protocol): {
  readonly taken: (codec: string, message: Message) => TreeBuilder;
  readonly lines: (builder: TreeBuilder, message: Message) => string[];
  readonly shown: (codec: string, hex: string) => string[];
} {
  const bare = protocol.adhoc('bytes', protocol.type('gf_dict')!, { label: 'bytes' });

  const taken = (codec: string, message: Message): TreeBuilder => {
    const builder = new TreeBuilder();
    walkCodec(protocol, registry, message, codec, bare, 0, message.length, builder);
    return builder;
  };

  const lines = (builder: TreeBuilder, message: Message): string[] => {
    const out: string[] = [];
    for (let node = 0; node < builder.count; node++) {
      const view = new NodeView(protocol.table, builder, message.bytes, node);
      let depth = 0;
      for (let at = builder.parent[node]!; at >= 0; at = builder.parent[at]!) depth++;
      const place = `${view.start}+${view.length}`;
      out.push(`${'  '.repeat(depth)}${place} ${label(view, registry)}: ${display(view, registry)}`);
    }
    return out;
  };

  const shown = (codec: string, hex: string): string[] => {
    const message = wholeMessage(fromHex(hex));
    return lines(taken(codec, message), message);
  };

  return { taken, lines, shown };
}

/** Leaves are disjoint, in order, and cover [start, end). */
export function tiles(builder: TreeBuilder, start: number, end: number): boolean {
  let at = start;
  for (let node = 0; node < builder.count; node++) {
    if (builder.end[node] !== node + 1) continue;
    if (builder.start[node] !== at || builder.stop[node]! <= at) return false;
    at = builder.stop[node]!;
  }
  return at === end;
}

/** An old dictionary of these keys and values. */
export function dict(pairs: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const word = (value: number): number[] => [
    value >>> 24,
    (value >> 16) & 255,
    (value >> 8) & 255,
    value & 255,
  ];
  const out = word(pairs.length);
  for (const [key, value] of pairs) {
    const name = new TextEncoder().encode(key);
    for (const part of [word(name.length), word(value.length), name, [0], value])
      for (const byte of part) out.push(byte);
  }
  return Uint8Array.from(out);
}
