/** One direction of one connection: what putting it in order has to remember, and what is told of it. */
import type { Pending } from './pending.ts';
import type { Ranges } from './ranges.ts';
import { formatEnd, type Addresses, type Keyed } from './stream-table.ts';

export class TcpStream implements Keyed {
  readonly id: number;
  readonly family: number;
  readonly from: number;
  readonly to: number;
  readonly ports: number;
  peer!: TcpStream;

  started = false;
  /** the connection's first byte is known */
  synSeen = false;
  /** sequence number of the first byte */
  initial = 0;
  /** sequence number that comes next, and its place in the stream */
  next = 0;
  position = 0;
  segments = 0;
  /** what lies behind holes */
  pending: Pending | null = null;
  /** frame from which on a hole that was acknowledged is given up; 0: not acknowledged */
  deadline = 0;
  ended = false;
  /** of its SYN, ns since the base time; NaN: not seen, or sent more than once */
  synTime = NaN;
  /** of the ACK with which it ended the handshake, likewise */
  ackTime = NaN;
  /** the other side's SYN was seen, and not yet this side's ACK */
  owesAck = false;
  /** how far before the first byte seen an earlier one was met later: 0 or less */
  earliest = 0;
  /** which of those were seen; null: none */
  before: Ranges | null = null;
  /** what the bytes are when they are no RPC */
  foreign = '';

  readonly #counts: Record<string, number> = {};
  readonly #addresses: Addresses;

  constructor(id: number, family: number, from: number, to: number, ports: number, addresses: Addresses) {
    this.id = id;
    this.family = family;
    this.from = from;
    this.to = to;
    this.ports = ports;
    this.#addresses = addresses;
  }

  /** Both directions share it: they are made together. */
  get flow(): number {
    return this.id >>> 1;
  }

  get other(): number {
    return this.peer.segments > 0 ? this.peer.id : -1;
  }

  get source(): string {
    return formatEnd(this.family, this.from, this.ports >>> 16, this.#addresses);
  }

  get destination(): string {
    return formatEnd(this.family, this.to, this.ports & 0xffff, this.#addresses);
  }

  get length(): number {
    return this.position;
  }

  get counts(): Readonly<Record<string, number>> {
    return this.#counts;
  }

  count(what: string, by = 1): void {
    this.#counts[what] = (this.#counts[what] ?? 0) + by;
  }
}
