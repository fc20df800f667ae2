import { describe, expect, test } from 'vitest';
import { fileOf, framesOf } from '../../../test/support/pcap-frames.ts';
import { concat, frame, noise, pcap } from '../../../test/support/packets.ts';
import { capture } from '../../../test/support/captures.ts';
import { indexOf } from '../../../test/support/index-of.ts';
import { RowKind } from '../api.ts';
import { nameForeign, tlsRecord } from './foreign.ts';
import { TlsFacts, TlsReader } from './tls.ts';

const u16 = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 255);
const u24 = (value: number): Uint8Array => Uint8Array.of(value >> 16, (value >> 8) & 255, value & 255);
const text = (value: string): Uint8Array => Uint8Array.from(Buffer.from(value));
const vector = (...parts: Uint8Array[]): Uint8Array => {
  const all = concat(...parts);
  return concat(u16(all.length), all);
};
const record = (body: Uint8Array, type = 22): Uint8Array => concat(Uint8Array.of(type, 3, 3), vector(body));
const handshake = (type: number, body: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(type), u24(body.length), body);
const extension = (type: number, body: Uint8Array): Uint8Array => concat(u16(type), vector(body));

function clientHello(name: string): Uint8Array {
  const serverName = vector(Uint8Array.of(0), vector(text(name)));
  return handshake(
    1,
    concat(
      u16(0x0303),
      noise(32),
      Uint8Array.of(4),
      noise(4),
      vector(u16(0x1302), u16(0xc030)),
      Uint8Array.of(1, 0),
      vector(extension(10, u16(0)), extension(0, serverName), extension(43, Uint8Array.of(2, 3, 4))),
    ),
  );
}

function serverHello(cipher: number, ...extensions: Uint8Array[]): Uint8Array {
  return handshake(
    2,
    concat(u16(0x0303), noise(32), Uint8Array.of(0), u16(cipher), Uint8Array.of(0), vector(...extensions)),
  );
}

const der = (tag: number, ...parts: Uint8Array[]): Uint8Array => {
  const body = concat(...parts);
  const length =
    body.length < 128 ? Uint8Array.of(body.length) : Uint8Array.of(0x82, body.length >> 8, body.length & 255);
  return concat(Uint8Array.of(tag), length, body);
};
const rdn = (oid: number, value: string): Uint8Array =>
  der(0x31, der(0x30, der(6, Uint8Array.of(0x55, 4, oid)), der(12, text(value))));

function certificate(...subject: Uint8Array[]): Uint8Array {
  const sequence = der(0x30, noise(4));
  const body = der(
    0x30,
    der(
      0x30,
      der(0xa0, noise(3)),
      der(2, noise(9)),
      sequence,
      der(0x30, rdn(3, 'issuer')),
      sequence,
      der(0x30, ...subject),
      noise(200),
    ),
  );
  return handshake(11, concat(u24(body.length + 3), u24(body.length), body));
}

describe('TLS', () => {
  test('1.3: version, cipher and server name, from both sides', () => {
    const facts = new TlsFacts();
    const [client, server] = [new TlsReader(facts), new TlsReader(facts)];
    const hello = record(clientHello('gl1.example'));
    for (const byte of hello) client.add(Uint8Array.of(byte), 0, 1);
    expect(facts.text).toBe('TLS, server name gl1.example');
    server.add(record(serverHello(0x1302, extension(43, u16(0x0304)))), 0, 100);
    expect(facts.text).toBe('TLS 1.3, TLS_AES_256_GCM_SHA384, server name gl1.example');
    expect(server.done).toBe(true);
  });

  test('1.2: the certificate as well, over several records', () => {
    const facts = new TlsFacts();
    const server = new TlsReader(facts);
    const messages = concat(serverHello(0xc030), certificate(rdn(10, 'Gluster'), rdn(3, 'gl2')));
    for (let at = 0; at < messages.length; at += 50) {
      const part = record(messages.subarray(at, at + 50));
      server.add(part, 0, part.length);
    }
    expect(facts.text).toBe('TLS 1.2, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, certificate of CN=gl2');
    expect(server.done).toBe(true);
  });

  test('a hello that is cut tells what stands before the cut, and nothing else', () => {
    const told = (message: Uint8Array, length: number): string => {
      const facts = new TlsFacts();
      const reader = new TlsReader(facts);
      reader.add(record(message), 0, length);
      reader.cut();
      reader.add(noise(200), 0, 200);
      return facts.text;
    };
    const server = serverHello(0x1302, extension(43, u16(0x0304)), extension(51, noise(40)));
    const texts = Array.from({ length: 5 + server.length }, (_, length) => told(server, length + 1));
    expect([...new Set(texts)]).toEqual([
      'TLS',
      'TLS, TLS_AES_256_GCM_SHA384',
      'TLS 1.3, TLS_AES_256_GCM_SHA384',
    ]);
    const client = clientHello('gl1.example');
    const names = Array.from({ length: 5 + client.length }, (_, length) => told(client, length + 1));
    expect([...new Set(names)]).toEqual(['TLS', 'TLS, server name gl1.example']);
  });

  test('names are printable, and noise is no handshake', () => {
    const facts = new TlsFacts();
    const client = new TlsReader(facts);
    const hello = record(clientHello('a\u202e\u0007b'));
    client.add(hello, 0, hello.length);
    expect(facts.serverName).toBe('a????b');
    const other = new TlsReader(new TlsFacts());
    other.add(noise(500), 0, 500);
    expect(other.done).toBe(true);
  });

  test('a record header is recognised', () => {
    expect(tlsRecord(record(noise(30), 23), 0, 35)).toBe(35);
    expect(tlsRecord(Uint8Array.of(22, 3, 1, 0xff, 0xff), 0, 5)).toBe(0);
    expect(tlsRecord(Uint8Array.of(0x80, 0, 0, 0x28, 0), 0, 5)).toBe(0);
  });

  test('frames that are cut tell no cipher that nobody chose', async () => {
    const parts = framesOf(capture('15-tls-io-path-volume.pcap'));
    const cut = (to: number): Uint8Array =>
      fileOf(
        parts,
        parts.frames.map((frame) => {
          const short = frame.slice(0, 16 + to);
          new DataView(short.buffer).setUint32(8, short.length - 16, true);
          return short;
        }),
      );
    for (const [to, text] of [
      [128, 'TLS'],
      [150, 'TLS, TLS_AES_256_GCM_SHA384'],
      [200, 'TLS 1.3, TLS_AES_256_GCM_SHA384'],
    ] as const) {
      const { streams } = await indexOf(cut(to));
      expect([...new Set(streams.map(({ foreign }) => foreign))].sort()).toEqual(['', text]);
    }
  });

  test('a capture with encrypted connections tells their version, and lists none of it as records', async () => {
    const index = await indexOf(capture('15'));
    const foreign = index.streams.filter((stream) => stream.foreign !== '');
    expect(foreign.length).toBeGreaterThan(2);
    for (const stream of foreign) expect(stream.foreign).toBe('TLS 1.3, TLS_AES_256_GCM_SHA384');
    for (let row = 0; row < index.rows; row++)
      expect(index.columns.kind.get(row) === RowKind.foreign).toBe(
        index.streams[index.columns.stream.get(row)]!.foreign !== '',
      );
  });
});

test('other protocols are named by how they begin', () => {
  const names = ['HTTP/1.1 200 OK', 'SSH-2.0-x', '\0\0\0\x54\xffSMBr', 'something else'].map((start) => {
    const bytes = Uint8Array.from(start, (c) => c.charCodeAt(0));
    return nameForeign(bytes, 0, bytes.length);
  });
  expect(names).toEqual(['HTTP', 'SSH', 'SMB', '']);
});

test.each([1, 2, 3, 5])('and in segments of %i bytes as well', async (size) => {
  const hello = record(clientHello('gl1.example'));
  const sent = (bytes: Uint8Array, sourcePort: number): Uint8Array[] =>
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      frame({ sourcePort, sequence: 1 + i * size, payload: bytes.subarray(i * size, (i + 1) * size) }),
    );
  const index = await indexOf(pcap([...sent(text('GET / HTTP/1.1\r\n\r\n'), 1), ...sent(hello, 2)]));
  const names = index.streams.filter(({ length }) => length > 0).map(({ foreign }) => foreign);
  expect(names).toEqual(['HTTP', 'TLS, server name gl1.example']);
});
