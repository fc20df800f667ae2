/** Lines that an expert would write by hand, judged by hand: what is asked, of which file, and what came of it. */
import { expect, test } from 'vitest';
import type { OpenedSession } from '../src/decoder/session/opened.ts';
import { openCapture } from './support/sessions.ts';

const sessions = new Map<string, Promise<OpenedSession>>();

async function lineOf(capture: string, row: number): Promise<string> {
  let session = sessions.get(capture);
  if (!session) sessions.set(capture, (session = openCapture(capture)));
  await (
    await session
  ).learned;
  const { procedure, line } = await (await session).wordsOf(row);
  return `${procedure} ${line}`;
}

const FOPS = '03-replica3-gfapi-all-fops-nanosecond.pcap';
const FUSE = '04-distribute-fuse-mount-shell-workload.pcap';
const CLI = '14-cli-all-commands-relayed-unix-socket-to-tcp.pcap';
const LOCKS = '20-locks-leases-upcalls-two-clients.pcap';
const OLD = 'gluster-3.2.7-distribute-fops.pcap';

test.each([
  [FOPS, 76, 'LOOKUP ≈ /t1/meta.txt → ENOENT'],
  [FOPS, 79, 'LOOKUP ≈ /t1/meta.txt → ENOENT'],
  [FOPS, 88, 'CREATE ≈ /t1/meta.txt  O_RDWR|O_CREAT|O_EXCL  0640 → OK'],
  [FOPS, 91, 'CREATE ≈ /t1/meta.txt  O_RDWR|O_CREAT|O_EXCL  0640 → OK  fd 0'],
  [FOPS, 94, 'ENTRYLK ≈ /t1  UNLOCK  WRLCK  “meta.txt”  in “rep3-replicate-0” → OK'],
  [FOPS, 97, 'FINODELK ≈ /t1/meta.txt  fd 0  SETLK  WRLCK  whole file  in “rep3-replicate-0” → OK'],
  [FOPS, 112, 'WRITE ≈ /t1/meta.txt  fd 0 offset 0 len 14 → 14'],
  [FOPS, 183, 'FTRUNCATE ≈ /t1/meta.txt  fd 0 offset 7 → OK'],
  [FOPS, 240, 'SETATTR ≈ /t1/meta.txt  UID|GID → OK'],
  [FOPS, 359, 'ACCESS ≈ /t1/meta.txt  R_OK|W_OK → OK'],
  [FOPS, 556, 'LINK ≈ /t1/d1/a → /t1/d1/d2/a.hard → OK'],
  [FOPS, 580, 'SYMLINK ≈ /t1/d1/a.soft  “a” → OK'],
  [FOPS, 1246, 'RMDIR ≈ /t1/ed → ENOTEMPTY'],
  [FOPS, 1516, 'SETXATTR ≈ /t1/ed/f  XATTR_REPLACE  user.r=“1” → ENODATA'],
  [
    FOPS,
    1963,
    'READ ≈ /t1/ed/f  fd 0 offset 1048576 len 100 → 0  -rw-------  0 bytes  the end of the file was read',
  ],
  [FOPS, 2460, 'GETXATTR ≈ /t1/xa  “user.one” → 7  user.one=“value-3”'],
  [FOPS, 2734, 'FALLOCATE ≈ /t1/hole  fd 0  KEEP_SIZE  offset 65536 len 65536 → OK'],
  [
    FOPS,
    2993,
    'FINODELK ≈ /anon-dir/obj  fd -2 (anonymous)  SETLK  WRLCK  whole file  in “rep3-replicate-0” → OK',
  ],
  [FUSE, 30, 'SETVOLUME remote-subvolume=/bricks/dist → OK'],
  [
    FUSE,
    353,
    'READDIRP ≈ /src/a  fd 1  offset 0x583a64d73040ba18  len 131072 → 1  1 entry  end of the directory',
  ],
  [FUSE, 376, 'READ ≈ /src/a/file8.txt  fd 1 offset 4096 len 4096  O_LARGEFILE|O_NOFOLLOW → 2120'],
  [CLI, 4, 'PROBE “peer probe gl2” → OK'],
  [CLI, 9, 'DEPROBE “peer detach gl9” → ENOENT  “gl9 is not part of cluster”'],
  [LOCKS, 196, 'LK ≈ /lk/lk  fd 0  SETLK  WRLCK  range 0–99 → OK'],
  [
    LOCKS,
    385,
    'CACHE_INVALIDATION ≈ /lk/lk  CACHE_INVALIDATION  NLINK|TIMES|PARENT_TIMES  attributes expire after 600',
  ],
  [OLD, 98, 'CREATE /alpha  O_RDWR|O_CREAT|O_EXCL  0100640 → OK'],
  [OLD, 104, 'WRITE ≈ /alpha  fd 0 offset 0 len 5000 → 5000'],
  ['02-volume-create-start-set-status.pcapng', 142, 'PORTBYBRICK “/bricks/rep3” → OK  port 55986'],
  [
    '07-cli-over-tcp-remote-host.pcap',
    146,
    'ADD_BRICK “volume add-brick xyz gl3:/bricks/xyz force” → PROC_UNAVAIL',
  ],
  ['gluster-3.2.7-cli-brickop-relayed.pcap', 38, 'SETVOLUME remote-subvolume=/export/r1 → OK'],
])('%s %i', async (capture, row, wanted) => {
  expect(await lineOf(capture, row)).toBe(wanted);
});
