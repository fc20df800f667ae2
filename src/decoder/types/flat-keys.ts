/**
 * Flat keys as a tree: `volume1.brick2.hostname` → volume 1 › brick 2 › hostname. Dots part names; a
 * number at the end of a name, or before a dash, is an element's number.
 */
import type { Json } from '../xdr/registry.ts';

/** Names inside names. */
const DEPTH = 16;

interface Branch {
  text: string | null;
  readonly branches: Map<string, Branch>;
}

function branch(): Branch {
  return { text: null, branches: new Map() };
}

function toJson(node: Branch): Json {
  if (node.branches.size === 0) return node.text;
  const out: Record<string, Json> = Object.create(null) as Record<string, Json>;
  if (node.text !== null) out['='] = node.text;
  for (const [name, child] of node.branches) out[name] = toJson(child);
  return out;
}

/** Parts of a key that stand one below the other; options of volumes keep their dots. */
export function splitKey(key: string): readonly string[] {
  const option = /^(.*\.option)\.(.+)$/.exec(key);
  const path = option ? [...option[1]!.split('.'), option[2]!] : key.split('.');
  return path.length > DEPTH ? [key] : path;
}

/**
 * The tree of flat keys, or null where nothing would stand below anything. `summary` tells the branches:
 * `volume1 (31), volume2 (29)`.
 */
export function flatKeyTree(
  pairs: readonly (readonly [string, string])[],
): { readonly tree: Json; readonly summary: string } | null {
  const root = branch();
  let deep = false;
  for (const [key, text] of pairs) {
    const path = /^(?:volume|brick|friend|global|callpool|conn|pool|client|mallinfo|task|snap)\w*\d*\./.test(
      key,
    )
      ? splitKey(key)
      : [key];
    if (path.length > 1) deep = true;
    let at = root;
    for (const name of path) {
      let next = at.branches.get(name);
      if (!next) at.branches.set(name, (next = branch()));
      at = next;
    }
    at.text = text;
  }
  if (!deep) return null;
  const names: string[] = [];
  let leaves = 0;
  for (const [name, child] of root.branches) {
    if (child.branches.size === 0) leaves++;
    else names.push(`${name} (${child.branches.size})`);
  }
  const shown = names.slice(0, 12).join(', ') + (names.length > 12 ? ', …' : '');
  return { tree: toJson(root), summary: leaves > 0 ? `${shown}, ${leaves} more` : shown };
}
