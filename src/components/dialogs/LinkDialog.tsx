import type { ReactNode } from 'react';
import { Dialog } from './Dialog.tsx';
import { grouped } from '../parts/grouped.ts';

export interface LinkDialogProps {
  /** null: there is none to give */
  readonly link: string | null;
  /** what it carries, in a sentence */
  readonly carries: string;
  readonly warning?: string;
  readonly onCopy: () => void;
  readonly onClose: () => void;
  /** what can be chosen about it */
  readonly children?: ReactNode;
}

/** Says what a link carries before it is given away. */
export function LinkDialog({ link, carries, warning, onCopy, onClose, children }: LinkDialogProps) {
  return (
    <Dialog title="Link to this view" className="link-dialog" onClose={onClose}>
      <p className="sans">{carries}</p>
      {children}
      {warning !== undefined && <p className="sans guess">{warning}</p>}
      {link !== null && (
        <>
          <textarea
            readOnly
            rows={4}
            aria-label="Link"
            value={link}
            onFocus={(event) => event.currentTarget.select()}
          />
          <footer>
            <span className="dim">{grouped(link.length)} characters</span>
            <button type="button" className="main" data-focus="" onClick={onCopy}>
              Copy link
            </button>
          </footer>
        </>
      )}
    </Dialog>
  );
}
