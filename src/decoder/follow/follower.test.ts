import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capture as captureBytes } from '../../../test/support/captures.ts';
import { gfid, Scene } from '../../../test/support/scene.ts';
import { openCapture } from '../../../test/support/sessions.ts';
import { open } from '../session.ts';

const found = (number: number) => ({ op_ret: 0, stat: { ia_gfid: gfid(number) } });
const missing = { op_ret: -1, op_errno: 2 };
const at = (directory: number, name: string) => ({ pargfid: gfid(directory), bname: name });
const ok = { op_ret: 0 };

describe('a made conversation', () => {
  test('a name that is looked up, a file that is opened, and what is written to it', async () => {
    const scene = new Scene();
    scene.exchange('LOOKUP', at(1, 'dir'), found(2));
    const lookup = scene.exchange('LOOKUP', at(2, 'a.txt'), missing);
    const create = scene.exchange('CREATE', at(2, 'a.txt'), { ...found(3), fd: 7n });
    const write = scene.exchange('WRITE', { gfid: gfid(3), fd: 7n, size: 4096 }, { op_ret: 4096 });
    const { followed, ...session } = await opened(scene);
    expect(followed.pathOf(0)).toMatchObject({ text: '/dir', whole: true, inferred: false });
    expect(followed.pathOf(lookup)).toMatchObject({ text: '/dir/a.txt', inferred: true });
    expect(followed.pathOf(write + 1)).toEqual({
      text: '/dir/a.txt',
      whole: true,
      inferred: true,
      row: create + 1,
    });
    // what was looked for and what was made there are one file
    expect(new Set([lookup, lookup + 1, create, write].map((row) => followed.file.get(row))).size).toBe(1);
    expect(followed.gfidOf(followed.file.get(write))).toMatch(/^a0a0a0a0-.*00000003$/);
    expect(await session.line(lookup)).toBe('≈ /dir/a.txt → ENOENT');
    expect(await session.line(lookup + 1)).toBe('≈ /dir/a.txt → ENOENT');
    expect(await session.line(write)).toBe('≈ /dir/a.txt  fd 7 offset 0 len 4096 → 4096');
  });

  test('a path holds from a time on: what a directory was called then counts', async () => {
    const scene = new Scene();
    scene.exchange('MKDIR', at(1, 'old'), found(2));
    scene.exchange('CREATE', at(2, 'f'), found(3));
    const before = scene.exchange('FSTAT', { gfid: gfid(3) }, ok);
    const rename = scene.exchange(
      'RENAME',
      { oldgfid: gfid(1), oldbname: 'old', newgfid: gfid(1), newbname: 'new' },
      found(2),
    );
    const after = scene.exchange('FSTAT', { gfid: gfid(3) }, ok);
    const { followed, line } = await opened(scene);
    expect(followed.pathOf(before)?.text).toBe('/old/f');
    expect(followed.pathOf(after)?.text).toBe('/new/f');
    expect([followed.pathOf(rename)?.text, followed.newPathOf(rename)?.text]).toEqual(['/old', '/new']);
    expect(await line(rename)).toBe('/old → /new → OK');
  });

  test('what fails changes nothing', async () => {
    const scene = new Scene();
    scene.exchange('CREATE', at(1, 'f'), found(2));
    scene.exchange(
      'RENAME',
      { oldgfid: gfid(1), oldbname: 'f', newgfid: gfid(1), newbname: 'g' },
      { op_ret: -1, op_errno: 13 },
    );
    scene.exchange('UNLINK', at(1, 'f'), { op_ret: -1, op_errno: 13 });
    const stat = scene.exchange('STAT', { gfid: gfid(2) }, ok);
    const { followed } = await opened(scene);
    expect(followed.pathOf(stat)?.text).toBe('/f');
  });

  test('entries of a directory are names; the ones for itself and above are none', async () => {
    const scene = new Scene();
    const entry = (name: string, number: number) => ({
      d_ino: 1n,
      d_off: 1n,
      d_len: name.length,
      d_type: 8,
      name,
      stat: stat(number),
      dict: { xdr_size: 0, count: -1, pairs: [] },
    });
    scene.exchange(
      'READDIRP',
      { gfid: gfid(1) },
      { op_ret: 3, reply: [entry('.', 1), entry('..', 1), entry('b', 5)] },
    );
    const read = scene.exchange('READ', { gfid: gfid(5), fd: -2n }, ok);
    const { followed } = await opened(scene);
    expect(followed.pathOf(read)?.text).toBe('/b');
  });

  test('where nothing names the directory, its gfid does', async () => {
    const scene = new Scene();
    const create = scene.exchange('CREATE', at(9, 'f'), found(3));
    const unknown = scene.exchange('STAT', { gfid: gfid(4) }, ok);
    const { followed } = await opened(scene);
    expect(followed.pathOf(create)).toMatchObject({ text: '<gfid:a0a0a0a0…>/f', whole: false });
    expect(followed.pathOf(unknown)).toBeNull();
    expect(followed.file.get(unknown)).toBeGreaterThan(0);
  });

  test('any sequence of names made, moved and taken away', async () => {
    const step = fc.record({
      does: fc.constantFrom('mkdir', 'create', 'rename', 'link', 'unlink', 'lookup'),
      which: fc.nat(99),
      where: fc.nat(99),
      name: fc.constantFrom('a', 'b', 'c', 'd'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
        const scene = new Scene();
        const disk = new Disk();
        const wanted: [row: number, paths: readonly string[]][] = [];
        for (const one of steps) {
          disk.apply(scene, one);
          const file = disk.pick(one.which);
          if (file > 1) wanted.push([scene.exchange('FSTAT', { gfid: gfid(file) }, ok), disk.paths(file)]);
        }
        const { followed } = await opened(scene);
        for (const [row, paths] of wanted) {
          if (paths.length > 0) expect(paths).toContain(followed.pathOf(row)?.text);
          else expect(followed.pathOf(row)?.text).toMatch(/^\//);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('real captures', () => {
  test('a replicated volume: each brick says the same of one file', async () => {
    const session = await openCapture('03-replica3-gfapi-all-fops-nanosecond.pcap');
    await session.learned;
    const { followed } = session;
    expect(await line(session, 112)).toBe('≈ /t1/meta.txt  fd 0 offset 0 len 14 → 14');
    // UNLINK on the first brick, and on the third when the others have answered
    expect(followed.file.get(400)).toBe(followed.file.get(404));
    expect(await line(session, 760)).toBe('≈ /t1/d1/a → /t1/d1/b → OK');
    expect(followed.volumeOf(followed.file.get(112))).toBe('rep3');
  });

  test('a capture that begins in the middle: names without their directory, and nothing made up', async () => {
    const session = await openCapture('13-mid-stream-start-busy-connections.pcap');
    await session.learned;
    const { followed } = session;
    const paths = Array.from({ length: session.index.rows }, (_, row) => followed.pathOf(row));
    expect(paths.filter((path) => path?.whole).length).toBe(0);
    expect(paths.filter((path) => path !== null).length).toBeGreaterThan(2000);
  });

  test('3.2 sends the path itself: it is no guess, and gfids learn from it', async () => {
    const session = await openCapture('gluster-3.2.7-distribute-fops.pcap');
    await session.learned;
    expect(await line(session, 104)).toBe('≈ /alpha  fd 0 offset 0 len 5000 → 5000');
    expect(session.followed.pathOf(98)).toMatchObject({ text: '/alpha', inferred: false });
    expect(await line(session, 466)).toBe('≈ /beta → /docs/moved → OK');
  });

  test('without room for more files what is known stays', async () => {
    const { Follower } = await import('./follower.ts');
    const { Files } = await import('./files.ts');
    const { Slices } = await import('./slices.ts');
    const { index, language } = await openCapture('04-distribute-fuse-mount-shell-workload.pcap');
    const host = { index, language, volumes: [''], volumeOf: () => 0 };
    const follower = new Follower(host, new Files(10, 12));
    await follower.run(new Slices(Infinity, () => undefined));
    expect(follower.isFull).toBe(true);
    expect(follower.files).toBe(10);
    expect(follower.complete).toBe(true);
    expect(Array.from({ length: index.rows }, (_, row) => follower.pathOf(row)).some(Boolean)).toBe(true);
  });
});

describe('damaged captures', () => {
  test('whatever stands in the bytes, following ends and paths can be asked', async () => {
    const whole = captureBytes('04');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 400 }),
        fc.nat(whole.length),
        async (changes, length) => {
          const bytes = whole.slice(0, Math.max(24, length));
          for (const [place, value] of changes) if (place >= 24 && place < bytes.length) bytes[place] = value;
          const result = await open({ kind: 'file', name: 'x', blob: new Blob([bytes]) });
          if (!result.ok) return;
          const { session } = result;
          await session.learned;
          const { followed, index } = session;
          for (let row = 0; row < index.rows; row++) {
            followed.pathOf(row);
            followed.newPathOf(row);
            expect(followed.file.get(row)).toBeLessThanOrEqual(followed.files);
          }
          await session.connections();
          session.close();
        },
      ),
      { numRuns: 12 },
    );
  });

  test('a directory that is said to be inside itself has a path all the same', async () => {
    const scene = new Scene();
    scene.exchange('LOOKUP', at(2, 'a'), found(3));
    scene.exchange('LOOKUP', at(3, 'b'), found(2));
    const stat = scene.exchange('STAT', { gfid: gfid(2) }, ok);
    const { followed } = await opened(scene);
    expect(followed.pathOf(stat)?.whole).toBe(false);
    expect(followed.pathOf(stat)!.text.length).toBeLessThan(2000);
  });
});

async function line(session: Awaited<ReturnType<typeof openCapture>>, row: number): Promise<string> {
  return (await session.wordsOf(row)).line;
}

async function opened(scene: Scene) {
  const session = await scene.opened();
  return { followed: session.followed, line: (row: number) => line(session, row) };
}

/** Attributes in full: of an entry nothing is filled in. */
function stat(number: number) {
  const zero = {
    ia_flags: 0n,
    ia_ino: 0n,
    ia_dev: 0n,
    ia_rdev: 0n,
    ia_size: 0n,
    ia_blocks: 0n,
    ia_attributes: 0n,
    ia_attributes_mask: 0n,
    ia_atime: 0n,
    ia_mtime: 0n,
    ia_ctime: 0n,
    ia_btime: 0n,
    ia_atime_nsec: 0,
    ia_mtime_nsec: 0,
    ia_ctime_nsec: 0,
    ia_btime_nsec: 0,
    ia_nlink: 0,
    ia_uid: 0,
    ia_gid: 0,
    ia_blksize: 0,
    mode: 0,
  };
  return { ...zero, ia_gfid: gfid(number) };
}

interface Step {
  readonly does: string;
  readonly which: number;
  readonly where: number;
  readonly name: string;
}

/** What a file system would make of the steps: entries of directories, by number; 1 is the root. */
class Disk {
  private next = 2;
  private readonly entries = new Map<number, Map<string, number>>([[1, new Map()]]);

  pick(which: number): number {
    const files = [...this.entries.values()].flatMap((names) => [...names.values()]);
    return files.length === 0 ? 0 : files[which % files.length]!;
  }

  paths(file: number): string[] {
    const out: string[] = [];
    const walk = (directory: number, path: string): void => {
      for (const [name, inside] of this.entries.get(directory) ?? []) {
        if (inside === file) out.push(`${path}/${name}`);
        if (this.entries.has(inside)) walk(inside, `${path}/${name}`);
      }
    };
    walk(1, '');
    return out;
  }

  /** Directories that a path leads to. */
  private directories(): number[] {
    return [...this.entries.keys()].filter((one) => one === 1 || this.paths(one).length > 0);
  }

  private holds(above: number, below: number): boolean {
    if (above === below) return true;
    return [...(this.entries.get(above)?.values() ?? [])].some((one) => this.holds(one, below));
  }

  apply(scene: Scene, { does, which, where, name }: Step): void {
    const directories = this.directories();
    const directory = directories[where % directories.length]!;
    const names = this.entries.get(directory)!;
    const held = names.get(name);
    if (does === 'mkdir' || does === 'create') {
      if (held !== undefined) return;
      const file = this.next++;
      names.set(name, file);
      if (does === 'mkdir') this.entries.set(file, new Map());
      scene.exchange(does === 'mkdir' ? 'MKDIR' : 'CREATE', at(directory, name), found(file));
      return;
    }
    if (does === 'lookup') {
      scene.exchange('LOOKUP', at(directory, name), held === undefined ? missing : found(held));
      return;
    }
    if (does === 'unlink') {
      if (held === undefined || this.entries.has(held)) return;
      names.delete(name);
      scene.exchange('UNLINK', at(directory, name), ok);
      return;
    }
    const from = directories[which % directories.length]!;
    const [oldName, file] = [...this.entries.get(from)!][0] ?? [];
    if (oldName === undefined || file === undefined || held === file) return;
    const to = { newgfid: gfid(directory), newbname: name };
    if (does === 'link') {
      if (held !== undefined || this.entries.has(file)) return;
      names.set(name, file);
      scene.exchange('LINK', { oldgfid: gfid(file), ...to }, found(file));
      return;
    }
    if (this.holds(file, directory) || (held !== undefined && this.entries.has(held))) return;
    this.entries.get(from)!.delete(oldName);
    names.set(name, file);
    scene.exchange('RENAME', { oldgfid: gfid(from), oldbname: oldName, ...to }, found(file));
  }
}
