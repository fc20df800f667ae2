/**
 * Follows files through all rows: what a call names is looked up, what its reply says is learned, in the order
 * of the rows.
 */
import { RowKind } from '../api.ts';
import type { Language } from '../record/decode.ts';
import type { Came } from '../record/outcome.ts';
import type { Column, RecordIndex } from '../rpc/record-index.ts';
import { Does, NO_HANDLE, NOT_THERE, Slot, type Track } from '../types/file-tracks.ts';
import { Files, isNil, UNKNOWN_VOLUME } from './files.ts';
import type { FilePath, Followed } from './follow.ts';
import { Members, Operations } from './members.ts';
import type { Slices } from './slices.ts';

/** Open files that are remembered, of all connections. */
const MOST_HANDLES = 1 << 18;
/** Directories of one path that are made known. */
const MOST_PARTS = 256;
const SLASH = 0x2f;
/** No outcome is known of a row. */
const UNTOLD = 0x7fffffff;
/** From here on down: op_ret of what failed and tells no error number. */
const WITHOUT_ERRNO = -0x40000000;
/** From here on down: the accept status of RPC, which took the call for none of its own. */
const REFUSED = -0x7fffff00;

export interface FollowHost {
  readonly index: RecordIndex;
  readonly language: Language;
  /** number of the volume that a flow belongs to, from 1; 0: unknown */
  volumeOf(flow: number): number;
  /** names of the volumes by number, that of 0 '' */
  readonly volumes: readonly string[];
}

export class Follower implements Followed {
  reached = 0;
  complete = false;
  readonly file: Column;
  readonly other: Column;

  /** by row: its file, and the name that it uses or the one that comes of it; 0: none */
  private readonly byRow: Uint32Array;
  private readonly using: Uint32Array;
  private readonly coming: Uint32Array;
  /** by row of a reply: its op_ret; where that is negative -op_errno */
  private readonly came: Int32Array;
  /** volumes that flows without handshake turned out to belong to */
  private readonly adopted = new Map<number, number>();
  private readonly handles = new Map<number, number>();
  private readonly operations: Operations;
  private readonly members: Members;

  constructor(
    private readonly host: FollowHost,
    private readonly known: Files = new Files(),
  ) {
    const { rows } = host.index;
    this.byRow = new Uint32Array(rows);
    this.using = new Uint32Array(rows);
    this.coming = new Uint32Array(rows);
    this.came = new Int32Array(rows).fill(UNTOLD);
    const column = (get: (row: number) => number): Column => ({
      get: (row) => (row < this.reached ? get(row) : 0),
      length: rows,
      byteLength: rows * 4,
    });
    this.file = column((row) => this.known.real(this.byRow[row]!));
    this.other = column((row) => this.known.fileOf(this.coming[row]!));
    this.operations = new Operations(host.language);
    this.members = new Members(host.index, host.language);
  }

  // ── what is known ────────────────────────────────────────────────────────────────────────────

  get files(): number {
    return this.known.files;
  }

  get isFull(): boolean {
    return this.known.full;
  }

  gfidOf(file: number): string {
    return this.known.gfidOf(file);
  }

  volumeOf(file: number): string {
    return this.host.volumes[this.known.volumeOf(file)] ?? '';
  }

  fileOfGfid(row: number, gfid: Uint8Array): number {
    return isNil(gfid, 0) ? 0 : this.known.find(this.volumeAt(row), gfid, 0);
  }

  pathAt(file: number, row: number): FilePath | null {
    return this.known.path(file, 0, row);
  }

  pathOf(row: number): FilePath | null {
    if (row >= this.reached) return null;
    const file = this.byRow[row]!;
    return file === 0 ? null : this.known.path(file, this.using[row]!, row);
  }

  /** The second name of RENAME and LINK. */
  newPathOf(row: number): FilePath | null {
    if (row >= this.reached) return null;
    const name = this.coming[row]!;
    return name === 0 ? null : this.known.path(this.known.fileOf(name), name, row);
  }

  cameOf(row: number): Came | null {
    const value = row < this.reached ? this.came[row]! : UNTOLD;
    if (value === UNTOLD) return null;
    if (value >= 0) return { ret: value, errno: 0, status: 0 };
    if (value > WITHOUT_ERRNO) return { ret: -1, errno: -value, status: 0 };
    if (value > REFUSED) return { ret: value - WITHOUT_ERRNO, errno: 0, status: 0 };
    return { ret: -1, errno: 0, status: REFUSED - value };
  }

  get byteLength(): number {
    return this.byRow.byteLength * 4 + this.known.byteLength;
  }

  // ── the pass ─────────────────────────────────────────────────────────────────────────────────

  /** Goes through all rows. Rejects with what `slices` throws when it is stopped. */
  async run(slices: Slices, onPause?: () => void): Promise<void> {
    const { index } = this.host;
    const { kind, program, version, procedure, match } = index.columns;
    const rows = this.byRow.length;
    for (let row = 0; row < rows; row++) {
      if ((row & 255) === 0 && slices.over) {
        onPause?.();
        await slices.pause();
      }
      this.reached = row + 1;
      const what = kind.get(row);
      const isCall = what === RowKind.call;
      if (!isCall && (what !== RowKind.reply || match.get(row) < 0)) continue;
      const operation = this.operations.of(program.get(row), version.get(row), procedure.get(row));
      if (operation === null) continue;
      const { track } = operation;
      if (isCall) {
        if (track === null) continue;
        const busy = this.members.read(row, operation.call, true);
        if (busy) await busy;
        this.called(row, track);
        continue;
      }
      const call = match.get(row);
      this.byRow[row] = this.byRow[call]!;
      this.using[row] = this.using[call]!;
      this.coming[row] = this.coming[call]!;
      if (operation.reply.plan === null) continue;
      const { members } = this;
      if (track?.does === Does.lists) {
        const directory = this.known.real(this.byRow[call]!);
        members.onEntry = directory === 0 ? null : () => this.listed(directory, row);
      }
      const busy = members.read(row, operation.reply, false);
      if (busy) await busy;
      members.onEntry = null;
      if (members.has(Slot.outcome)) this.came[row] = this.outcomeOf();
      else if (members.refused > 0) this.came[row] = REFUSED - members.refused;
      if (track !== null) this.answered(row, call, track);
    }
    this.complete = true;
  }

  private volumeAt(row: number): number {
    const { index } = this.host;
    const { flow } = index.streams[index.columns.stream.get(row)]!;
    return this.host.volumeOf(flow) || (this.adopted.get(flow) ?? UNKNOWN_VOLUME);
  }

  private flowOf(row: number): number {
    const { index } = this.host;
    return index.streams[index.columns.stream.get(row)]!.flow;
  }

  /** The file of a gfid that was read; 0: none. */
  private fileOf(volume: number, slot: Slot, row: number): number {
    const { members, known: files } = this;
    if (!members.has(slot)) return 0;
    const at = members.start[slot]!;
    if (members.stop[slot]! - at === TEXT_LENGTH) return this.fileOfText(volume, at);
    if (members.stop[slot]! - at !== 16) return 0;
    if (volume === UNKNOWN_VOLUME && !isNil(members.bytes, at) && members.bytes[at]! !== 0) {
      // a gfid is random: who uses one of a volume belongs to it
      const found = files.volumeWith(members.bytes, at);
      if (found > 0) {
        this.adopted.set(this.flowOf(row), found);
        volume = found;
      }
    }
    return files.of(volume, members.bytes, at);
  }

  /** The same for a gfid in letters, as callbacks have it. */
  private fileOfText(volume: number, start: number): number {
    let at = 0;
    for (let i = 0; i < TEXT_LENGTH && at < 32; i++) {
      const digit = digitOf(this.members.bytes[start + i]!);
      if (digit < 0) continue;
      const place = at >>> 1;
      gfidBytes[place] = (at & 1) === 0 ? digit << 4 : gfidBytes[place]! | digit;
      at++;
    }
    return at === 32 ? this.known.of(volume, gfidBytes, 0) : 0;
  }

  private called(row: number, track: Track): void {
    const { members, known: files } = this;
    const volume = this.volumeAt(row);
    let file = this.fileOf(volume, Slot.gfid, row);
    let using = 0;
    if (members.has(Slot.path)) using = this.alongPath(volume, Slot.path, row);
    if (members.has(Slot.name)) using = this.namedBy(volume, track.does, using, row);
    else if (using !== 0 && file !== 0)
      using = files.confirm(using, members.bytes, members.start[Slot.gfid]!, row);
    if (file === 0 && using !== 0) file = files.fileOf(using);
    if (file === 0 && members.has(Slot.handle)) file = this.opened(row, members.wide(Slot.handle));
    // of a name that is looked up again its gfid is what the client remembers
    this.byRow[row] = file;
    this.using[row] = using;
    if (members.has(Slot.toName)) {
      let to = members.has(Slot.toPath) ? this.alongPath(volume, Slot.toPath, row, true) : 0;
      const directory = this.fileOf(volume, Slot.toDirectory, row) || to;
      to = directory === 0 ? 0 : this.pending(directory, Slot.toName, file, row);
      this.coming[row] = to;
    } else if (members.has(Slot.otherGfid)) {
      const other = this.fileOf(volume, Slot.otherGfid, row);
      this.coming[row] = other === 0 ? 0 : files.nameAt(other, row);
    }
    if (track.does === Does.closes && members.has(Slot.handle)) {
      this.handles.delete(this.handleKey(row, members.wide(Slot.handle)));
    }
  }

  /** The name that an entry of a directory has. @param along that of its path, where there is one */
  private namedBy(volume: number, does: Does, along: number, row: number): number {
    const { members, known: files } = this;
    const { bytes } = members;
    const [start, stop] = [members.start[Slot.name]!, members.stop[Slot.name]!];
    const directory = stop > start ? this.fileOf(volume, Slot.directory, row) : 0;
    if (directory === 0) return along;
    const goes = does === Does.removes || does === Does.renames;
    const name = goes
      ? files.leaving(directory, bytes, start, stop, row)
      : files.entry(directory, bytes, start, stop, row);
    return name || along;
  }

  private pending(directory: number, slot: Slot, file: number, row: number): number {
    const { members } = this;
    return this.known.pending(directory, members.bytes, members.start[slot]!, members.stop[slot]!, file, row);
  }

  /**
   * Makes the directories of a path known from the root on, and gives the name at its end; 0: there is none.
   * Where the directory's gfid stands beside it (`pargfid`), that is told as well.
   * @param above the directory of the path instead, as a file
   */
  private alongPath(volume: number, slot: Slot, row: number, above = false): number {
    const { members, known: files } = this;
    const { bytes } = members;
    const stop = members.stop[slot]!;
    let start = members.start[slot]!;
    if (bytes[start] !== SLASH || start >= stop) return 0;
    let directory = files.of(volume, ROOT, 0);
    let name = 0;
    for (let parts = 0; start < stop && parts < MOST_PARTS; parts++) {
      while (start < stop && bytes[start] === SLASH) start++;
      let end = start;
      while (end < stop && bytes[end] !== SLASH) end++;
      if (end === start) break;
      const isLast = end >= stop;
      if (isLast && above) return directory;
      if (isLast && members.has(Slot.directory) && name !== 0 && slot === Slot.path) {
        name = files.confirm(name, bytes, members.start[Slot.directory]!, row);
        directory = files.fileOf(name);
      }
      name = files.entry(directory, bytes, start, end, row);
      if (name === 0) return 0;
      directory = files.fileOf(name);
      start = end;
    }
    return above ? directory : name;
  }

  private answered(row: number, call: number, track: Track): void {
    const { members, known: files } = this;
    if (!members.has(Slot.outcome)) return;
    if (members.int(Slot.outcome) < 0) {
      this.failed(call, track);
      return;
    }
    const using = this.using[call]!;
    const found = members.has(Slot.found) && members.stop[Slot.found]! - members.start[Slot.found]! === 16;
    switch (track.does) {
      case Does.finds:
      case Does.makes:
        if (using !== 0 && found) {
          const name = files.confirm(using, members.bytes, members.start[Slot.found]!, row);
          this.using[call] = this.using[row] = name;
          this.byRow[call] = this.byRow[row] = files.fileOf(name);
        } else if (using === 0 && this.byRow[call] === 0 && found) {
          this.byRow[call] = this.byRow[row] = files.of(
            this.volumeAt(call),
            members.bytes,
            members.start[Slot.found]!,
          );
        }
        break;
      case Does.removes:
        files.end(using, row);
        break;
      case Does.renames:
        // another brick may have said already what the file is called now
        if (using !== 0 && found && !files.hasGfid(files.fileOf(using))) {
          this.using[row] = files.confirm(using, members.bytes, members.start[Slot.found]!, row);
        }
        files.end(this.using[row]!, row);
        this.coming[call] = this.coming[row] = files.enforce(this.coming[call]!, row);
        break;
      case Does.links:
        this.coming[call] = this.coming[row] = files.enforce(this.coming[call]!, row);
        break;
      default:
    }
    if (members.has(Slot.opened) && this.byRow[row] !== 0 && this.handles.size < MOST_HANDLES) {
      this.handles.set(this.handleKey(row, members.wide(Slot.opened)), this.byRow[row]!);
    }
  }

  private outcomeOf(): number {
    const { members } = this;
    const ret = members.int(Slot.outcome);
    if (ret >= 0) return Math.min(ret, UNTOLD - 1);
    const errno = members.has(Slot.error) ? members.int(Slot.error) : 0;
    return errno > 0 && errno < -WITHOUT_ERRNO
      ? -errno
      : WITHOUT_ERRNO + Math.max(ret, REFUSED - WITHOUT_ERRNO + 1);
  }

  /** What was looked for under its remembered gfid and is not there says nothing of the name: bricks differ. */
  private failed(call: number, track: Track): void {
    const { members, known: files } = this;
    if (track.does !== Does.finds || !members.has(Slot.error) || members.int(Slot.error) !== NOT_THERE)
      return;
    const using = this.using[call]!;
    if (using !== 0) this.byRow[call] = files.fileOf(using);
  }

  private listed(directory: number, row: number): void {
    const { members, known: files } = this;
    if (!members.has(Slot.entryName)) return;
    const [start, stop] = [members.start[Slot.entryName]!, members.stop[Slot.entryName]!];
    const at = members.start[Slot.entryGfid]!;
    if (at < 0 || isNil(members.bytes, at) || isDots(members.bytes, start, stop)) return;
    files.confirm(files.entry(directory, members.bytes, start, stop, row), members.bytes, at, row);
  }

  private handleKey(row: number, handle: number): number {
    return this.flowOf(row) * 2 ** 32 + (handle % 2 ** 32);
  }

  private opened(row: number, handle: number): number {
    return handle === NO_HANDLE ? 0 : (this.handles.get(this.handleKey(row, handle)) ?? 0);
  }
}

const ROOT = Uint8Array.from({ length: 16 }, (_, at) => (at === 15 ? 1 : 0));

/** `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` */
const TEXT_LENGTH = 36;
const gfidBytes = new Uint8Array(16);

function digitOf(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** `.` and `..` */
function isDots(bytes: Uint8Array, start: number, stop: number): boolean {
  return bytes[start] === 0x2e && (stop - start === 1 || (stop - start === 2 && bytes[start + 1] === 0x2e));
}
