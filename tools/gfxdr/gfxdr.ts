/**
 * Builds and asks the helper of gfxdr.c: what GlusterFS's own library reads in a body. Linux with gcc,
 * libtirpc-dev and libgfxdr0; elsewhere it says why not.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Debian packages that the helper needs. */
const PACKAGES = ['gcc', 'libc6-dev', 'libtirpc-dev', 'libgfxdr0'] as const;

/** Release of GlusterFS whose library is asked where nothing else is said (Debian 12). */
export const LIBRARY_RELEASE = '10.3';

export interface Question {
  /** `gfx_lookup_req` for the library's xdr_gfx_lookup_req */
  readonly routine: string;
  readonly body: Uint8Array;
}

/** null: the library has no such routine. */
export type Answer = {
  /** bytes that it read */
  readonly consumed: number;
  /** it gave up behind them */
  readonly failed: boolean;
  /** length of each primitive read; each begins where the one before ends */
  readonly reads: readonly number[];
} | null;

export type Helper =
  | { readonly ok: true; readonly release: string; ask(questions: readonly Question[]): Answer[] }
  | { readonly ok: false; readonly reason: string };

const source = fileURLToPath(new URL('gfxdr.c', import.meta.url));
const cache = fileURLToPath(new URL('../../node_modules/.cache/gfxdr', import.meta.url));
const install = `Debian: apt install ${PACKAGES.join(' ')}`;

/**
 * The helper, built when its source changed.
 * @param library path of another release's libgfxdr.so
 */
export function gfxdr(library = 'libgfxdr.so.0', release = LIBRARY_RELEASE): Helper {
  const no = (reason: string): Helper => ({ ok: false, reason });
  if (process.platform !== 'linux') return no('The library is read on Linux alone.');
  const text = readFileSync(source);
  const program = join(cache, `gfxdr-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`);
  if (!existsSync(program)) {
    mkdirSync(cache, { recursive: true });
    const made = `${program}.${process.pid}`;
    const args = ['-O2', '-Wall', '-Wextra', '-I/usr/include/tirpc', '-o', made, source, '-ltirpc', '-ldl'];
    const { status, stderr, error } = spawnSync('gcc', args, { encoding: 'utf8' });
    if (error) return no(`gcc does not run (${install}).`);
    if (status !== 0) return no(`gcc cannot build the helper (${install}): ${firstLine(stderr)}`);
    renameSync(made, program);
  }
  const { status, stderr, error } = spawnSync(program, [library], { input: '', encoding: 'utf8' });
  if (error) return no(`The helper does not run: ${error.message}.`);
  if (status !== 0) return no(`${firstLine(stderr)} (${install})`);
  return { ok: true, release, ask: (questions) => ask(program, library, questions) };
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}

/** Answers in the order of the questions. Throws where the library does not survive one. */
function ask(program: string, library: string, questions: readonly Question[]): Answer[] {
  const answers: Answer[] = [];
  const BATCH = 2000;
  for (let from = 0; from < questions.length; from += BATCH) {
    const batch = questions.slice(from, from + BATCH);
    const input = batch
      .map(({ routine, body }) => `${routine} ${Buffer.from(body).toString('hex')}\n`)
      .join('');
    const { stdout, signal, status } = spawnSync(program, [library], { input, maxBuffer: 1 << 30 });
    const lines = stdout.toString('latin1').split('\n').slice(0, -1);
    const lost = batch[lines.length];
    if (lost) throw new Error(`The library ends (${signal ?? status}) at a body of ${lost.routine}.`);
    answers.push(...lines.map(parse));
  }
  return answers;
}

function parse(line: string): Answer {
  if (line === 'none') return null;
  const words = line.split(' ');
  const failed = words[0] === 'fail';
  if (failed) words.shift();
  const reads = words.slice(1).map((read) => Number(read.slice(read.indexOf(':') + 1)));
  return { consumed: Number(words[0]), failed, reads };
}
