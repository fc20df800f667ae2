/** The notes of a sample, in the order in which to read them. */
import { Dialog } from '../../components/dialogs/Dialog.tsx';
import { useApp, useController } from './use-app.ts';

export function NotesDialog({ onClose }: { onClose: () => void }) {
  const controller = useController();
  const name = useApp((state) => state.origin?.name ?? '');
  return (
    <Dialog title={`Notes of “${name}”`} className="notes-dialog" onClose={onClose}>
      <ol>
        {controller.model.notes.map((note, index) => (
          <li key={index}>
            <button
              type="button"
              data-focus={index === 0 ? '' : undefined}
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
    </Dialog>
  );
}
