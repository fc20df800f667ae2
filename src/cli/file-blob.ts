/**
 * A file as a Blob, read by range through a descriptor that stays open: what the decoder asks of a
 * dropped file in a browser. (fs.openAsBlob does the same, warns in Node 20 that it is new, and refuses
 * unlinked files.)
 */
import { randomBytes } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

class FileBlob extends Blob {
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

  override async arrayBuffer(): Promise<ArrayBuffer> {
    const buffer = new ArrayBuffer(this.size);
    const bytes = new Uint8Array(buffer);
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await this.handle.read(bytes, filled, bytes.length - filled, this.from + filled);
      if (bytesRead === 0) throw new Error('The file became shorter while it was read.');
      filled += bytesRead;
    }
    return buffer;
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
  const path = join(tmpdir(), `glusterscope-${randomBytes(8).toString('hex')}`);
  const handle = await open(path, 'wx+', 0o600);
  await unlink(path);
  for await (const chunk of input) await handle.write(chunk);
  return blobOf(handle);
}
