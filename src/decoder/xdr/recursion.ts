/** Types that contain themselves, or nest too deep; and what breaks with a broken type. */
import type { NamedType, Scope } from './scope.ts';
import { directly, edges } from './uses.ts';

/** Types inside types, across all files. */
const DEPTH = 256;

/** Adds to `broken`, with an error where the fault lies, whatever cannot be compiled. */
export function checkRecursion(scopes: readonly Scope[], broken: Set<NamedType>): void {
  new Recursion(scopes, broken).run();
}

class Recursion {
  private readonly types: readonly NamedType[];
  private readonly heights = new Map<NamedType, number>();

  constructor(
    scopes: readonly Scope[],
    private readonly broken: Set<NamedType>,
  ) {
    this.types = scopes.flatMap((scope) => [...scope.types.values()].flat());
  }

  run(): void {
    for (const type of this.types) this.height(type, 0);
    this.rings();
    this.spread();
  }

  /** How many types deep a type is; rings through `*` and `<>` count once. */
  private height(type: NamedType, depth: number): number {
    const known = this.heights.get(type);
    if (known !== undefined) return known;
    if (depth > DEPTH) {
      this.breaks(type, `Types nest more than ${DEPTH} deep from ${type.name} on.`);
      return 0;
    }
    // through `*` and `<>` types may come back to themselves
    this.heights.set(type, 0);
    let height = 0;
    for (const edge of edges(type)) {
      for (const next of edge.scope.type(edge.name))
        height = Math.max(height, this.height(next, depth + 1) + 1);
    }
    this.heights.set(type, height);
    if (height > DEPTH) this.breaks(type, `Types nest more than ${DEPTH} deep in ${type.name}.`);
    return height;
  }

  /**
   * Looks for types that contain themselves directly. Without recursion: the chains are as long as the
   * text makes them. Of each ring one type is named; `spread` breaks the others.
   */
  private rings(): void {
    const state = new Map<NamedType, 'open' | 'done'>();
    for (const root of this.types) {
      if (state.has(root)) continue;
      const stack = [{ type: root, next: directly(root), at: 0 }];
      state.set(root, 'open');
      for (let top = stack.at(-1); top; top = stack.at(-1)) {
        const used = top.next[top.at++];
        if (!used) {
          state.set(top.type, 'done');
          stack.pop();
        } else if (state.get(used) === 'open') {
          this.breaks(used, `${used.name} contains itself. It can through \`*\` or \`<>\` only.`);
        } else if (!state.has(used)) {
          state.set(used, 'open');
          stack.push({ type: used, next: directly(used), at: 0 });
        }
      }
    }
  }

  private breaks(type: NamedType, message: string): void {
    if (this.broken.has(type)) return;
    this.broken.add(type);
    type.scope.error(type.place, message);
  }

  /** What contains a broken type is broken as well. */
  private spread(): void {
    const users = new Map<NamedType, NamedType[]>();
    for (const type of this.types) {
      for (const edge of edges(type)) {
        for (const used of edge.scope.type(edge.name)) {
          const list = users.get(used);
          if (list) list.push(type);
          else users.set(used, [type]);
        }
      }
    }
    for (const type of this.broken) for (const user of users.get(type) ?? []) this.broken.add(user);
  }
}
