/**
 * Where bytes come from: random access by range, never the whole as one array. Node's files have their own
 * source in src/cli; what is packed is unpacked by a source of its own (unpack.ts).
 */
export interface ByteSource {
  /** in bytes; of one that is unpacked while it is read Infinity, until its end was met; else fixed */
  readonly size: number;
  /** Bytes [offset, offset + length), fewer only where the source ends. Rejects when it cannot be read. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /**
   * Fills `target` from `offset` and gives the number of bytes that it wrote, fewer than asked for only where
   * the source ends. Sources that can read into memory that is there offer it: the index pass then
   * allocates nothing.
   */
  readInto?(offset: number, target: Uint8Array): Promise<number>;
  /**
   * As `read`, for large pieces one after the other: by another thread, so that what was read is worked on
   * meanwhile. The bytes are the caller's own, to be let go of as soon as they were walked.
   */
  readAside?(offset: number, length: number): Promise<Uint8Array>;
}

/** Reads a part of a Blob in another thread; the bytes are the caller's own. */
export type ReadAside = (blob: Blob, offset: number, length: number) => Promise<Uint8Array>;

/** A Blob that can be read into memory that is there, as no browser's can. */
export interface ReadableBlob extends Blob {
  readInto(offset: number, target: Uint8Array): Promise<number>;
}

/** A dropped or picked file. */
export function blobSource(blob: Blob | ReadableBlob, aside: ReadAside | null = null): ByteSource {
  const source: ByteSource = {
    size: blob.size,
    async read(offset, length) {
      return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
    },
  };
  if ('readInto' in blob) return { ...source, readInto: (offset, target) => blob.readInto(offset, target) };
  return aside ? { ...source, readAside: (offset, length) => aside(blob, offset, length) } : source;
}

/** Bytes in memory: pastes, links, tests. What `read` gives is a view, not a copy. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}
