/**
 * docs/protocol-coverage.md: for each program, version, procedure and direction what carries it, in which of the
 * repository's captures it is seen, and who judges that we read it right.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { protocol } from '../../src/decoder/programs/protocol.ts';
import { registry } from '../../src/decoder/types/index.ts';
import type { TypeDescriptor } from '../../src/decoder/xdr/descriptor.ts';
import { containsRelease, printReleases } from '../../src/decoder/xdr/releases.ts';
import { capture, captureNames } from '../../test/support/captures.ts';
import { capturedProcedures } from '../../test/support/captured-bodies.ts';
import { bodyVariant, releaseOfCapture, type Judged } from '../../test/support/reads.ts';
import { LIBRARY_RELEASE } from '../gfxdr/gfxdr.ts';
import { bodies, routines, type Body } from '../gfxdr/routines.ts';
import { clearedBody } from '../parity/fields-cleared.ts';

type Half = 'call' | 'reply';

/** A procedure as it is in some releases, in one direction. */
interface Row {
  readonly body: Body;
  readonly types: readonly string[];
  /** the library of LIBRARY_RELEASE has a routine for one of its layouts */
  readonly routine: boolean;
  readonly seen: Set<string>;
  /** releases whose library was asked about records of captures */
  readonly read: Set<string>;
}

const key = (program: number, version: number, procedure: number, half: Half): string =>
  `${program} ${version} ${procedure} ${half}`;

/** Releases whose library was asked about a type, in whatever procedure. */
type TypesRead = Map<TypeDescriptor, Set<string>>;

/** Rows by procedure and direction, in the order of the protocol. */
function allRows(): Map<string, Row[]> {
  const routineOf = routines(protocol, LIBRARY_RELEASE);
  const rows = new Map<string, Row[]>();
  const seen = new Set<string>();
  for (const body of bodies(protocol)) {
    const { program, version, procedure, half } = body;
    const name = key(program, version, procedure.number, half);
    const once = `${name} ${procedure.name} ${printReleases(procedure.releases)}`;
    if (seen.has(once)) continue;
    seen.add(once);
    const variants = protocol.variants(procedure, half);
    const row: Row = {
      body,
      types: [...new Set(variants.map(({ field }) => field.type.name))].filter((type) => type !== 'void'),
      routine: variants.some((variant) => routineOf(variant) !== null),
      seen: new Set(),
      read: new Set(),
    };
    const list = rows.get(name);
    if (list) list.push(row);
    else rows.set(name, [row]);
  }
  return rows;
}

/** The row of a record of a capture: of procedures that share a number, the one of the capture's release. */
function rowOf(rows: ReadonlyMap<string, readonly Row[]>, name: string, release: number): Row | undefined {
  return rows.get(name)?.find(({ body }) => containsRelease(body.procedure.releases, release));
}

/** Fills in what the captures hold and what was read of it. */
function look(rows: ReadonlyMap<string, readonly Row[]>): TypesRead {
  const types: TypesRead = new Map();
  for (const name of captureNames) {
    const release = releaseOfCapture(name);
    for (const { program, version, procedure, type } of capturedProcedures(protocol, registry, capture(name)))
      rowOf(rows, key(program, version, procedure, type), release)?.seen.add(name);
  }
  const reads = new URL('../../test/captures/reads/', import.meta.url);
  for (const file of readdirSync(reads)) {
    for (const line of gunzipSync(readFileSync(new URL(file, reads)))
      .toString()
      .trimEnd()
      .split('\n')) {
      const one = JSON.parse(line) as Judged;
      const row = rowOf(
        rows,
        key(one.program, one.version, one.procedure, one.type),
        releaseOfCapture(one.capture),
      );
      const release = file.replace('.ndjson.gz', '');
      row?.read.add(release);
      const type = bodyVariant(protocol, one)?.field.type;
      if (!type) continue;
      const releases = types.get(type);
      if (releases) releases.add(release);
      else types.set(type, new Set([release]));
    }
  }
  return types;
}

/** `03`, `3.7.20 replicate-fops`. */
function shortName(capture: string): string {
  const [, release, name] = /^gluster-([\d.]+)-([^.]*)\./.exec(capture) ?? [];
  return release ? `${release} ${name}` : capture.slice(0, 2);
}

/** At most four names; the rest is a number. */
function seenIn({ seen }: Row): string {
  const names = [...seen].map(shortName);
  if (names.length === 0) return '–';
  const more = names.length - 4;
  return names.slice(0, 4).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

const numbers = (text: string): number[] => text.split('.').map(Number);
function byRelease(a: string, b: string): number {
  const [x, y] = [numbers(a), numbers(b)];
  return x[0]! - y[0]! || (x[1] ?? 0) - (y[1] ?? 0) || (x[2] ?? 0) - (y[2] ?? 0);
}

/** Captures that 4.4 is asked about. */
const ASKED_4_4 = /^(03|20)-/;

function judges(row: Row, types: TypesRead): string[] {
  const { program, version, procedure, half } = row.body;
  if (row.types.length === 0) return [];
  const out: string[] = [];
  const elsewhere = new Set(
    protocol.variants(procedure, half).flatMap(({ field }) => [...(types.get(field.type) ?? [])]),
  );
  const list = (releases: ReadonlySet<string>): string => [...releases].sort(byRelease).join(', ');
  if (row.read.size > 0) out.push(`library ${list(row.read)}`);
  else if (elsewhere.size > 0) out.push(`library ${list(elsewhere)} by type`);
  if (row.routine) out.push('round trip');
  const numbers = { program, version, procedure: procedure.number, type: half };
  const seen = [...row.seen];
  if (seen.length > 0 && clearedBody('4.0', numbers)) out.push('Wireshark 4.0');
  else if (seen.some((name) => ASKED_4_4.test(name)) && clearedBody('4.4', numbers))
    out.push('Wireshark 4.4');
  return out;
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...lines.map(row)].join('\n');
}

export function coverageTable(): string {
  const rows = allRows();
  const types = look(rows);
  const all = [...rows.values()].flat();
  const sections: string[] = [];
  for (const program of protocol.programs) {
    for (const version of program.versions) {
      const lines = all
        .filter(({ body }) => body.program === program.number && body.version === version.number)
        .map((row) => {
          const { procedure, half } = row.body;
          return [
            String(procedure.number),
            procedure.name,
            half,
            printReleases(procedure.releases),
            row.types.join(', ') || 'no body',
            seenIn(row),
            row.types.length === 0 ? '–' : judges(row, types).join('; ') || 'encoder alone',
          ];
        });
      sections.push(
        `## ${program.label}: ${program.number}, version ${version.number}\n\n` +
          table(['#', 'procedure', 'direction', 'releases', 'type', 'seen in', 'judged by'], lines),
      );
    }
  }
  return [HEAD, summary(all, types), ...sections].join('\n\n') + '\n';
}

const HEAD = `# What is described, seen and judged

Made by \`npm run coverage-table\`; a test holds it against the repository. Every call and reply of every program is
described in \`src/decoder/programs\`, and each is filled with random values, encoded and decoded again
(\`test/roundtrip.test.ts\`). Beyond that:

- *seen in*: captures of \`test/captures\` that hold it (four at most are named).
- *library*: GlusterFS's own library of those releases reads the same leaves in records of those captures
  (\`test/oracle.test.ts\`). *by type*: not in this procedure, but in another that carries the very same.
- *round trip*: the library of ${LIBRARY_RELEASE} reads the same leaves in random values (\`npm run oracle\`).
- *Wireshark*: each field that it shows is the same, but for what \`docs/parity.md\` explains (\`npm run parity\`).
- *encoder alone*: no other judge; the layout follows what is known of it.`;

function summary(all: readonly Row[], types: TypesRead): string {
  const bodied = all.filter(({ types }) => types.length > 0);
  const count = (fits: (row: Row) => boolean): string => String(bodied.filter(fits).length);
  return table(
    ['directions of procedures', 'number'],
    [
      ['described', String(all.length)],
      ['with a body', String(bodied.length)],
      ['seen in a capture', count(({ seen }) => seen.size > 0)],
      ['read by the library of the sender’s release', count(({ read }) => read.size > 0)],
      [
        'read by it in another procedure of the same type',
        count((row) => judges(row, types).some((one) => one.endsWith('by type'))),
      ],
      ['round trip through the library', count(({ routine }) => routine)],
      [
        'fields compared with Wireshark',
        count((row) => judges(row, types).some((one) => one.startsWith('Wireshark'))),
      ],
      ['encoder alone', count((row) => judges(row, types).length === 0)],
    ],
  );
}
