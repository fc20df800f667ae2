/**
 * Regular expressions over bytes, in time that is proportional to the subject whatever the pattern is: an
 * automaton without backtracking (Thompson's construction, states made when first met). As Wireshark does it:
 * without regard to case, `.` is any byte but a line feed, bytes are no characters. What would need backtracking
 * (back references, looking around) is not there, and the pattern is refused.
 *
 *     ab*|c      → 0: a → 1   1: b → 1 or end   c → end
 */
import { RegexParser, type Piece, type RegexError } from './regex-parse.ts';

export type RegexResult =
  { readonly ok: true; readonly regex: Regex } | { readonly ok: false; readonly error: RegexError };

/** States of the automaton; patterns that need more are refused. */
const STATES = 5_000;
/** Sets of states that are remembered. */
const KNOWN = 1_000;

/** Never throws. */
export function compileRegex(pattern: string): RegexResult {
  const parsed = new RegexParser(pattern).parse();
  if (!parsed.ok) return parsed;
  const program = new Program();
  const last = program.piece(parsed.piece);
  if (program.steps.length > STATES) {
    const message = 'The pattern is too large.';
    return { ok: false, error: { message, start: 0, stop: pattern.length } };
  }
  program.push({ op: 'end' });
  program.follow(last, program.steps.length - 1);
  return { ok: true, regex: new Regex(program.steps, program.start) };
}

type Step =
  | { readonly op: 'bytes'; readonly bytes: Uint8Array; next: number }
  | { readonly op: 'split'; readonly next: number[] }
  | { readonly op: 'at'; readonly where: 'start' | 'end' | 'edge' | 'inside'; next: number }
  | { readonly op: 'end' };

/** Places that wait to be told where they lead: number of a step. */
type Open = readonly number[];

class Program {
  readonly steps: Step[] = [];
  start = 0;

  push(step: Step): number {
    // one too many is enough to refuse
    if (this.steps.length > STATES) return this.steps.length - 1;
    return this.steps.push(step) - 1;
  }

  follow(open: Open, next: number): void {
    for (const at of open) {
      const step = this.steps[at]!;
      if (step.op === 'split') step.next.push(next);
      else if (step.op !== 'end') step.next = next;
    }
  }

  /** Adds a piece; where it begins is the first step added. Gives what is open behind it. */
  piece(piece: Piece): Open {
    switch (piece.kind) {
      case 'bytes':
        return [this.push({ op: 'bytes', bytes: piece.bytes, next: -1 })];
      case 'at':
        return [this.push({ op: 'at', where: piece.where, next: -1 })];
      case 'empty':
        return [this.push({ op: 'split', next: [] })];
      case 'sequence': {
        let open: Open | null = null;
        for (const part of piece.parts) {
          const first = this.steps.length;
          const behind = this.piece(part);
          if (open) this.follow(open, first);
          open = behind;
        }
        return open ?? this.piece({ kind: 'empty' });
      }
      case 'choice': {
        const split: Step = { op: 'split', next: [] };
        this.push(split);
        const open: number[] = [];
        for (const part of piece.parts) {
          split.next.push(this.steps.length);
          open.push(...this.piece(part));
        }
        return open;
      }
      case 'repeat':
        return this.repeat(piece.part, piece.least, piece.most);
    }
  }

  private repeat(part: Piece, least: number, most: number): Open {
    let open: Open = this.piece({ kind: 'empty' });
    for (let i = 0; i < least && this.steps.length <= STATES; i++) {
      const first = this.steps.length;
      const behind = this.piece(part);
      this.follow(open, first);
      open = behind;
    }
    if (most === Infinity) {
      const loop = this.push({ op: 'split', next: [this.steps.length + 1] });
      this.follow(open, loop);
      this.follow(this.piece(part), loop);
      return [loop];
    }
    const out: number[] = [];
    for (let i = least; i < most && this.steps.length <= STATES; i++) {
      const split = this.push({ op: 'split', next: [this.steps.length + 1] });
      this.follow(open, split);
      out.push(split);
      open = this.piece(part);
    }
    return [...open, ...out];
  }
}

const isWord = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  byte === 0x5f ||
  (byte >= 0x61 && byte <= 0x7a);

/** What stands before a place. */
const Before = { start: 0, word: 1, other: 2 } as const;

interface State {
  /** steps that are reached, before what needs no byte is followed */
  readonly kernel: readonly number[];
  readonly before: number;
  /** by byte; null: not worked out yet */
  readonly next: (State | null)[];
  /** the pattern has matched */
  readonly matched: boolean;
  matchesAtEnd: boolean | null;
}

export class Regex {
  private readonly known = new Map<string, State>();
  private first: State;
  private readonly seen: Uint32Array;
  private round = 0;

  constructor(
    private readonly steps: readonly Step[],
    private readonly start: number,
  ) {
    this.seen = new Uint32Array(steps.length);
    this.first = this.state([], Before.start, false);
  }

  /** Whether the pattern is found anywhere in [start, stop). */
  test(bytes: Uint8Array, start: number, stop: number): boolean {
    let state = this.first;
    for (let at = start; at < stop; at++) {
      if (state.matched) return true;
      const byte = bytes[at]!;
      state = state.next[byte] ?? this.step(state, byte);
    }
    return state.matched || (state.matchesAtEnd ??= this.closure(state, -1) === null);
  }

  private step(state: State, byte: number): State {
    const reached = this.closure(state, byte);
    const before = isWord(byte) ? Before.word : Before.other;
    const kernel = new Set<number>();
    for (const at of reached ?? []) {
      const step = this.steps[at]!;
      if (step.op === 'bytes' && step.bytes[byte] === 1) kernel.add(step.next);
    }
    const next = this.state(
      [...kernel].sort((a, b) => a - b),
      before,
      reached === null,
    );
    state.next[byte] = next;
    return next;
  }

  private state(kernel: readonly number[], before: number, matched: boolean): State {
    const key = matched ? '!' : `${before} ${kernel.join(' ')}`;
    let state = this.known.get(key);
    if (!state) {
      if (this.known.size >= KNOWN) {
        this.known.clear();
        for (const old of this.first.next.keys()) this.first.next[old] = null;
      }
      state = { kernel, before, next: new Array<State | null>(256).fill(null), matched, matchesAtEnd: null };
      this.known.set(key, state);
    }
    return state;
  }

  /** Steps that are reached without a byte, where `byte` comes next (-1: the end); null: the pattern matches. */
  private closure({ kernel, before }: State, byte: number): readonly number[] | null {
    const { steps, seen } = this;
    const round = ++this.round;
    // the pattern may begin anywhere
    const todo = [...kernel, this.start];
    const out: number[] = [];
    while (todo.length > 0) {
      const at = todo.pop()!;
      if (seen[at] === round) continue;
      seen[at] = round;
      const step = steps[at]!;
      if (step.op === 'end') return null;
      if (step.op === 'bytes') out.push(at);
      else if (step.op === 'split') todo.push(...step.next);
      else {
        const edge = (before === Before.word) !== (byte >= 0 && isWord(byte));
        const holds =
          step.where === 'start'
            ? before === Before.start
            : step.where === 'end'
              ? byte < 0
              : step.where === 'edge'
                ? edge
                : !edge;
        if (holds) todo.push(step.next);
      }
    }
    return out;
  }
}
