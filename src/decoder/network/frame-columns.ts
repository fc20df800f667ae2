/**
 * One entry a frame, 20 bytes: which stream it carries bytes of, where in the stream, and where in the file.
 * That is all that is needed to fetch a record again: the frames that carry it lie between its first and its
 * last frame.
 */
import { CHUNK_MASK, ChunkedColumn, doubles, signed, unsigned } from '../capture/columns.ts';

export class FrameColumns {
  length = 0;
  /** stream, -1: none that is followed */
  readonly stream = new ChunkedColumn(signed, this);
  /** place of the payload in its stream, modulo 2^32 */
  readonly position = new ChunkedColumn(unsigned, this);
  /** captured bytes of payload */
  readonly size = new ChunkedColumn(unsigned, this);
  /** place of the payload in the file */
  readonly at = new ChunkedColumn(doubles, this);

  #stream = signed(0);
  #position = unsigned(0);
  #size = unsigned(0);
  #at = doubles(0);

  push(stream: number, position: number, at: number, size: number): void {
    const i = this.length & CHUNK_MASK;
    if (i === 0 || i >= this.#stream.length) this.#grow();
    this.#stream[i] = stream;
    this.#position[i] = position;
    this.#at[i] = at;
    this.#size[i] = size;
    this.length++;
  }

  #grow(): void {
    this.#stream = this.stream.grow(this.length);
    this.#position = this.position.grow(this.length);
    this.#size = this.size.grow(this.length);
    this.#at = this.at.grow(this.length);
  }

  /** Says afterwards what an earlier frame carried: fragments are put together later than they are met. */
  set(frame: number, stream: number, position: number, at: number, size: number): void {
    this.stream.set(frame, stream);
    this.position.set(frame, position);
    this.at.set(frame, at);
    this.size.set(frame, size);
  }

  get byteLength(): number {
    return this.stream.byteLength + this.position.byteLength + this.size.byteLength + this.at.byteLength;
  }
}
