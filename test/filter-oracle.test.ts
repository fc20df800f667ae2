/** Random filters keep the rows that a plain look at every decoded record keeps. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Outcome, RowKind } from '../src/decoder/api.ts';
import { quoted } from '../src/decoder/filter/ast.ts';
import { compileFilter } from '../src/decoder/filter/compile.ts';
import type { DecodedRecord } from '../src/decoder/record/decode.ts';
import { Op, Role } from '../src/decoder/xdr/descriptor.ts';
import { NodeView } from '../src/decoder/xdr/view.ts';
import { lineOf } from '../src/decoder/record/info.ts';
import type { OpenedSession } from '../src/decoder/session/opened.ts';
import { hexTexts, openCapture, openText } from './support/sessions.ts';

/** One value of a field, as plainly as it can be read. */
interface Seen {
  readonly name: string;
  /** null: it was not captured */
  readonly value: bigint | string | null;
}

type Looked = {
  readonly seen: readonly Seen[];
  readonly xid: number;
  readonly kind: RowKind;
  readonly procedure: number;
};

function looked(session: OpenedSession, row: number, record: DecodedRecord | null): Looked {
  const { columns } = session.index;
  const seen: Seen[] = [];
  if (record) {
    const { table } = record.language.protocol;
    for (let node = 0; node < record.tree.count; node++) {
      const view = new NodeView(table, record.tree, record.message.bytes, node);
      const { field } = view;
      const { op } = field.type;
      seen.push({ name: field.filter, value: view.present ? valueOf(view) : null });
      // an empty text has no node but its length
      const { owner } = field;
      if (field.role === Role.length && view.present && view.uint() === 0 && owner && op === Op.UInt) {
        seen.push({ name: owner.filter, value: '' });
      }
    }
  }
  return {
    seen,
    xid: columns.xid.get(row),
    kind: columns.kind.get(row) as RowKind,
    procedure: columns.procedure.get(row),
  };
}

const NUMBERS = new Map<Op, (view: NodeView) => bigint>([
  [Op.Int, (view) => BigInt(view.int())],
  [Op.Enum, (view) => BigInt(view.int())],
  [Op.UInt, (view) => BigInt(view.uint())],
  [Op.Hyper, (view) => view.hyper()],
  [Op.UHyper, (view) => view.uhyper()],
]);

function valueOf(view: NodeView): bigint | string | null {
  const { type } = view.field;
  const read = NUMBERS.get(type.op);
  const width = type.op === Op.Hyper || type.op === Op.UHyper ? 8 : 4;
  if (read) return view.length === width ? read(view) : null;
  const isBytes = type.op === Op.String || type.op === Op.OpaqueFixed || type.op === Op.OpaqueVar;
  // of other meanings values are written otherwise
  if (!isBytes || /uuid|^[bl]e_/.test(type.meaning ?? '')) return null;
  return Buffer.from(view.raw()).toString('latin1').replace(/\0$/, '');
}

interface Made {
  readonly text: string;
  readonly holds: (of: Looked) => boolean;
}

const COMPARE: Readonly<Record<string, (a: bigint, b: bigint) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
};

/** Names with values of one kind, and some of their values. */
function vocabulary(rows: readonly Looked[]): { names: string[]; numbers: Seen[]; texts: Seen[] } {
  const kinds = new Map<string, Set<string>>();
  const numbers: Seen[] = [];
  const texts: Seen[] = [];
  for (const { seen } of rows) {
    for (const one of seen) {
      const kind = typeof one.value;
      kinds.set(one.name, (kinds.get(one.name) ?? new Set()).add(kind));
      if (kind === 'bigint') numbers.push(one);
      // what `"…"` says in a filter is UTF-8
      else if (kind === 'string' && /^[ -~]*$/.test(String(one.value))) texts.push(one);
    }
  }
  // the index answers these, and says more than the record
  const own = (name: string): boolean =>
    !/^rpc\.(xid|msgtyp|program|programversion|procedure|mark|record)$|^xdr\.|^glusterfs\.dict_(value|key_nul)$/.test(
      name,
    );
  const single = (name: string): boolean =>
    own(name) && !(kinds.get(name)!.has('bigint') && kinds.get(name)!.has('string'));
  return {
    names: [...kinds.keys()].filter(own),
    numbers: numbers.filter(({ name }) => single(name)),
    texts: texts.filter(({ name }) => single(name)),
  };
}

function filters(rows: readonly Looked[]): fc.Arbitrary<Made> {
  const { names, numbers, texts } = vocabulary(rows);
  const choose = <T>(list: readonly T[]): fc.Arbitrary<T> => fc.nat(list.length - 1).map((at) => list[at]!);
  const known = ({ seen }: Looked, name: string): (bigint | string)[] =>
    seen.filter((one) => one.name === name && one.value !== null).map(({ value }) => value!);
  const exists = choose(names).map((name): Made => ({
    text: name,
    holds: ({ seen }) => seen.some((one) => one.name === name),
  }));
  const compare = fc
    .tuple(choose(numbers), fc.constantFrom('==', '!=', '>', '<='), fc.constantFrom(0n, 0n, 1n))
    .map(([{ name, value }, op, more]): Made => {
      const wanted = (value as bigint) + more;
      const pass = COMPARE[op]!;
      return {
        text: `${name} ${op} ${wanted}`,
        holds: (of) => {
          const values = known(of, name).filter((one) => typeof one === 'bigint');
          if (op === '!=') return values.length > 0 && values.every((one) => pass(one, wanted));
          return values.some((one) => pass(one, wanted));
        },
      };
    });
  const inSet = fc
    .tuple(choose(numbers), choose(numbers))
    .map(([{ name, value }, { value: other }]): Made => {
      const [low, high] = (value as bigint) < (other as bigint) ? [value, other] : [other, value];
      return {
        text: `${name} in {${low as bigint}..${high as bigint}}`,
        holds: (of) =>
          known(of, name).some(
            (one) => typeof one === 'bigint' && one >= (low as bigint) && one <= (high as bigint),
          ),
      };
    });
  const text = fc
    .tuple(choose(texts), fc.constantFrom('==', 'contains', 'matches', 'len'), fc.nat(6))
    .map(([{ name, value }, op, cut]): Made => {
      const whole = String(value);
      const part = op === 'contains' ? whole.slice(0, cut) : whole;
      if (op === 'len') {
        return {
          text: `len(${name}) == ${whole.length}`,
          holds: (of) => known(of, name).some((one) => String(one).length === whole.length),
        };
      }
      if (op === 'matches') {
        const escaped = whole.replace(/[^\w]/g, '\\$&');
        return {
          text: `${name} matches r"^${escaped.replace(/"/g, '.')}$"`,
          holds: (of) => known(of, name).some((one) => String(one).toLowerCase() === whole.toLowerCase()),
        };
      }
      return {
        text: `${name} ${op} ${quoted(part)}`,
        holds: (of) =>
          known(of, name).some((one) => (op === '==' ? one === part : String(one).includes(part))),
      };
    });
  const ofIndex = choose(rows).chain(({ xid, procedure }) =>
    fc.constantFrom<Made>(
      {
        text: `rpc.xid == ${xid}`,
        holds: (of) => of.kind <= RowKind.reply && of.xid === xid,
      },
      {
        text: `rpc.procedure == ${procedure} && rpc.msgtyp == CALL`,
        holds: (of) => of.kind === RowKind.call && of.procedure === procedure,
      },
    ),
  );
  const atoms =
    texts.length > 0
      ? [exists, compare, compare, inSet, text, text, ofIndex]
      : [exists, compare, inSet, ofIndex];
  return fc.letrec<{ any: Made }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      ...atoms,
      tie('any').map(({ text: inner, holds }): Made => ({ text: `!(${inner})`, holds: (of) => !holds(of) })),
      fc.tuple(tie('any'), tie('any'), fc.constantFrom('&&', '||', '^^')).map(([a, b, op]): Made => ({
        text: `(${a.text}) ${op} (${b.text})`,
        holds: (of) => {
          const [one, other] = [a.holds(of), b.holds(of)];
          return op === '&&' ? one && other : op === '||' ? one || other : one !== other;
        },
      })),
    ),
  })).any;
}

async function kept(session: OpenedSession, text: string): Promise<number[]> {
  const compiled = compileFilter(text, session.language);
  if (!compiled.ok) throw new Error(`${text}: ${compiled.error.message}`);
  const run = compiled.filter.start(session.host);
  const some = new Uint32Array(512);
  const out: number[] = [];
  for (let from = 0; from < session.index.rows; from += 512) {
    const count = await run(from, Math.min(from + 512, session.index.rows), some);
    out.push(...some.subarray(0, count));
  }
  return out;
}

async function compared(session: OpenedSession, runs: number): Promise<void> {
  const rows: Looked[] = [];
  for (let row = 0; row < session.index.rows; row++) {
    rows.push(looked(session, row, (await session.decoded(row, null)).record));
  }
  await fc.assert(
    fc.asyncProperty(filters(rows), async ({ text, holds }) => {
      const due = rows.flatMap((of, row) => (holds(of) ? [row] : []));
      expect([text, ...(await kept(session, text))]).toEqual([text, ...due]);
    }),
    { numRuns: runs },
  );
}

describe('captures', () => {
  test.each([
    '01-peer-probe-and-pool.pcap',
    '11-large-payloads-offload-off-mtu-segments.pcap',
    '13-mid-stream-start-busy-connections.pcap',
    '16-snaplen-128-replica3.pcap',
    '22-brick-op-unix-sockets-relayed-on-lo.pcap',
    'gluster-3.3.2-volume-mgmt.pcap',
    'gluster-3.12.15-compound-fops.pcap',
  ])('%s', async (name) => {
    await compared(await openCapture(name), 60);
  });
});

test('pastes', async () => {
  for (const text of Object.values(hexTexts()).slice(0, 6)) {
    const session = await openText(text);
    if (session.index.records > 0) await compared(session, 20);
  }
});

test.each([
  '06-arbiter-brick-killed-self-heal.pcap',
  'gluster-3.2.7-distribute-fops.pcap',
  '13-mid-stream-start-busy-connections.pcap',
])('what came of it, as the line of the record tells it: %s', async (name) => {
  const session = await openCapture(name);
  const { columns } = session.index;
  const failed: number[] = [];
  for (let row = 0; row < session.index.rows; row++) {
    const { record } = await session.decoded(row, null);
    if (record && lineOf(record).outcome === Outcome.error && columns.kind.get(row) === RowKind.reply)
      failed.push(row);
  }
  expect(await kept(session, 'glusterscope.outcome == error')).toEqual(failed);
  expect(await kept(session, 'glusterscope.outcome in {error, normal}')).toEqual(
    await kept(session, '!(glusterscope.outcome in {none, ok, no-reply, guess})'),
  );
});
