/** Is a file a text? What is none is taken for a capture, whose reader says what is wrong with it. */

export const SNIFF_BYTES = 4096;

/** @param head the file's first bytes */
export function isText(head: Uint8Array): boolean {
  const part = head.subarray(0, SNIFF_BYTES);
  if (part.length === 0) return false;
  // NUL and most control characters stand in no text; tab, line ends, form feed and escape do.
  for (const byte of part) {
    if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) return false;
  }
  let text: string;
  try {
    // The head may end inside a character.
    text = new TextDecoder('utf-8', { fatal: true }).decode(part, { stream: true });
  } catch {
    return false;
  }
  return !/^\s*<(!doctype\s+html|html|head|\?xml)/i.test(text);
}
