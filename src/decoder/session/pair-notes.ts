/** Notes about the other half of a call or reply: it is missing, or more than one could be meant. */
import { RowKind, type RecordNote } from '../api.ts';
import type { DecodedRecord } from '../record/decode.ts';
import { findPath } from '../record/words.ts';
import { RowFlag, type RecordIndex } from '../rpc/record-index.ts';
import type { Protocol } from '../xdr/protocol.ts';

export const PairTrouble = {
  noReply: 'no-reply',
  noCall: 'no-call',
  duplicate: 'duplicate-xid',
} as const;
export type PairTrouble = (typeof PairTrouble)[keyof typeof PairTrouble];

const WORDS: Readonly<Record<PairTrouble, string>> = {
  [PairTrouble.noReply]: 'No reply to this call is in the capture.',
  [PairTrouble.noCall]: 'The call that this answers is not in the capture.',
  [PairTrouble.duplicate]:
    'An earlier call of this connection with the same XID still waits for its reply: which one a reply answers is unsure.',
};

/** By the columns alone. Whether a call is still to be answered is known when all is read. */
export function pairTroubles(index: RecordIndex, protocol: Protocol, row: number): PairTrouble[] {
  const { kind, match, flags, program, version, procedure } = index.columns;
  const out: PairTrouble[] = [];
  const isDuplicate = (flags.get(row) & RowFlag.duplicateXid) !== 0;
  const isAlone = match.get(row) < 0;
  if (!isDuplicate && !isAlone) return out;
  const what = kind.get(row);
  if (what === RowKind.reply && isAlone) out.push(PairTrouble.noCall);
  if (what !== RowKind.call) return out;
  // Callbacks are never answered, and servers number them as they like.
  const described = protocol.procedures(program.get(row), version.get(row), procedure.get(row));
  if (described.some(({ fromServer }) => fromServer)) return out;
  if (isDuplicate) out.push(PairTrouble.duplicate);
  if (isAlone && index.complete) out.push(PairTrouble.noReply);
  return out;
}

/** The same as notes on the record's XID, but for what the record says itself. */
export function pairNotes(index: RecordIndex, row: number, record: DecodedRecord): RecordNote[] {
  const said = new Set(record.wire.notes.map(({ code }) => code));
  const troubles = pairTroubles(index, record.language.protocol, row).filter((code) => !said.has(code));
  if (troubles.length === 0) return [];
  const node = findPath(record, 'header/xid');
  const [start, stop] = node < 0 ? [0, 0] : [record.wire.start[node]!, record.wire.stop[node]!];
  return troubles.map((code) => ({
    severity: code === PairTrouble.duplicate ? 'warning' : 'info',
    code,
    message: WORDS[code],
    offset: start,
    length: stop - start,
    node,
  }));
}

/** How many rows have each. */
export function countPairTroubles(index: RecordIndex, protocol: Protocol): Readonly<Record<string, number>> {
  const out: Record<string, number> = {};
  for (let row = 0; row < index.rows; row++) {
    for (const code of pairTroubles(index, protocol, row)) out[code] = (out[code] ?? 0) + 1;
  }
  return out;
}
