/** The records that were looked at last: trees, their words, and which groups are open. */
import type { DecodeAs, NodeTexts, RecordTree, Showing } from '../../decoder/api.ts';
import { type OpenNodes, openAtFirst, openTo } from '../../components/linkage/open-nodes.ts';
import { WordCache } from '../../components/linkage/words.ts';
import { type DecoderClient, isAbort } from '../../workers/client.ts';
import { Priority } from '../../workers/protocol.ts';

export interface RecordEntry {
  readonly row: number;
  readonly as: DecodeAs | null;
  readonly tree: RecordTree;
  readonly words: WordCache;
  open: OpenNodes;
}

/** Records kept; together no more nodes than this, but always the last two. */
const MOST_RECORDS = 16;
const MOST_NODES = 2_000_000;
/** Nodes whose words go in one message, so that none takes long. */
const WORDS_AT_ONCE = 500;

const keyOf = (row: number, as: DecodeAs | null, { secrets = false }: Showing): string =>
  `${row} ${secrets} ${as ? JSON.stringify(as) : ''}`;

export class RecordCache {
  private readonly entries = new Map<string, RecordEntry>();
  /** what of a record is asked for */
  showing: Showing = {};

  constructor(
    private readonly client: DecoderClient,
    private readonly onError: (error: unknown) => void,
  ) {}

  peek(row: number, as: DecodeAs | null): RecordEntry | null {
    return this.entries.get(keyOf(row, as, this.showing)) ?? null;
  }

  /** `slot`: a newer request of the same slot drops this one, which then rejects with an AbortError. */
  async get(row: number, as: DecodeAs | null, slot: string): Promise<RecordEntry> {
    const { showing } = this;
    const key = keyOf(row, as, showing);
    const known = this.entries.get(key);
    if (known) {
      this.entries.delete(key);
      this.entries.set(key, known);
      return known;
    }
    const tree = await this.client.ask('record', [row, as, showing], { slot });
    const entry: RecordEntry = {
      row,
      as,
      tree,
      words: new WordCache(
        (nodes) => this.texts(row, nodes, as, showing),
        (error) => {
          if (!isAbort(error)) this.onError(error);
        },
      ),
      open: openAtFirst(tree),
    };
    entry.words.take(tree.texts);
    this.entries.set(key, entry);
    this.trim();
    return entry;
  }

  clear(): void {
    this.entries.clear();
  }

  private async texts(
    row: number,
    nodes: Uint32Array,
    as: DecodeAs | null,
    showing: Showing,
  ): Promise<NodeTexts> {
    const parts: NodeTexts[] = [];
    for (let at = 0; at < nodes.length; at += WORDS_AT_ONCE) {
      const some = nodes.slice(at, at + WORDS_AT_ONCE);
      parts.push(await this.client.ask('texts', [row, some, as, showing], { priority: Priority.now }));
    }
    return parts.length === 1 ? parts[0]! : joined(parts);
  }

  private trim(): void {
    let nodes = 0;
    let count = 0;
    for (const [key, entry] of [...this.entries].reverse()) {
      nodes += entry.tree.count;
      if (++count > 2 && (count > MOST_RECORDS || nodes > MOST_NODES)) this.entries.delete(key);
    }
  }
}

function joined(parts: readonly NodeTexts[]): NodeTexts {
  const all = <T>(pick: (part: NodeTexts) => readonly T[]): T[] => parts.flatMap((part) => [...pick(part)]);
  return {
    nodes: Uint32Array.from(all((part) => [...part.nodes])),
    label: all((part) => part.label),
    display: all((part) => part.display),
    type: all((part) => part.type),
    name: all((part) => part.name),
    doc: all((part) => part.doc),
    since: all((part) => part.since),
    bits: all((part) => part.bits),
    derived: all((part) => part.derived),
    path: all((part) => part.path),
  };
}

/** Opens what stands above a node; true where something changed. */
export function openUpTo(entry: RecordEntry, node: number): boolean {
  const open = openTo(entry.tree, entry.open, node);
  if (open === entry.open) return false;
  entry.open = open;
  return true;
}
