/** Numbers and names of link types, as tcpdump.org/linktypes.html lists them. */

import { SNOOP_LINK } from '../capture/snoop.ts';

export const Link = {
  null: 0,
  ethernet: 1,
  ppp: 9,
  rawOld: 12,
  rawOpenBSD: 14,
  pppSerial: 50,
  pppEther: 51,
  pppWithDirection: 166,
  raw: 101,
  ciscoHdlc: 104,
  loop: 108,
  linuxCooked: 113,
  ipv4: 228,
  ipv6: 229,
  linuxCooked2: 276,
} as const;

const NAMES: Readonly<Record<number, string>> = {
  0: 'BSD loopback',
  1: 'Ethernet',
  3: 'AX.25',
  6: 'Token Ring',
  7: 'ARCNET',
  8: 'SLIP',
  9: 'PPP',
  10: 'FDDI',
  50: 'PPP in HDLC framing',
  51: 'PPPoE',
  100: 'RFC 1483 ATM',
  101: 'raw IP',
  104: 'Cisco HDLC',
  105: 'IEEE 802.11',
  107: 'Frame Relay',
  108: 'OpenBSD loopback',
  113: 'Linux cooked v1',
  114: 'LocalTalk',
  117: 'OpenBSD pflog',
  119: 'Prism 802.11',
  122: 'IP over Fibre Channel',
  127: '802.11 with radiotap',
  129: 'Linux ARCNET',
  143: 'DOCSIS',
  147: 'user 0',
  149: 'user 2',
  162: 'user 15',
  163: 'AVS 802.11',
  165: 'BACnet MS/TP',
  166: 'PPP with direction',
  177: 'Linux LAPD',
  187: 'Bluetooth HCI',
  189: 'USB',
  192: 'per-packet information',
  195: 'IEEE 802.15.4',
  201: 'Bluetooth HCI with direction',
  220: 'Linux USB',
  224: 'Fibre Channel FC-2',
  226: 'Solaris ipnet',
  227: 'CAN',
  228: 'IPv4',
  229: 'IPv6',
  230: 'IEEE 802.15.4 without FCS',
  231: 'D-Bus',
  239: 'Linux nflog',
  242: 'IP over InfiniBand',
  247: 'InfiniBand',
  249: 'USBPcap',
  252: 'upper-layer PDUs',
  253: 'Netlink',
  256: 'USB Darwin',
  259: 'IP over InfiniBand with pseudo-header',
  265: 'USB 2.0',
  276: 'Linux cooked v2',
  277: 'Zigbee with metadata',
};

/** `raw IP (101)`, `link type 4711`; a packet without interface: `an unknown interface`. */
export function linkName(link: number): string {
  if (link < 0) return 'an interface that is not described';
  if (link >= SNOOP_LINK) return `snoop link type ${link - SNOOP_LINK}`;
  const name = NAMES[link];
  return name === undefined ? `link type ${link}` : `${name} (${link})`;
}
