import type { ReactNode } from 'react';
import './messages.css';

export interface MessageProps {
  readonly severity: 'error' | 'warning' | 'info';
  /** what */
  readonly title: string;
  /** where, and what was kept */
  readonly detail?: string;
  readonly children?: ReactNode;
  readonly onClose?: (() => void) | undefined;
}

/** Says what is wrong, then where, then what was kept; it stands where the thing failed. */
export function Message({ severity, title, detail = '', children, onClose }: MessageProps) {
  return (
    <div className={`message ${severity}`} role={severity === 'info' ? 'status' : 'alert'}>
      <div>
        <b>{title}</b>
        {detail !== '' && <p className="sans">{detail}</p>}
        {children}
      </div>
      {onClose && (
        <button type="button" aria-label="Close this message" onClick={onClose}>
          ✕
        </button>
      )}
    </div>
  );
}
