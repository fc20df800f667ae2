/**
 * Several sources seen as one. Each has room of its own, whatever its size, which may not be known yet:
 *
 *     0         ROOM        2 ROOM       3 ROOM
 *     |part 0   .|part 1 .   |part 2    . |         behind a part's end there is nothing
 *
 * So a part's bytes have their places before any other part is read, and a place tells its part.
 */
import type { ByteSource } from './bytes.ts';

/** 256 GiB; a thousand of them are places of 48 bits. Blocks of any power of two lie in one part. */
export const ROOM = 2 ** 38;

/** Number of the part that byte `at` belongs to. */
export const partAt = (at: number): number => Math.floor(at / ROOM);

/** No read goes across: it ends where its part does. */
export function joinedSource(parts: readonly ByteSource[]): ByteSource {
  return {
    size: parts.length * ROOM,
    read(offset, length) {
      const number = partAt(offset);
      const part = parts[number];
      const at = offset - number * ROOM;
      return part === undefined || at >= part.size
        ? Promise.resolve(new Uint8Array(0))
        : part.read(at, Math.min(length, ROOM - at));
    },
  };
}
