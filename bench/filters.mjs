/** Filters beside `tshark -Y`, and beside our own index pass over the same file in the same run. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './build.mjs';
import { makeRecords } from './make-records.mjs';
import { bestOf, printed, ratio, table, whole } from './measure.mjs';

/** What is answered by: columns, bytes before the first dictionary, bytes inside dictionaries. */
const GROUPS = {
  'the index': [
    'rpc.xid == 5',
    'glusterfs.proc == LOOKUP',
    'rpc.time > 10ms',
    'ip.addr == 10.77.0.1 && tcp.port == 24007',
  ],
  'fields before the first dictionary': [
    'op_errno == ENOENT',
    'rpc.auth.uid == 0',
    'glusterfs.bname contains "file"',
    'glusterfs.pargfid == 00000000-0000-0000-0000-000000000001',
  ],
  'inside dictionaries': [
    'glusterfs.dict_key contains "trusted"',
    'glusterfs.gfid == 00000000-0000-0000-0000-000000000001',
    'glusterfs.dict_value contains "x"',
  ],
};
const PEER = 'gluster.op_errno == 2';

export async function benchFilters({ folder, rounds, file: given }) {
  const file = given ?? join(folder, 'filter.pcap');
  if (given === undefined) makeRecords(file, { bytes: 265e6, shape: 'small' });
  const script = await bundle('bench/filter.bench.ts', folder);
  const filters = Object.values(GROUPS).flat();
  const [{ index, rows }, ...ours] = printed(script, [file, String(rounds), ...filters]);
  const order = ['-o', 'tcp.reassemble_out_of_order:TRUE'];
  const { tshark } = bestOf(1, { tshark: ['tshark', '-n', '-r', file, ...order, '-Y', PEER] });
  console.log(
    `\n${whole(rows)} records; milliseconds of CPU, the best of ${rounds}. The index pass takes ${whole(index.cpu)}; ` +
      `tshark -Y '${PEER}' ${tshark ? whole(tshark.cpu * 1000) : 'is not installed'}.\n`,
  );
  const group = (filter) => Object.entries(GROUPS).find(([, list]) => list.includes(filter))[0];
  const lines = ours.map(({ filter, rows: kept, first, cpu }) => [
    `\`${filter}\``,
    group(filter),
    whole(kept),
    whole(cpu),
    ratio(cpu, index.cpu),
    first === null ? '' : whole(first),
    tshark ? ratio(cpu, tshark.cpu * 1000) : '',
  ]);
  const head = ['filter', 'answered by', 'kept', 'ms', 'to the index pass', 'first rows, ms', 'to tshark -Y'];
  console.log(table(head, lines));
  if (given === undefined) rmSync(file, { force: true });
}
