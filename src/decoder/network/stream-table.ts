/**
 * Finds the stream (one direction of one connection) of a segment by its addresses and ports: open addressing,
 * the key in four integers. Both directions of a flow are made together: stream ids 2n and 2n + 1.
 *
 * IPv4 addresses are their own keys; IPv6 addresses are interned to small numbers first.
 */
import { formatIPv4, formatIPv6 } from './address.ts';

/** What the addresses of a key are; names are those of a paste's end points. `udp` is added to them. */
export const Family = { ipv4: 0, ipv6: 1, name: 2, udp: 4 } as const;
/** Above these bits a family has the number of its vantage point: what two of them saw is never one stream. */
export const VANTAGE_BITS = 3;
const ADDRESS_MASK = 3;

export interface Keyed {
  readonly id: number;
  readonly family: number;
  readonly from: number;
  readonly to: number;
  /** source port in the upper half, destination port in the lower */
  readonly ports: number;
}

export class StreamTable<S extends Keyed> {
  /** all streams, by id; a connection that reuses its ports has streams of its own */
  readonly streams: S[] = [];
  #slots = new Int32Array(256);
  #used = 0;

  find(family: number, from: number, to: number, ports: number): S | null {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hash(family, from, to, ports) & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot]!;
      if (entry === 0) return null;
      const s = this.streams[entry - 1]!;
      if (s.from === from && s.to === to && s.ports === ports && s.family === family) return s;
    }
  }

  /** Puts a stream in, in place of an older one with the same key. */
  add(stream: S): void {
    this.streams.push(stream);
    if ((this.#used + 1) * 2 > this.#slots.length) this.#enlarge();
    this.#put(stream);
  }

  #put(stream: S): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash(stream.family, stream.from, stream.to, stream.ports) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const s = this.streams[slots[slot]! - 1]!;
      if (
        s.from === stream.from &&
        s.to === stream.to &&
        s.ports === stream.ports &&
        s.family === stream.family
      )
        break;
    }
    if (slots[slot] === 0) this.#used++;
    slots[slot] = stream.id + 1;
  }

  #enlarge(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    this.#used = 0;
    for (const entry of old) if (entry !== 0) this.#put(this.streams[entry - 1]!);
  }

  get byteLength(): number {
    return this.#slots.byteLength;
  }
}

function hash(family: number, from: number, to: number, ports: number): number {
  let h = Math.imul(from ^ 0x9e3779b9 ^ (family << 16), 0x85ebca6b) ^ Math.imul(to ^ 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ ports, 0x27d4eb2f);
  return h ^ (h >>> 15);
}

/** 16-byte addresses, and names, ↔ small numbers. */
export class Addresses {
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** Number of a name; names that differ in case only are one, and keep the first spelling. */
  internName(name: string): number {
    const key = name.toLowerCase();
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#names.length;
      this.#numbers.set(key, number);
      this.#names.push(name);
    }
    return number;
  }

  /** A second number that is shown by the same name: the other end of who speaks to himself. */
  twin(number: number): number {
    const key = `\0${number}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#names.length);
    return this.#names.push(this.#names[number]!) - 1;
  }

  name(number: number): string {
    return this.#names[number]!;
  }

  #bytes = new Uint8Array(16 * 64);
  #slots = new Int32Array(128);
  #count = 0;

  /** Number of the address at bytes[at, at + 16). */
  intern(bytes: Uint8Array, view: DataView, at: number): number {
    const mask = this.#slots.length - 1;
    let h = Math.imul(view.getInt32(at), 0x85ebca6b) ^ Math.imul(view.getInt32(at + 4), 0xc2b2ae35);
    h ^= Math.imul(view.getInt32(at + 8), 0x27d4eb2f) ^ Math.imul(view.getInt32(at + 12), 0x165667b1);
    h ^= h >>> 15;
    for (let slot = h & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]!;
      if (entry === 0) return this.#add(bytes, view, at, slot);
      if (this.#same(entry - 1, bytes, at)) return entry - 1;
    }
  }

  #same(number: number, bytes: Uint8Array, at: number): boolean {
    for (let i = 0; i < 16; i++) if (this.#bytes[number * 16 + i] !== bytes[at + i]) return false;
    return true;
  }

  #add(bytes: Uint8Array, view: DataView, at: number, slot: number): number {
    if ((this.#count + 1) * 2 > this.#slots.length) {
      this.#enlarge();
      return this.intern(bytes, view, at);
    }
    const number = this.#count++;
    if (number * 16 === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes.subarray(at, at + 16), number * 16);
    this.#slots[slot] = number + 1;
    return number;
  }

  #enlarge(): void {
    const count = this.#count;
    const all = this.#bytes;
    const view = new DataView(all.buffer);
    this.#slots = new Int32Array(this.#slots.length * 2);
    this.#bytes = new Uint8Array(all.length);
    this.#count = 0;
    for (let number = 0; number < count; number++) this.intern(all, view, number * 16);
  }

  format(number: number): string {
    return formatIPv6(this.#bytes, number * 16);
  }

  get byteLength(): number {
    return this.#bytes.byteLength + this.#slots.byteLength;
  }
}

/** `10.0.0.1:24007`, `[fd77::1]:24007`; a name with its port where one is known. */
export function formatEnd(family: number, address: number, port: number, addresses: Addresses): string {
  const kind = family & ADDRESS_MASK;
  if (kind === Family.name) {
    const name = addresses.name(address);
    return port === 0 ? name : `${name}:${port}`;
  }
  return kind === Family.ipv6 ? `[${addresses.format(address)}]:${port}` : `${formatIPv4(address)}:${port}`;
}
