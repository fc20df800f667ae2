/** Words for nodes of a tree, and the paths by which links name them. */
import { Op, Role, type DescriptorTable, type FieldDescriptor } from './descriptor.ts';
import { display } from './display.ts';
import type { Bit, Derived, Registry } from './registry.ts';
import { printReleases } from './releases.ts';
import type { FlatTree } from './tree.ts';
import { NodeView } from './view.ts';

/** Columns, one entry a node asked for. */
export interface NodeWords {
  readonly nodes: Uint32Array;
  readonly label: string[];
  readonly display: string[];
  /** as the declaration writes it */
  readonly type: string[];
  /** display-filter name */
  readonly name: string[];
  readonly doc: string[];
  /** releases that have the field; '' where it was always there */
  readonly since: string[];
  readonly bits: (readonly Bit[])[];
  readonly derived: (readonly Derived[])[];
  readonly path: string[];
}

/**
 * @param bytes by the tree's offsets
 * @param root node under which paths begin; -1: the top
 */
export function texts(
  table: DescriptorTable,
  registry: Registry,
  tree: FlatTree,
  bytes: Uint8Array,
  nodes: Uint32Array,
  root = -1,
): NodeWords {
  const out: NodeWords = {
    nodes,
    label: [],
    display: [],
    type: [],
    name: [],
    doc: [],
    since: [],
    bits: [],
    derived: [],
    path: [],
  };
  for (const node of nodes) {
    const view = new NodeView(table, tree, bytes, node);
    const { field } = view;
    const meaning = field.type.meaning === null ? undefined : registry.meanings.get(field.type.meaning);
    out.label.push(label(view, registry));
    out.display.push(display(view, registry));
    out.type.push(field.typeText);
    out.name.push(field.filter);
    out.doc.push(meaning?.doc?.(view) ?? (field.doc || field.type.doc));
    out.since.push(field.releases === null ? '' : printReleases(field.releases));
    out.bits.push(view.present ? (meaning?.bits?.(view) ?? []) : []);
    out.derived.push(meaning?.derived?.(view) ?? []);
    out.path.push(path(table, tree, node, root));
  }
  return out;
}

/** A node's label: elements have their number, unused ones say so, a meaning may know better. */
export function label(view: NodeView, registry: Registry): string {
  const { field } = view;
  const meaning = field.type.meaning === null ? undefined : registry.meanings.get(field.type.meaning);
  const meant = meaning?.label?.(view);
  if (meant !== undefined && meant !== null) return meant;
  const parent = view.parent();
  if (!parent || elementPart(parent.field, field) === null) return field.label;
  const used = usedElements(parent);
  if (used !== null && view.aux >= used) return `unused ${view.aux}`;
  if (field.role === Role.padding) return field.label;
  return field.role === Role.length
    ? `${field.owner!.label} ${view.aux} length`
    : `${field.label} ${view.aux}`;
}

/** How many elements mean something, by `@used`; null: all, or not known. */
function usedElements(array: NodeView): number | null {
  const { used } = array.field;
  if (used === null) return null;
  if (/^\d+$/.test(used)) return Number(used);
  const counter = array.parent()?.child(used);
  return counter?.present && counter.length === 4 ? counter.uint() : null;
}

// ── paths ────────────────────────────────────────────────────────────────────────────────────────

/**
 * What a child of an array or list adds to its element number: '' for the element itself, `.length` or
 * `.padding` for the words around it; null: it is no part of an element.
 */
function elementPart(parent: FieldDescriptor, field: FieldDescriptor): string | null {
  const { element, op } = parent.type;
  if (element === null || op === Op.Optional) return null;
  const inner = element.type.op === Op.Optional ? element.type.element : null;
  if (field === element || field === inner) return '';
  if (field.owner !== null && (field.owner === element || field.owner === inner)) {
    // the flags of a list are its own, and stand in its entries
    return field.identifier.slice(field.identifier.lastIndexOf('.'));
  }
  return field.role === Role.padding ? '.padding' : null;
}

/**
 * Names a node: identifiers and element numbers joined by `/` (`args/xdata/pairs/3/value`). Of siblings
 * with one identifier all but the first have their number behind it (`padding:1`).
 */
export function path(table: DescriptorTable, tree: FlatTree, node: number, root = -1): string {
  const segments: string[] = [];
  for (let at = node; at >= 0 && at !== root; at = tree.parent[at]!) segments.push(segment(table, tree, at));
  return segments.reverse().join('/');
}

function segment(table: DescriptorTable, tree: FlatTree, node: number): string {
  const field = table.fields[tree.field[node]!]!;
  const parent = tree.parent[node]!;
  const part = parent < 0 ? null : elementPart(table.fields[tree.field[parent]!]!, field);
  if (part !== null) return `${tree.aux[node]!}${part}`;
  let same = 0;
  for (let sibling = parent + 1; sibling < node; sibling = tree.end[sibling]!) {
    if (table.fields[tree.field[sibling]!]!.identifier === field.identifier) same++;
  }
  return same === 0 ? field.identifier : `${field.identifier}:${same}`;
}

/** Finds a node by its path; -1: there is none. */
export function nodeByPath(table: DescriptorTable, tree: FlatTree, wanted: string, root = -1): number {
  let node = root;
  for (const part of wanted.split('/')) {
    node = childBySegment(table, tree, node, part);
    if (node < 0) return -1;
  }
  return node;
}

function childBySegment(table: DescriptorTable, tree: FlatTree, parent: number, wanted: string): number {
  const found = /^(.*?)(?::(\d+))?$/s.exec(wanted)!;
  let left = Number(found[2] ?? 0);
  const owner = parent < 0 ? null : table.fields[tree.field[parent]!]!;
  const end = parent < 0 ? tree.count : tree.end[parent]!;
  for (let child = parent + 1; child < end; child = tree.end[child]!) {
    const field = table.fields[tree.field[child]!]!;
    const part = owner === null ? null : elementPart(owner, field);
    if (part !== null) {
      if (`${tree.aux[child]!}${part}` === wanted) return child;
    } else if (field.identifier === found[1] && left-- === 0) return child;
  }
  return -1;
}
