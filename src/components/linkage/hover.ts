/**
 * What is under the pointer. Panes subscribe and paint by hand, in the same frame; nothing of it is React state,
 * because a pointer that crosses a dump changes it hundreds of times a second.
 */
export type PaneName = 'fields' | 'bytes' | 'ribbon' | 'path' | 'words' | 'text';

export interface Hover {
  /** row of the record (RecordTree.row): panes of another record ignore it */
  readonly row: number;
  readonly node: number;
  /** the byte under the pointer, -1 where a field is pointed at as a whole */
  readonly byte: number;
  /** where the pointer is */
  readonly pane: PaneName;
}

export class HoverStore {
  private current: Hover | null = null;
  private readonly listeners = new Set<(hover: Hover | null) => void>();

  readonly get = (): Hover | null => this.current;

  set(next: Hover | null): void {
    const now = this.current;
    if (now === next) return;
    if (
      now &&
      next &&
      now.row === next.row &&
      now.node === next.node &&
      now.byte === next.byte &&
      now.pane === next.pane
    )
      return;
    this.current = next;
    for (const listener of this.listeners) listener(next);
  }

  /** Forgets what this pane set; what another pane has set meanwhile stays. */
  leave(pane: PaneName): void {
    if (this.current?.pane === pane) this.set(null);
  }

  readonly subscribe = (listener: (hover: Hover | null) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}
