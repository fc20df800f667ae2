/** What is secret is nowhere in what is shown or printed: not in its value, nor in what sums it up. */
import { expect, test } from 'vitest';
import { fieldsOf, textsOf } from '../src/decoder/record/words.ts';
import { lineOf } from '../src/decoder/record/info.ts';
import { NodeFlag } from '../src/decoder/xdr/tree.ts';
import { utf8 } from '../src/decoder/xdr/text.ts';
import { openCapture } from './support/sessions.ts';

test.each(['02-volume-create-start-set-status.pcapng', 'gluster-3.7.20-volume-mgmt.pcap'])(
  '%s',
  async (name) => {
    const session = await openCapture(name);
    const leaks: string[] = [];
    let secrets = 0;
    for (let row = 0; row < session.index.rows; row++) {
      const { record } = await session.decoded(row, null);
      if (!record) continue;
      const { tree, message } = record;
      const texts: string[] = [];
      for (let node = 0; node < tree.count; node++) {
        if ((tree.flags[node]! & NodeFlag.secret) === 0 || tree.end[node] !== node + 1) continue;
        const text = utf8(message.bytes.subarray(tree.start[node], tree.stop[node]))?.replace(/\0+$/, '');
        if (text) texts.push(text);
      }
      if (texts.length === 0) continue;
      secrets += texts.length;
      const nodes = Uint32Array.from({ length: record.wire.count }, (_, node) => node);
      const said = JSON.stringify([
        fieldsOf(record, { payload: true }),
        textsOf(record, nodes),
        lineOf(record),
      ]);
      for (const text of texts) if (said.includes(text)) leaks.push(`row ${row}: ${text}`);
    }
    expect(secrets).toBeGreaterThan(10);
    expect(leaks).toEqual([]);
  },
);
