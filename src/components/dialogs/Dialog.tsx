import { useLayoutEffect, useRef, type ReactNode } from 'react';
import './dialogs.css';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
  /** false: the title is for readers of the tree alone */
  readonly head?: boolean;
}

export function Dialog({ title, onClose, children, className = '', head = true }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  // Closed before it leaves the document: then focus goes back to where it was.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog || dialog.open) return;
    dialog.showModal();
    dialog.querySelector<HTMLElement>('[data-focus]')?.focus();
    return () => dialog.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={`dialog ${className}`}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      <div className="dialog-body">
        {head && (
          <header>
            <h2>{title}</h2>
            <button type="button" aria-label="Close" onClick={onClose}>
              ✕
            </button>
          </header>
        )}
        {children}
      </div>
    </dialog>
  );
}
