/** Names of what frames carry besides what is followed: EtherTypes (IEEE) and IP protocols (IANA). */

const ETHER_NAMES: Readonly<Record<number, string>> = {
  0: 'no network layer',
  0x0806: 'ARP',
  0x8035: 'RARP',
  0x8100: 'cut VLAN tag',
  0x8809: 'LACP',
  0x8847: 'MPLS',
  0x8848: 'MPLS',
  0x8863: 'PPPoE discovery',
  0x8864: 'PPPoE',
  0x888e: 'EAPOL',
  0x88cc: 'LLDP',
  0x88e5: 'MACsec',
  0x8906: 'FCoE',
  0x8915: 'RoCE',
};

const PROTOCOL_NAMES: Readonly<Record<number, string>> = {
  1: 'ICMP',
  2: 'IGMP',
  17: 'UDP',
  50: 'ESP',
  58: 'ICMPv6',
  59: 'nothing',
  88: 'EIGRP',
  89: 'OSPF',
  103: 'PIM',
  112: 'VRRP',
  132: 'SCTP',
};

export function etherName(type: number): string {
  if (type > 0 && type < 0x0600) return 'IEEE 802.3';
  return ETHER_NAMES[type] ?? `EtherType 0x${type.toString(16).padStart(4, '0')}`;
}

export function protocolName(protocol: number): string {
  return PROTOCOL_NAMES[protocol] ?? `IP protocol ${protocol}`;
}
