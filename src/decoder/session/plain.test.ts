import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, noise } from '../../../test/support/packets.ts';
import { zstdFrame } from '../../../test/support/zstd.ts';
import type { OpenError, OpenEvents, Progress } from '../api.ts';
import { open } from '../session.ts';
import type { OpenedSession } from './opened.ts';
import { begin } from './plain.ts';

const root = new URL('../../../', import.meta.url);
const file = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(name, root)));
const packed = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(gzipSync(bytes));
const name = '01-peer-probe-and-pool.pcap';
const mail = file('public/samples/notes-mail.txt');
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

/** In one frame of raw blocks. */
function zstd(bytes: Uint8Array): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(bytes.length / 100_000) }, (_, i) => ({
    bytes: bytes.subarray(i * 100_000, (i + 1) * 100_000),
  }));
  return zstdFrame(blocks);
}

async function result(bytes: Uint8Array, events?: OpenEvents) {
  const blob = new Blob([new Uint8Array(bytes)]);
  const opened = await open({ kind: 'file', name: 'it', blob }, events);
  if (opened.ok) await opened.session.done;
  return opened;
}

async function session(bytes: Uint8Array, events?: OpenEvents): Promise<OpenedSession> {
  const opened = await result(bytes, events);
  if (!opened.ok) throw new Error(`${opened.error.title} ${opened.error.detail}`);
  return opened.session;
}

async function refusal(bytes: Uint8Array): Promise<OpenError> {
  const opened = await result(bytes);
  if (opened.ok) throw new Error('It was opened.');
  return opened.error;
}

describe('a packed capture', () => {
  test.each([`test/captures/${name}.gz`, `test/captures/packed/${name}.zst`])(
    'is what the plain one is: %s',
    async (path) => {
      const plain = await session(gunzipSync(file(`test/captures/${name}.gz`)));
      const { info, index } = await session(file(path));
      const { frames, records, rows, startTime, format, complete, notes } = plain.info;
      expect(info).toMatchObject({
        frames,
        records,
        rows,
        startTime,
        format,
        complete,
        kind: 'capture',
        notes,
      });
      // A link names the file as it is.
      expect(info.size).toBe(file(path).length);
      for (const row of [0, 50, records - 1])
        expect(await index.read(row)).toEqual(await plain.index.read(row));
    },
  );

  test('of several frames', async () => {
    const { info } = await session(file('test/captures/packed/01-several-frames.pcap.zst'));
    expect([info.frames, info.records, info.noteCount]).toEqual([242, 124, 1]);
  });

  test('cut short is read up to there, with a note', async () => {
    for (const path of [`test/captures/${name}.gz`, 'test/captures/packed/01-several-frames.pcap.zst']) {
      const whole = file(path);
      const { info } = await session(whole.subarray(0, whole.length * 0.8));
      expect(info.records).toBeGreaterThan(40);
      expect(info.records).toBeLessThan(124);
      expect(info.complete).toBe(true);
      expect(info.notes[0]).toMatchObject({
        severity: 'error',
        code: path.endsWith('gz') ? 'cut-gzip' : 'cut-zstd',
      });
      expect(info.notes[0]!.message).toMatch(/is cut short\. [\d,]+ bytes of [\d,]+ unpack to [\d,]+\. What/);
    }
  });

  test('has records before all of it is unpacked; progress counts bytes of the file', async () => {
    const whole = gunzipSync(file('test/captures/03-replica3-gfapi-all-fops-nanosecond.pcap.gz'));
    // The same frames again and again.
    const bytes = packed(concat(whole, ...Array.from({ length: 19 }, () => whole.subarray(24))));
    const told: Progress[] = [];
    const opened = await open(
      { kind: 'file', name: 'it', blob: new Blob([bytes]) },
      { onProgress: (_, progress) => told.push(progress) },
    );
    if (!opened.ok) throw new Error(opened.error.title);
    expect((await opened.session.record(100)).row).toBe(100);
    expect(opened.session.info.complete).toBe(false);
    await opened.session.done;
    expect(opened.session.info.frames).toBe(3777 * 20);
    expect(told.at(-1)).toMatchObject({ bytesDone: bytes.length, bytesTotal: bytes.length });
    for (const { bytesDone, bytesTotal } of told) expect(bytesDone).toBeLessThanOrEqual(bytesTotal);
  });

  test('is stopped at any moment: what was read stays', async () => {
    const whole = gunzipSync(file('test/captures/03-replica3-gfapi-all-fops-nanosecond.pcap.gz'));
    const blob = new Blob([packed(concat(whole, ...Array.from({ length: 19 }, () => whole.subarray(24))))]);
    const controller = new AbortController();
    const { signal } = controller;
    const opened = await open({ kind: 'file', name: 'it', blob }, { signal });
    if (!opened.ok) throw new Error(opened.error.title);
    await opened.session.record(0);
    controller.abort();
    await opened.session.done;
    expect(opened.session.info.complete).toBe(false);
    expect(opened.session.info.frames).toBeLessThan(3777 * 20);
    expect(opened.session.info.notes).toEqual([]);
    const refused = await open({ kind: 'file', name: 'it', blob }, { signal });
    expect(refused).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});

test('closed at any moment, nothing of the file is read any more', async () => {
  const whole = gunzipSync(file('test/captures/03-replica3-gfapi-all-fops-nanosecond.pcap.gz'));
  // Bytes that pack badly: the file is read in several pieces.
  const bytes = packed(
    concat(whole, ...Array.from({ length: 3 }, () => whole.subarray(24)), noise(4_000_000)),
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(6), fc.nat(20), async (reads, wait) => {
      const controller = new AbortController();
      let seen = 0;
      class Counting extends Blob {
        override slice(start?: number, end?: number): Blob {
          if (seen++ === reads) setTimeout(() => controller.abort(), wait);
          return super.slice(start, end);
        }
      }
      const { signal } = controller;
      const opening = open({ kind: 'file', name: 'it', blob: new Counting([bytes]) }, { signal });
      const opened = await opening;
      if (opened.ok) {
        await opened.session.done;
        opened.session.close();
        if (!signal.aborted) return;
      } else expect(opened.error.code).toBe('cancelled');
      const before = seen;
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(seen).toBe(before);
    }),
    { numRuns: 8 },
  );
});

describe('a packed text', () => {
  test.each([
    ['gzip', packed(mail)],
    ['zstd', zstd(mail)],
  ])('is read as a text: %s', async (_, bytes) => {
    const { info } = await session(bytes);
    expect([info.kind, info.records, info.text!.lines]).toEqual(['text', 13, 432]);
  });

  test('cut short has a note, and prose is refused', async () => {
    const whole = packed(mail);
    const { info } = await session(whole.subarray(0, whole.length - 20));
    expect(info.notes.map(({ code }) => code)).toContain('cut-gzip');
    const error = await refusal(packed(text('Nothing but words, and more of them.\n')));
    expect(error.detail).toContain('Inside the gzip file: ');
  });
});

describe('what cannot be opened', () => {
  test.each([
    ['gzip', packed(new Uint8Array(0)), 'empty', /Inside the gzip file: It has 0 bytes/],
    ['zstd', zstd(text('<!DOCTYPE html><html>')), 'html', /Inside the zstd file: It begins with/],
    [
      'gzip',
      packed(noise(50_000)),
      'unknown-format',
      /Inside the gzip file: Bytes that begin with [0-9a-f ]+;/,
    ],
    ['gzip', packed(concat(text('PK\x03\x04'), noise(90))), 'zip', /Inside the gzip file: .*Unpack it/],
    ['gzip', packed(concat(noise(257), text('ustar\x0000'), noise(900))), 'tar', /Unpack it/],
    ['gzip', packed(new Uint8Array(2_000_000)), 'unknown-format', /Inside the gzip file/],
    ['zstd', zstd(packed(mail)), 'packed-twice', /Unpack it once/],
    ['gzip', packed(mail).subarray(0, 12), 'cut', /It is cut short/],
    [
      'zstd',
      zstdFrame([{ bytes: mail.subarray(0, 999) }], { dictionary: 5 }),
      'unsupported',
      /with a dictionary/,
    ],
  ])('%s: %#', async (packing, bytes, code, detail) => {
    const error = await refusal(bytes);
    expect(error.code).toBe(code);
    expect(error.detail).toMatch(detail);
    expect(`${error.title} ${error.detail}`).not.toMatch(/Infinity|undefined|NaN/);
    if (code === 'cut') expect(error.title).toBe(`This ${packing} file cannot be unpacked.`);
  });
});

test('of each of many files no more is held than is asked for', async () => {
  const bytes = Uint8Array.from({ length: 600_000 }, (_, i) => i & 0xff);
  const blob = new Blob([bytes]);
  const held = async (kept?: number) =>
    (await (await begin(blob, {}, kept)).file.read(5, 3)).buffer.byteLength;
  expect(await held()).toBe(256 * 1024);
  expect(await held(4096)).toBe(4096);
  const { file } = await begin(blob, {}, 4096);
  expect(await file.read(4090, 10)).toEqual(bytes.slice(4090, 4100));
});
