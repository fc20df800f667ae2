/**
 * The first capture finds a decoder that has run: scripts are compiled by the browser as they are used, which for
 * the first rows takes longer than all that they ask for. So a few records are read before anybody asks.
 */
import type { OpenResult, Source } from '../decoder/api.ts';
import { WARM_FRAMES } from './warm-frames.ts';

/** Rounds of the frames: as many as the index pass needs to become quick. */
const ROUNDS = 2000;
const ROWS = 48;

const FILE_HEAD = 24;
const FRAME_HEAD = 16;
const ETHERNET = 14;

/** A capture of `rounds` times the frames, each stream in order, with XIDs of their own. */
export function warmCapture(rounds = ROUNDS): Uint8Array<ArrayBuffer> {
  const frames = WARM_FRAMES.map((text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
  const size = frames.reduce((sum, frame) => sum + FRAME_HEAD + frame.length, 0);
  const out = new Uint8Array(FILE_HEAD + rounds * size);
  const view = new DataView(out.buffer);
  view.setUint32(0, 0xa1b2c3d4);
  view.setUint32(4, 0x00020004);
  view.setUint32(16, 65_535);
  view.setUint32(20, 1);
  /** of each stream the number that its next byte has */
  const sequences = new Map<number, number>();
  let at = FILE_HEAD;
  for (let round = 0; round < rounds; round++) {
    for (const [turn, frame] of frames.entries()) {
      view.setUint32(at + 4, round * frames.length + turn);
      view.setUint32(at + 8, frame.length);
      view.setUint32(at + 12, frame.length);
      at += FRAME_HEAD;
      out.set(frame, at);
      const tcp = at + ETHERNET + (frame[ETHERNET]! & 15) * 4;
      const payload = tcp + (frame[tcp - at + 12]! >> 4) * 4;
      const ports = view.getUint32(tcp);
      const sequence = sequences.get(ports) ?? 1;
      view.setUint32(tcp + 4, sequence);
      sequences.set(ports, sequence + at + frame.length - payload);
      view.setUint32(payload + 4, view.getUint32(payload + 4) + round);
      at += frame.length;
    }
  }
  return out;
}

/** Opens it, looks at the first rows and records, and lets go of it; `signal`: something real is to be opened. */
export async function warm(
  open: (source: Source, events: { readonly signal: AbortSignal }) => Promise<OpenResult>,
  signal: AbortSignal,
): Promise<void> {
  const result = await open({ kind: 'file', name: '', blob: new Blob([warmCapture()]) }, { signal });
  if (!result.ok) return;
  const { session } = result;
  try {
    await session.done;
    for (let row = 0; row < WARM_FRAMES.length && !signal.aborted; row++) {
      const { count } = await session.record(row);
      await session.texts(
        row,
        Uint32Array.from({ length: count }, (_, node) => node),
      );
    }
    for (let round = 0; round < 4 && !signal.aborted; round++) await session.rows(round * ROWS, ROWS);
  } finally {
    session.close();
  }
}
