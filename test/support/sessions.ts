/** Opens what stands in test/captures, as a person would drop it. For tests alone. */
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { SourceInfo } from '../../src/decoder/api.ts';
import { open } from '../../src/decoder/session.ts';
import type { OpenedSession } from '../../src/decoder/session/opened.ts';

const folder = new URL('../captures/', import.meta.url);

/** Names of all captures, without `.gz`. */
export function captureNames(): string[] {
  return readdirSync(folder)
    .filter((name) => /\.pcap(ng)?\.gz$/.test(name))
    .map((name) => name.replace(/\.gz$/, ''))
    .sort();
}

export async function openCapture(
  name: string,
  onProgress?: (info: SourceInfo) => void,
): Promise<OpenedSession> {
  const bytes = new Uint8Array(gunzipSync(readFileSync(new URL(`${name}.gz`, folder))));
  const source = { kind: 'file', name, blob: new Blob([bytes]) } as const;
  return opened(await open(source, onProgress ? { onProgress } : {}));
}

export async function openText(text: string): Promise<OpenedSession> {
  return opened(await open({ kind: 'text', name: 'paste', text, layers: {} }));
}

/** The hex texts by name. */
export function hexTexts(): Record<string, string> {
  const bytes = gunzipSync(readFileSync(new URL('hex-forms.json.gz', folder)));
  return JSON.parse(bytes.toString()) as Record<string, string>;
}

async function opened(result: Awaited<ReturnType<typeof open>>): Promise<OpenedSession> {
  if (!result.ok) throw new Error(`${result.error.title}: ${result.error.detail}`);
  await result.session.done;
  return result.session;
}
