/**
 * What a reply may be whose call is not in the capture: the procedures whose results fit its bytes exactly.
 * Programs that the connection speaks come first, then what explains more, then what is called more often.
 */
import type { Message } from '../xdr/message.ts';
import type { ReleaseSet } from '../xdr/descriptor.ts';
import { TreeBuilder } from '../xdr/tree.ts';
import { Walker } from '../xdr/walk.ts';
import type { Called, Language, ProcedureNumbers } from './decode.ts';
import { chooseLayout, layoutsOf } from './layouts.ts';

export interface Candidate {
  readonly numbers: ProcedureNumbers;
  readonly name: string;
  /** leaves and groups that it makes of the bytes */
  readonly nodes: number;
  /** how often the connection calls it */
  readonly seen: number;
}

/**
 * Best first; empty where nothing fits, or where there are no bytes to judge by.
 * @param near what is called on the connection, with how often
 */
export function candidatesFor(
  language: Language,
  message: Message,
  start: number,
  near: readonly Called[],
  releases: ReleaseSet | null,
): Candidate[] {
  const out: Candidate[] = [];
  const end = message.length;
  if (start >= end) return out;
  const scratch = new TreeBuilder(128);
  const walker = new Walker(language.protocol, language.registry, message, scratch);
  for (const program of language.protocol.programs) {
    for (const version of program.versions) {
      const spoken = near.some((one) => one.program === program.number && one.version === version.number);
      if (near.length > 0 && !spoken) continue;
      const tried = new Set<number>();
      for (const { number, name } of version.procedures) {
        if (tried.has(number)) continue;
        tried.add(number);
        const numbers = { program: program.number, version: version.number, procedure: number };
        const layouts = layoutsOf(language.protocol, numbers, 'reply');
        if (layouts.length === 0) continue;
        scratch.reset();
        const chosen = chooseLayout(language, walker, layouts, start, end, releases);
        if (chosen.fits !== 'exact' || chosen.node < 0) continue;
        const calls = near.find((one) => {
          return (
            one.program === numbers.program && one.version === numbers.version && one.procedure === number
          );
        });
        out.push({ numbers, name, nodes: scratch.count, seen: calls?.count ?? 0 });
      }
    }
  }
  return out.sort((a, b) => Number(b.seen > 0) - Number(a.seen > 0) || b.nodes - a.nodes || b.seen - a.seen);
}
