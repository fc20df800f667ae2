/** Test support: what an encoded value reads like, node by node. */
import { expect } from 'vitest';
import { nodeByPath, texts, type NodeWords } from '../describe.ts';
import { display } from '../display.ts';
import { encode, type Value } from '../encode.ts';
import type { Message } from '../message.ts';
import type { Protocol } from '../protocol.ts';
import type { Registry } from '../registry.ts';
import type { TreeBuilder } from '../tree.ts';
import { json } from '../value.ts';
import { NodeView } from '../view.ts';
import { EMPTY_REGISTRY, fieldOf, walked } from './all.ts';

export interface Shown {
  readonly protocol: Protocol;
  readonly tree: TreeBuilder;
  readonly bytes: Uint8Array;
  /** view of a node by its path */
  readonly at: (wanted: string) => NodeView;
  readonly text: (wanted: string) => string;
  readonly value: (wanted: string, payload?: boolean) => unknown;
  readonly words: (...wanted: string[]) => NodeWords;
}

export function shown(
  protocol: Protocol,
  type: string,
  given: Value | Message,
  registry: Registry = EMPTY_REGISTRY,
): Shown {
  const field = fieldOf(protocol, type);
  const message = given !== null && typeof given === 'object' && 'holes' in given ? (given as Message) : null;
  const bytes = message?.bytes ?? encode(field, given as Value);
  const { tree } = walked(protocol, field, message ?? bytes, registry);
  const find = (wanted: string): number => {
    const node = nodeByPath(protocol.table, tree, wanted);
    expect(node, wanted).toBeGreaterThanOrEqual(0);
    return node;
  };
  const at = (wanted: string): NodeView => new NodeView(protocol.table, tree, bytes, find(wanted));
  return {
    protocol,
    tree,
    bytes,
    at,
    text: (wanted) => display(at(wanted), registry),
    value: (wanted, payload = false) => json(at(wanted), registry, { payload }),
    words: (...wanted) => texts(protocol.table, registry, tree, bytes, Uint32Array.from(wanted.map(find))),
  };
}

/** A value of `wide`. */
export const WIDE = {
  h: -(2n ** 63n),
  u: 2n ** 64n - 1n,
  f: 0.5,
  d: -1e300,
  b: true,
  c: -1,
  uc: 200,
  s: -2,
  us: 3,
  u32: 0xffffffff,
};
