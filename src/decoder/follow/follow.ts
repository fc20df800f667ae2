/**
 * Which file each record is about: gfids, open files and names, followed from record to record. One pass in
 * the background once the index is complete; what it has reached can be asked at any time, and stays.
 *
 *     row 17  LOOKUP reply   /dir + "a.txt" is gfid 5f1e…         file 3, /dir/a.txt
 *     row 20  OPEN reply     gfid 5f1e… is open as fd 7           file 3
 *     row 22  RENAME reply   /dir + "a.txt" becomes / + "b.txt"   file 3, from here on /b.txt
 *     row 24  WRITE call     fd 7                                 file 3, /b.txt
 */
import type { Came } from '../record/outcome.ts';
import type { Column } from '../rpc/record-index.ts';

export interface FilePath {
  /** `/dir/a.txt`; `<gfid:5f1e30c4…>/a.txt` where nothing names the directory */
  readonly text: string;
  /** it begins at the volume's root */
  readonly whole: boolean;
  /** false: the record says all of it itself */
  readonly inferred: boolean;
  /** row that gave the file this name; -1: the record itself, or nothing did */
  readonly row: number;
}

/** What is followed of a source. Asked about rows that were not reached, it knows nothing. */
export interface Followed {
  /** Number of the file that a row is about, by row; 0: none, or none is known. 0 too where it was not reached. */
  readonly file: Column;
  /** the same of a second file: of COPY_FILE_RANGE the target; 0: none */
  readonly other: Column;
  /** rows that were reached: what is known of those before is final, but calls that wait for their reply */
  readonly reached: number;
  /** all rows were reached */
  readonly complete: boolean;
  /** there was no room for all files or names: what came after that has no path */
  readonly isFull: boolean;
  /** files are numbered 1 … files. A name that was looked for and not found has a number as well */
  readonly files: number;
  /** `5f1e30c4-…`; '' for a name that belongs to no gfid */
  gfidOf(file: number): string;
  /** name of the volume that the file is in; '' where no handshake tells it */
  volumeOf(file: number): string;
  /** Number of the file that has a gfid, in the volume of a row's connection; 0: none is known. */
  fileOfGfid(row: number, gfid: Uint8Array): number;
  /** Path that a file had when the row was sent, or the last one that it had; null: it never had a name. */
  pathAt(file: number, row: number): FilePath | null;
  /** Path of the file that a row is about, as of that row; null: the row is about none, or it has no name. */
  pathOf(row: number): FilePath | null;
  /** The second path that a row names: what RENAME and LINK lead to; null: none. */
  newPathOf(row: number): FilePath | null;
  /** What a reply says of how it went; null: it does not, or was not reached. */
  cameOf(row: number): Came | null;
  /** bytes of memory held */
  readonly byteLength: number;
}

/** What is known before anything is. */
export const NOTHING_FOLLOWED: Followed = {
  file: { length: 0, get: () => 0, byteLength: 0 },
  other: { length: 0, get: () => 0, byteLength: 0 },
  reached: 0,
  complete: false,
  isFull: false,
  files: 0,
  gfidOf: () => '',
  volumeOf: () => '',
  fileOfGfid: () => 0,
  pathAt: () => null,
  pathOf: () => null,
  newPathOf: () => null,
  cameOf: () => null,
  byteLength: 0,
};
