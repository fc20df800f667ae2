/**
 * A file as a Blob, read by range through a descriptor that stays open: what the decoder asks of a
 * dropped file in a browser. (fs.openAsBlob does the same, warns in Node 20 that it is new, and refuses
 * unlinked files.)
 */
import { open, type FileHandle } from 'node:fs/promises';
import type { ReadableBlob } from '../decoder/source/bytes.ts';
import type { UnpackMeans } from '../decoder/source/unpack.ts';
import { zlibUnpacker } from './gunzip.ts';
import { FileStore, readInto, temporaryFile, writeAll } from './temporary.ts';

class FileBlob extends Blob implements ReadableBlob {
  constructor(
    private readonly handle: FileHandle,
    private readonly from: number,
    private readonly to: number,
  ) {
    super();
  }

  override get size(): number {
    return this.to - this.from;
  }

  override slice(start = 0, end = this.size): Blob {
    const clamp = (at: number): number =>
      Math.min(this.size, Math.max(0, at < 0 ? this.size + at : Math.trunc(at)));
    const first = clamp(start);
    return new FileBlob(this.handle, this.from + first, this.from + Math.max(first, clamp(end)));
  }

  /** Fewer bytes than asked for where the file has become shorter. */
  readInto(offset: number, target: Uint8Array): Promise<number> {
    const length = Math.max(0, Math.min(target.length, this.size - offset));
    return readInto(this.handle, this.from + offset, target.subarray(0, length));
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(this.size);
    if ((await this.readInto(0, bytes)) < bytes.length)
      throw new Error('The file became shorter while it was read.');
    return bytes.buffer;
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(await this.arrayBuffer());
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    let at = 0;
    return new ReadableStream({
      pull: async (controller) => {
        const part = this.slice(at, at + (1 << 20));
        if (part.size === 0) return controller.close();
        at += part.size;
        controller.enqueue(new Uint8Array(await part.arrayBuffer()));
      },
    });
  }
}

export interface OpenFile {
  readonly blob: Blob;
  close(): Promise<void>;
}

async function blobOf(handle: FileHandle): Promise<OpenFile> {
  const stat = await handle.stat();
  if (!stat.isFile()) {
    await handle.close();
    throw new Error(stat.isDirectory() ? 'This is a directory.' : 'This is no regular file.');
  }
  return { blob: new FileBlob(handle, 0, stat.size), close: () => handle.close() };
}

/** @throws Error with a sentence, or the system's own error */
export async function openFile(path: string): Promise<OpenFile> {
  return blobOf(await open(path, 'r'));
}

/** Standard input, spooled to a temporary file that no longer has a name. */
export async function spool(input: AsyncIterable<Uint8Array>): Promise<OpenFile> {
  const handle = await temporaryFile();
  try {
    let size = 0;
    for await (const chunk of input) {
      await writeAll(handle, chunk, size);
      size += chunk.length;
    }
    return await blobOf(handle);
  } catch (reason) {
    await handle.close();
    throw reason;
  }
}

/** Packed files are unpacked into temporary files. `close` lets go of them, whatever is still under way. */
export function unpackMeans(): UnpackMeans & { close(): void } {
  const stores: FileStore[] = [];
  return {
    unpackers: { gzip: zlibUnpacker },
    async store() {
      const store = new FileStore(await temporaryFile());
      stores.push(store);
      return store;
    },
    close() {
      for (const store of stores) store.close();
    },
  };
}
