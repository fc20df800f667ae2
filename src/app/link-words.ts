/** What a link to the open source carries, in words. */
import type { Controller } from './controller.ts';
import { LONG_LINK } from './permalink/link.ts';
import { grouped } from '../components/parts/grouped.ts';

export function carriesOf(controller: Controller): string {
  const { model, state } = controller;
  const { sourcePart, info } = model;
  if (sourcePart === null || !info) return 'The link is known when the source is read to its end.';
  if (sourcePart.startsWith('sample/')) {
    return `This link names a sample that ships with the app, and the place.`;
  }
  if (sourcePart.startsWith('bytes/')) {
    const bytes = info.text ? info.text.dumps.reduce((sum, dump) => sum + dump.length, 0) : info.size;
    return `This link carries the ${grouped(bytes)} bytes themselves. Whoever has it can read them.`;
  }
  const { length } = info.files;
  if (length > 1) {
    return `This link names the place, not the files. Who opens it is asked for the same ${grouped(length)} files, ${grouped(info.size)} bytes in all.`;
  }
  const what = state.origin?.kind === 'paste' ? 'the text' : 'the file';
  const asked = state.origin?.kind === 'paste' ? 'a text' : 'a file';
  return `This link names the place, not ${what}. Who opens it is asked for ${asked} of ${grouped(info.size)} bytes that starts with the same fingerprint.`;
}

export function longWarning(characters: number): string | null {
  return characters > LONG_LINK
    ? `Longer than ${grouped(LONG_LINK)} characters: some chats and mail programs cut it.`
    : null;
}
