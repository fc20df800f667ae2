/** Fetches the samples that ship with the app: their index, and one of them as a source. */
import type { Source } from '../decoder/api.ts';
import type { Sample, SampleIndex, SampleNote } from './samples/types.ts';

/** Relative to the page, so that the build works under any path. */
const FOLDER = 'samples/';

export type Fetch = (url: string) => Promise<Response>;

export type LoadedSample =
  | {
      readonly ok: true;
      readonly name: string;
      readonly source: Source;
      readonly notes: readonly SampleNote[];
    }
  | { readonly ok: false; readonly title: string; readonly detail: string };

let index: Promise<readonly Sample[]> | null = null;

/** The index, fetched once; fetched again after a failure. */
export function sampleIndex(fetch: Fetch): Promise<readonly Sample[]> {
  index ??= (async () => {
    const answer = await fetch(`${FOLDER}index.json`);
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
    return ((await answer.json()) as SampleIndex).samples;
  })();
  index.catch(() => (index = null));
  return index;
}

export async function loadSample(fetch: Fetch, id: string): Promise<LoadedSample> {
  try {
    const samples = await sampleIndex(fetch);
    const sample = samples.find((known) => known.id === id);
    if (!sample) {
      const detail = `The link names “${id}”. This version ships ${samples.length} others.`;
      return { ok: false, title: 'There is no such sample.', detail };
    }
    const answer = await fetch(`${FOLDER}${sample.file}`);
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
    const name = sample.title;
    const { notes } = sample;
    if (sample.kind === 'text') {
      return { ok: true, name, notes, source: { kind: 'text', name, text: await answer.text(), layers: {} } };
    }
    return { ok: true, name, notes, source: { kind: 'file', name: sample.file, blob: await answer.blob() } };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      title: 'The sample did not come.',
      detail: `${why} What you open yourself needs no server.`,
    };
  }
}
