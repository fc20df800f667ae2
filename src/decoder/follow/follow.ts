/**
 * Which file each record is about: gfids, open files and names, followed from record to record. One pass in
 * the background once the index is complete; what it has reached can be asked at any time, and stays.
 *
 *     row 17  LOOKUP reply   /dir + "a.txt" is gfid 5f1e…         file 3, /dir/a.txt
 *     row 20  OPEN reply     gfid 5f1e… is open as fd 7           file 3
 *     row 22  RENAME reply   /dir + "a.txt" becomes / + "b.txt"   file 3, from here on /b.txt
 *     row 24  WRITE call     fd 7                                 file 3, /b.txt
 */
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
  /** Number of the file that a row is about, by row; 0: none, or none is known. As long as what was reached. */
  readonly file: Column;
  /** the same of the directory, or of the other name of RENAME and LINK; 0: none */
  readonly other: Column;
  /** rows that were reached: what is known of those before is final, but calls that wait for their reply */
  readonly reached: number;
  /** all rows were reached, or the limit of memory */
  readonly complete: boolean;
  /** settles then, or when the source is closed */
  readonly done: Promise<void>;
  /** files are numbered 1 … files. A name that was looked for and not found has a number as well */
  readonly files: number;
  /** `5f1e30c4-…`; '' for a name that belongs to no gfid */
  gfidOf(file: number): string;
  /** number of the volume that the file is in, from 0, as `Connection.volume` has it; -1: none */
  volumeOf(file: number): number;
  /** Path that a file had when the row was sent, or the last one that it had; null: it never had a name. */
  pathAt(file: number, row: number): FilePath | null;
  /** Path of the file that a row is about, as of that row; null: the row is about none, or it has no name. */
  pathOf(row: number): FilePath | null;
  /** Files of that gfid, one of each volume that has it. */
  filesOf(gfid: string): readonly number[];
  /** bytes of memory held */
  readonly byteLength: number;
}
