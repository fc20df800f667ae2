/** The files that a link names and does not hold. */
import type { LinkSource } from './permalink/link.ts';
import { sizeOf } from './permalink/link.ts';
import { grouped } from '../components/parts/grouped.ts';

export type Wanted = LinkSource & { readonly kind: 'file' };

/** What is said where something else was opened. */
export function notTheWanted(
  { fingerprint, count }: Wanted,
  { files, size }: { readonly files: readonly { readonly name: string }[]; readonly size: number },
): { readonly title: string; readonly detail: string } {
  const wanted = sizeOf(fingerprint);
  const one = files.length === 1;
  const given = one ? files[0]!.name : `these ${grouped(files.length)} files`;
  const differs =
    count !== files.length
      ? `The link names ${count === 1 ? 'one file' : `${grouped(count)} files`}; ${one ? 'this is one' : `these are ${grouped(files.length)}`}.`
      : wanted !== size
        ? `The link names ${grouped(wanted)} bytes; ${given} ${one ? 'has' : 'have'} ${grouped(size)}.`
        : one
          ? 'Its length is the same and its bytes are not.'
          : 'Their length is the same and their bytes are not.';
  return {
    title:
      count === 1
        ? 'This is not the file that the link names.'
        : `These are not the ${grouped(count)} files that the link names.`,
    detail: `${differs} ${one ? 'It is opened from its start.' : 'They are opened from their start.'}`,
  };
}

/** What the start page asks for. */
export function askFor({ name, fingerprint, count }: Wanted): {
  readonly title: string;
  readonly detail: string;
} {
  const size = grouped(sizeOf(fingerprint));
  return count === 1
    ? {
        title: `This link names a place in ${name === '' ? 'a file' : name}.`,
        detail: `The file is not in it. Open or drop the file of ${size} bytes to see the place.`,
      }
    : {
        title: `This link names a place in ${grouped(count)} files that were opened together.`,
        detail: `The files are not in it. Drop them together, ${size} bytes in all, to see the place.`,
      };
}
