/**
 * UUIDs in both encodings of the protocol.
 *
 *     gf_uuid        16 raw bytes                            opaque x[16]
 *     gf_uuid_words  16 words of which the low byte counts   unsigned char x[16] (rpcgen)
 *     gf_uuid_text   36 characters                           string x<>
 */
import type { Meaning } from '../xdr/registry.ts';
import type { NodeView } from '../xdr/view.ts';
import { utf8 } from '../xdr/text.ts';

/** 16 bytes as 8-4-4-4-12 (RFC 9562 section 4). */
export function uuidText(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) out += '-';
    out += bytes[i]!.toString(16).padStart(2, '0');
  }
  return out;
}

const ROOT = '00000000-0000-0000-0000-000000000001';
const NIL = '00000000-0000-0000-0000-000000000000';

/** gfids that GlusterFS gives to things that are no file of a user (libglusterfs, reserved inodes). */
const RESERVED: ReadonlyMap<string, string> = new Map([
  [ROOT, 'root directory of the volume'],
  ['00000000-0000-0000-0000-000000000005', 'the .trashcan directory'],
  ['00000000-0000-0000-0000-000000000006', 'the .trashcan/internal_op directory'],
  ['00000000-0000-0000-0000-000000000008', 'parent of the bit-rot scrubber’s list of bad objects'],
  ['00000000-0000-0000-0000-00000000000d', 'virtual directory of all gfids (.gfid)'],
  ['be318638-e8a0-4c6d-977d-7a937aa84806', 'the .shard directory'],
  ['77dd5a45-dbf5-4592-b31b-b440382302e9', 'the .shard/.remove_me directory'],
]);

/** Paths of those that have one in every volume. */
const PATHS: ReadonlyMap<string, string> = new Map([
  [ROOT, '/'],
  ['00000000-0000-0000-0000-000000000005', '/.trashcan'],
  ['00000000-0000-0000-0000-000000000006', '/.trashcan/internal_op'],
  ['00000000-0000-0000-0000-00000000000d', '/.gfid'],
  ['be318638-e8a0-4c6d-977d-7a937aa84806', '/.shard'],
  ['77dd5a45-dbf5-4592-b31b-b440382302e9', '/.shard/.remove_me'],
]);

/** Path that a gfid has in every volume, else null. */
export function reservedPath(uuid: string): string | null {
  return PATHS.get(uuid) ?? null;
}

/** What a gfid stands for where that is fixed, else null. */
export function reservedGfid(uuid: string): string | null {
  return RESERVED.get(uuid) ?? null;
}

function text(view: NodeView): string | null {
  if (!view.present) return null;
  const raw = view.raw();
  if (raw.length === 16) return uuidText(raw);
  if (raw.length === 64) return uuidText(lowBytes(raw));
  return null;
}

function lowBytes(words: Uint8Array): Uint8Array {
  const out = new Uint8Array(16);
  for (let i = 0; i < 16; i++) out[i] = words[4 * i + 3]!;
  return out;
}

const uuid: Meaning = {
  display(view) {
    const value = text(view);
    if (value === null) return null;
    if (value === ROOT) return `${value} (root)`;
    return value;
  },
  json: (view) => text(view) ?? undefined,
  doc(view) {
    const value = text(view);
    if (value === null) return null;
    if (value === NIL) return 'The nil UUID: none given.';
    const reserved = reservedGfid(value);
    return reserved === null ? null : `Fixed gfid: ${reserved}.`;
  },
};

/** A node or volume id: no gfid, so nothing is reserved and no root is named. */
const plainUuid: Meaning = {
  display: text,
  json: (view) => text(view) ?? undefined,
  doc: (view) => (text(view) === NIL ? 'The nil UUID: none given.' : null),
};

const uuidAsText: Meaning = {
  doc(view) {
    const value = view.isLeaf && view.present ? utf8(view.raw()) : null;
    const reserved = value === null ? null : reservedGfid(value.replace(/\0$/, ''));
    return reserved === null ? null : `Fixed gfid: ${reserved}.`;
  },
};

export const uuidMeanings: readonly (readonly [string, Meaning])[] = [
  ['gf_uuid', uuid],
  ['gf_uuid_words', plainUuid],
  ['gf_plain_uuid', plainUuid],
  ['gf_uuid_text', uuidAsText],
];
