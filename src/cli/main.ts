/** The command line's entry: arguments, the source, what is printed, the exit status. */
import { basename } from 'node:path';
import { version } from '../../package.json';
import { open } from '../decoder/session.ts';
import type { OpenedSession } from '../decoder/session/opened.ts';
import { parseArguments, USAGE } from './arguments.ts';
import { printRecords } from './decode.ts';
import { openFile, spool, unpackMeans, type OpenFile } from './file-blob.ts';
import { Output, ReaderGone } from './output.ts';
import { printSummary } from './summary.ts';

const READ = 0;
const READ_WITH_ERRORS = 1;
const UNREADABLE = 2;

export async function run(args: readonly string[]): Promise<number> {
  const command = parseArguments(args);
  const output = new Output(process.stdout);
  switch (command.kind) {
    case 'help':
      await output.line(USAGE.trimEnd());
      await output.flush();
      return READ;
    case 'version':
      await output.line(`glusterscope ${version}`);
      await output.flush();
      return READ;
    case 'wrong':
      process.stderr.write(`glusterscope: ${command.message}\n\n${USAGE}`);
      return UNREADABLE;
    default:
  }
  let file: OpenFile;
  try {
    file = command.file === '-' ? await spool(process.stdin) : await openFile(command.file);
  } catch (reason) {
    process.stderr.write(`glusterscope: ${command.file}: ${words(reason)}\n`);
    return UNREADABLE;
  }
  const means = unpackMeans();
  let session: OpenedSession | null = null;
  try {
    const name = command.file === '-' ? '-' : basename(command.file);
    const result = await open({ kind: 'file', name, blob: file.blob }, {}, means);
    if (!result.ok) {
      process.stderr.write(
        `glusterscope: ${command.file}: ${result.error.title.replace(/\.$/, '')}. ${result.error.detail}\n`,
      );
      return UNREADABLE;
    }
    session = result.session;
    await session.done;
    const clean =
      command.kind === 'summary'
        ? await printSummary(session, command.json, output)
        : await printRecords(session, command.flags, output);
    await output.flush();
    for (const note of session.info.notes) {
      if (note.severity !== 'info') process.stderr.write(`glusterscope: ${note.severity}: ${note.message}\n`);
    }
    return clean ? READ : READ_WITH_ERRORS;
  } catch (reason) {
    if (reason instanceof ReaderGone) return READ;
    throw reason;
  } finally {
    session?.close();
    means.close();
    await file.close();
  }
}

function words(reason: unknown): string {
  if (!(reason instanceof Error)) return String(reason);
  const { code } = reason as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EACCES') return 'It may not be read.';
  if (code === 'ENOSPC') return 'There is no room for it in the temporary folder.';
  return reason.message;
}

process.exitCode = await run(process.argv.slice(2));
