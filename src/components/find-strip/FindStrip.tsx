import { useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { Segments } from '../chrome/Segments.tsx';
import './find-strip.css';

export type FindKind = 'text' | 'bytes' | 'filter';

export interface FindStripProps {
  readonly kind: FindKind;
  readonly text: string;
  readonly matchCase: boolean;
  readonly status: string;
  readonly failed: boolean;
  /** share of the rows looked at so far; null: nothing is looked for now */
  readonly busy: number | null;
  /** takes the focus when it changes */
  readonly opened: number;
  readonly onEdit: (change: { kind?: FindKind; text?: string; matchCase?: boolean }) => void;
  readonly onFind: (direction: 1 | -1) => void;
  readonly onStop: () => void;
  readonly onClose: () => void;
}

const KINDS = [
  { value: 'text', label: 'Text' },
  { value: 'bytes', label: 'Hex' },
  { value: 'filter', label: 'Filter' },
] as const;

const HINTS: Readonly<Record<FindKind, string>> = {
  text: 'ENOENT, meta.txt, a name or a value',
  bytes: 'de ad be ef',
  filter: 'op_errno == ENOENT',
};

export function FindStrip(props: FindStripProps) {
  const { kind, text, matchCase, status, failed, busy, opened, onEdit, onFind, onStop, onClose } = props;
  const input = useRef<HTMLInputElement>(null);
  // Before the next key comes: what is typed at once lands in it.
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, [opened]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target === input.current) onFind(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') {
      if (busy !== null) onStop();
      else onClose();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="find-strip" role="search" aria-label="Find" onKeyDown={onKeyDown}>
      <Segments
        label="Find by"
        segments={KINDS}
        value={kind}
        onChange={(next: FindKind) => {
          onEdit({ kind: next });
          input.current?.focus();
        }}
      />
      <input
        ref={input}
        className="find-input"
        aria-label={kind === 'text' ? 'Find text' : kind === 'bytes' ? 'Find bytes' : 'Find by filter'}
        aria-invalid={failed && status !== ''}
        placeholder={HINTS[kind]}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        value={text}
        onChange={(event) => onEdit({ text: event.target.value })}
      />
      {kind === 'text' && (
        <button
          type="button"
          className="find-case"
          aria-pressed={matchCase}
          aria-label="Match case"
          title="Match case"
          onClick={() => onEdit({ matchCase: !matchCase })}
        >
          Aa
        </button>
      )}
      <button
        type="button"
        aria-label="Find previous"
        title="Find previous (Shift F3)"
        onClick={() => onFind(-1)}
      >
        ↑
      </button>
      <button type="button" aria-label="Find next" title="Find next (F3)" onClick={() => onFind(1)}>
        ↓
      </button>
      <span className={failed ? 'find-status failed' : 'find-status'}>
        {busy === null ? status : `${Math.floor(busy * 100)} % looked at`}
      </span>
      {busy !== null && (
        <button type="button" onClick={onStop}>
          Stop
        </button>
      )}
      <button
        type="button"
        className="find-close"
        aria-label="Close find"
        title="Close (Esc)"
        onClick={onClose}
      >
        ✕
      </button>
    </div>
  );
}
