/** Nodes of a decoded record, looked at where their values can be read. */
import { display } from '../xdr/display.ts';
import type { Derived, Json } from '../xdr/registry.ts';
import { hex, showText, utf8 } from '../xdr/text.ts';
import { NodeFlag } from '../xdr/tree.ts';
import { NodeView } from '../xdr/view.ts';
import { lower } from './coordinates.ts';
import type { DecodedRecord } from './decode.ts';

/** What stands where a secret is not shown. */
export const MASK = '••••••';

/** The record itself, in both trees. */
export const ROOT = 0;

/** The node where its value can be read: in the message, or on the wire where only that has it. */
export function viewOf(record: DecodedRecord, node: number): NodeView {
  const { table } = record.language.protocol;
  const { origin: origins } = record.wire;
  const origin = origins === null ? node : origins[node]!;
  if (origin >= 0) return new NodeView(table, record.tree, record.message.bytes, origin);
  return new NodeView(table, record.wire, record.bytes, node);
}

/** True where the node is not shown. */
export function isSecret(record: DecodedRecord, view: NodeView): boolean {
  return record.revealed !== true && (view.tree.flags[view.node]! & NodeFlag.secret) !== 0;
}

/** What a node reads like; a mask for what is secret, also inside what sums it up. */
export function displayOf(record: DecodedRecord, view: NodeView): string {
  if (isSecret(record, view)) return MASK;
  return withoutSecrets(display(view, record.language.registry), secretsBelow(record, view));
}

export function derivedOf(
  record: DecodedRecord,
  view: NodeView,
  derived: readonly Derived[],
): readonly Derived[] {
  if (isSecret(record, view)) return [];
  const secrets = secretsBelow(record, view);
  return secrets.length === 0 ? derived : (withoutSecretsDeep(derived as unknown as Json, secrets) as never);
}

/** Secrets below one node that are looked for one by one. */
const SECRETS = 64;
const EVERYTHING = '\0';

const found = new WeakMap<DecodedRecord, readonly number[]>();

/** Texts of the secret leaves below a node of the message. */
export function secretsBelow(record: DecodedRecord, view: NodeView): readonly string[] {
  if (record.revealed || view.tree !== record.tree || view.isLeaf) return [];
  let nodes = found.get(record);
  if (!nodes) {
    const { tree } = record;
    const all: number[] = [];
    for (let node = 0; node < tree.count; node++) {
      if ((tree.flags[node]! & NodeFlag.secret) !== 0 && tree.end[node] === node + 1) all.push(node);
    }
    found.set(record, (nodes = all));
  }
  const end = view.tree.end[view.node]!;
  const first = lower(nodes, view.node + 1);
  // More secrets than anybody has: then nothing but the mask is shown.
  if (nodes[first + SECRETS]! < end) return [EVERYTHING];
  return nodes
    .slice(first, lower(nodes, end))
    .flatMap((node) => {
      const raw = view.at(node).raw();
      const text = showText(raw, Infinity);
      return [text, text.replace(/(\\0)+$/, ''), utf8(raw)?.replace(/\0+$/, '') ?? '', hex(raw, Infinity)];
    })
    .filter((text) => text !== '');
}

export function withoutSecrets(text: string, secrets: readonly string[]): string {
  if (secrets[0] === EVERYTHING) return MASK;
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, MASK), text);
}

/** The same in all strings of a JSON value; keys stay. */
export function withoutSecretsDeep(value: Json, secrets: readonly string[]): Json {
  if (typeof value === 'string') return withoutSecrets(value, secrets);
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => withoutSecretsDeep(one, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, withoutSecretsDeep(one, secrets)]),
  );
}
