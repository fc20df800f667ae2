import { expect, test } from 'vitest';
import { LINE_REASONS, Outcome as O, RowKind as R } from '../../decoder/api.ts';
import { Kind as K, KINDS } from '../../decoder/xdr/descriptor.ts';
import { NodeFlag as F } from '../../decoder/xdr/tree.ts';
import { Kind, KIND_NAMES, LINE_REASON_NAMES, NodeFlag, Outcome, RowKind } from './kinds.ts';

test("the panes' numbers are the decoder's", () => {
  expect(KIND_NAMES).toEqual(KINDS);
  expect(Kind).toEqual(K);
  expect(RowKind).toEqual(R);
  expect(Outcome).toEqual(O);
  expect(NodeFlag).toEqual(F);
  expect(LINE_REASON_NAMES).toEqual(LINE_REASONS);
});
