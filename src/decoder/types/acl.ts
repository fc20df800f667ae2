/**
 * POSIX access lists as Linux keeps them in `system.posix_acl_access` and `…_default`: little-endian
 * (linux/posix_acl_xattr.h).
 *
 *     02 00 00 00 | 01 00 06 00 ff ff ff ff | 02 00 04 00 e8 03 00 00 | …
 *     version       tag   perm  id            one entry, 8 bytes
 */
import { Kind } from '../xdr/descriptor.ts';
import type { Codec, CodecField, Meaning } from '../xdr/registry.ts';
import type { NodeView } from '../xdr/view.ts';
import { group, leaf } from './emit.ts';
import { littleEndianOf } from './packed.ts';

const ENTRY = 8;
const ANYBODY = 0xffffffffn;

function field(identifier: string, label: string, type: string, doc: string): CodecField {
  return { identifier, label, doc, filter: `glusterfs.acl.${identifier}`, type };
}

const VERSION = field('version', 'version', 'le_number', 'Form of the list; 2.');
const ENTRIES = field('entry', 'entry', 'acl_entry', 'Who may do what.');
const TAG = field('tag', 'who', 'acl_tag', 'Whom the entry is about.');
const PERM = field('perm', 'may', 'acl_perm', 'Read 4, write 2, run or search 1.');
const ID = field('id', 'id', 'acl_id', 'Number of the user or group; all ones where the entry names none.');

export const aclCodec: Codec = {
  name: 'posix_acl',
  fields: [VERSION, ENTRIES, TAG, PERM, ID],
  walk(context, start, end) {
    const length = end - start;
    // requests carry a number or nothing under the same key
    if (length < 4 || (length - 4) % ENTRY !== 0) return;
    if (context.present(start, start + 4) && context.word(start) !== 0x02000000) return;
    leaf(context, VERSION, start, start + 4);
    for (let at = start + 4; at < end; at += ENTRY) {
      const node = group(context, ENTRIES, at, (at - start - 4) / ENTRY);
      leaf(context, TAG, at, at + 2, Kind.dictionary);
      leaf(context, PERM, at + 2, at + 4, Kind.dictionary);
      leaf(context, ID, at + 4, at + ENTRY, Kind.dictionary);
      context.builder.close(node, at + ENTRY);
    }
  },
};

const TAGS: ReadonlyMap<number, string> = new Map([
  [0x01, 'owner'],
  [0x02, 'user'],
  [0x04, 'owning group'],
  [0x08, 'group'],
  [0x10, 'mask'],
  [0x20, 'others'],
]);

function permText(bits: number): string {
  return (bits & 4 ? 'r' : '-') + (bits & 2 ? 'w' : '-') + (bits & 1 ? 'x' : '-');
}

function childNumber(view: NodeView, identifier: string): bigint | null {
  const child = view.child(identifier);
  return child ? littleEndianOf(child) : null;
}

/** `user 1000: rw-`; null where not all of it was captured. */
export function aclEntryText(view: NodeView): string | null {
  const tag = childNumber(view, 'tag');
  const bits = childNumber(view, 'perm');
  const id = childNumber(view, 'id');
  if (tag === null || bits === null || id === null) return null;
  const who = TAGS.get(Number(tag)) ?? `tag ${tag}`;
  return `${who}${id === ANYBODY ? '' : ' ' + id.toString()}: ${permText(Number(bits))}`;
}

export const aclMeanings: readonly (readonly [string, Meaning])[] = [
  [
    'acl_tag',
    {
      display(view) {
        const tag = littleEndianOf(view);
        return tag === null ? null : `${TAGS.get(Number(tag)) ?? 'unknown'} (${tag})`;
      },
    },
  ],
  [
    'acl_perm',
    {
      display(view) {
        const bits = littleEndianOf(view);
        return bits === null ? null : `${permText(Number(bits))} (${bits})`;
      },
    },
  ],
  [
    'acl_id',
    {
      display(view) {
        const id = littleEndianOf(view);
        return id === null ? null : id === ANYBODY ? 'none' : id.toString();
      },
    },
  ],
  ['acl_entry', { display: aclEntryText }],
];
