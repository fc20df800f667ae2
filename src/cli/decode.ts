/** `glusterscope decode`: the records of a source, one after another. */
import type { RecordNote } from '../decoder/api.ts';
import { secretRanges, withoutRanges, type Range } from '../decoder/record/secrets.ts';
import type { DecodedRow } from '../decoder/session/decoding.ts';
import type { OpenedSession } from '../decoder/session/opened.ts';
import { recordJson, RecordNumbers, type RecordJson } from '../decoder/session/record-json.ts';
import { Asking } from '../decoder/session/asking.ts';
import { rowWords, type RowWords } from '../decoder/session/row-words.ts';
import { duration } from '../decoder/session/time.ts';
import type { DecodeFlags } from './arguments.ts';
import { Coverage } from './coverage.ts';
import { keptRows } from './filter.ts';
import type { Output } from './output.ts';
import { fieldLines, hexLines, hexOf, maskedHex } from './readable.ts';

/** Returns true when no error was noted. */
export async function printRecords(
  session: OpenedSession,
  flags: DecodeFlags,
  output: Output,
): Promise<boolean> {
  const { index } = session;
  if (flags.release !== null) session.assumeReleases(-1, flags.release);
  const numbers = new RecordNumbers(session);
  let clean = !session.info.notes.some(({ severity }) => severity === 'error');
  const kept = await keptRows(session, flags.filter);
  if (flags.count) {
    await output.line(String(flags.filter === null ? numbers.count : kept.records));
    return clean;
  }
  // Files are followed first, so that a line says the same here as in the page, and the first as much as the last.
  await session.learned;
  const asking = new Asking(session);
  const coverage = flags.coverage ? new Coverage() : null;
  const options = { payload: flags.payload, secrets: flags.secrets };
  const print = async (row: number, decoded: DecodedRow, notes: readonly RecordNote[]): Promise<void> => {
    const words = asking.words(row, decoded);
    const json = recordJson(session, row, decoded, numbers, options, words);
    const masked = flags.secrets ? [] : secretRanges(decoded.shown);
    if (flags.json) {
      await output.line(JSON.stringify(flags.bytes ? withBytes(json, decoded.bytes.bytes, masked) : json));
      return;
    }
    const { bytes } = decoded.bytes;
    await output.line(readableLine(json, words, index.files.length > 1));
    if (flags.fields) for (const line of fieldLines(json.fields)) await output.line(line);
    if (flags.hex) {
      const missing = json.missing.map(([at, length]) => [at, at + length] as const);
      for (const line of hexLines(bytes, json.length, missing, masked)) await output.line(line);
    }
    if (flags.bytes) await output.line(`  ${maskedHex(bytes, masked)}`);
    if (!flags.fields)
      for (const note of notes) await output.line(`        ${note.severity}: ${note.message}`);
  };
  await session.eachRow(
    (row, decoded) => {
      if (!kept.has(row)) return;
      if (!decoded) {
        if (flags.json || coverage) return;
        return output.line(`     —  ${rowWords(index, row, null).info}`);
      }
      const notes = session.notesOf(row, decoded.shown);
      if (notes.some(({ severity }) => severity === 'error')) clean = false;
      if (coverage) coverage.add(decoded.shown);
      else return print(row, decoded, notes);
    },
    { yieldEvery: Infinity },
  );
  if (coverage) for (const line of coverage.lines()) await output.line(line);
  return clean;
}

/** What is secret is zero in the bytes, and `masked` says where. */
function withBytes(json: RecordJson, bytes: Uint8Array, masked: readonly Range[]): object {
  const out = { ...json, bytes: hexOf(withoutRanges(bytes, masked)) };
  return masked.length === 0 ? out : { ...out, masked: masked.map(([start, stop]) => [start, stop - start]) };
}

const ARROWS = { call: '→ call ', reply: '← reply', data: 'data   ' } as const;

function readableLine(json: RecordJson, { procedure }: RowWords, several: boolean): string {
  const parts = [String(json.index).padStart(6), ...(several ? [json.file] : []), ARROWS[json.type]];
  if (json.src !== null || json.dst !== null) parts.push(`${json.src ?? '?'} → ${json.dst ?? '?'}`);
  if (json.xid !== null) parts.push(`xid 0x${json.xid.toString(16)}`);
  if (json.program !== null) parts.push(`${json.programName ?? `program ${json.program}`} ${json.version}`);
  const guess = json.type === 'reply' && json.match === null;
  if (procedure !== '') parts.push(guess ? `≈ ${procedure}` : procedure);
  if (json.info !== '') parts.push(json.info);
  if (json.latency !== null) parts.push(duration(json.latency));
  parts.push(`${json.length} B`);
  return parts.join('  ');
}
