/**
 * What a pcapng file carries beside packets: names of addresses, secrets to decrypt with, counts of dropped
 * packets, blocks that nobody here reads. All of it becomes notes; of secrets only kind, length and place.
 */
import { capturedText } from './captured-text.ts';
import { counted, grouped, type Notes } from './notes.ts';

export const BlockType = {
  names: 4,
  statistics: 5,
  journal: 9,
  secrets: 10,
} as const;

/** Kinds of secrets (draft-ietf-opsawg-pcapng, "Decryption Secrets Block"). */
const SECRETS: Readonly<Record<number, string>> = {
  0x544c534b: 'a TLS key log',
  0x5353484b: 'an SSH key log',
  0x57474b4c: 'a WireGuard key log',
  0x5a4e574b: 'a ZigBee network key',
  0x5a415053: 'a ZigBee application key',
  0x55414b4c: 'an OPC UA key log',
};

/** Blocks that have a name and are passed over. */
const NAMED: Readonly<Record<number, string>> = {
  [BlockType.journal]: 'of systemd’s journal',
  7: 'of IRIG timestamps',
  8: 'of AFDX encapsulation',
  0x0bad: 'of a tool’s own',
  0x40000bad: 'of a tool’s own',
};

/** Types of blocks that are told apart, and names of addresses that are told. */
const MOST_TYPES = 16;
const MOST_NAMES = 20;
const MOST_FACES = 4096;

export class Extras {
  readonly #notes: Notes;
  /** what a type of block is → how many were passed over */
  readonly #passed = new Map<string, number>();
  /** number of the interface → the last count of each kind, which is that from the beginning on */
  readonly #dropped = new Map<number, { at: number; interface: bigint; system: bigint }>();
  readonly #names: string[] = [];
  #addresses = 0;
  #namesAt = -1;
  #lost = 0;
  #lostAt = -1;

  constructor(notes: Notes) {
    this.#notes = notes;
  }

  /** A block that is not read. */
  passed(type: number): void {
    const what = NAMED[type] ?? `of type 0x${type.toString(16)}`;
    const known = this.#passed.get(what);
    if (known !== undefined) this.#passed.set(what, known + 1);
    else {
      const key = this.#passed.size < MOST_TYPES ? what : 'of other types';
      this.#passed.set(key, (this.#passed.get(key) ?? 0) + 1);
    }
  }

  /** Secrets of `length` bytes at a place of the file; `room` is what their block has for them. */
  secrets(kind: number, length: number, room: number, at: number): void {
    const what = SECRETS[kind] ?? `secrets of type 0x${kind.toString(16).padStart(8, '0')}`;
    const cut = length > room ? `, of which its block holds ${grouped(room)}` : '';
    this.#notes.add(
      'info',
      'secrets',
      `The capture carries ${what} of ${counted(length, 'byte')}${cut}. It stays in the file: it is not used, not shown, and in no link.`,
      at,
    );
  }

  /** Counts of an interface, from the beginning of its capture: a later one stands for the ones before. */
  dropped(face: number, byInterface: bigint, bySystem: bigint, at: number): void {
    if (this.#dropped.size < MOST_FACES || this.#dropped.has(face))
      this.#dropped.set(face, { interface: byInterface, system: bySystem, at });
  }

  /** Packets that were dropped between a packet and the one before it. */
  lost(count: bigint, at: number): void {
    if (count === 0n) return;
    this.#lost += Number(count);
    if (this.#lostAt < 0) this.#lostAt = at;
  }

  /** `bytes` are one record of a name resolution block: an address, then its names, each with a NUL. */
  address(bytes: Uint8Array, length: 4 | 16, at: number): void {
    this.#addresses++;
    if (this.#namesAt < 0) this.#namesAt = at;
    if (this.#names.length >= MOST_NAMES) return;
    const end = bytes.indexOf(0, length);
    const name = capturedText(bytes.subarray(length, end < 0 ? bytes.length : end));
    this.#names.push(`${length === 4 ? ipv4(bytes) : ipv6(bytes)} is ${name}`);
  }

  /** A section ends: the numbers of its interfaces mean nothing any more. */
  endSection(): void {
    for (const [face, { at, interface: byInterface, system }] of this.#dropped) {
      for (const [by, count] of [
        ['interface', byInterface],
        ['system', system],
      ] as const)
        if (count > 0n)
          this.#notes.add(
            'warning',
            'dropped-packets',
            `The ${by} dropped ${counted(Number(count), 'packet')} while interface ${face} was captured. Gaps may come from that.`,
            at,
          );
    }
    this.#dropped.clear();
  }

  end(): void {
    this.endSection();
    if (this.#lost > 0)
      this.#notes.add(
        'warning',
        'dropped-packets',
        `${counted(this.#lost, 'packet')} ${this.#lost === 1 ? 'was' : 'were'} dropped between those that are here. Gaps may come from that.`,
        this.#lostAt,
      );
    if (this.#addresses > 0) {
      const more = this.#addresses - this.#names.length;
      this.#notes.add(
        'info',
        'names',
        `The capture names ${counted(this.#addresses, 'address', 'addresses')}: ${this.#names.join(', ')}${more > 0 ? `, and ${grouped(more)} more` : ''}.`,
        this.#namesAt,
      );
    }
    if (this.#passed.size > 0) {
      const list = [...this.#passed].map(([what, count]) => `${grouped(count)} ${what}`).join(', ');
      this.#notes.add('info', 'passed-blocks', `Blocks that are not read: ${list}.`);
    }
  }
}

function ipv4(bytes: Uint8Array): string {
  return bytes.subarray(0, 4).join('.');
}

/** RFC 5952: the longest run of zero groups is `::`. */
function ipv6(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16));
  let best = 0;
  let from = 0;
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (groups[i + length] === '0') length++;
    if (length > best) [best, from] = [length, i];
  }
  if (best < 2) return groups.join(':');
  return `${groups.slice(0, from).join(':')}::${groups.slice(from + best).join(':')}`;
}
