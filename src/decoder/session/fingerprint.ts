/**
 * By which a link names a file that it does not carry: its length, and the first 16 hex digits of the
 * SHA-256 of its first MiB and its length (eight bytes, big-endian).
 */

export const FINGERPRINT_BYTES = 1 << 20;

/** Of several files, in any order: their lengths together, and the same of what they have each. */
export async function fingerprintOfAll(prints: readonly string[]): Promise<string> {
  if (prints.length === 1) return prints[0]!;
  const length = prints.reduce((sum, print) => sum + Number(print.split('-')[0]), 0);
  return fingerprint(new TextEncoder().encode([...prints].sort().join(' ')), length);
}

/** `1345571-0123456789abcdef`; '' where the browser has no digests, as for a page that came by plain HTTP. */
export async function fingerprint(head: Uint8Array, length: number): Promise<string> {
  if ((crypto.subtle as SubtleCrypto | undefined) === undefined) return '';
  const part = head.subarray(0, FINGERPRINT_BYTES);
  const data = new Uint8Array(part.length + 8);
  data.set(part);
  new DataView(data.buffer).setBigUint64(part.length, BigInt(length));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  let hex = '';
  for (const byte of digest.subarray(0, 8)) hex += byte.toString(16).padStart(2, '0');
  return `${length}-${hex}`;
}
