/**
 * Files by gfid and volume, and the names that they had, in time order.
 *
 *     file  gfid, volume                 names: its latest one
 *     name  file, directory, text, row from which it is known, row at which it ended, the file's name before
 *
 * Some 70 bytes a file with one name. A file without gfid stands for a name that nothing is known of yet: it
 * gets the gfid when that is told.
 */
import { reservedPath, uuidText } from '../types/uuid.ts';
import { word } from '../xdr/message.ts';
import { showText } from '../xdr/text.ts';
import type { FilePath } from './follow.ts';
import { hashBytes, NameBytes } from './names.ts';
import { Numbers, Slots } from './table.ts';

/** Files and names that are remembered; what comes later has no path. */
export const MOST_FILES = 1 << 20;
export const MOST_NAMES = 1 << 21;
/** Directories above one another. */
const DEEPEST = 256;

const NEVER = 0xffffffff;

/** Not the same from source to source, so that nobody can write a capture that fills one place of the tables. */
const seedOf = (): number => (Math.random() * 2 ** 32) | 0;

/** Volume of what no handshake is known of. */
export const UNKNOWN_VOLUME = 0;

export class Files {
  /** files are 1 … files, names 1 … names */
  files = 0;
  names = 0;
  /** the limit was met: what is new is not remembered */
  full = false;

  private readonly gfid = new Numbers(4096);
  private readonly volume = new Numbers();
  private readonly latest = new Numbers();
  /** file that took its place; 0: it stands for itself */
  private readonly same = new Numbers();
  private readonly fixed = new Map<number, string>();
  private readonly byGfid: Slots;

  private readonly file = new Numbers();
  private readonly directory = new Numbers();
  private readonly text = new Numbers();
  private readonly length = new Numbers();
  private readonly since = new Numbers();
  private readonly until = new Numbers();
  private readonly before = new Numbers();
  private readonly byName: Slots;
  private readonly bytes = new NameBytes();
  private readonly seed = seedOf();

  constructor(
    private readonly mostFiles = MOST_FILES,
    private readonly mostNames = MOST_NAMES,
  ) {
    this.byGfid = new Slots((file) => this.hashOfFile(file));
    this.byName = new Slots((name) => this.hashOfName(name));
  }

  // ── files ────────────────────────────────────────────────────────────────────────────────────

  private hashOfFile(file: number): number {
    const { gfid } = this;
    const at = file * 4;
    return this.mix(gfid.get(at), gfid.get(at + 1), gfid.get(at + 2), gfid.get(at + 3));
  }

  private mix(a: number, b: number, c: number, d: number): number {
    let hash = Math.imul(a ^ this.seed, 0x9e3779b1);
    hash = Math.imul((hash ^ (hash >>> 15)) + b, 0x85ebca6b);
    hash = Math.imul((hash ^ (hash >>> 13)) + c, 0xc2b2ae35);
    hash = Math.imul((hash ^ (hash >>> 16)) + d, 0x27d4eb2f);
    return hash ^ (hash >>> 15);
  }

  /** The file of a gfid at bytes[at, at + 16); 0: not known. The nil gfid is nobody's. */
  find(volume: number, bytes: Uint8Array, at: number): number {
    const [a, b, c, d] = [word(bytes, at), word(bytes, at + 4), word(bytes, at + 8), word(bytes, at + 12)];
    return this.byGfid.find(this.mix(a, b, c, d), (file) => this.isGfid(file, volume, a, b, c, d));
  }

  private isGfid(file: number, volume: number, a: number, b: number, c: number, d: number): boolean {
    const { gfid } = this;
    const at = file * 4;
    return (
      gfid.get(at + 3) === d &&
      gfid.get(at) === a &&
      gfid.get(at + 1) === b &&
      gfid.get(at + 2) === c &&
      this.volume.get(file) === volume
    );
  }

  /** A volume that has the gfid; -1: none. */
  volumeWith(bytes: Uint8Array, at: number): number {
    const [a, b, c, d] = [word(bytes, at), word(bytes, at + 4), word(bytes, at + 8), word(bytes, at + 12)];
    const file = this.byGfid.find(this.mix(a, b, c, d), (one) =>
      this.isGfid(one, this.volume.get(one), a, b, c, d),
    );
    return file === 0 ? -1 : this.volume.get(file);
  }

  /** The same as `find`, and a new file where there is none; 0: the nil gfid, or no room. */
  of(volume: number, bytes: Uint8Array, at: number): number {
    if (isNil(bytes, at)) return 0;
    const known = this.find(volume, bytes, at);
    if (known !== 0) return known;
    const file = this.add(volume);
    if (file !== 0) this.give(file, bytes, at);
    return file;
  }

  /** A file without gfid; 0: no room. */
  private add(volume: number): number {
    if (this.files >= this.mostFiles) {
      this.full = true;
      return 0;
    }
    const file = ++this.files;
    this.volume.set(file, volume);
    this.latest.set(file, 0);
    this.same.set(file, 0);
    for (let i = 0; i < 4; i++) this.gfid.set(file * 4 + i, 0);
    return file;
  }

  /** Gives a file without gfid one. */
  private give(file: number, bytes: Uint8Array, at: number): void {
    for (let i = 0; i < 4; i++) this.gfid.set(file * 4 + i, word(bytes, at + 4 * i));
    this.byGfid.add(this.hashOfFile(file), file);
    if (!MAY_BE_RESERVED.has(word(bytes, at))) return;
    const path = reservedPath(uuidText(bytes.subarray(at, at + 16)));
    if (path !== null) this.fixed.set(file, path);
  }

  /** The file itself, or the one that it turned out to be. */
  real(file: number): number {
    let at = file;
    // a file takes another's place once; a chain is short
    for (let next = this.same.get(at); next !== 0 && at !== 0; next = this.same.get(at)) at = next;
    return at;
  }

  hasGfid(file: number): boolean {
    const at = file * 4;
    const { gfid } = this;
    return (gfid.get(at) | gfid.get(at + 1) | gfid.get(at + 2) | gfid.get(at + 3)) !== 0;
  }

  gfidOf(file: number): string {
    const real = this.real(file);
    if (real === 0 || !this.hasGfid(real)) return '';
    const bytes = new Uint8Array(16);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < 4; i++) view.setUint32(i * 4, this.gfid.get(real * 4 + i));
    return uuidText(bytes);
  }

  volumeOf(file: number): number {
    return this.volume.get(this.real(file));
  }

  // ── names ────────────────────────────────────────────────────────────────────────────────────

  private hashOfName(name: number): number {
    const seed = this.seed ^ Math.imul(this.directory.get(name), 0x9e3779b1);
    return this.bytes.hash(this.text.get(name), this.length.get(name), seed);
  }

  /** The name that an entry of a directory has now, or had last; 0: nothing is known. */
  findName(directory: number, bytes: Uint8Array, start: number, stop: number): number {
    const seed = this.seed ^ Math.imul(directory, 0x9e3779b1);
    const length = stop - start;
    return this.byName.find(
      hashBytes(bytes, start, stop, seed),
      (name) =>
        this.directory.get(name) === directory &&
        this.length.get(name) === length &&
        this.bytes.isSame(this.text.get(name), length, bytes, start),
    );
  }

  isLive(name: number): boolean {
    return name !== 0 && this.until.get(name) === NEVER;
  }

  /** The file that a name is of. */
  fileOf(name: number): number {
    return this.real(this.file.get(name));
  }

  /**
   * The name that an entry has now; where it has none, one of a file without gfid. 0: no room, or no name.
   * @param row that says so
   */
  entry(directory: number, bytes: Uint8Array, start: number, stop: number, row: number): number {
    if (directory === 0 || stop <= start || stop - start > NameBytes.LONGEST) return 0;
    const known = this.findName(directory, bytes, start, stop);
    if (this.isLive(known)) return known;
    const file = this.add(this.volume.get(directory));
    return file === 0 ? 0 : this.push(directory, bytes, start, stop, file, row, known, true);
  }

  /** The same for a name that is to go: where another brick has said already that it is gone, the one it was. */
  leaving(directory: number, bytes: Uint8Array, start: number, stop: number, row: number): number {
    const known = directory === 0 ? 0 : this.findName(directory, bytes, start, stop);
    return known === 0 ? this.entry(directory, bytes, start, stop, row) : known;
  }

  /** A name that is not in force yet: `enforce` makes it so. 0: no room, or no name. */
  pending(
    directory: number,
    bytes: Uint8Array,
    start: number,
    stop: number,
    file: number,
    row: number,
  ): number {
    if (directory === 0 || file === 0 || stop <= start || stop - start > NameBytes.LONGEST) return 0;
    const known = this.findName(directory, bytes, start, stop);
    if (this.isLive(known) && this.fileOf(known) === this.real(file)) return known;
    return this.push(directory, bytes, start, stop, file, row, known, false);
  }

  /** @param known a name of the same entry, whose text is shared; 0: none */
  private push(
    directory: number,
    bytes: Uint8Array,
    start: number,
    stop: number,
    file: number,
    row: number,
    known: number,
    live: boolean,
  ): number {
    if (this.names >= this.mostNames) {
      this.full = true;
      return 0;
    }
    const name = ++this.names;
    this.file.set(name, file);
    this.directory.set(name, directory);
    this.text.set(name, known === 0 ? this.bytes.add(bytes, start, stop) : this.text.get(known));
    this.length.set(name, stop - start);
    this.since.set(name, row);
    this.until.set(name, live ? NEVER : row);
    this.before.set(name, 0);
    if (!live) return name;
    this.hang(name, file);
    if (known === 0) this.byName.add(this.hashOfName(name), name);
    else this.byName.replace(this.hashOfName(name), known, name);
    return name;
  }

  private hang(name: number, file: number): void {
    this.before.set(name, this.latest.get(file));
    this.latest.set(file, name);
  }

  /**
   * A name is of the file with that gfid, from `row` on. Gives the name that is in force then: the same one, or
   * a new one where the entry was another file's.
   */
  confirm(name: number, bytes: Uint8Array, at: number, row: number): number {
    if (name === 0 || isNil(bytes, at)) return name;
    const volume = this.volume.get(this.directory.get(name));
    const own = this.fileOf(name);
    const known = this.find(volume, bytes, at);
    if (known !== 0 && known === own) return this.revive(name, own, row);
    if (!this.hasGfid(own)) {
      if (known === 0) this.give(own, bytes, at);
      else this.become(own, known, name);
      this.since.set(name, row);
      return this.revive(name, this.fileOf(name), row);
    }
    const file = known === 0 ? this.of(volume, bytes, at) : known;
    return file === 0 ? name : this.renew(name, file, row);
  }

  /** A file without gfid turns out to be another one. */
  private become(file: number, known: number, name: number): void {
    this.same.set(file, known);
    this.file.set(name, known);
    this.hang(name, known);
  }

  /** The same entry once more, for a file, from `row` on. */
  private renew(name: number, file: number, row: number): number {
    const latest = this.latestOf(name);
    if (this.isLive(latest)) {
      if (this.fileOf(latest) === file) return latest;
      this.until.set(latest, row);
    }
    const view = this.bytes.view(this.text.get(name), this.length.get(name));
    const next = this.push(this.directory.get(name), view, 0, view.length, file, row, latest, true);
    return next === 0 ? name : next;
  }

  private revive(name: number, file: number, row: number): number {
    return this.isLive(name) ? name : this.renew(name, file, row);
  }

  /** The newest name of the same entry. */
  private latestOf(name: number): number {
    const view = this.bytes.view(this.text.get(name), this.length.get(name));
    return this.findName(this.directory.get(name), view, 0, view.length) || name;
  }

  /** Puts a pending name in force. Gives the one that is: its own, or one that says the same already. */
  enforce(name: number, row: number): number {
    if (name === 0 || this.isLive(name)) return name;
    const file = this.fileOf(name);
    const latest = this.latestOf(name);
    if (latest !== name && this.isLive(latest)) {
      if (this.fileOf(latest) === file) return latest;
      this.until.set(latest, row);
    }
    this.since.set(name, row);
    this.until.set(name, NEVER);
    this.hang(name, file);
    if (latest === name) this.byName.add(this.hashOfName(name), name);
    else this.byName.replace(this.hashOfName(name), latest, name);
    return name;
  }

  /** The name is no more from `row` on. */
  end(name: number, row: number): void {
    if (this.isLive(name)) this.until.set(name, row);
  }

  // ── paths ────────────────────────────────────────────────────────────────────────────────────

  /**
   * Name of a file as of a row: the newest that was in force, else the newest that was known, else the first
   * that became known later. 0: it never had one.
   */
  nameAt(file: number, row: number): number {
    let ended = 0;
    let later = 0;
    for (let name = this.latest.get(file), looked = 0; name !== 0 && looked < LOOKED_AT; looked++) {
      if (this.since.get(name) > row) later = name;
      else if (this.until.get(name) > row) return name;
      else ended ||= name;
      name = this.before.get(name);
    }
    return ended || later;
  }

  /** @param name that the row itself uses; 0: the file's as of the row */
  path(file: number, name: number, row: number): FilePath | null {
    const own = this.real(file);
    if (name === 0 && own === 0) return null;
    const parts: string[] = [];
    let learned = -1;
    let at = own;
    for (let depth = 0; depth <= DEEPEST; depth++) {
      const reserved = depth === 0 && name !== 0 ? undefined : this.fixed.get(at);
      if (reserved !== undefined) {
        const text = parts.length === 0 ? reserved : `${reserved === '/' ? '' : reserved}/${parts.join('/')}`;
        // root and a name that stands in the record itself: nothing is inferred
        const inferred = depth > (name === 0 ? 0 : 1);
        return { text, whole: true, inferred, row: learned };
      }
      const by = depth === 0 && name !== 0 ? name : this.nameAt(at, row);
      if (by === 0) break;
      // what the record says itself was not learned elsewhere
      if (learned < 0 && !(depth === 0 && name !== 0)) learned = this.since.get(by);
      parts.unshift(showText(this.bytes.view(this.text.get(by), this.length.get(by))));
      at = this.real(this.directory.get(by));
    }
    if (parts.length === 0) return null;
    const gfid = this.gfidOf(at);
    const head = gfid === '' || parts.length > DEEPEST ? '…' : `<gfid:${gfid.slice(0, 8)}…>`;
    return { text: `${head}/${parts.join('/')}`, whole: false, inferred: true, row: learned };
  }

  get byteLength(): number {
    const { gfid, volume, latest, same, byGfid, byName, bytes } = this;
    const { file, directory, text, length, since, until, before } = this;
    const all = [gfid, volume, latest, same, byGfid, byName, bytes];
    return [...all, file, directory, text, length, since, until, before].reduce(
      (sum, part) => sum + part.byteLength,
      0,
    );
  }
}

/** Names of one file that are looked at for the one of a row. */
const LOOKED_AT = 256;

/** First words of gfids that may be fixed ones. */
const MAY_BE_RESERVED: ReadonlySet<number> = new Set([0, 0xbe318638, 0x77dd5a45]);

export function isNil(bytes: Uint8Array, at: number): boolean {
  return (word(bytes, at) | word(bytes, at + 4) | word(bytes, at + 8) | word(bytes, at + 12)) === 0;
}
