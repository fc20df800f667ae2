/**
 * A temporary file without a name: it is unlinked while it is open, so that the system takes it back however
 * the process ends.
 */
import { randomBytes } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ByteStore } from '../decoder/source/byte-store.ts';

/** Rejects with the system's error where there is no room for it. */
export async function temporaryFile(): Promise<FileHandle> {
  const path = join(tmpdir(), `glusterscope-${randomBytes(8).toString('hex')}`);
  const handle = await open(path, 'wx+', 0o600);
  unlinkSync(path);
  return handle;
}

/** Fills `target` from a place of the file; fewer only at its end. */
export async function readInto(handle: FileHandle, offset: number, target: Uint8Array): Promise<number> {
  let filled = 0;
  while (filled < target.length) {
    const { bytesRead } = await handle.read(target, filled, target.length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

export async function writeAll(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, offset + done);
    done += bytesWritten;
  }
}

/** Parts are collected before they are written. */
const BUFFER = 1024 * 1024;

/** Keeps what is unpacked in a temporary file. */
export class FileStore implements ByteStore {
  size = 0;
  readonly #handle: FileHandle;
  readonly #buffer = new Uint8Array(BUFFER);
  /** bytes of the file, and behind them those of the buffer */
  #written = 0;
  #closed = false;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async append(bytes: Uint8Array): Promise<void> {
    if (this.size - this.#written + bytes.length > BUFFER) await this.#flush();
    if (bytes.length > BUFFER) {
      await writeAll(this.#handle, bytes, this.#written);
      this.#written += bytes.length;
    } else this.#buffer.set(bytes, this.size - this.#written);
    this.size += bytes.length;
  }

  async #flush(): Promise<void> {
    await writeAll(this.#handle, this.#buffer.subarray(0, this.size - this.#written), this.#written);
    this.#written = this.size;
  }

  async readInto(offset: number, target: Uint8Array): Promise<number> {
    const written = this.#written;
    const stop = Math.min(offset + target.length, this.size);
    // What the buffer has is taken at once: it changes while the file is read.
    const from = Math.max(offset, written);
    if (from < stop) target.set(this.#buffer.subarray(from - written, stop - written), from - offset);
    if (offset >= written) return Math.max(0, stop - offset);
    const wanted = Math.min(stop, written) - offset;
    const done = await readInto(this.#handle, offset, target.subarray(0, wanted));
    return done < wanted ? done : stop - offset;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.size = this.#written = 0;
    void this.#handle.close();
  }
}
