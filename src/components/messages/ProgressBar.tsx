import './messages.css';

export interface ProgressBarProps {
  readonly label: string;
  readonly done: number;
  /** 0: not known yet */
  readonly total: number;
  readonly detail: string;
  readonly onCancel: () => void;
}

/** Long work: how far it is, and the way out of it. Rows appear meanwhile. */
export function ProgressBar({ label, done, total, detail, onCancel }: ProgressBarProps) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const percent = Math.floor(share * 100);
  return (
    <div className="progress">
      <span className="what">{label}</span>
      <span className="dim">{detail}</span>
      <button type="button" onClick={onCancel}>
        Cancel
      </button>
      <div
        className="progress-bar"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={total > 0 ? percent : undefined}
        aria-valuetext={total > 0 ? `${percent} percent, ${detail}` : detail}
      >
        <i style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
