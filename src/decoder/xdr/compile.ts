/** `.x` texts → a protocol: descriptors of all programs, and of every type on demand. */
import type { SourceError, SourceFile } from './ast.ts';
import { check } from './check.ts';
import { ProtocolTable } from './protocol-table.ts';
import { parse } from './parse.ts';
import type { Protocol } from './protocol.ts';
import type { Registry } from './registry.ts';

export type { Protocol } from './protocol.ts';
export type { SourceError } from './ast.ts';

export interface CompileOptions {
  /** meanings and codecs; default: none */
  readonly registry?: Registry;
  /** a user's files: unknown and misplaced tags are ignored */
  readonly lenient?: boolean;
}

const EMPTY: Registry = { meanings: new Map(), codecs: new Map() };

/**
 * Reads, checks and compiles. Never throws: what is wrong comes back as errors, and what is right is
 * compiled all the same; procedures that need a broken type are left out.
 * @param files `name` is what `#include` says
 */
export function compile(
  files: readonly { readonly name: string; readonly text: string }[],
  options: CompileOptions = {},
): { protocol: Protocol; errors: readonly SourceError[] } {
  const registry = options.registry ?? EMPTY;
  const lenient = options.lenient ?? false;
  const errors: SourceError[] = [];
  const parsed: SourceFile[] = [];
  for (const { name, text } of files) {
    const result = parse(text, name, { lenient });
    parsed.push(result.file);
    errors.push(...result.errors);
  }
  const checked = check(parsed, errors, { lenient, codecs: registry.codecs });
  return { protocol: new ProtocolTable(checked, registry), errors };
}
