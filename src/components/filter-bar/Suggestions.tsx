import { useEffect } from 'react';
import type { Option } from './options.ts';

/** The list under the bar. Its focus is the bar's; the pointer takes what it is on. */
export function Suggestions(props: {
  readonly id: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly active: number;
  readonly onActive: (at: number) => void;
  readonly onTake: (option: Option) => void;
}) {
  const { id, label, options, active, onActive, onTake } = props;
  useEffect(() => {
    if (active >= 0) document.getElementById(`${id}${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  return (
    <ul id={`${id}list`} role="listbox" aria-label={label}>
      {options.map((option, at) => (
        <li
          key={option.is === 'recent' ? option.text : `${option.completion.kind} ${option.completion.text}`}
          id={`${id}${at}`}
          role="option"
          aria-selected={at === active}
          onMouseMove={() => onActive(at)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(option)}
        >
          {option.is === 'recent' ? (
            <span className="word">{option.text}</span>
          ) : (
            <>
              <span className={`word is-${option.completion.kind}`}>{option.completion.text}</span>
              <span className="detail sans">{option.completion.detail}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
