/**
 * Captures made byte by byte, for tests and pictures: pcap (draft-ietf-opsawg-pcap), Ethernet, IPv4, TCP, one
 * RPC record a frame. Call and reply of GF-DUMP in turn, between 10.0.0.1:1023 and 10.0.0.2:24007.
 */
const FRAME_HEAD = 16;
const NETWORK_HEAD = 14 + 20 + 20;

const CALL = [0x00000001, 0, 2, 123451501, 1, 1, 0, 0, 0, 0, 0, 0x0000cafe];
const REPLY = [0x00000001, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];

export function capture(options = {}) {
  const { records = 4, linkType = 1, snaplen = 262_144, spoil } = options;
  const lengths = Array.from({ length: 2 }, (_, side) => 4 + 4 * (side === 0 ? CALL : REPLY).length);
  let size = 24;
  for (let index = 0; index < records; index++) size += FRAME_HEAD + NETWORK_HEAD + lengths[index % 2];
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xa1b23c4d, true);
  view.setUint16(4, 2, true);
  view.setUint16(6, 4, true);
  view.setUint32(16, snaplen, true);
  view.setUint32(20, linkType, true);
  const sequence = [1000, 5000];
  let at = 24;
  for (let index = 0; index < records; index++) {
    const side = index % 2;
    const words = side === 0 ? CALL : REPLY;
    const length = lengths[side];
    const frame = NETWORK_HEAD + length;
    view.setUint32(at, 1_700_000_000 + Math.floor(index / 1000), true);
    view.setUint32(at + 4, (index % 1000) * 1_000_000, true);
    view.setUint32(at + 8, frame, true);
    view.setUint32(at + 12, frame, true);
    at += FRAME_HEAD;
    bytes.set([2, 0, 0, 0, 0, 2 - side, 2, 0, 0, 0, 0, 1 + side, 8, 0], at);
    const ip = at + 14;
    view.setUint8(ip, 0x45);
    view.setUint16(ip + 2, 40 + length);
    view.setUint16(ip + 6, 0x4000);
    view.setUint8(ip + 8, 64);
    view.setUint8(ip + 9, 6);
    bytes.set([10, 0, 0, 1 + side], ip + 12);
    bytes.set([10, 0, 0, 2 - side], ip + 16);
    const tcp = ip + 20;
    view.setUint16(tcp, side === 0 ? 1023 : 24_007);
    view.setUint16(tcp + 2, side === 0 ? 24_007 : 1023);
    view.setUint32(tcp + 4, sequence[side]);
    view.setUint32(tcp + 8, sequence[1 - side]);
    view.setUint8(tcp + 12, 0x50);
    view.setUint8(tcp + 13, 0x18);
    view.setUint16(tcp + 14, 0xffff);
    const record = tcp + 20;
    view.setUint32(record, (0x80000000 | (length - 4)) >>> 0);
    words.forEach((word, position) => view.setUint32(record + 4 + 4 * position, word));
    view.setUint32(record + 4, 1 + Math.floor(index / 2));
    spoil?.(bytes.subarray(record, record + length), index);
    sequence[side] += length;
    at += frame;
  }
  return bytes;
}
