/* Made by `npm run grammar` from grammar.peggy: change that. */
import type { Filter } from './ast.ts';

export declare class SyntaxError extends globalThis.SyntaxError {
  readonly expected: readonly {
    readonly type: string;
    readonly description?: string;
    readonly text?: string;
  }[];
  readonly found: string | null;
  readonly location: {
    readonly start: { readonly offset: number };
    readonly end: { readonly offset: number };
  };
}

/** null: the text is empty. Throws a SyntaxError. */
export declare function parse(text: string): Filter | null;
