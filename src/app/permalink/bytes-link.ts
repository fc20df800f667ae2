/**
 * The bytes of a link: dumps packed, deflated, with length and checksum. Loaded when a link needs it.
 *
 *     <characters, base 36>.<crc32 of the compressed bytes, base 36>/<base64url>
 */
import type { PastedDump } from '../../decoder/api.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { crc32 } from './crc32.ts';
import { packDumps, unpackDumps } from './dumps.ts';
import type { BadLink } from './link.ts';
import { deflate, inflate, MOST_COMPRESSED, MOST_INFLATED } from './payload.ts';
import { grouped } from '../../components/parts/grouped.ts';

/** Null: too large for a link. */
export async function writeBytes(dumps: readonly PastedDump[]): Promise<string | null> {
  const total = dumps.reduce((sum, dump) => sum + dump.bytes.length, 0);
  const packed = total > MOST_INFLATED ? null : await deflate(packDumps(dumps));
  if (!packed) return null;
  const text = toBase64Url(packed);
  return `${text.length.toString(36)}.${crc32(packed).toString(36)}/${text}`;
}

const ASK_AGAIN = 'Mail programs cut long links. Ask for it again, or for the file.';
const bad = (code: BadLink['code'], title: string, detail: string): BadLink => ({ code, title, detail });

/** `head` stands before the `/`, `text` behind it. */
export async function readBytes(head: string, text: string): Promise<readonly PastedDump[] | BadLink> {
  const [length, crc] = head
    .split('.')
    .map((part) => (/^[0-9a-z]{1,7}$/.test(part) ? parseInt(part, 36) : -1));
  if (length === undefined || crc === undefined || length < 0 || crc < 0) {
    return bad('damaged', 'The link is damaged: its length and checksum do not read.', ASK_AGAIN);
  }
  if (length > Math.ceil((MOST_COMPRESSED * 4) / 3)) {
    return bad(
      'large',
      'The link holds more than a link may.',
      `It announces ${grouped(length)} characters; 32 KB compressed is the most. Ask for the file.`,
    );
  }
  if (text.length < length) {
    const missing = length - text.length;
    const title =
      missing === 1
        ? 'The link is damaged: 1 character is missing at its end.'
        : `The link is damaged: ${grouped(missing)} characters are missing at its end.`;
    return bad('cut', title, ASK_AGAIN);
  }
  const packed = text.length === length ? fromBase64Url(text) : null;
  if (!packed || crc32(packed) !== crc) {
    return bad(
      'damaged',
      'The link is damaged: its bytes do not match their checksum.',
      'A character was changed, lost or added on the way. Ask for it again, or for the file.',
    );
  }
  const inflated = await inflate(packed);
  if (!inflated.ok && inflated.why === 'large') {
    return bad(
      'large',
      'The link holds more than a link may.',
      'It inflates to more than 8 MB, or to more than 200 times its size. It was not inflated further.',
    );
  }
  const dumps = inflated.ok ? unpackDumps(inflated.bytes) : null;
  return (
    dumps ??
    bad(
      'damaged',
      'The link is damaged: its bytes are no dumps.',
      'Its checksum holds, so it was made wrong. Ask for the file.',
    )
  );
}
