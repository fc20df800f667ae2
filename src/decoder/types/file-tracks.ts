/**
 * What the procedures of the file operations say about files: which members of their arguments and results
 * name one, and what has happened when they succeed. Members by their identifiers in the `.x` files; what a
 * version does not have is not there.
 */

/** What a member says. */
export const Slot = {
  /** the file, by gfid */
  gfid: 0,
  /** the same, by the number of an open file */
  handle: 1,
  /** the file, by its directory and its name there */
  directory: 2,
  name: 3,
  /** the file, by its path from the root (3.1 and 3.2) */
  path: 4,
  /** the second name of RENAME and LINK */
  toDirectory: 5,
  toName: 6,
  toPath: 7,
  /** a second file, by gfid */
  otherGfid: 8,
  /** in results: -1 when it failed, and why; found by what their types mean */
  outcome: 9,
  error: 10,
  /** gfid of what the name stands for */
  found: 11,
  /** number by which the file is open from now on */
  opened: 12,
  /** entries of the directory */
  entryName: 13,
  entryGfid: 14,
} as const;
export type Slot = (typeof Slot)[keyof typeof Slot];
export const SLOTS = 15;

export const Does = {
  /** something with a file that keeps its name */
  uses: 0,
  /** tells which file has the name */
  finds: 1,
  makes: 2,
  removes: 3,
  renames: 4,
  /** gives a file one more name */
  links: 5,
  /** names in a directory */
  lists: 6,
  /** the file's number means nothing any more */
  closes: 7,
} as const;
export type Does = (typeof Does)[keyof typeof Does];

export interface Track {
  readonly does: Does;
  /** paths of members, without elements (`reply/stat/ia_gfid`), and what they say */
  readonly call: ReadonlyMap<string, Slot>;
  readonly reply: ReadonlyMap<string, Slot>;
}

type Members = readonly (readonly [string, Slot])[];

const FILE: Members = [
  ['gfid', Slot.gfid],
  ['fd', Slot.handle],
  ['path', Slot.path],
];
const NAMED: Members = [
  ['pargfid', Slot.directory],
  ['bname', Slot.name],
  ['path', Slot.path],
];
const TO: Members = [
  ['newgfid', Slot.toDirectory],
  ['newbname', Slot.toName],
  ['newpath', Slot.toPath],
];
const FOUND: Members = [['stat/ia_gfid', Slot.found]];
const OPENED: Members = [['fd', Slot.opened]];

const track = (does: Does, call: Members, reply: Members = []): Track => ({
  does,
  call: new Map(call),
  reply: new Map(reply),
});

/** What is not listed names a file and does nothing to names. */
const USES = track(Does.uses, FILE);

const TRACKS: ReadonlyMap<string, Track> = new Map([
  ['LOOKUP', track(Does.finds, [['gfid', Slot.gfid], ...NAMED], FOUND)],
  ['CREATE', track(Does.makes, NAMED, [...FOUND, ['fd', Slot.opened]])],
  ['MKNOD', track(Does.makes, NAMED, FOUND)],
  ['MKDIR', track(Does.makes, NAMED, FOUND)],
  ['SYMLINK', track(Does.makes, NAMED, FOUND)],
  ['PUT', track(Does.makes, NAMED, FOUND)],
  ['NAMELINK', track(Does.makes, NAMED)],
  ['UNLINK', track(Does.removes, NAMED)],
  ['RMDIR', track(Does.removes, NAMED)],
  [
    'RENAME',
    track(
      Does.renames,
      [['oldgfid', Slot.directory], ['oldbname', Slot.name], ['oldpath', Slot.path], ...TO],
      FOUND,
    ),
  ],
  ['LINK', track(Does.links, [['oldgfid', Slot.gfid], ['oldpath', Slot.path], ...TO], FOUND)],
  ['OPEN', track(Does.uses, FILE, OPENED)],
  ['OPENDIR', track(Does.uses, FILE, OPENED)],
  ['RELEASE', track(Does.closes, FILE)],
  ['RELEASEDIR', track(Does.closes, FILE)],
  [
    'READDIRP',
    track(Does.lists, FILE, [
      ['reply/name', Slot.entryName],
      ['reply/stat/ia_gfid', Slot.entryGfid],
    ]),
  ],
  [
    'COPY_FILE_RANGE',
    track(Does.uses, [
      ['gfid1', Slot.gfid],
      ['gfid2', Slot.otherGfid],
      ['fd_in', Slot.handle],
    ]),
  ],
]);

/** Programs (by their names in the `.x` files) whose procedures are about files. */
const PROGRAMS: ReadonlySet<string> = new Set(['GLUSTER_FOP', 'GLUSTER_CBK']);

/** null: the program is about no files. */
export function trackOf(program: string, procedure: string): Track | null {
  return PROGRAMS.has(program) ? (TRACKS.get(procedure) ?? USES) : null;
}

/** `fd` that names no open file: the file is meant by its gfid alone. */
export const NO_HANDLE = -2;

/** errno of a name that is not there. */
export const NOT_THERE = 2;
