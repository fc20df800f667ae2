/** CRC-32 (RFC 1952, section 8), piece by piece, four bytes at a time. */
const TABLES = Array.from({ length: 4 }, () => new Int32Array(256));
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  TABLES[0]![byte] = value;
}
for (let byte = 0; byte < 256; byte++)
  for (let table = 1; table < 4; table++) {
    const before = TABLES[table - 1]![byte]!;
    TABLES[table]![byte] = (before >>> 8) ^ TABLES[0]![before & 0xff]!;
  }
const [T0, T1, T2, T3] = TABLES as [Int32Array, Int32Array, Int32Array, Int32Array];

/** @param before of the bytes that came before; 0 at the beginning. Unsigned. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let value = ~before;
  let at = 0;
  for (const stop = bytes.length - 3; at < stop; at += 4) {
    value ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    value = T3[value & 0xff]! ^ T2[(value >>> 8) & 0xff]! ^ T1[(value >>> 16) & 0xff]! ^ T0[value >>> 24]!;
  }
  for (; at < bytes.length; at++) value = (value >>> 8) ^ T0[(value ^ bytes[at]!) & 0xff]!;
  return ~value >>> 0;
}
