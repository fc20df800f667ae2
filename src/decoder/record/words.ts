/**
 * Words and JSON of a decoded record, by nodes of its wire tree. Values are read from the message, where
 * they are in one piece; offsets are those of the wire.
 */
import type { FieldJson, NodeTexts, NoteJson } from '../api.ts';
import { KINDS, Kind } from '../xdr/descriptor.ts';
import { label, nodeByPath, path, texts } from '../xdr/describe.ts';
import type { Meaning } from '../xdr/registry.ts';
import type { Note } from '../xdr/tree.ts';
import { json } from '../xdr/value.ts';
import type { DecodedRecord } from './decode.ts';
import { derivedOf, isSecret, ROOT, secretsBelow, viewOf, withoutSecretsDeep } from './node.ts';
import { normalAsDerived, normalDoc } from './normal.ts';
import { summaryOf } from './summary.ts';
import { rangesOf } from './tiling.ts';

/** Words for nodes of the wire tree; paths begin below the record. */
export function textsOf(record: DecodedRecord, nodes: Uint32Array): NodeTexts {
  const { protocol, registry } = record.language;
  const out = {
    nodes,
    label: [] as string[],
    display: [] as string[],
    type: [] as string[],
    name: [] as string[],
    doc: [] as string[],
    since: [] as string[],
    bits: [] as NodeTexts['bits'][number][],
    derived: [] as NodeTexts['derived'][number][],
    path: [] as string[],
  };
  for (const node of nodes) {
    if (node >= record.wire.count) throw new RangeError(`The record has no node ${node}.`);
    const view = viewOf(record, node);
    const words = texts(
      protocol.table,
      registry,
      view.tree,
      view.bytes,
      Uint32Array.of(view.node),
      view.node,
    );
    const secret = isSecret(record, view);
    out.label.push(words.label[0]!);
    out.display.push(summaryOf(record, view));
    out.type.push(words.type[0]!);
    out.name.push(words.name[0]!);
    out.doc.push(normalDoc(record, view) ?? words.doc[0]!);
    out.since.push(words.since[0]!);
    out.bits.push(secret ? [] : words.bits[0]!);
    out.derived.push(
      derivedOf(record, view, [
        ...words.derived[0]!,
        ...normalAsDerived(record, view),
        ...(record.learned?.(view) ?? []),
      ]),
    );
    out.path.push(path(protocol.table, record.wire, node, ROOT));
  }
  return out;
}

/** The node of the wire tree that has this path; -1: none. The record itself has the empty path. */
export function findPath(record: DecodedRecord, wanted: string): number {
  if (wanted === '') return ROOT;
  return nodeByPath(record.language.protocol.table, record.wire, wanted, ROOT);
}

/** The record's fields, without the record itself, as the contract of a field has them. */
export function fieldsOf(record: DecodedRecord, options: { readonly payload?: boolean } = {}): FieldJson[] {
  const notes = new Map<number, NoteJson[]>();
  for (const note of record.wire.notes) {
    if (note.node < 0) continue;
    const list = notes.get(note.node);
    if (list) list.push(noteJson(note));
    else notes.set(note.node, [noteJson(note)]);
  }
  return children(record, ROOT, options, notes);
}

function children(
  record: DecodedRecord,
  parent: number,
  options: { readonly payload?: boolean },
  notes: ReadonlyMap<number, NoteJson[]>,
): FieldJson[] {
  const { wire } = record;
  const out: FieldJson[] = [];
  const end = wire.end[parent]!;
  for (let node = parent + 1; node < end; node = wire.end[node]!) {
    out.push(fieldJson(record, node, options, notes));
  }
  return out;
}

function fieldJson(
  record: DecodedRecord,
  node: number,
  options: { readonly payload?: boolean },
  notes: ReadonlyMap<number, NoteJson[]>,
): FieldJson {
  const { wire, language } = record;
  const { registry } = language;
  const view = viewOf(record, node);
  const { field } = view;
  const meaning: Meaning | undefined =
    field.type.meaning === null ? undefined : registry.meanings.get(field.type.meaning);
  const start = wire.start[node]!;
  const secret = isSecret(record, view);
  const secrets = secretsBelow(record, view);
  const missing = wire.kind[node] === Kind.missing;
  const value = secret || missing ? { value: null } : json(view, registry, options);
  const doc = normalDoc(record, view) ?? meaning?.doc?.(view) ?? (field.doc || field.type.doc);
  const out: FieldJson = {
    name: field.filter,
    label: label(view, registry),
    doc: doc === '' ? null : doc,
    type: field.typeText,
    kind: KINDS[wire.kind[node]!]!,
    offset: start,
    length: wire.stop[node]! - start,
    value: secrets.length === 0 ? value.value : withoutSecretsDeep(value.value, secrets),
    display: summaryOf(record, view) || null,
  };
  const ranges = rangesOf(wire, node);
  if (ranges.length > 1) out.ranges = ranges.map(([from, to]) => [from, to - from] as const);
  if ('valueLength' in value && value.valueLength !== undefined) out.valueLength = value.valueLength;
  if ('encoding' in value && value.encoding !== undefined) out.encoding = value.encoding;
  if (!secret && view.present) {
    const bits = meaning?.bits?.(view) ?? [];
    if (bits.length > 0) out.bits = bits.map(({ name, label, set, mask }) => ({ name, label, set, mask }));
  }
  const derived = derivedOf(record, view, [
    ...(meaning?.derived?.(view) ?? []),
    ...normalAsDerived(record, view),
    ...(record.learned?.(view) ?? []),
  ]);
  if (derived.length > 0) out.derived = derived;
  const own = notes.get(node);
  if (own) out.notes = own;
  if (wire.end[node]! > node + 1) out.children = children(record, node, options, notes);
  return out;
}

export function noteJson({ severity, code, message, offset, length }: Note): NoteJson {
  return { severity, code, message, offset, length };
}

/** Wire ranges of the leaves of one kind, as [offset, length); neighbours are one. */
export function rangesOfKind(record: DecodedRecord, kind: Kind): [offset: number, length: number][] {
  const { wire } = record;
  const pieces: [number, number][] = [];
  for (let node = 0; node < wire.count; node++) {
    if (wire.end[node] !== node + 1 || wire.kind[node] !== kind) continue;
    for (const [start, stop] of rangesOf(wire, node)) if (stop > start) pieces.push([start, stop]);
  }
  pieces.sort((a, b) => a[0] - b[0]);
  const out: [number, number][] = [];
  for (const [start, stop] of pieces) {
    const last = out.at(-1);
    if (last && last[0] + last[1] === start) last[1] += stop - start;
    else out.push([start, stop - start]);
  }
  return out;
}
