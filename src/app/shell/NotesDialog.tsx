/** The notes of a sample, in the order in which to read them. */
import { useEffect, useRef } from 'react';
import { useApp, useController } from './use-app.ts';

export function NotesDialog({ onClose }: { onClose: () => void }) {
  const controller = useController();
  const ref = useRef<HTMLDialogElement>(null);
  const name = useApp((state) => state.origin?.name ?? '');
  useEffect(() => {
    ref.current?.showModal();
  }, []);
  return (
    <dialog ref={ref} className="notes-dialog" aria-label={`Notes of ${name}`} onClose={onClose}>
      <header>
        <h2>{name}</h2>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </header>
      <ol>
        {controller.model.notes.map((note, index) => (
          <li key={index}>
            <button
              type="button"
              onClick={() => {
                onClose();
                controller.showNote(note);
              }}
            >
              <span className="dim">
                record {note.record} · 0x{note.offset.toString(16)} + {note.length}
              </span>
              <span className="sans">{note.text}</span>
            </button>
          </li>
        ))}
      </ol>
    </dialog>
  );
}
