/** Texts that stand in a capture file, for notes: whoever reads them is not steered by them. */

/** Controls, what turns or hides text, line separators, the backslash, lone surrogates, tags. */
const STEERING =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\\\ud800-\udfff\u{e0000}-\u{e007f}]/gu;
/** Bytes that are shown. */
const SHOWN = 500;

const utf8 = new TextDecoder();

/** UTF-8 as one line: `first\nsecond`, `\u202e`; at most the first 500 bytes, and `…` then. */
export function capturedText(bytes: Uint8Array): string {
  const long = bytes.length > SHOWN;
  const text = utf8.decode(bytes.slice(0, SHOWN)).replace(STEERING, escaped);
  return long ? `${text}…` : text;
}

function escaped(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  if (character === '\\') return '\\\\';
  const code = character.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
