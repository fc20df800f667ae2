/** Nodes of a decoded record, looked at where their values can be read. */
import { display } from '../xdr/display.ts';
import { NodeFlag } from '../xdr/tree.ts';
import { NodeView } from '../xdr/view.ts';
import type { DecodedRecord } from './decode.ts';

/** What stands where a secret is not shown. */
export const MASK = '••••••';

/** The record itself, in both trees. */
export const ROOT = 0;

/** The node where its value can be read: in the message, or on the wire where only that has it. */
export function viewOf(record: DecodedRecord, node: number): NodeView {
  const { table } = record.language.protocol;
  const origin = record.wire.origin[node]!;
  if (origin >= 0) return new NodeView(table, record.tree, record.message.bytes, origin);
  return new NodeView(table, record.wire, record.bytes, node);
}

export function isSecret(view: NodeView): boolean {
  return (view.tree.flags[view.node]! & NodeFlag.secret) !== 0;
}

/** What a node reads like; a mask for what is secret. */
export function displayOf(record: DecodedRecord, view: NodeView): string {
  return isSecret(view) ? MASK : display(view, record.language.registry);
}
