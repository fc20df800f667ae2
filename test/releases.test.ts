/** What is worked out about a sender's release never excludes the release that really sent it. */
import { expect, test } from 'vitest';
import { containsRelease, parseRelease, parseReleases } from '../src/decoder/xdr/releases.ts';
import { captureNames, openCapture } from './support/sessions.ts';

/** Captures name their release; those without a name are of 10.3. */
const releaseOf = (name: string): number => parseRelease(/^gluster-([\d.]+)-/.exec(name)?.[1] ?? '10.3')!;

test.each(captureNames())('%s', async (name) => {
  const session = await openCapture(name);
  const { columns } = session.index;
  const truth = releaseOf(name);
  const seen = new Set<number>();
  for (let row = 0; row < session.index.rows; row++) {
    const stream = columns.stream.get(row);
    if (seen.has(stream)) continue;
    seen.add(stream);
    const possible = await session.releasesOf(row);
    if (possible) expect(containsRelease(possible.releases, truth), possible.words()).toBe(true);
  }
});

test('a client says its version, and that is shown with its place', async () => {
  const session = await openCapture('03-replica3-gfapi-all-fops-nanosecond.pcap');
  const { head } = await session.record(112);
  expect(head.decodedAs).toMatch(/^GlusterFS 10\.3, read: client-version says 10\.3 \(record \d+\)$/);
});

test('what a connection has said decides between layouts that fit alike, and can be overruled', async () => {
  const session = await openCapture('gluster-3.3.2-distribute-fops.pcap');
  let row = 0;
  for (; row < session.index.rows; row++) {
    const { record } = await session.decoded(row, null);
    const alike = record?.chosen && record.chosen.layouts > 1 && record.chosen.fits === 'exact';
    if (alike && record.chosen.releases.length > 1) break;
  }
  expect(session.assumeReleases(row, '3.3')).toBe(true);
  const older = (await session.decoded(row, null)).record!.chosen!.layout.variant.releases;
  expect(containsRelease(older, parseReleases('3.3')![0]!.since)).toBe(true);
  expect((await session.record(row)).head.decodedAs).toContain('chosen');
  expect(session.assumeReleases(row, '10')).toBe(true);
  const newer = (await session.decoded(row, null)).record!.chosen!.layout.variant.releases;
  expect(newer).not.toEqual(older);
  expect(session.assumeReleases(row, 'nonsense')).toBe(false);
});

test('both sides of a connection are told with their evidence, and what is said stands beside it', async () => {
  const session = await openCapture('03-replica3-gfapi-all-fops-nanosecond.pcap');
  const [sender, other] = await session.releases(112);
  expect(sender).toMatchObject({ row: 112, releases: '10.3', chosen: false });
  expect(sender!.evidence.at(-1)).toMatchObject({ why: 'client-version says 10.3', read: true });
  expect(other!.peer).toBe((await session.rows(112, 1)).destination[0]);
  expect((await session.rows(other!.row, 1)).source[0]).toBe(other!.peer);
  session.assumeReleases(other!.row, '9.0..9.1');
  const [same, said] = await session.releases(112);
  expect(same).toEqual(sender);
  expect(said).toMatchObject({ releases: '9.0 to 9.1', chosen: true, evidence: other!.evidence });
  session.assumeReleases(other!.row, null);
  expect((await session.releases(112))[1]).toEqual(other);
  session.assumeReleases(-1, '4.1');
  expect((await session.releases(112)).map(({ releases }) => releases)).toEqual(['4.1', '4.1']);
});
