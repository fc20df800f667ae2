/** Addresses as people write them: RFC 5952 for IPv6, brackets around it where a port follows. */

export function formatIPv4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** 16 bytes as hextets: the longest run of zeros (two at least) is `::`, no leading zeros. */
export function formatIPv6(bytes: Uint8Array, from = 0): string {
  const words: number[] = [];
  for (let i = 0; i < 16; i += 2) words.push((bytes[from + i]! << 8) | bytes[from + i + 1]!);
  // ::ffff:10.0.0.1, as section 5 recommends
  if (words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff)
    return `::ffff:${formatIPv4((words[6]! << 16) | words[7]!)}`;
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && words[i + length] === 0) length++;
    if (length > bestLength) {
      best = i;
      bestLength = length;
    }
  }
  const text = (part: number[]): string => part.map((word) => word.toString(16)).join(':');
  if (best < 0) return text(words);
  return `${text(words.slice(0, best))}::${text(words.slice(best + bestLength))}`;
}
