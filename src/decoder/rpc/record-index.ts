/**
 * What the first pass leaves behind: columns of rows (records, and runs of bytes that are none), frames and
 * streams. No payload, no field tree. record/ and session.ts read it; captures and pastes fill it.
 */
/** A column that grows by chunks; `get` beyond `length` is undefined behaviour. */
export interface Column {
  readonly length: number;
  get(index: number): number;
  /** bytes of memory held */
  readonly byteLength: number;
}

export const RowFlag = {
  /** the data ended, or a gap came, before the announced length */
  unfinished: 1,
  /** bytes inside were not captured (snaplen, lost segment) */
  holes: 2,
  /** more than one fragment */
  fragments: 4,
  /** same XID as an earlier call of the stream that was still waiting */
  duplicateXid: 8,
  /** no record mark: UDP, or bare bytes */
  unmarked: 16,
} as const;

/** One entry a row, in order of completion. */
export interface RowColumns {
  /** RowKind */
  readonly kind: Column;
  /** RowFlag, or-ed */
  readonly flags: Column;
  readonly stream: Column;
  /** place of the first byte (of the mark) in its stream */
  readonly streamOffset: Column;
  /** announced length on the wire with all marks; for runs their length */
  readonly length: Column;
  /** frames from 1; 0: none. For pastes lines of the text, from 1 */
  readonly first: Column;
  readonly last: Column;
  /** nanoseconds since RecordIndex.baseTime, of the frame that completes the row; NaN: none */
  readonly time: Column;
  readonly xid: Column;
  /** of the call; for a reply those of the matched call, 0 while unknown */
  readonly program: Column;
  readonly version: Column;
  readonly procedure: Column;
  /** row of the other half, -1: none */
  readonly match: Column;
}

export interface StreamInfo {
  /** index of the other direction's stream, -1: not seen */
  readonly other: number;
  /** both directions share it */
  readonly flow: number;
  /** `10.0.0.1:24007`, `[fd77::1]:24007`, or a paste's own name; '' where unknown */
  readonly source: string;
  readonly destination: string;
  /** bytes from the first one that was seen to the last, gaps included: what its runs tile */
  readonly length: number;
  /** what the bytes are when they are no RPC (`TLS 1.3`, `HTTP` …), else '' */
  readonly foreign: string;
  /** what happened to it: retransmissions, overlaps, gaps … as counts by name */
  readonly counts: Readonly<Record<string, number>>;
  /**
   * TCP's handshake as the capture shows it: when this side sent its SYN, and the ACK that ends the handshake;
   * nanoseconds since RecordIndex.baseTime. NaN or absent: it does not show it, or a SYN was sent again
   */
  readonly synTime?: number;
  readonly ackTime?: number;
}

/** A record's bytes, fetched on demand. */
export interface RecordBytes {
  /** wire bytes from the first mark on; zero inside holes; may end before `length` */
  readonly bytes: Uint8Array;
  /** announced length on the wire, all marks included */
  readonly length: number;
  /** wire ranges that were not captured; ascending, disjoint, covering [bytes.length, length) */
  readonly holes: readonly (readonly [number, number])[];
  /** record marks: wire offset of each (4 bytes long). Empty: unmarked */
  readonly marks: readonly number[];
  /** frames that carry it, ascending, from 1; empty for pastes */
  readonly frames: readonly number[];
  /** for pastes: place in the text of the first digit of each byte; else empty */
  readonly textPlaces: Uint32Array;
}

export interface IndexNote {
  readonly severity: 'info' | 'warning' | 'error';
  readonly code: string;
  readonly message: string;
  /** row that it belongs to, -1: the source as a whole */
  readonly row: number;
  /** byte in the file, line in the text; -1: none */
  readonly at: number;
}

/** One of several captures that are read as one. */
export interface CaptureFile {
  readonly name: string;
  readonly format: string;
  /** bytes, as it is */
  readonly size: number;
  /** so far */
  readonly frames: number;
}

export interface RecordIndex {
  /** `pcap, microseconds, little-endian`: for people */
  readonly format: string;
  /** nanoseconds since the epoch of the first frame; null for pastes */
  readonly baseTime: bigint | null;
  readonly timeDigits: number;
  readonly frames: number;
  /** where several captures are read as one, in the order in which they begin; else empty */
  readonly files: readonly CaptureFile[];
  /** number of the file that completes a row, or that has its first bytes */
  fileOf(row: number, end?: 'first' | 'last'): number;
  readonly rows: number;
  /** rows that are call, reply or data */
  readonly records: number;
  readonly columns: RowColumns;
  readonly streams: readonly StreamInfo[];
  /** of each code the first 1,000; `noteCounts` has them all */
  readonly notes: readonly IndexNote[];
  readonly noteCounts: Readonly<Record<string, number>>;
  readonly complete: boolean;
  /** bytes held by all columns */
  readonly byteLength: number;
  read(row: number): Promise<RecordBytes>;
  /** For work that looks at all rows. Ask for one such reader for each run through them. */
  reader(): RowReader;
}

/** Gives the same as `RecordIndex.read`, in memory that is good until the next row is read. */
export interface RowReader {
  /** At once where the bytes are at hand. One at a time: wait for a promise before the next call. */
  read(row: number): RecordBytes | Promise<RecordBytes>;
}
