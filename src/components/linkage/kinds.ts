/**
 * The decoder's numbers as values. Components take only types from the decoder, so the numbers stand here once
 * more; the compiler holds them to the originals.
 */
import type {
  KindName,
  LineReason,
  Outcome as DecoderOutcome,
  RowKind as DecoderRowKind,
} from '../../decoder/api.ts';
import type { Kind as DecoderKind } from '../../decoder/xdr/descriptor.ts';
import type { NodeFlag as DecoderNodeFlag } from '../../decoder/xdr/tree.ts';

/** Names of sections by `RecordTree.kind`. */
export const KIND_NAMES = [
  'mark',
  'header',
  'credential',
  'body',
  'dictionary',
  'payload',
  'padding',
  'missing',
  'undecoded',
] as const satisfies readonly KindName[];

export const Kind: typeof DecoderKind = {
  mark: 0,
  header: 1,
  credential: 2,
  body: 3,
  dictionary: 4,
  payload: 5,
  padding: 6,
  missing: 7,
  undecoded: 8,
};

export const RowKind: typeof DecoderRowKind = { call: 0, reply: 1, data: 2, gap: 3, foreign: 4, lostHead: 5 };

export const Outcome: typeof DecoderOutcome = { none: 0, ok: 1, normal: 2, error: 3, noReply: 4, guess: 5 };

export const NodeFlag: typeof DecoderNodeFlag = { valueMissing: 1, secret: 2, guess: 4, noted: 8 };

/** Reasons of lines by `TextInfo.reasons`. */
export const LINE_REASON_NAMES = [
  'hex',
  'annotation',
  'prose',
  'end points',
  'drawing',
  'C lines',
  'clock',
  'ruler',
  'heading',
  'empty',
  'unsure',
] as const satisfies readonly LineReason[];

/** CSS class of a section: `k-body`. */
export function kindClass(kind: number): string {
  return `k-${KIND_NAMES[kind] ?? 'undecoded'}`;
}
