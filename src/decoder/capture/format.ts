/** Tells a capture from what it is not by its first bytes, and says why when it cannot be opened. */
import type { OpenError } from '../api.ts';
import { counted, grouped, type Notes } from './notes.ts';
import { pcapKind, PcapWalker } from './pcap.ts';
import { PcapngWalker } from './pcapng.ts';
import { SECTION } from './pcapng-damage.ts';
import { isSnoop, SnoopWalker } from './snoop.ts';
import type { FrameSink, Walker } from './walker.ts';

/** So many bytes from the start are enough to tell. */
export const HEAD_LENGTH = 4096;

export type Sniffed =
  | { readonly ok: true; readonly walker: (sink: FrameSink, notes: Notes) => Walker }
  | { readonly ok: false; readonly error: OpenError };

/** `head` is the file's first bytes (HEAD_LENGTH of them, or all), `size` the file's length. */
export function sniffCapture(head: Uint8Array, size: number): Sniffed {
  if (size === 0) return failure('empty', 'The file is empty.', 'It has 0 bytes. Nothing to read.');
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const kind = pcapKind(view, size);
  if (kind !== null) {
    if (size < 24)
      return failure(
        'cut-header',
        'The capture ends inside its file header.',
        `A pcap file header has 24 bytes, ${size} are there. No packet was captured, or the copy was cut.`,
      );
    return { ok: true, walker: (sink, notes) => new PcapWalker(kind, sink, notes) };
  }
  if (head.length >= 4 && view.getUint32(0, true) === SECTION) {
    if (size < 28)
      return failure(
        'cut-header',
        'The capture ends inside its section header.',
        `A pcapng section header has at least 28 bytes, ${size} are there.`,
      );
    const order = view.getUint32(8, true);
    if (order === 0x1a2b3c4d || order === 0x4d3c2b1a)
      return { ok: true, walker: (sink, notes) => new PcapngWalker(sink, notes) };
  }
  if (isSnoop(head)) return { ok: true, walker: (sink, notes) => new SnoopWalker(sink, notes) };
  return { ok: false, error: unknownFormat(head, size) };
}

const OTHERS: readonly (readonly [
  code: string,
  what: string,
  magic: readonly number[],
  advice: string,
  place?: number,
])[] = [
  ['xz', 'an xz file', [0xfd, 0x37, 0x7a, 0x58, 0x5a], 'Unpack it with unxz and open the result.'],
  ['bzip2', 'a bzip2 file', [0x42, 0x5a, 0x68], 'Unpack it with bunzip2 and open the result.'],
  ['lz4', 'an LZ4 file', [0x04, 0x22, 0x4d, 0x18], 'Unpack it with unlz4 and open the result.'],
  ['zip', 'a zip archive', [0x50, 0x4b, 0x03, 0x04], 'Unpack it and open the capture inside.'],
  ['tar', 'a tar archive', [0x75, 0x73, 0x74, 0x61, 0x72], 'Unpack it and open the capture inside.', 257],
];

/** @param size Infinity: not known yet */
function unknownFormat(head: Uint8Array, size: number): OpenError {
  const has = Number.isFinite(size) ? `It has ${counted(size, 'byte')}.` : '';
  for (const [code, what, magic, advice, place = 0] of OTHERS)
    if (magic.every((byte, i) => head[place + i] === byte))
      return {
        code,
        title: `This is ${what}, not a pcap or pcapng capture.`,
        detail: `${has} ${advice}`.trim(),
      };
  const text = beginning(head);
  if (/^\s*(<!doctype html|<html|<head|<\?xml|<!--)/i.test(text))
    return {
      code: 'html',
      title: 'This is an HTML page, not a capture.',
      detail: `It begins with "${text.trimStart().slice(0, 24).split('\n')[0]!.trim()}". The download probably met a login page.`,
    };
  const shown = Array.from(head.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return {
    code: 'unknown-format',
    title: 'This is no capture that can be read here.',
    detail:
      `${Number.isFinite(size) ? counted(size, 'byte') : 'Bytes'} that begin with ${shown}; pcap and pcapng begin otherwise. ${
        text === '' ? '' : 'It looks like text: a hex dump can be pasted.'
      }`.trim(),
  };
}

/** The head as text, '' where it is binary. */
function beginning(head: Uint8Array): string {
  let text = '';
  // A byte order mark may stand before a page.
  const from = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  for (const byte of head.subarray(from, 512)) {
    if (byte === 0 || (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13)) return '';
    text += byte < 128 ? String.fromCharCode(byte) : '?';
  }
  return text;
}

function failure(code: string, title: string, detail: string): Sniffed {
  return { ok: false, error: { code, title, detail } };
}

/** A source that rejects when it is read. */
export function unreadable(reason: unknown, at: number): OpenError {
  const why = reason instanceof Error ? reason.message : String(reason);
  return {
    code: 'unreadable',
    title: 'The file cannot be read.',
    detail: `Reading at byte ${grouped(at)} failed: ${why}`,
  };
}
