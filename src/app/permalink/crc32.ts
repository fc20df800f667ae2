/**
 * CRC-32 as in ISO 3309 and gzip (RFC 1952 section 8). The page takes nothing of the decoder but types, so this
 * stands beside `source/crc32.ts`; that one is made for gigabytes, this one for a link. A test holds them together.
 */
const table = new Uint32Array(256).map((_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
