/**
 * Volume files: the text by which a process builds its graph of translators.
 *
 *     volume rep3-client-0
 *         type protocol/client
 *         option remote-host gl1
 *         subvolumes …
 *     end-volume
 */
import type { Json, Meaning } from '../xdr/registry.ts';
import { counted, escapeText, thousands } from '../xdr/text.ts';
import { byteCount } from './text.ts';

/** Bytes and translators that are looked at. */
const LIMIT = 4 << 20;
const XLATORS = 10_000;

export interface Xlator {
  readonly name: string;
  readonly type: string;
  readonly options: readonly (readonly [string, string])[];
  readonly subvolumes: readonly string[];
}

/** The translators of a volume file in the order of the text; the last one is the top. Never throws. */
export function parseVolfile(text: string): readonly Xlator[] {
  const out: Xlator[] = [];
  let open: { name: string; type: string; options: [string, string][]; subvolumes: string[] } | null = null;
  for (const line of text.split('\n')) {
    const words = line.trim();
    if (words === '' || words.startsWith('#')) continue;
    const space = words.search(/\s/);
    const word = space < 0 ? words : words.slice(0, space);
    const rest = space < 0 ? '' : words.slice(space).trim();
    if (word === 'volume') open = { name: rest, type: '', options: [], subvolumes: [] };
    else if (open === null) continue;
    else if (word === 'type') open.type = rest;
    else if (word === 'subvolumes') open.subvolumes.push(...rest.split(/\s+/).filter((name) => name !== ''));
    else if (word === 'option') {
      const end = rest.search(/\s/);
      open.options.push(end < 0 ? [rest, ''] : [rest.slice(0, end), rest.slice(end).trim()]);
    } else if (word === 'end-volume') {
      out.push(open);
      open = null;
      if (out.length === XLATORS) break;
    }
  }
  return out;
}

/** The leaf's text, or null where it is none or too long. */
function textOf(view: Parameters<NonNullable<Meaning['display']>>[0]): string | null {
  if (!view.isLeaf || !view.present || view.length > LIMIT) return null;
  return new TextDecoder().decode(view.raw());
}

const SECRET = /(^|[.-])password$/;

function graph(xlators: readonly Xlator[]): Json {
  return xlators.map(({ name, type, options, subvolumes }) => ({
    name,
    type,
    options: options.map(([option, value]) => [option, SECRET.test(option) ? '(secret)' : value]),
    subvolumes,
  }));
}

/** `rep3 (debug/io-stats) over rep3-md-cache, …`: the way down from the top until it forks. */
function wayDown(xlators: readonly Xlator[]): string {
  const byName = new Map(xlators.map((xlator) => [xlator.name, xlator]));
  const steps: string[] = [];
  const seen = new Set<string>();
  let at = xlators.at(-1);
  while (at && !seen.has(at.name)) {
    seen.add(at.name);
    steps.push(at.type.replace(/^.*\//, '') || at.name);
    if (at.subvolumes.length !== 1) {
      if (at.subvolumes.length > 1) steps.push(`${thousands(at.subvolumes.length)} subvolumes`);
      break;
    }
    at = byName.get(at.subvolumes[0]!);
  }
  return escapeText(steps.join(' › '));
}

const volfile: Meaning = {
  display(view) {
    const text = textOf(view);
    if (text === null || text === '') return null;
    const xlators = parseVolfile(text);
    if (xlators.length === 0) return null;
    return `volfile, ${counted(xlators.length, 'xlator')}, ${byteCount(view.length)}`;
  },
  derived(view) {
    const text = textOf(view);
    const xlators = text === null ? [] : parseVolfile(text);
    if (xlators.length === 0) return [];
    return [
      {
        name: `${view.field.filter}.graph`,
        label: 'graph',
        value: graph(xlators),
        display: wayDown(xlators),
        guess: false,
      },
    ];
  },
};

export const volfileMeanings: readonly (readonly [string, Meaning])[] = [['volfile', volfile]];
