/** Names what is no RPC by its first bytes. */

const TLS_TYPES = new Set([20, 21, 22, 23]);

/** Whether a TLS record header (RFC 8446, section 5.1) stands at bytes[at]; the record's length, else 0. */
export function tlsRecord(bytes: Uint8Array, at: number, to: number): number {
  if (to - at < 5 || !TLS_TYPES.has(bytes[at]!) || bytes[at + 1] !== 3 || bytes[at + 2]! > 4) return 0;
  const length = (bytes[at + 3]! << 8) | bytes[at + 4]!;
  return length > 0 && length <= 16384 + 2048 ? 5 + length : 0;
}

const TEXTS: readonly (readonly [start: string, name: string])[] = [
  ['GET ', 'HTTP'],
  ['POST ', 'HTTP'],
  ['PUT ', 'HTTP'],
  ['HEAD ', 'HTTP'],
  ['DELETE ', 'HTTP'],
  ['OPTIONS ', 'HTTP'],
  ['PATCH ', 'HTTP'],
  ['CONNECT ', 'HTTP'],
  ['HTTP/1.', 'HTTP'],
  ['PRI * HTTP/2.0', 'HTTP/2'],
  ['SSH-', 'SSH'],
  ['220 ', 'SMTP or FTP'],
  ['EHLO ', 'SMTP'],
  ['HELO ', 'SMTP'],
  ['* OK ', 'IMAP'],
  ['+OK ', 'POP3'],
  ['@RSYNCD:', 'rsync'],
  ['RFB 00', 'VNC'],
  ['\x00\x00\x00\x0bNBDMAGIC', 'NBD'],
  ['NBDMAGIC', 'NBD'],
  ['BitTorrent protocol', 'BitTorrent'],
  [':O\0', 'GlusterFS before 3.1'],
];

/** What a stream that begins with bytes[from, to) is; '' where it is not known. */
export function nameForeign(bytes: Uint8Array, from: number, to: number): string {
  if (bytes[from] === 22 && tlsRecord(bytes, from, to) > 0) return 'TLS';
  for (const [start, name] of TEXTS) {
    if (to - from < start.length) continue;
    let i = 0;
    while (i < start.length && bytes[from + i] === start.charCodeAt(i)) i++;
    if (i === start.length) return name;
  }
  // SMB: a NetBIOS session header, then 0xff or 0xfe and "SMB"
  if (to - from >= 8 && bytes[from] === 0 && (bytes[from + 4]! | 1) === 0xff && ascii(bytes, from + 5, 'SMB'))
    return 'SMB';
  return '';
}

function ascii(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}
