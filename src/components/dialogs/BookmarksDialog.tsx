import { useState } from 'react';
import { Dialog } from './Dialog.tsx';

export interface BookmarkLine {
  readonly row: number;
  /** what the record is, as far as it is known */
  readonly title: string;
  readonly note: string;
}

export interface BookmarksDialogProps {
  readonly bookmarks: readonly BookmarkLine[];
  readonly mostNote: number;
  readonly onGo: (row: number) => void;
  readonly onNote: (row: number, note: string) => void;
  readonly onRemove: (row: number) => void;
  readonly onClose: () => void;
}

/** The marked places, each with a note that can be changed. */
export function BookmarksDialog(props: BookmarksDialogProps) {
  const { bookmarks, mostNote, onGo, onNote, onRemove, onClose } = props;
  return (
    <Dialog title="Bookmarks" className="bookmarks" onClose={onClose}>
      {bookmarks.length === 0 ? (
        <p className="sans">
          No record is bookmarked. Ctrl M marks the selected one; the link keeps the mark.
        </p>
      ) : (
        <ol className="bookmark-list">
          {bookmarks.map(({ row, title, note }) => (
            <li key={row}>
              <button type="button" className="bookmark-go" onClick={() => onGo(row)}>
                {row} <span className="dim">{title}</span>
              </button>
              <Note row={row} note={note} most={mostNote} onNote={onNote} />
              <button
                type="button"
                aria-label={`Remove the bookmark of record ${row}`}
                onClick={() => onRemove(row)}
              >
                ✕
              </button>
            </li>
          ))}
        </ol>
      )}
      <p className="sans dim">Bookmarks and notes are in the link to this view.</p>
    </Dialog>
  );
}

/** Written into the link when it is left, not with each letter. */
function Note(props: { row: number; note: string; most: number; onNote: BookmarksDialogProps['onNote'] }) {
  const { row, note, most, onNote } = props;
  const [typed, setTyped] = useState(note);
  const keep = (): void => {
    if (typed !== note) onNote(row, typed);
  };
  return (
    <input
      aria-label={`Note on record ${row}`}
      placeholder="a note"
      maxLength={most}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
    />
  );
}
