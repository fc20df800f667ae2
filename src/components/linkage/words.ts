/**
 * Words of nodes, fetched for the rows that are seen. A reader asks `get`; what is not there is fetched by `need`, once,
 * all wishes of one turn of the event loop in one request; `version` grows when words arrive.
 */
import type { Bit, Derived, NodeTexts } from '../../decoder/api.ts';

export interface NodeWords {
  readonly label: string;
  readonly display: string;
  readonly type: string;
  /** display-filter name */
  readonly name: string;
  readonly doc: string;
  readonly since: string;
  readonly bits: readonly Bit[];
  readonly derived: readonly Derived[];
  readonly path: string;
}

export class WordCache {
  version = 0;
  private readonly known = new Map<number, NodeWords>();
  private readonly asked = new Set<number>();
  private wanted: number[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly fetch: (nodes: Uint32Array) => Promise<NodeTexts>,
    private readonly onError: (error: unknown) => void = () => {},
  ) {}

  /** Words that came unasked. */
  take(texts: NodeTexts): void {
    for (const node of texts.nodes) this.asked.add(node);
    this.keep(texts);
  }

  readonly get = (node: number): NodeWords | null => this.known.get(node) ?? null;

  readonly need = (nodes: Iterable<number>): void => {
    const before = this.wanted.length;
    for (const node of nodes) {
      if (node < 0 || this.asked.has(node)) continue;
      this.asked.add(node);
      this.wanted.push(node);
    }
    if (before === 0 && this.wanted.length > 0) queueMicrotask(() => void this.send());
  };

  /** What is here may say something else by now: it stays until it is here anew. */
  refresh(): void {
    const before = this.wanted.length;
    this.wanted.push(...this.known.keys());
    if (before === 0 && this.wanted.length > 0) queueMicrotask(() => void this.send());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly getVersion = (): number => this.version;

  private keep(texts: NodeTexts): void {
    for (const [i, node] of texts.nodes.entries()) {
      this.known.set(node, {
        label: texts.label[i] ?? '',
        display: texts.display[i] ?? '',
        type: texts.type[i] ?? '',
        name: texts.name[i] ?? '',
        doc: texts.doc[i] ?? '',
        since: texts.since[i] ?? '',
        bits: texts.bits[i] ?? [],
        derived: texts.derived[i] ?? [],
        path: texts.path[i] ?? '',
      });
    }
  }

  private async send(): Promise<void> {
    const nodes = Uint32Array.from(this.wanted);
    this.wanted = [];
    try {
      const texts = await this.fetch(nodes);
      this.keep(texts);
    } catch (error) {
      // a cancelled or failed request may be asked again
      for (const node of nodes) this.asked.delete(node);
      this.onError(error);
      return;
    }
    this.version++;
    for (const listener of this.listeners) listener();
  }
}
