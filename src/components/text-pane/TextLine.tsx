import { memo } from 'react';
import { kindClass } from '../linkage/kinds.ts';
import type { TextRun } from './text-runs.ts';

export interface TextLineProps {
  readonly line: number;
  readonly top: number;
  readonly text: string;
  readonly runs: readonly TextRun[];
  readonly why: string;
  /** how the line belongs: `cur` the selected record's, `other` another's */
  readonly owner: 'current' | 'other' | null;
  readonly hex: boolean;
  readonly ink: boolean;
}

/** One line: number, why, bar, text. */
export const TextLine = memo(
  function TextLine({ line, top, text, runs, why, owner, hex, ink }: TextLineProps) {
    const classes = ['text-line'];
    if (owner) classes.push(owner);
    if (hex) classes.push('hex');
    if (ink) classes.push('ink');
    return (
      <div className={classes.join(' ')} data-line={line} style={{ top }}>
        <span className="margin">
          <span className="number">{line + 1}</span>
          <span className="why">{why}</span>
        </span>
        <span className="text">
          {runs.map((run) =>
            run.kind < 0 && run.guide < 0 ? (
              text.slice(run.from, run.to)
            ) : (
              <span
                key={run.from}
                className={classOf(run)}
                data-selected={run.chosen ? '' : undefined}
                data-guide={run.guide < 0 ? undefined : run.guide}
              >
                {text.slice(run.from, run.to)}
              </span>
            ),
          )}
        </span>
      </div>
    );
  },
  (before, after) =>
    before.line === after.line &&
    before.top === after.top &&
    before.text === after.text &&
    before.why === after.why &&
    before.owner === after.owner &&
    before.hex === after.hex &&
    before.ink === after.ink &&
    equal(before.runs, after.runs),
);

function classOf({ kind, zero, chosen, parent, guide }: TextRun): string {
  if (guide >= 0) return 'question';
  const classes = ['tint', kindClass(kind)];
  if (zero) classes.push('zero');
  if (chosen) classes.push('chosen');
  else if (parent) classes.push('under');
  return classes.join(' ');
}

function equal(a: readonly TextRun[], b: readonly TextRun[]): boolean {
  return (
    a.length === b.length &&
    a.every((run, i) => {
      const other = b[i]!;
      return (
        run.from === other.from &&
        run.to === other.to &&
        run.kind === other.kind &&
        run.zero === other.zero &&
        run.chosen === other.chosen &&
        run.parent === other.parent &&
        run.guide === other.guide
      );
    })
  );
}
