import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { FilterAnalysis } from '../../decoder/api.ts';
import { completionsOf, continues, errorOf, recentsOf, taken, type Option } from './options.ts';
import { piecesOf } from './pieces.ts';
import { Suggestions } from './Suggestions.tsx';
import './filter-bar.css';

export interface FilterBarProps {
  /** what stands in the bar */
  readonly text: string;
  /** what is known of it, or of the text before */
  readonly analysis: FilterAnalysis | null;
  /** the filter in force; '': none */
  readonly inForce: string;
  /** `1,134 of 3,350 records`; '': all are shown */
  readonly count: string;
  /** how much was looked at, 0 to 1; null: nothing is under way */
  readonly share: number | null;
  readonly recent: readonly string[];
  /** the bar is to take the focus, also where it comes only now; it says so when it has it */
  readonly asked: { readonly recent: boolean } | null;
  readonly onAsked: () => void;
  readonly onWrite: (text: string, caret: number) => void;
  /** the caret stands elsewhere: other completions */
  readonly onLook: (caret: number) => void;
  readonly onEnter: () => void;
  /** `back`: what was written is given up, and focus goes where it came from */
  readonly onLeave: (back: boolean) => void;
  readonly onClear: () => void;
  /** the list stands under the bar in the flow of a sheet */
  readonly sheet?: boolean;
}

type Mode = 'closed' | 'completions' | 'recent' | 'all-recent';

export function FilterBar(props: FilterBarProps) {
  const { text, analysis, inForce, count, share, recent, asked, onAsked, sheet = false } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const paint = useRef<HTMLDivElement>(null);
  const [mode, setMode] = useState<Mode>(sheet ? 'recent' : 'closed');
  const [at, setAt] = useState(-1);
  const [caret, setCaret] = useState(text.length);
  const [writing, setWriting] = useState(false);
  const [focused, setFocused] = useState(false);
  /** where the caret goes when a text that was taken stands there */
  const next = useRef<number | null>(null);
  if (asked?.recent && mode !== 'all-recent') setMode('all-recent');

  const options: readonly Option[] =
    mode === 'completions'
      ? completionsOf(text, analysis)
      : mode === 'recent'
        ? recentsOf(text, recent)
        : mode === 'all-recent'
          ? recentsOf('', recent).filter((option) => option.is !== 'recent' || option.text !== text.trim())
          : [];
  const active = Math.min(at, options.length - 1);
  const error = errorOf(text, analysis, { writing, caret });
  const listed = (focused || sheet) && options.length > 0;
  const shown = listed || (error !== null && (focused || sheet) && text.trim() !== '');

  const scrollPaint = (): void => {
    if (paint.current && input.current) paint.current.scrollLeft = input.current.scrollLeft;
  };
  useLayoutEffect(() => {
    if (next.current === null) return;
    input.current?.setSelectionRange(next.current, next.current);
    next.current = null;
  });
  // Not at each count that is told while a file is read: asking where it is scrolled to lays out the page.
  useLayoutEffect(scrollPaint, [text, analysis]);

  // Before the next key comes: what is typed at once lands in it.
  useLayoutEffect(() => {
    if (!asked) return;
    input.current?.focus();
    input.current?.select();
    onAsked();
  }, [asked, onAsked]);

  const open = (to: Mode): void => {
    setMode(to);
    setAt(-1);
    if (to === 'completions') props.onLook(input.current?.selectionStart ?? text.length);
  };
  const write = (to: string, where: number): void => {
    setWriting(true);
    setCaret(where);
    setMode('completions');
    setAt(-1);
    props.onWrite(to, where);
  };
  const take = (option: Option): void => {
    const result = taken(text, option);
    next.current = result.caret;
    write(result.text, result.caret);
    input.current?.focus();
    if (option.is === 'recent') {
      setMode('closed');
      props.onEnter();
    }
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const chosen = listed ? options[active] : undefined;
    const first = listed ? options[0] : undefined;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
        if (!listed) open(text.trim() === '' && recent.length > 0 ? 'recent' : 'completions');
        else {
          // One place beside the list itself: nothing is chosen there.
          const places = options.length + 1;
          setAt(((active + 1 + (event.key === 'ArrowDown' ? 1 : -1) + places) % places) - 1);
        }
        break;
      }
      case 'Tab':
        if (event.shiftKey || mode !== 'completions') return;
        if (chosen) take(chosen);
        else if (first && continues(text, input.current?.selectionStart ?? 0, first)) take(first);
        else return;
        break;
      case 'Enter':
        if (chosen) take(chosen);
        else {
          setMode('closed');
          setWriting(false);
          props.onEnter();
        }
        break;
      case 'Escape':
        if (listed && !sheet) setMode('closed');
        else {
          setWriting(false);
          props.onLeave(true);
        }
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  return (
    <div
      className={sheet ? 'filter-bar sheet' : 'filter-bar'}
      role="search"
      aria-label="Filter"
      onFocus={() => setFocused(true)}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        setFocused(false);
        if (!sheet) setMode('closed');
        setWriting(false);
        props.onLeave(false);
      }}
    >
      <div className="filter-line">
        <div className="filter-text">
          <input
            ref={input}
            data-filter=""
            data-focus={sheet ? '' : undefined}
            role="combobox"
            aria-label="Display filter"
            aria-autocomplete="list"
            aria-expanded={listed}
            aria-controls={listed ? `${id}list` : undefined}
            aria-activedescendant={listed && active >= 0 ? `${id}${active}` : undefined}
            aria-invalid={error !== null}
            aria-describedby={error !== null && shown ? `${id}error` : undefined}
            aria-keyshortcuts="/"
            placeholder="Filter, such as op_errno == ENOENT"
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            value={text}
            onChange={(event) => write(event.target.value, event.target.selectionStart ?? 0)}
            onSelect={() => {
              const where = input.current?.selectionStart ?? 0;
              if (where === caret) return;
              setCaret(where);
              if (mode === 'completions') props.onLook(where);
            }}
            // What comes next is known before the first letter is written.
            onFocus={() => props.onLook(input.current?.selectionStart ?? 0)}
            onScroll={scrollPaint}
            onKeyDown={onKeyDown}
          />
          <div ref={paint} className="filter-paint" aria-hidden="true">
            {piecesOf(text, analysis, error).map(({ text: words, kind, wrong }, i) => (
              <span key={i} className={`is-${kind ?? 'plain'}${wrong ? ' wrong' : ''}`}>
                {words}
              </span>
            ))}
          </div>
        </div>
        {count !== '' && (
          <span className="filter-count">
            {count.replace(/ \w+$/, '')}
            <span className="what">{/ \w+$/.exec(count)?.[0]}</span>
          </span>
        )}
        {text !== '' && (
          <button
            type="button"
            aria-label="Clear the filter"
            title="Clear the filter"
            onClick={() => {
              setWriting(false);
              props.onClear();
              input.current?.focus();
            }}
          >
            ✕
          </button>
        )}
        {recent.length > 0 && !sheet && (
          <button
            type="button"
            aria-label="Earlier filters"
            title="Earlier filters"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              input.current?.focus();
              open(mode === 'all-recent' ? 'closed' : 'all-recent');
            }}
          >
            <i className="down" />
          </button>
        )}
        {!focused && text === '' && <kbd>/</kbd>}
        {share !== null && <i className="filter-share" style={{ width: `${share * 100}%` }} />}
      </div>
      {shown && (
        <div className="filter-below">
          {error && text.trim() !== '' && (
            <div className="filter-error" id={`${id}error`}>
              <b>{error.message}</b>
              {error.expected.some((one) => !error.message.includes(one)) && (
                <p className="sans">Expected here: {wordsOf(error.expected)}.</p>
              )}
              <p className="sans dim">
                {inForce === '' ? 'All records are shown.' : `${inForce} stays in force.`}
              </p>
            </div>
          )}
          {listed && (
            <Suggestions
              id={id}
              label={mode === 'completions' ? 'Completions' : 'Earlier filters'}
              options={options}
              active={active}
              onActive={setAt}
              onTake={take}
            />
          )}
        </div>
      )}
    </div>
  );
}

/** At most so many of what could stand there are told. */
const TOLD = 6;

function wordsOf(expected: readonly string[]): string {
  const told = expected.slice(0, TOLD);
  if (expected.length > TOLD) return `${told.join(', ')} and more`;
  return told.length < 2 ? told.join('') : `${told.slice(0, -1).join(', ')} or ${told.at(-1)}`;
}
