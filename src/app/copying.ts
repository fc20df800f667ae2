/** Copies what is selected; asks first where a secret is inside. */
import { NodeFlag } from '../components/linkage/kinds.ts';
import { isWithin, spansOf } from '../components/linkage/nodes.ts';
import type { RecordTree } from '../decoder/api.ts';
import type { Controller } from './controller.ts';
import { announce } from './store.ts';
import { grouped } from '../components/parts/grouped.ts';

export function hasSecret(tree: RecordTree, node: number): boolean {
  for (let at = node; at < tree.end[node]!; at++) if (tree.flags[at]! & NodeFlag.secret) return true;
  for (let at = 0; at < node; at++) {
    if (tree.flags[at]! & NodeFlag.secret && isWithin(tree, node, at)) return true;
  }
  return false;
}

async function put(target: Controller, text: string, what: string): Promise<void> {
  const { store } = target.context;
  try {
    await navigator.clipboard.writeText(text);
    announce(store, `Copied ${what}.`);
  } catch {
    announce(store, 'The browser does not let this page copy.');
  }
}

export function copyText(target: Controller, text: string, what: string): void {
  void put(target, text, what);
}

export function copyValue(target: Controller): void {
  const { active } = target.model;
  const { node } = target.state;
  if (!active || node < 0) return;
  if (hasSecret(active.tree, node)) {
    target.dialog('secret-value');
    return;
  }
  const words = active.words.get(node);
  if (words) copyText(target, words.display, words.label);
}

export function copyBytes(target: Controller): void {
  const { active } = target.model;
  const { node } = target.state;
  if (!active || node < 0) return;
  if (hasSecret(active.tree, node)) {
    target.dialog('secret-bytes');
    return;
  }
  const bytes = spansOf(active.tree, node).flatMap(([start, stop]) => [
    ...active.tree.bytes.subarray(start, stop),
  ]);
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  copyText(target, hex, `${grouped(bytes.length)} bytes`);
}
