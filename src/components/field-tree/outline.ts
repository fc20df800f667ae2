/** A JSON value as indented lines: `volume1` above `brick2` above `hostname  web1`. */
import type { Json } from '../../decoder/api.ts';

/** More lines are not read. */
const MOST = 2_000;

export function outline(value: Json): string {
  const lines: string[] = [];
  add(value, 0, lines);
  return lines.length > MOST ? `${lines.slice(0, MOST).join('\n')}\n…` : lines.join('\n');
}

function add(value: Json, depth: number, lines: string[]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, one] of Object.entries(value as Readonly<Record<string, Json>>)) {
    if (lines.length > MOST) return;
    const leaf = typeof one !== 'object' || one === null;
    lines.push('  '.repeat(depth) + (leaf ? `${name}  ${one === null ? '' : String(one)}`.trimEnd() : name));
    if (!leaf) add(one, depth + 1, lines);
  }
}
