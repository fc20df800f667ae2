import './chrome.css';

export interface Segment<T extends string> {
  readonly value: T;
  readonly label: string;
  /** end of the label, where there is room */
  readonly more?: string;
  readonly disabled?: boolean;
}

/** A choice of a few, side by side; the pressed one is reversed. */
export function Segments<T extends string>(props: {
  readonly label: string;
  readonly segments: readonly Segment<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}) {
  const { label, segments, value, onChange } = props;
  return (
    <div className="segments" role="group" aria-label={label}>
      {segments.map((segment) => (
        <button
          key={segment.value}
          type="button"
          aria-pressed={segment.value === value}
          disabled={segment.disabled ?? false}
          onClick={() => onChange(segment.value)}
        >
          {segment.label}
          {segment.more && <span className="more">{segment.more}</span>}
        </button>
      ))}
    </div>
  );
}
