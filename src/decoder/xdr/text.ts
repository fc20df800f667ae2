/**
 * Bytes as text that can be shown: valid UTF-8 as it stands; what does not print, turns the reading
 * direction or breaks a line as an escape; bytes that are no UTF-8 as `\xNN`. Nothing is dropped.
 */

/** Bytes that are turned into text at most; `…` stands for more. */
export const TEXT_LIMIT = 4096;

/** C0, DEL and C1 controls, bidi controls, zero-width characters, line separators, BOM, the backslash, lone surrogates, tags. */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\\\ud800-\udfff\u{e0000}-\u{e007f}]/gu;

const SHORT: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\\': '\\\\',
};

/** Escapes what must not reach a page as itself. */
export function escapeText(text: string): string {
  return text.replace(UNSAFE, (found) => {
    const short = SHORT[found];
    if (short !== undefined) return short;
    const code = found.codePointAt(0)!.toString(16);
    return code.length > 4 ? `\\u{${code}}` : '\\u' + code.padStart(4, '0');
  });
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
function sequence(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  for (let i = 1; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1]!;
  if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f)) return 0;
  if ((first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f)) return 0;
  return length;
}

/** Whether [start, stop) is valid UTF-8. */
export function isUtf8(bytes: Uint8Array, start: number, stop: number): boolean {
  for (let at = start; at < stop;) {
    if (bytes[at]! < 0x80) {
      at++;
      continue;
    }
    const length = sequence(bytes, at);
    if (length === 0 || at + length > stop) return false;
    at += length;
  }
  return true;
}

/** As text with escapes; of at most `limit` bytes, then `…`. */
export function showText(bytes: Uint8Array, limit = TEXT_LIMIT): string {
  let cut = Math.min(bytes.length, limit);
  // a character is not cut in two
  while (cut > 0 && cut < bytes.length && cut > limit - 4 && (bytes[cut]! & 0xc0) === 0x80) cut--;
  const part = bytes.subarray(0, cut);
  const more = cut < bytes.length ? '…' : '';
  const whole = utf8(part);
  if (whole !== null) return escapeText(whole) + more;
  let out = '';
  let run = 0;
  for (let at = 0; at < part.length;) {
    const length = sequence(part, at);
    if (length > 0) {
      at += length;
      continue;
    }
    out += escapeText(utf8(part.subarray(run, at)) ?? '') + '\\x' + part[at]!.toString(16).padStart(2, '0');
    run = ++at;
  }
  return out + escapeText(utf8(part.subarray(run)) ?? '') + more;
}

/** In quotation marks, as a person reads a string in the tree. */
export function quote(bytes: Uint8Array, limit = TEXT_LIMIT): string {
  return `“${showText(bytes, limit)}”`;
}

const BYTE = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hex without spaces; of at most `limit` bytes, then `…`. */
export function hex(bytes: Uint8Array, limit = TEXT_LIMIT): string {
  const cut = Math.min(bytes.length, limit);
  let out = '';
  for (let i = 0; i < cut; i++) out += BYTE[bytes[i]!];
  return cut < bytes.length ? out + '…' : out;
}

/** With commas between thousands: 1234567 → `1,234,567`. */
export function thousands(value: number | bigint): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 byte`, `3,412 bytes`. */
export function counted(value: number, one: string, many = plural(one)): string {
  return `${thousands(value)} ${value === 1 ? one : many}`;
}

/** `entry` → `entries`; what is plural already stays. */
export function plural(word: string): string {
  if (/[^s]s$/.test(word)) return word;
  return /[^aeiou]y$/.test(word) ? word.slice(0, -1) + 'ies' : word + 's';
}

/** `pairs` → `pair`, `entries` → `entry`; what has no plural stays. */
export function singular(word: string): string {
  if (/[^aeiou]ies$/.test(word)) return word.slice(0, -3) + 'y';
  return word.length > 2 && /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}
