export interface CaptureOptions {
  /** calls and replies in turn; 4 unless told */
  readonly records?: number;
  readonly linkType?: number;
  readonly snaplen?: number;
  /** called with each record's bytes, mark included, to spoil them */
  readonly spoil?: (record: Uint8Array, index: number) => void;
}
export function capture(options?: CaptureOptions): Uint8Array<ArrayBuffer>;
