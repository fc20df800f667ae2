import { describe, expect, test, vi } from 'vitest';
import { gzipSync } from 'node:zlib';
import { capture } from '../../../test/support/captures.ts';
import { MOST_FILES, type NamedFile } from '../api.ts';
import { open } from '../session.ts';

const first = capture('01');
const other = capture('19');

const file = (name: string, bytes: Uint8Array | string): NamedFile => ({
  name,
  blob: new Blob([bytes as Uint8Array<ArrayBuffer>]),
});

async function opened(...files: readonly NamedFile[]) {
  const result = await open({ kind: 'files', name: `${files.length} files`, files });
  if (!result.ok) throw new Error(`${result.error.title} ${result.error.detail}`);
  await result.session.done;
  return result.session;
}

describe('several files', () => {
  test('become one source; each row tells its file', async () => {
    const session = await opened(file('b.pcap', other), file('a.pcap', first));
    const { info } = session;
    expect(info).toMatchObject({
      kind: 'capture',
      name: '2 files',
      size: first.length + other.length,
      complete: true,
    });
    expect(info.files.map(({ name }) => name).sort()).toEqual(['a.pcap', 'b.pcap']);
    expect(info.files.reduce((sum, { frames }) => sum + frames, 0)).toBe(info.frames);
    const rows = await session.rows(0, info.rows);
    for (let i = 0; i < rows.length; i++) expect(info.files[rows.file[i]!]!.name).toBe(session.fileName(i));
    const alone = await opened(file('a.pcap', first));
    const counts = [...rows.file].filter((number) => info.files[number]!.name === 'a.pcap').length;
    expect(counts).toBe(alone.info.rows);
  });

  test('have one fingerprint, whatever their order; one alone has its own', async () => {
    const [a, b] = [file('a.pcap', first), file('b.pcap', other)];
    const one = (await opened(a, b)).info.fingerprint;
    expect((await opened(b, a)).info.fingerprint).toBe(one);
    expect(one).toMatch(new RegExp(`^${first.length + other.length}-[0-9a-f]{16}$`));
    const alone = await open({ kind: 'file', name: 'a.pcap', blob: a.blob });
    if (!alone.ok) throw new Error(alone.error.title);
    const session = await opened(a, file('notes.txt', 'These are notes.'));
    expect(session.info).toMatchObject({ fingerprint: alone.session.info.fingerprint, name: 'a.pcap' });
  });

  test('what is none, and what comes twice, is left out and named', async () => {
    const session = await opened(
      file('a.pcap', first),
      file('copy.pcap', first),
      file('notes.txt', 'These are notes.'),
      file('empty.pcap', ''),
      file('a.pcap', other),
    );
    expect(session.info.files.map(({ name }) => name).sort()).toEqual(['a.pcap', 'a.pcap (2)']);
    expect(session.info.name).toBe('2 files');
    const said = session.info.notes.map(({ code, message }) => `${code}: ${message}`);
    expect(said).toEqual(
      expect.arrayContaining([
        'same-file: copy.pcap is the same file as a.pcap, and is read once.',
        'left-out: notes.txt is left out. It is a text; texts open one at a time.',
        expect.stringMatching(/^left-out: empty\.pcap is left out\. The file is empty\./),
      ]),
    );
  });

  test('packed ones among them; a cut one says so by its name', async () => {
    const packed = new Uint8Array(gzipSync(other));
    const session = await opened(
      file('a.pcap', first),
      file('b.pcap.gz', packed.subarray(0, packed.length - 2000)),
    );
    expect(session.info.files.find(({ name }) => name === 'b.pcap.gz')!.size).toBe(packed.length - 2000);
    expect(session.info.notes.map(({ message }) => message).join('\n')).toContain('b.pcap.gz: The gzip file');
    const tree = await session.record(session.info.rows - 1);
    expect(tree.bytes.length).toBeGreaterThan(0);
  });

  test('a packed copy is read beside its original, and that is told', async () => {
    const session = await opened(file('a.pcap', first), file('a.pcap.gz', new Uint8Array(gzipSync(first))));
    expect(session.info.files).toHaveLength(2);
    expect(session.info.notes.map(({ code, message }) => `${code}: ${message}`)).toContain(
      'same-beginning: a.pcap.gz begins with the same packets as a.pcap: what both hold is shown as both hold it.',
    );
    const apart = await opened(file('a.pcap', first), file('b.pcap', other));
    expect(apart.info.notes.map(({ code }) => code)).not.toContain('same-beginning');
  });

  test('all are read where the browser makes no fingerprints', async () => {
    vi.stubGlobal('crypto', {});
    try {
      const session = await opened(file('a.pcap', first), file('b.pcap', other));
      expect(session.info.files).toHaveLength(2);
      expect(session.info.notes.map(({ code }) => code)).not.toContain('same-file');
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test('none that is a capture, and too many', async () => {
    const texts = await open({ kind: 'files', name: '', files: [file('a', 'one'), file('b', 'two')] });
    expect(texts).toMatchObject({ ok: false, error: { code: 'no-capture' } });
    const files = Array.from({ length: MOST_FILES + 1 }, () => file('a', first));
    expect(await open({ kind: 'files', name: '', files })).toMatchObject({
      ok: false,
      error: { code: 'too-many', title: 'These are 1,001 files.' },
    });
  });
});
