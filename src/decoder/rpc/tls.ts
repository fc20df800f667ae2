/**
 * What a TLS connection tells in clear: version, cipher, server name, and up to TLS 1.2 whose certificate the
 * server shows. RFC 8446 (1.3), RFC 5246 (1.2), RFC 6066 (server name), RFC 5280 (certificate).
 *
 *     record:    type | version (2) | length (2) | …        handshake: type | length (3) | …
 */
import { tlsRecord } from './foreign.ts';

const HANDSHAKE = 22;
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const CERTIFICATE = 11;
const SERVER_NAME = 0;
const SUPPORTED_VERSIONS = 43;

/** Handshakes in clear, chains of certificates with them, are shorter. */
const MAX_HANDSHAKE = 64 * 1024;

const VERSIONS: Readonly<Record<number, string>> = {
  0x0300: 'SSL 3.0',
  0x0301: 'TLS 1.0',
  0x0302: 'TLS 1.1',
  0x0303: 'TLS 1.2',
  0x0304: 'TLS 1.3',
};

/** IANA's names of the cipher suites that are met. */
const CIPHERS: Readonly<Record<number, string>> = {
  0x002f: 'TLS_RSA_WITH_AES_128_CBC_SHA',
  0x0033: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA',
  0x0035: 'TLS_RSA_WITH_AES_256_CBC_SHA',
  0x0039: 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA',
  0x003c: 'TLS_RSA_WITH_AES_128_CBC_SHA256',
  0x003d: 'TLS_RSA_WITH_AES_256_CBC_SHA256',
  0x0067: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA256',
  0x006b: 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA256',
  0x009c: 'TLS_RSA_WITH_AES_128_GCM_SHA256',
  0x009d: 'TLS_RSA_WITH_AES_256_GCM_SHA384',
  0x009e: 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256',
  0x009f: 'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384',
  0x1301: 'TLS_AES_128_GCM_SHA256',
  0x1302: 'TLS_AES_256_GCM_SHA384',
  0x1303: 'TLS_CHACHA20_POLY1305_SHA256',
  0x1304: 'TLS_AES_128_CCM_SHA256',
  0xc009: 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
  0xc00a: 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
  0xc013: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
  0xc014: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
  0xc023: 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256',
  0xc024: 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384',
  0xc027: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
  0xc028: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
  0xc02b: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  0xc02c: 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  0xc02f: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  0xc030: 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  0xcca8: 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  0xcca9: 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
};

/** What both directions of a connection told so far. */
export class TlsFacts {
  version = 0;
  cipher = -1;
  serverName = '';
  subject = '';

  /** `TLS 1.2, TLS_…, server name gl1, certificate of CN=gl1` */
  get text(): string {
    const parts = [VERSIONS[this.version] ?? 'TLS'];
    if (this.cipher >= 0) parts.push(CIPHERS[this.cipher] ?? `cipher 0x${this.cipher.toString(16)}`);
    if (this.serverName !== '') parts.push(`server name ${this.serverName}`);
    if (this.subject !== '') parts.push(`certificate of ${this.subject}`);
    return parts.join(', ');
  }
}

/** Reads the handshake of one direction, as it comes in. */
export class TlsReader {
  readonly facts: TlsFacts;
  /** handshake messages, records taken off */
  #messages = new Uint8Array(0);
  #rest = new Uint8Array(0);
  done = false;

  constructor(facts: TlsFacts) {
    this.facts = facts;
  }

  add(bytes: Uint8Array, from: number, to: number): void {
    this.#rest = joined(this.#rest, bytes.subarray(from, to));
    let at = 0;
    while (!this.done && this.#rest.length - at >= 5) {
      const length = tlsRecord(this.#rest, at, this.#rest.length);
      const type = this.#rest[at];
      // What follows the handshake is encrypted; a change of cipher (20) may stand between.
      if (length === 0 || (type !== HANDSHAKE && type !== 20)) this.done = true;
      else if (at + length > this.#rest.length) break;
      else {
        if (type === HANDSHAKE) {
          this.#messages = joined(this.#messages, this.#rest.subarray(at + 5, at + length));
          this.#read();
        }
        at += length;
      }
    }
    this.#rest = this.#rest.slice(at);
    if (this.#messages.length + this.#rest.length > MAX_HANDSHAKE) this.done = true;
    if (this.done) this.#rest = this.#messages = new Uint8Array(0);
  }

  /** What follows is not there, and what comes behind that fits nothing: a hello is read as far as it goes. */
  cut(): void {
    if (tlsRecord(this.#rest, 0, this.#rest.length) > 0 && this.#rest[0] === HANDSHAKE)
      this.#messages = joined(this.#messages, this.#rest.subarray(5));
    const type = this.#messages[0];
    if (type === CLIENT_HELLO || type === SERVER_HELLO)
      this.#hello(this.#messages.subarray(4), type === CLIENT_HELLO, false);
    this.done = true;
    this.#rest = this.#messages = new Uint8Array(0);
  }

  #read(): void {
    for (;;) {
      const m = this.#messages;
      if (m.length < 4) return;
      const length = (m[1]! << 16) | (m[2]! << 8) | m[3]!;
      const type = m[0];
      if (m.length < 4 + length) return;
      const body = m.subarray(4, 4 + length);
      if (type === CLIENT_HELLO) this.#hello(body, true, true);
      else if (type === SERVER_HELLO) {
        this.#hello(body, false, true);
        if (this.facts.version === 0x0304) this.done = true;
      } else if (type === CERTIFICATE) {
        // the list's length, then the first one's
        this.facts.subject ||= subjectOf(body.subarray(6));
        this.done = true;
      }
      this.#messages = m.slice(4 + length);
    }
  }

  /** version, random (32), session id, cipher suites or suite, compression, extensions */
  #hello(body: Uint8Array, isClient: boolean, isWhole: boolean): void {
    if (body.length < 35) return;
    let version = u16(body, 0);
    // TLS 1.3 says 1.2 here, and its own number in an extension.
    let isKnown = isWhole || version < 0x0303;
    let at = 35 + body[34]!;
    if (isClient) {
      at += 2 + u16(body, at);
      at += 1 + (body[at] ?? 0);
    } else {
      if (at + 2 <= body.length) this.facts.cipher = u16(body, at);
      at += 3;
    }
    const end = Math.min(body.length, at + 2 + u16(body, at));
    at += 2;
    while (at + 4 <= end) {
      const type = u16(body, at);
      const length = u16(body, at + 2);
      const start = at + 4;
      if (start + length > end) break;
      if (type === SERVER_NAME && isClient && length > 5)
        // list length (2), type (1), length (2), name
        this.facts.serverName ||= printable(
          body.subarray(start + 5, Math.min(start + 5 + u16(body, start + 3), end)),
        );
      else if (type === SUPPORTED_VERSIONS && !isClient && length === 2) {
        version = u16(body, start);
        isKnown = true;
      }
      at = start + length;
    }
    // A client offers; the server's answer is what holds.
    if (!isClient && isKnown) this.facts.version = version;
  }
}

/** Common name, else organisation, of a certificate's subject (X.509 in DER); '' where it has none. */
function subjectOf(certificate: Uint8Array): string {
  const outer = der(certificate, 0);
  const inner = outer && der(certificate, outer.start);
  if (!inner) return '';
  let at = inner.start;
  // an explicit version, then serial number, algorithm, issuer, validity
  const first = der(certificate, at);
  if (first?.tag === 0xa0) at = first.end;
  for (let i = 0; i < 4; i++) {
    const skipped = der(certificate, at);
    if (!skipped) return '';
    at = skipped.end;
  }
  const subject = der(certificate, at);
  if (!subject) return '';
  let organisation = '';
  for (at = subject.start; at < subject.end;) {
    const set = der(certificate, at);
    if (!set) break;
    at = set.end;
    const pair = der(certificate, set.start);
    const name = pair && der(certificate, pair.start);
    const value = name && der(certificate, name.end);
    // 2.5.4.3 is the common name, 2.5.4.10 the organisation.
    if (!value || name.end - name.start !== 3 || u16(certificate, name.start) !== 0x5504) continue;
    const text = printable(certificate.subarray(value.start, value.end));
    if (certificate[name.start + 2] === 3) return `CN=${text}`;
    if (certificate[name.start + 2] === 10) organisation = `O=${text}`;
  }
  return organisation;
}

/** Tag and place of the DER element at `at`; null where it is cut. */
function der(bytes: Uint8Array, at: number): { tag: number; start: number; end: number } | null {
  if (at + 2 > bytes.length) return null;
  let start = at + 2;
  let length = bytes[at + 1]!;
  if (length > 0x80) {
    const count = length & 0x7f;
    if (count > 3 || start + count > bytes.length) return null;
    length = 0;
    for (let i = 0; i < count; i++) length = (length << 8) | bytes[start++]!;
  }
  return { tag: bytes[at]!, start, end: start + length };
}

function u16(bytes: Uint8Array, at: number): number {
  return at + 2 <= bytes.length ? (bytes[at]! << 8) | bytes[at + 1]! : 0;
}

export function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}

/** ASCII as it stands, everything else as `?`: names come from whoever wrote the capture. */
function printable(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes.subarray(0, 255))
    text += byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '?';
  return text;
}
