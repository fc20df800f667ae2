/**
 * Bytes as text that can be shown: valid UTF-8 as it stands, everything that does not print, turns the
 * reading direction or breaks a line as an escape, bytes that are no UTF-8 as `\xNN`. Nothing is dropped.
 */

/** Bytes that are turned into text at most; what is beyond is counted. */
export const TEXT_LIMIT = 4096;

/** C0, DEL and C1 controls, bidi controls, zero-width characters, line separators, BOM, the backslash. */
const UNSAFE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\\]/g;

const SHORT: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\\': '\\\\',
};

/** Escapes what must not reach a page as itself. */
export function escapeText(text: string): string {
  return text.replace(
    UNSAFE,
    (character) => SHORT[character] ?? '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of valid UTF-8, else null. */
export function utf8(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/** Length of the valid UTF-8 sequence that begins at `at`, 0 where there is none (RFC 3629 section 4). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first < 0xe0
      ? 2
      : first >= 0xe0 && first < 0xf0
        ? 3
        : first >= 0xf0 && first < 0xf5
          ? 4
          : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  for (let i = 1; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1]!;
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second > 0x8f) return 0;
  return length;
}

/** As text with escapes; at most `limit` bytes of it, then `…`. */
export function showText(bytes: Uint8Array, limit = TEXT_LIMIT): string {
  let cut = Math.min(bytes.length, limit);
  // do not cut a character in two
  while (cut > 0 && cut < bytes.length && cut > limit - 4 && (bytes[cut]! & 0xc0) === 0x80) cut--;
  const part = bytes.subarray(0, cut);
  const whole = utf8(part);
  const more = cut < bytes.length ? '…' : '';
  if (whole !== null) return escapeText(whole) + more;
  let out = '';
  let run = 0;
  for (let at = 0; at < part.length;) {
    const length = sequenceLength(part, at);
    if (length > 0) {
      at += length;
      continue;
    }
    out += escapeText(utf8(part.subarray(run, at)) ?? '') + '\\x' + hexByte(part[at]!);
    at++;
    run = at;
  }
  return out + escapeText(utf8(part.subarray(run)) ?? '') + more;
}

/** In quotation marks, as a person reads a string in the tree. */
export function quote(bytes: Uint8Array, limit = TEXT_LIMIT): string {
  return `“${showText(bytes, limit)}”`;
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** Lower-case hex without spaces; at most `limit` bytes, then `…`. */
export function hex(bytes: Uint8Array, limit = TEXT_LIMIT): string {
  let out = '';
  const cut = Math.min(bytes.length, limit);
  for (let i = 0; i < cut; i++) out += hexByte(bytes[i]!);
  return cut < bytes.length ? out + '…' : out;
}

/** Valid UTF-8 of printing characters (line breaks and tabs allowed), at least one of them. */
export function isPrintable(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at]!;
    if (byte === 0x7f || (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) return false;
    const length = sequenceLength(bytes, at);
    if (length === 0) return false;
    at += length;
  }
  return true;
}

/** With commas between thousands: 1234567 → `1,234,567`. */
export function thousands(value: number | bigint): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 byte`, `3,412 bytes`. */
export function counted(value: number | bigint, one: string, many = one + 's'): string {
  return `${thousands(value)} ${value === 1 || value === 1n ? one : many}`;
}
