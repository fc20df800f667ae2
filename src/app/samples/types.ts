/**
 * The shape of `samples/index.json`: what ships with the app, and what a newcomer is shown in it.
 */

export interface SampleIndex {
  readonly samples: readonly Sample[];
}

export interface Sample {
  /** names the sample in links; never changes once published */
  readonly id: string;
  /** file name beside the index */
  readonly file: string;
  readonly title: string;
  /** one sentence: what it shows */
  readonly about: string;
  /** GlusterFS release that spoke, `10.3`; null where it is not known */
  readonly release: string | null;
  readonly kind: 'text' | 'capture';
  /** bytes of the file */
  readonly size: number;
  /** records in it, by completion; a bare dictionary counts as one */
  readonly records: number;
  /** in the order in which to read them */
  readonly notes: readonly SampleNote[];
}

/** A remark on bytes of one record. */
export interface SampleNote {
  /** number of the record, from 0, in the order of completion */
  readonly record: number;
  /** wire offset of the first byte in the record, its marks included */
  readonly offset: number;
  /** bytes; at least 1 */
  readonly length: number;
  readonly text: string;
  /** lines of a text sample that the remark is about, first and last, from 1 */
  readonly lines?: readonly [number, number];
}
