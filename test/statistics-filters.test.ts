/** Everything in the statistics is a filter when clicked: each selects the very records that its line counts. */
import { describe, expect, test } from 'vitest';
import type { OpenedSession } from '../src/decoder/session/opened.ts';
import { RowKind } from '../src/decoder/api.ts';
import { figures } from './support/figures.ts';
import { openCapture } from './support/sessions.ts';

const CAPTURES = [
  '03-replica3-gfapi-all-fops-nanosecond.pcap',
  // IPv6, many programs
  '21-ipv6-peer-probe-volume-fops.pcapng',
  // calls of servers, which nobody answers
  '20-locks-leases-upcalls-two-clients.pcap',
  // heads that are lost, replies without call
  '23-mid-record-start-large-writes.pcap',
  // bytes that were not captured
  '16-snaplen-128-replica3.pcap',
  // op_ret of the old releases
  'gluster-3.2.7-replicate-fops.pcap',
];
const sessions = new Map<string, Promise<OpenedSession>>();
const opened = (name: string): Promise<OpenedSession> => {
  const known = sessions.get(name) ?? openCapture(name);
  sessions.set(name, known);
  return known;
};

let views = 0;
async function selected(session: OpenedSession, filter: string): Promise<number[]> {
  const work = { signal: new AbortController().signal, emit: () => undefined };
  const view = ++views;
  const result = await session.view(view, filter, work);
  if (!result.ok) throw new Error(`${filter}: ${result.error.message} at ${result.error.start}`);
  const { length, row } = await session.rows(0, result.state.rows, view);
  return [...row.subarray(0, length)];
}

async function howMany(session: OpenedSession, filter: string): Promise<number> {
  const work = { signal: new AbortController().signal, emit: () => undefined };
  const result = await session.view(++views, filter, work);
  if (!result.ok) throw new Error(`${filter}: ${result.error.message} at ${result.error.start}`);
  return result.state.rows;
}

describe.each(CAPTURES)('%s', (name) => {
  test('totals', async () => {
    const session = await opened(name);
    const { lines } = await figures(session, null, { section: 'totals', decode: true });
    for (const { what, rows, filter } of lines) {
      if (filter === '') {
        expect(what === 'rows' || rows === 0).toBe(true);
        continue;
      }
      const found = await howMany(session, filter);
      expect({ what, rows: found }).toEqual({ what, rows: what === 'exchanges' ? rows * 2 : rows });
    }
  });

  test('programs, procedures and their latencies', async () => {
    const session = await opened(name);
    const { procedures, programs, bins } = await figures(session, null, {
      section: 'procedures',
      decode: true,
    });
    for (const { filter, calls, replies } of programs) {
      expect({ filter, rows: await howMany(session, filter) }).toEqual({ filter, rows: calls + replies });
    }
    for (const one of procedures) {
      const { filter, filterReplies, filterErrors } = one;
      expect({ filter, rows: await howMany(session, filter) }).toEqual({
        filter,
        rows: one.calls + one.replies,
      });
      expect({ filterReplies, rows: await howMany(session, filterReplies) }).toEqual({
        filterReplies,
        rows: one.replies,
      });
      expect({ filterErrors, rows: await howMany(session, filterErrors) }).toEqual({
        filterErrors,
        rows: one.errors,
      });
    }
    for (const one of procedures.slice(0, 3)) {
      for (let bin = 0; bin < one.histogram.length; bin++) {
        const filter = `${one.filterReplies} && ${bins.filters[bin]}`;
        expect({ filter, rows: await howMany(session, filter) }).toEqual({
          filter,
          rows: one.histogram[bin],
        });
      }
    }
  });

  test('errors', async () => {
    const session = await opened(name);
    const { lines } = await figures(session, null, { section: 'errors', decode: true });
    for (const { filter, count, first, last } of lines) {
      const rows = await selected(session, filter);
      expect({ filter, count: rows.length, first: rows[0], last: rows.at(-1) }).toEqual({
        filter,
        count,
        first,
        last,
      });
    }
  });

  test('connections', async () => {
    const session = await opened(name);
    const { connections } = await figures(session, null, { section: 'connections', decode: false });
    const { columns, streams } = session.index;
    for (const { flow, filter } of connections) {
      const rows = Array.from({ length: session.index.rows }, (_, row) => row);
      const own = rows.filter((row) => streams[columns.stream.get(row)]!.flow === flow);
      expect({ filter, rows: await howMany(session, filter) }).toEqual({ filter, rows: own.length });
    }
  });

  test('time', async () => {
    const session = await opened(name);
    const timeline = await figures(session, null, {
      section: 'timeline',
      bins: 9,
      span: null,
      decode: false,
    });
    const { edges, filter } = timeline;
    const { time } = session.index.columns;
    for (let bin = 0; bin < 9; bin++) {
      let rows = 0;
      for (let row = 0; row < session.index.rows; row++) {
        if (time.get(row) >= edges[bin]! && time.get(row) < edges[bin + 1]!) rows++;
      }
      expect({ filter: filter[bin], rows: await howMany(session, filter[bin]!) }).toEqual({
        filter: filter[bin],
        rows,
      });
    }
  });

  test('exchanges, messages and their nodes', async () => {
    const session = await opened(name);
    const slowest = await figures(session, null, { section: 'slowest', top: 3, decode: false });
    for (const [at, filter] of slowest.filter.entries())
      expect(await selected(session, filter)).toEqual([slowest.call[at], slowest.reply[at]].sort());
    const rows = { from: 3, count: 40 };
    for (const nodes of ['ends', 'hosts'] as const) {
      const sequence = await figures(session, null, { section: 'sequence', nodes, rows, decode: false });
      for (const at of [0, 17])
        expect(await selected(session, sequence.filter[at]!)).toEqual([sequence.row[at]]);
      for (const [place, { filter }] of sequence.nodes.entries()) {
        const found = new Set(await selected(session, filter));
        sequence.row.forEach((row, at) => {
          expect(found.has(row)).toBe(sequence.from[at] === place || sequence.to[at] === place);
        });
      }
    }
  });

  test('files: the filter finds records of the file', async () => {
    const session = await opened(name);
    const files = await figures(session, null, { section: 'files', top: 5, by: 'operations', decode: true });
    for (let at = 0; at < files.length; at++) {
      const rows = await selected(session, files.filter[at]!);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.some((row) => session.index.columns.kind.get(row) === RowKind.call)).toBe(true);
    }
  });
});
