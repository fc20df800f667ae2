/**
 * What an RPC record looks like: record mark (RFC 5531, section 11) and message header (section 9), as far as
 * they tell records from other bytes and fill the index's columns. Everything else about the header is
 * protocol, and stands in programs/.
 *
 *     0     4     8      call:   12         16        20       24         28     32
 *     mark | xid | type |        version=2 | program | version| procedure| cred | length | …
 *     mark | xid | type | reply: status    | verf    | length | …        | accept status
 */

/** Fragments that announce more are damage. */
export const MAX_FRAGMENT = 64 * 1024 * 1024;

export const LAST_FRAGMENT = 0x80000000;

/** Bytes from the mark on that fill the index's columns. */
export const HEAD = 28;
/** Bytes from the mark on that are looked at when a record is searched for. */
export const SHAPE = 36;

/** The shortest message: a denied reply with its reason. */
const SHORTEST_REPLY = 20;
/** The shortest record: that, and its mark. */
export const SHORTEST_RECORD = 4 + SHORTEST_REPLY;
const SHORTEST_CALL = 40;

/** AUTH_NONE, AUTH_SYS, AUTH_SHORT, AUTH_DH, AUTH_KERB, RPCSEC_GSS, AUTH_TLS; GlusterFS v1, v2, v3. */
const FLAVORS = new Set([0, 1, 2, 3, 4, 6, 7, 5, 390039, 390040]);
/** RFC 5531 allows 400 bytes; GlusterFS goes to 2,048. */
const MAX_AUTH = 2048;

export const Call = 0;
export const Reply = 1;

export function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}

export const Shape = {
  no: 0,
  yes: 1,
  /** nothing speaks against it, but the bytes end before all is seen */
  unsure: 2,
} as const;

/**
 * Whether a record (its first fragment) begins at bytes[at]; [at, to) is what is there. Strict: this is what
 * decides where no neighbour vouches for the place.
 */
export function recordShape(bytes: Uint8Array, at: number, to: number): number {
  if (to - at < 4) return to - at >= 1 && (bytes[at]! & 0x7c) !== 0 ? Shape.no : Shape.unsure;
  const mark = word(bytes, at);
  const length = mark & 0x7fffffff;
  if (length < SHORTEST_REPLY || length > MAX_FRAGMENT) return Shape.no;
  return messageShape(bytes, at + 4, to, length);
}

const assembled = new Uint8Array(SHAPE - 4);

/** The same for a head that is cut into fragments: at a place where a record must begin. */
export function fragmentedShape(bytes: Uint8Array, at: number, to: number): number {
  let place = at;
  let got = 0;
  let announced = 0;
  for (;;) {
    if (to - place < 4) return Shape.unsure;
    const mark = word(bytes, place);
    const length = mark & 0x7fffffff;
    if (length > MAX_FRAGMENT || length === 0) return Shape.no;
    place += 4;
    announced += length;
    for (let i = 0; i < length && got < assembled.length; i++) {
      if (place >= to)
        return messageShape(assembled, 0, got, MAX_FRAGMENT) === Shape.no ? Shape.no : Shape.unsure;
      assembled[got++] = bytes[place++]!;
    }
    const isLast = mark >= LAST_FRAGMENT;
    if (isLast || got === assembled.length)
      return messageShape(assembled, 0, got, isLast ? announced : MAX_FRAGMENT);
  }
}

/** Whether a message of `length` bytes (announced) begins at bytes[at]. */
export function messageShape(bytes: Uint8Array, at: number, to: number, length: number): number {
  const there = to - at;
  if (there < 8)
    return there >= 7 && (bytes[at + 4]! | bytes[at + 5]! | bytes[at + 6]!) !== 0 ? Shape.no : Shape.unsure;
  const type = word(bytes, at + 4);
  if (type === Call) {
    if (length < SHORTEST_CALL) return Shape.no;
    if (there < 12) return Shape.unsure;
    if (word(bytes, at + 8) !== 2) return Shape.no;
    if (there < 28) return Shape.unsure;
    if (!FLAVORS.has(word(bytes, at + 24))) return Shape.no;
    if (there < 32) return Shape.unsure;
    const credential = word(bytes, at + 28);
    return credential <= MAX_AUTH && SHORTEST_CALL + credential <= length ? Shape.yes : Shape.no;
  }
  if (type !== Reply) return Shape.no;
  if (there < 12) return Shape.unsure;
  const status = word(bytes, at + 8);
  if (status === 0) {
    if (length < 24) return Shape.no;
    if (there < 16) return Shape.unsure;
    if (!FLAVORS.has(word(bytes, at + 12))) return Shape.no;
    if (there < 20) return Shape.unsure;
    const verifier = word(bytes, at + 16);
    const padded = (verifier + 3) & ~3;
    if (verifier > MAX_AUTH || 24 + padded > length) return Shape.no;
    if (there < 24 + padded) return Shape.unsure;
    return word(bytes, at + 20 + padded) <= 5 ? Shape.yes : Shape.no;
  }
  if (status !== 1) return Shape.no;
  if (there < 20) return Shape.unsure;
  const reason = word(bytes, at + 12);
  if (reason === 0) return length >= 24 && length <= 32 ? Shape.yes : Shape.no;
  return reason === 1 && word(bytes, at + 16) <= 14 && length <= 32 ? Shape.yes : Shape.no;
}

/**
 * Where the arguments of a call begin whose message is [start, end), all of it there; -1: what stands before
 * them does not fit. (RFC 5531 section 9: six words, then credential and verifier, each flavor and opaque.)
 */
export function argumentsAt(bytes: Uint8Array, start: number, end: number): number {
  const verifier = behindAuth(bytes, start + 24, end);
  return verifier < 0 ? -1 : behindAuth(bytes, verifier, end);
}

/** The same for the results of a reply; -1 also where it has none: it was denied, or is no success. */
export function resultsAt(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 24 || word(bytes, start + 8) !== 0) return -1;
  const status = behindAuth(bytes, start + 12, end);
  return status < 0 || end - status < 4 || word(bytes, status) !== 0 ? -1 : status + 4;
}

function behindAuth(bytes: Uint8Array, at: number, end: number): number {
  if (end - at < 8) return -1;
  const length = word(bytes, at + 4);
  if (length > MAX_AUTH) return -1;
  const stop = at + 8 + ((length + 3) & ~3);
  return stop > end ? -1 : stop;
}

/** Accept status of a reply that was accepted and is no success (1 to 5); 0: it is something else. */
export function refusalAt(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 24 || word(bytes, start + 8) !== 0) return 0;
  const status = behindAuth(bytes, start + 12, end);
  if (status < 0 || end - status < 4) return 0;
  const value = word(bytes, status);
  return value <= 5 ? value : 0;
}
