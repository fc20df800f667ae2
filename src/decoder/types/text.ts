/** What types/ needs of texts beyond xdr/text.ts. */
import { thousands } from '../xdr/text.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Valid UTF-8 of printing characters (line breaks and tabs allowed), at least one of them. */
export function isPrintable(bytes: Uint8Array): boolean {
  for (const byte of bytes) {
    if (byte === 0x7f || (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) return false;
  }
  try {
    strict.decode(bytes);
  } catch {
    return false;
  }
  return bytes.length > 0;
}

/** `1 byte`, `3,412 bytes`, for numbers of any size. */
export function byteCount(value: number | bigint): string {
  return `${thousands(value)} ${value === 1 || value === 1n ? 'byte' : 'bytes'}`;
}
