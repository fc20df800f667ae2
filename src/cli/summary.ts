/** `glusterscope summary`: what the index alone tells. */
import type { OpenedSession } from '../decoder/session/opened.ts';
import { summaryOf } from '../decoder/session/summary.ts';
import { duration } from '../decoder/session/time.ts';
import type { Output } from './output.ts';

/** Notes of one code that are told in words. */
const MOST_TOLD = 20;

/** Returns true when no error was noted. */
export async function printSummary(session: OpenedSession, json: boolean, output: Output): Promise<boolean> {
  const summary = summaryOf(session);
  const clean = !session.info.notes.some(({ severity }) => severity === 'error');
  if (json) {
    await output.line(JSON.stringify(summary));
    return clean;
  }
  const { calls, replies, unmatched, firstTime, lastTime } = summary;
  await output.line(`${summary.file}: ${summary.format}, ${summary.size} bytes`);
  await output.line(
    `${summary.frames} frames, ${summary.records} records: ${calls} calls, ${replies} replies`,
  );
  await output.line(`${unmatched.calls} calls without reply, ${unmatched.replies} replies without call`);
  if (firstTime !== null && lastTime !== null) {
    const span = Number(BigInt(lastTime) - BigInt(firstTime));
    const begin = new Date(Number(BigInt(firstTime) / 1_000_000n)).toISOString();
    await output.line(`from ${begin}, ${duration(span)}`);
  }
  if (summary.files.length > 1) await output.line('');
  for (const { name, format, size, frames } of summary.files.length > 1 ? summary.files : []) {
    await output.line(`file ${name}: ${format}, ${size} bytes, ${frames} frames`);
  }
  if (summary.flows.length > 0) await output.line('');
  for (const flow of summary.flows) {
    const ends = `${flow.source || '?'} ↔ ${flow.destination || '?'}`;
    await output.line(
      `flow ${flow.flow}  ${ends}  ${flow.records} records${flow.foreign === null ? '' : `  ${flow.foreign}`}`,
    );
  }
  if (summary.programs.length > 0) await output.line('');
  for (const { programName, program, version, procedureName, procedure, ...counts } of summary.programs) {
    const name = `${programName ?? `program ${program}`} ${version} ${procedureName ?? procedure}`;
    await output.line(
      `${String(counts.calls).padStart(8)} calls ${String(counts.replies).padStart(8)} replies  ${name}`,
    );
  }
  const notes = Object.entries(summary.notes);
  if (notes.length > 0) await output.line('');
  for (const [code, count] of notes) {
    await output.line(`${String(count).padStart(8)} ${code}`);
    // Warnings and errors are told on standard error.
    const told = session.info.notes.filter((note) => note.code === code && note.severity === 'info');
    for (const { message } of told.slice(0, MOST_TOLD)) await output.line(`${' '.repeat(9)}${message}`);
    if (told.length > MOST_TOLD) await output.line(`${' '.repeat(9)}…`);
  }
  return clean;
}
