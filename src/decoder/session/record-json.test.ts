import { expect, test } from 'vitest';
import { block, call, concat, fields, frame } from '../../../test/support/packets.ts';
import { open } from '../session.ts';
import { recordJson, RecordNumbers } from './record-json.ts';

/** A capture of simple packet blocks, which have no times. */
function simple(...frames: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const blocks = frames.map((bytes) =>
    block(3, concat(fields(true, [bytes.length, 4]), bytes, new Uint8Array(-bytes.length & 3))),
  );
  const section = fields(true, [0x1a2b3c4d, 4], [1, 2], [0, 2], [0xffffffff, 4], [0xffffffff, 4]);
  const face = fields(true, [1, 2], [0, 2], [0, 4]);
  return concat(block(0x0a0d0d0a, section), block(1, face), ...blocks) as Uint8Array<ArrayBuffer>;
}

test('a capture without times has frames, not lines', async () => {
  const bytes = simple(frame({ payload: call(1) }), frame({ sequence: call(1).length, payload: call(2) }));
  const result = await open({ kind: 'file', name: 'simple.pcapng', blob: new Blob([bytes]) });
  if (!result.ok) throw new Error(result.error.title);
  const { session } = result;
  await session.done;
  const seen: unknown[] = [];
  const numbers = new RecordNumbers(session);
  await session.eachRow(
    (row, decoded) => {
      if (!decoded) return;
      const { frames, lines, time } = recordJson(session, row, decoded, numbers);
      seen.push([frames, lines, time]);
    },
    { yieldEvery: Infinity },
  );
  expect(seen).toEqual([
    [[1], null, null],
    [[2], null, null],
  ]);
  expect((await session.record(1)).head.place).toBe('frame 2');
});
