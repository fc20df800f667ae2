/** What the command line asks for. */
import { MOST_FILES } from '../decoder/api.ts';
import { parseReleases } from '../decoder/xdr/releases.ts';
import { filterTrouble } from './filter.ts';

export interface DecodeFlags {
  /** one JSON object per record and line */
  readonly json: boolean;
  /** the field tree, for reading */
  readonly fields: boolean;
  /** offset, bytes, ASCII, for reading */
  readonly hex: boolean;
  /** with --json: each record's bytes as hex; else a line of hex */
  readonly bytes: boolean;
  /** only how many records there are */
  readonly count: boolean;
  /** opaque values over 256 bytes in full */
  readonly payload: boolean;
  /** bytes explained, by program and procedure */
  readonly coverage: boolean;
  /** values and bytes of what is secret */
  readonly secrets: boolean;
  /** releases that whoever sends is taken to be; null: what the records tell */
  readonly release: string | null;
  /** display filter; null: all records */
  readonly filter: string | null;
}

export type Command =
  | { readonly kind: 'decode'; readonly files: readonly string[]; readonly flags: DecodeFlags }
  | { readonly kind: 'summary'; readonly files: readonly string[]; readonly json: boolean }
  | {
      readonly kind: 'stats';
      readonly files: readonly string[];
      readonly json: boolean;
      /** display filter; null: all records */
      readonly filter: string | null;
    }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** `isPlain`: how the command is used does not help */
  | { readonly kind: 'wrong'; readonly message: string; readonly isPlain?: boolean };

const DECODE_FLAGS = ['json', 'fields', 'hex', 'bytes', 'count', 'payload', 'coverage', 'secrets'] as const;
const SUMMARY_FLAGS = ['json'] as const;

export const USAGE = `Usage: glusterscope decode FILE... [--json] [--fields] [--hex] [--bytes] [--payload]
                              [--secrets] [--release RELEASES] [--filter FILTER]
       glusterscope decode FILE... --count | --coverage [--filter FILTER]
       glusterscope summary FILE... [--json]
       glusterscope stats FILE... [--json] [--filter FILTER]

FILE is a capture (pcap, pcapng, snoop), or a text with hex dumps in it, as it is or packed by gzip or zstd.
- reads standard input. Several captures, rotated ones or one of each node, are read as one in the order of
time, and each record says which file it is from.

decode prints one line a record.
  --json      one JSON object a record instead
  --fields    each record's fields as a tree below its line
  --hex       each record's bytes below its line
  --bytes     each record's bytes as one run of hex; with --json as the key "bytes"
  --payload   with --json: opaque values of more than 256 bytes in full
  --secrets   passwords and their bytes, which are masked otherwise; with --json and --bytes their
              bytes are zeros and the key "masked" says where
  --release   the releases that the peers are taken to be (9.0, 3.6..8) instead of what is inferred
  --filter    the records that a display filter keeps, such as 'op_errno == ENOENT'
  --count     how many records there are, and nothing else
  --coverage  bytes explained, and how many fields that makes, by program and procedure, and nothing else

summary makes the index alone: frames, records, flows, programs and procedures, notes.
stats tells how long calls took, what failed, who talks, and what was done to which files.
  --filter    of the records that a display filter keeps

  --help, --version

Exit status: 0 read, 1 read with errors noted, 2 unreadable or wrong usage.
`;

/** @param args without the name of the program */
export function parseArguments(args: readonly string[]): Command {
  const wrong = (message: string): Command => ({ kind: 'wrong', message });
  if (args.includes('--help') || args.includes('-h') || args[0] === 'help') return { kind: 'help' };
  if (args.includes('--version')) return { kind: 'version' };
  const [command, ...rest] = args;
  if (command === undefined) return wrong('What to do is missing: decode, summary or stats.');
  if (command !== 'decode' && command !== 'summary' && command !== 'stats') {
    return wrong(`${command} is no command. There are decode, summary and stats.`);
  }
  const known: readonly string[] = command === 'decode' ? DECODE_FLAGS : SUMMARY_FLAGS;
  const flags = new Set<string>();
  const files: string[] = [];
  let release: string | null = null;
  let filter: string | null = null;
  let plain = false;
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at]!;
    if (plain || word === '-' || !word.startsWith('-')) files.push(word);
    else if (word === '--') plain = true;
    else if (command === 'decode' && word === '--release') {
      release = rest[++at] ?? '';
      if (parseReleases(release) === null) {
        return wrong('--release needs releases, such as 9.0 or 3.6..8.');
      }
    } else if (command !== 'summary' && word === '--filter') {
      filter = rest[++at] ?? '';
      if (filter.trim() === '') return wrong('--filter needs a filter.');
      const trouble = filterTrouble(filter);
      if (trouble !== null) return { kind: 'wrong', message: trouble, isPlain: true };
    } else if (known.includes(word.slice(2)) && word.startsWith('--')) flags.add(word.slice(2));
    else return wrong(`${command} knows no ${word}.`);
  }
  if (files.length === 0) return wrong(`${command} which file? - reads standard input.`);
  if (files.length > MOST_FILES) {
    return wrong(`These are ${files.length} files. At most ${MOST_FILES} are read together.`);
  }
  if (files.filter((file) => file === '-').length > 1) return wrong('Standard input is read once.');
  const json = flags.has('json');
  if (command === 'summary') return { kind: command, files, json };
  if (command === 'stats') return { kind: command, files, json, filter };
  for (const alone of ['count', 'coverage']) {
    if (flags.has(alone) && flags.size > 1) return wrong(`--${alone} stands alone.`);
  }
  if (flags.has('json') && (flags.has('fields') || flags.has('hex'))) {
    return wrong('--fields and --hex are for reading; --json has the fields already.');
  }
  const all = Object.fromEntries(DECODE_FLAGS.map((flag) => [flag, flags.has(flag)]));
  return { kind: 'decode', files, flags: { ...all, release, filter } as unknown as DecodeFlags };
}
