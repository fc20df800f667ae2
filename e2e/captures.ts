/** Captures and dumps made for a test, and real ones. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { capture } from '../scripts/made-capture.mjs';

export { capture };

/** A capture of test/captures. */
export function real(name: string): Uint8Array {
  return gunzipSync(readFileSync(new URL(`../test/captures/${name}.gz`, import.meta.url)));
}

/** The dump of the first call, as people mail it. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.subarray(at, at + 16)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const ascii = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(4, '0')}  ${hex.padEnd(47)}  ${ascii}`);
  }
  return lines.join('\n') + '\n';
}

/** Record `index` of a made capture, mark included. */
export function record(index = 0): Uint8Array {
  let found: Uint8Array = new Uint8Array(0);
  capture({
    records: index + 1,
    spoil: (bytes, at) => {
      if (at === index) found = bytes.slice();
    },
  });
  return found;
}
