/** Standard output, line by line, no faster than it is taken. */
import type { Writable } from 'node:stream';

const CHUNK = 1 << 16;

/** Thrown when whoever reads has gone (`| head`): nothing is wrong, there is just no more to do. */
export class ReaderGone extends Error {}

export class Output {
  private pending = '';
  private gone = false;

  constructor(private readonly stream: Writable) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
      this.gone = true;
    });
  }

  async line(text: string): Promise<void> {
    this.pending += text + '\n';
    if (this.pending.length >= CHUNK) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.gone) throw new ReaderGone();
    if (this.pending === '') return;
    const text = this.pending;
    this.pending = '';
    await new Promise<void>((resolve) => this.stream.write(text, () => resolve()));
    if (this.gone) throw new ReaderGone();
  }
}
