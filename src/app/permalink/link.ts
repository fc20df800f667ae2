/** The whole link: version, source, place. See README.md for the form. */
import type { PastedDump } from '../../decoder/api.ts';
import { type Place, readPlace, wellFormed, writePlace } from './place.ts';

export const VERSION = 1;

/** Past this, chats and mail programs begin to cut. */
export const LONG_LINK = 2_000;

/** Where the bytes come from. */
export type LinkSource =
  | { readonly kind: 'sample'; readonly id: string }
  | { readonly kind: 'bytes'; readonly dumps: readonly PastedDump[] }
  /**
   * Not in the link: who opens it is asked for the file, or for all `count` files that were opened together.
   * `fingerprint`: length, `-`, start of a SHA-256.
   */
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly fingerprint: string;
      readonly count: number;
    };

export interface Link {
  readonly source: LinkSource;
  readonly place: Place;
}

/** A link that cannot be followed; in the words that a person reads. */
export interface BadLink {
  readonly code: 'damaged' | 'cut' | 'large' | 'version' | 'unknown';
  readonly title: string;
  readonly detail: string;
}

export type ReadLink =
  | { readonly ok: true; readonly link: Link }
  /** no link at all: the start page */
  | { readonly ok: false; readonly bad: BadLink | null };

const SAMPLE_ID = /^[a-z0-9][a-z0-9.-]{0,63}$/;
const COUNT = /^[1-9]\d{0,3}$/;
const FINGERPRINT = /^\d{1,15}-[0-9a-f]{8,64}$/;

/** Length of the file that a fingerprint is of, bytes. */
export const sizeOf = (fingerprint: string): number => Number(fingerprint.split('-')[0]);

/** The source's part, which changes only when another source is opened; null: too large for a link. */
export async function writeSource(source: LinkSource): Promise<string | null> {
  switch (source.kind) {
    case 'sample':
      return `sample/${source.id}`;
    case 'file':
      return source.count === 1
        ? `file/${source.fingerprint}/${encodeURIComponent(wellFormed(source.name))}`
        : `files/${source.fingerprint}/${source.count}`;
    case 'bytes': {
      const { writeBytes } = await import('./bytes-link.ts');
      const bytes = await writeBytes(source.dumps);
      return bytes === null ? null : `bytes/${bytes}`;
    }
  }
}

/** The fragment, with its `#`. `source` is what `writeSource` gave. */
export function writeFragment(source: string, place: Place): string {
  const rest = writePlace(place);
  return `#v${VERSION}/${source}${rest === '' ? '' : `?${rest}`}`;
}

/** The source's part of a fragment, as `writeSource` wrote it; '' where there is none. */
export function sourcePartOf(fragment: string): string {
  const cut = fragment.indexOf('?');
  return (cut < 0 ? fragment : fragment.slice(0, cut)).replace(/^#?v\d+\//, '');
}

const damaged = (code: BadLink['code'], title: string, detail: string): ReadLink => ({
  ok: false,
  bad: { code, title, detail },
});
async function readV1(text: string): Promise<ReadLink> {
  const cut = text.indexOf('?');
  const [kind, ...parts] = (cut < 0 ? text : text.slice(0, cut)).split('/');
  const place = readPlace(cut < 0 ? '' : text.slice(cut + 1));
  const unknown = damaged(
    'unknown',
    'The link does not say what to open.',
    'It begins as a Glusterscope link and goes on as none. Ask for it again, or for the file.',
  );
  if (kind === 'sample') {
    const id = parts[0] ?? '';
    return SAMPLE_ID.test(id) ? { ok: true, link: { source: { kind, id }, place } } : unknown;
  }
  if (kind === 'file') {
    const [fingerprint = '', ...name] = parts;
    if (!FINGERPRINT.test(fingerprint)) return unknown;
    let plain = '';
    try {
      plain = decodeURIComponent(name.join('/')).slice(0, 255);
    } catch {
      // A name that does not read is no reason to refuse the rest.
    }
    return { ok: true, link: { source: { kind, name: plain, fingerprint, count: 1 }, place } };
  }
  if (kind === 'files') {
    const [fingerprint = '', number = ''] = parts;
    if (!FINGERPRINT.test(fingerprint) || !COUNT.test(number)) return unknown;
    const name = `${number} files`;
    return { ok: true, link: { source: { kind: 'file', name, fingerprint, count: Number(number) }, place } };
  }
  if (kind === 'bytes') {
    const { readBytes } = await import('./bytes-link.ts');
    const read = await readBytes(parts[0] ?? '', parts.slice(1).join('/'));
    return 'code' in read
      ? { ok: false, bad: read }
      : { ok: true, link: { source: { kind, dumps: read }, place } };
  }
  return unknown;
}

/** A reader for each version that was ever given out. */
const READERS: Readonly<Record<number, (text: string) => Promise<ReadLink>>> = { 1: readV1 };
for (let version = 1; version <= VERSION; version++) {
  if (!READERS[version]) throw new Error(`Links of version ${version} have no reader.`);
}

/** `fragment` with or without its `#`, as it stands in the address. */
export async function readLink(fragment: string): Promise<ReadLink> {
  let text = fragment.replace(/^#/, '').replace(/\s+/g, '');
  if (text === '') return { ok: false, bad: null };
  if (/^v\d+%2f/i.test(text)) {
    try {
      text = decodeURIComponent(text);
    } catch {
      // Read as it stands; the reader says what is wrong.
    }
  }
  const head = /^v(\d{1,6})(\/|$)/.exec(text);
  if (!head) {
    return damaged(
      'unknown',
      'The address ends in something that is no link of Glusterscope.',
      `It begins with “${text.slice(0, 24)}”; a link begins with “v${VERSION}/”.`,
    );
  }
  const reader = READERS[Number(head[1])];
  if (!reader) {
    return damaged(
      'version',
      `The link is of version ${Number(head[1])}; this Glusterscope reads versions up to ${VERSION}.`,
      'It was made by a newer one. Reload the page to get it, or ask for the file.',
    );
  }
  return reader(text.slice(head[0].length));
}
