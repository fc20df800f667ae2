/** Takes little-endian pcap files apart into frames and puts frames together to files, for tests. */
import { concat } from './packets.ts';

export interface PcapFrames {
  readonly header: Uint8Array;
  /** each with its frame header */
  readonly frames: readonly Uint8Array[];
  /** of each frame, nanoseconds since the epoch */
  readonly times: readonly bigint[];
}

export function framesOf(file: Uint8Array): PcapFrames {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const magic = view.getUint32(0, true);
  const tick = magic === 0xa1b23c4d ? 1n : magic === 0xa1b2c3d4 ? 1000n : null;
  if (tick === null) throw new Error('This is no little-endian pcap file.');
  const frames: Uint8Array[] = [];
  const times: bigint[] = [];
  for (let at = 24; at < file.length;) {
    const end = at + 16 + view.getUint32(at + 8, true);
    frames.push(file.subarray(at, end));
    times.push(
      BigInt(view.getUint32(at, true)) * 1_000_000_000n + BigInt(view.getUint32(at + 4, true)) * tick,
    );
    at = end;
  }
  return { header: file.subarray(0, 24), frames, times };
}

export const fileOf = ({ header }: PcapFrames, frames: readonly Uint8Array[]): Uint8Array =>
  concat(header, ...frames);
