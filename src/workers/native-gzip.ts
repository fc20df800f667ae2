/** gzip by the browser's own stream: quick, and strict. What it refuses the decoder's own unpacker goes over again. */
import { UnpackError, type Unpacker } from '../decoder/source/unpack.ts';

export function nativeGunzip(): Unpacker {
  return new NativeGunzip();
}

class NativeGunzip implements Unpacker {
  readonly #out: Uint8Array[] = [];
  readonly #writer: WritableStreamDefaultWriter<BufferSource>;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #drained: Promise<void>;
  #failed = false;

  constructor() {
    const stream = new DecompressionStream('gzip');
    this.#writer = stream.writable.getWriter();
    this.#reader = stream.readable.getReader();
    const fail = (): void => {
      this.#failed = true;
    };
    this.#drained = this.#drain().catch(fail);
    this.#writer.closed.catch(fail);
  }

  async #drain(): Promise<void> {
    for (;;) {
      const { done, value } = await this.#reader.read();
      if (done) return;
      this.#out.push(value);
    }
  }

  async push(piece: Uint8Array): Promise<void> {
    if (!this.#failed) await this.#writer.write(piece.slice()).catch(() => (this.#failed = true));
  }

  next(): Uint8Array | null {
    const part = this.#out.shift();
    if (part === undefined && this.#failed) throw new UnpackError('damaged');
    return part ?? null;
  }

  async end(): Promise<void> {
    await this.#writer.close().catch(() => (this.#failed = true));
    await this.#drained;
  }

  close(): void {
    this.#out.length = 0;
    this.#writer.abort().catch(() => undefined);
    this.#reader.cancel().catch(() => undefined);
  }
}
