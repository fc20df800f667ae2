/**
 * One part of the sheet: a head, what is known so far, and how far the rest is. It asks for its figures when it
 * comes into view; what was shown stays, pale in nothing but its head, until the new figures are there.
 */
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { EmptyState } from '../messages/EmptyState.tsx';
import { Message } from '../messages/Message.tsx';
import { ProgressBar } from '../messages/ProgressBar.tsx';
import { grouped } from '../parts/grouped.ts';
import './section.css';

/** Figures on their way. */
export interface Loaded<T> {
  readonly status: 'waiting' | 'running' | 'done' | 'stopped' | 'failed';
  /** of this question, or of the one before while nothing is known of this one */
  readonly data: T | null;
  /** `data` answers another question than the one that is asked */
  readonly stale: boolean;
  /** it takes long enough to be worth a bar */
  readonly slow: boolean;
  readonly looked: number;
  readonly total: number;
  /** why there are none */
  readonly error: string;
}

export interface SectionProps<T> {
  readonly title: string;
  readonly caption?: ReactNode;
  /** what can be chosen for it; stands in its head */
  readonly tools?: ReactNode;
  readonly loaded: Loaded<T>;
  readonly onSeen: () => void;
  readonly onCancel: () => void;
  readonly onAgain: () => void;
  readonly isEmpty: (data: T) => boolean;
  readonly empty: string;
  readonly children: (data: T) => ReactNode;
  readonly className?: string;
}

export function Section<T>(props: SectionProps<T>) {
  const { title, caption, tools, loaded, onSeen, onCancel, onAgain, isEmpty, empty, children } = props;
  const { status, data, slow, looked, total, error } = loaded;
  const id = useId();
  const place = useRef<HTMLElement>(null);
  const seen = useRef(onSeen);
  useEffect(() => {
    seen.current = onSeen;
  });
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        seen.current();
      },
      { rootMargin: '120px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const none = data !== null && isEmpty(data);
  return (
    <section
      ref={place}
      className={`sheet-section ${props.className ?? ''}`}
      aria-labelledby={id}
      aria-busy={status === 'running'}
      data-stale={loaded.stale}
      data-unknown={data === null}
    >
      <header>
        <h3 id={id}>{title}</h3>
        {tools}
        <span className="caption dim">{caption}</span>
      </header>
      {status === 'running' && slow && (
        <ProgressBar
          label={title}
          done={looked}
          total={total}
          detail={total > 0 ? `${grouped(looked)} of ${grouped(total)} rows` : 'Not begun yet'}
          onCancel={onCancel}
        />
      )}
      {status === 'failed' && (
        <Message severity="error" title={`${title}: not known.`} detail={error}>
          <button type="button" onClick={onAgain}>
            Ask again
          </button>
        </Message>
      )}
      {status === 'stopped' && (
        <EmptyState
          title={
            total > 0
              ? `Stopped at ${grouped(looked)} of ${grouped(total)} rows${data ? '; what was found is below' : ''}.`
              : 'Stopped.'
          }
          action="Go on"
          onAction={onAgain}
        />
      )}
      {data !== null &&
        (none ? status === 'done' && <p className="sans dim none">{empty}</p> : children(data))}
    </section>
  );
}
