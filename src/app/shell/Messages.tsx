/** Messages of the page, and what the decoder notes on the source as a whole. */
import { useState } from 'react';
import { Message } from '../../components/messages/Message.tsx';
import type { SourceInfo, SourceNote } from '../../decoder/api.ts';
import { closeMessage } from '../store.ts';
import { useApp, useController } from './use-app.ts';
import { grouped } from '../../components/parts/grouped.ts';

/** Notes shown at once; the rest is one click away, never silently dropped. */
const AT_ONCE = 2;

export function PageMessages() {
  const { context } = useController();
  const messages = useApp((state) => state.messages);
  return messages.map(({ id, severity, title, detail }) => (
    <Message
      key={id}
      severity={severity}
      title={title}
      detail={detail}
      onClose={() => closeMessage(context.store, id)}
    />
  ));
}

/** First sentence as title, the rest as detail: `The file ends inside packet 1,204.` */
export function parted(message: string): { title: string; detail: string } {
  const cut = /[.!?](?=\s+[\p{Lu}\d])/u.exec(message);
  if (!cut) return { title: message, detail: '' };
  const at = cut.index + 1;
  return { title: message.slice(0, at), detail: message.slice(at).trim() };
}

/** What the person must know; `info` is for the source's own page. */
function pressing(info: SourceInfo): readonly SourceNote[] {
  const notes = info.notes.filter((note) => note.severity !== 'info');
  return [...notes].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
}

export function SourceNotes({ info }: { info: SourceInfo }) {
  const [all, setAll] = useState(false);
  const [closed, setClosed] = useState<SourceInfo['name'] | null>(null);
  const notes = pressing(info);
  if (notes.length === 0 || closed === info.name) return null;
  const shown = all ? notes : notes.slice(0, AT_ONCE);
  const rest = info.noteCount - info.notes.length;
  return (
    <div className="source-notes" data-open={all}>
      {shown.map((note, index) => (
        <Message
          key={`${note.code} ${note.at} ${index}`}
          severity={note.severity}
          {...parted(note.message)}
          onClose={index === 0 ? () => setClosed(info.name) : undefined}
        />
      ))}
      {!all && notes.length > AT_ONCE && (
        <button type="button" onClick={() => setAll(true)}>
          {grouped(notes.length - AT_ONCE)} more notes
        </button>
      )}
      {all && rest > 0 && <p className="dim">{grouped(rest)} further notes are not listed.</p>}
    </div>
  );
}
