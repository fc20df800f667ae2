/** What ships as samples is what the index says, and each note lies on bytes of its record. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { open } from '../../decoder/session.ts';
import type { SampleIndex } from './types.ts';

const folder = new URL('../../../public/samples/', import.meta.url);
const { samples } = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')) as SampleIndex;

describe('the samples', () => {
  it('are all in the index, once, and together not large', () => {
    const files = readdirSync(folder).filter((name) => name !== 'index.json');
    expect(samples.map((sample) => sample.file).sort()).toEqual(files.sort());
    expect(new Set(samples.map((sample) => sample.id)).size).toBe(samples.length);
    expect(samples.reduce((sum, sample) => sum + sample.size, 0)).toBeLessThan(1.5e6);
  });

  for (const sample of samples) {
    it(`${sample.id} holds what the index says`, async () => {
      const path = new URL(sample.file, folder);
      expect(statSync(path).size).toBe(sample.size);
      const blob = new Blob([readFileSync(path)]);
      const opened = await open({ kind: 'file', name: sample.file, blob });
      if (!opened.ok) throw new Error(opened.error.title);
      await opened.session.done;
      expect(opened.session.info.kind).toBe(sample.kind);
      expect(opened.session.info.records).toBe(sample.records);
      expect(opened.session.info.rows).toBe(sample.records);

      const lines = opened.session.info.text?.lines ?? 0;
      expect(sample.notes.length).toBeGreaterThan(0);
      for (const note of sample.notes) {
        expect(note.record).toBeLessThan(sample.records);
        const record = await opened.session.record(note.record);
        expect(note.length).toBeGreaterThan(0);
        expect(note.offset + note.length).toBeLessThanOrEqual(record.length);
        expect(note.text).toMatch(/^\S.*\.$/);
        if (note.lines !== undefined) {
          expect(note.lines[0]).toBeLessThanOrEqual(note.lines[1]);
          expect(note.lines[1]).toBeLessThanOrEqual(lines);
        }
      }
      opened.session.close();
    });
  }

  it('show what their notes speak of', async () => {
    const bytes = async (id: string, record: number, offset: number, length: number) => {
      const sample = samples.find((one) => one.id === id)!;
      const blob = new Blob([readFileSync(new URL(sample.file, folder))]);
      const opened = await open({ kind: 'file', name: sample.file, blob });
      if (!opened.ok) throw new Error(opened.error.title);
      await opened.session.done;
      const tree = await opened.session.record(record);
      opened.session.close();
      return Buffer.from(tree.bytes.subarray(offset, offset + length)).toString('latin1');
    };
    expect(await bytes('replica-file-10.3', 112, 0x120, 14)).toBe('hello gluster\n');
    expect(await bytes('file-3.7.20', 45, 0x28, 20)).toBe('volume dist-client-0');
    expect(await bytes('file-4.1.10', 139, 0xc8, 4)).toBe('\x00\x07\x0e\x15');
    expect(await bytes('brick-start-10.3', 4, 0x48, 12)).toBe('/bricks/disp');
    expect(await bytes('lossy-10.3', 119, 0, 8)).toBe('\x80\0\0\xa0\0\0\0\x15');
    expect(await bytes('notes-mail', 12, 0, 16)).toBe('volfile-checksum');
  });
});
