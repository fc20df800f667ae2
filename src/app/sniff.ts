/**
 * Is a dropped file a capture or a text? Only its first bytes are read. What is neither goes to the
 * decoder as a capture, which says in its own words what is wrong.
 */
const MAGIC: readonly (readonly number[])[] = [
  [0xa1, 0xb2, 0xc3, 0xd4],
  [0xd4, 0xc3, 0xb2, 0xa1],
  [0xa1, 0xb2, 0x3c, 0x4d],
  [0x4d, 0x3c, 0xb2, 0xa1],
  [0xa1, 0xb2, 0xcd, 0x34],
  [0x34, 0xcd, 0xb2, 0xa1],
  [0x0a, 0x0d, 0x0d, 0x0a],
  [0x1f, 0x8b],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x73, 0x6e, 0x6f, 0x6f, 0x70],
];
const HEAD = 4096;

/** Strings have a limit, and so has patience: a text is held in memory, a capture is not. */
export const MOST_TEXT = 64 * 1024 * 1024;

/** Does it begin as a capture does, or as something packed that may be one? */
export async function isCaptureFile(blob: Blob): Promise<boolean> {
  return beginsAsCapture(new Uint8Array(await blob.slice(0, HEAD).arrayBuffer()));
}

const beginsAsCapture = (head: Uint8Array): boolean =>
  MAGIC.some((magic) => magic.every((byte, at) => head[at] === byte));

export async function isText(blob: Blob): Promise<boolean> {
  if (blob.size === 0 || blob.size > MOST_TEXT) return false;
  const head = new Uint8Array(await blob.slice(0, HEAD).arrayBuffer());
  if (beginsAsCapture(head)) return false;
  // NUL and most control characters stand in no text; tab, line ends, form feed and escape do.
  for (const byte of head) {
    if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) return false;
  }
  let text: string;
  try {
    // A character may be cut at the end of the head.
    text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
  } catch {
    return false;
  }
  return !/^\s*<(!doctype\s+html|html|head|\?xml)/i.test(text);
}
