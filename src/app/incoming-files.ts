/** Which of the files that come in at once are opened. */
import { isCaptureFile, isText } from './sniff.ts';
import { grouped } from '../components/parts/grouped.ts';

export interface Refusal {
  readonly title: string;
  readonly detail: string;
}

/**
 * The files to open, or why none is. What cannot be read is among them: whoever opens them says so.
 * @param folder name of the folder whose files they are: of those only the captures are meant
 */
export async function sortOut(
  files: readonly File[],
  folder: string | null,
): Promise<readonly File[] | Refusal> {
  if (folder !== null) {
    const captures = await filtered(files, isCaptureFile);
    if (captures.length > 0) return captures;
    return {
      title: `There is no capture in the folder ${folder}.`,
      detail:
        files.length === 0
          ? 'It is empty, or the browser does not show what is in it. Drop the files themselves.'
          : `${files.length === 1 ? 'The file in it is none' : `None of its ${grouped(files.length)} files is one`}.`,
    };
  }
  if (files.length > 1 && (await allTexts(files))) {
    return { title: `These are ${grouped(files.length)} texts.`, detail: 'Open them one at a time.' };
  }
  return files;
}

async function filtered(
  files: readonly File[],
  wanted: (file: Blob) => Promise<boolean>,
): Promise<readonly File[]> {
  const out: File[] = [];
  for (const file of files) if (await wanted(file).catch(() => false)) out.push(file);
  return out;
}

async function allTexts(files: readonly File[]): Promise<boolean> {
  for (const file of files) if (!(await isText(file).catch(() => false))) return false;
  return true;
}
