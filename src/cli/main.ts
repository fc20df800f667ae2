/** The command line's entry: arguments, the source, what is printed, the exit status. */
import { basename } from 'node:path';
import { version } from '../../package.json';
import type { Source } from '../decoder/api.ts';
import { open } from '../decoder/session.ts';
import type { OpenedSession } from '../decoder/session/opened.ts';
import { parseArguments, USAGE } from './arguments.ts';
import { printRecords } from './decode.ts';
import { openFile, spool, unpackMeans, type OpenFile } from './file-blob.ts';
import { Output, ReaderGone } from './output.ts';
import { printStats } from './stats.ts';
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
      process.stderr.write(`glusterscope: ${command.message}\n${command.isPlain ? '' : `\n${USAGE}`}`);
      return UNREADABLE;
    default:
  }
  const files = await openFiles(command.files);
  if (files.length === 0) return UNREADABLE;
  const means = unpackMeans();
  let session: OpenedSession | null = null;
  try {
    const [only] = files;
    const source: Source =
      command.files.length === 1
        ? { kind: 'file', name: only!.name, blob: only!.blob }
        : { kind: 'files', name: `${files.length} files`, files };
    const result = await open(source, {}, means);
    if (!result.ok) {
      const what = files.length === 1 ? `${command.files[0]}: ` : '';
      process.stderr.write(
        `glusterscope: ${what}${result.error.title.replace(/\.$/, '')}. ${result.error.detail}\n`,
      );
      return UNREADABLE;
    }
    session = result.session;
    await session.done;
    const clean =
      command.kind === 'summary'
        ? await printSummary(session, command.json, output)
        : command.kind === 'stats'
          ? await printStats(session, command, output)
          : await printRecords(session, command.flags, output);
    await output.flush();
    for (const note of session.info.notes) {
      if (note.severity !== 'info') process.stderr.write(`glusterscope: ${note.severity}: ${note.message}\n`);
    }
    return clean && files.length === command.files.length ? READ : READ_WITH_ERRORS;
  } catch (reason) {
    if (reason instanceof ReaderGone) return READ;
    throw reason;
  } finally {
    session?.close();
    means.close();
    for (const file of files) await file.close();
  }
}

interface NamedOpenFile extends OpenFile {
  readonly name: string;
}

/** The files that can be opened; of the others it is said why not. */
async function openFiles(paths: readonly string[]): Promise<NamedOpenFile[]> {
  // Captures of several nodes may have one name each in a folder of its own.
  const isClear = new Set(paths.map((path) => basename(path))).size === new Set(paths).size;
  const files: NamedOpenFile[] = [];
  for (const path of paths) {
    try {
      const file = path === '-' ? await spool(process.stdin) : await openFile(path);
      const name = path === '-' || !isClear ? path : basename(path);
      files.push({ name, blob: file.blob, close: () => file.close() });
    } catch (reason) {
      process.stderr.write(`glusterscope: ${path}: ${words(reason)}\n`);
    }
  }
  return files;
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
