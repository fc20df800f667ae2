/** All fields that a filter may name: of the index, of the programs, and the bits of their words. */
import type { Language } from '../record/decode.ts';
import { layoutsOf } from '../record/layouts.ts';
import { sectionFields } from '../record/section-fields.ts';
import { codecNames } from '../xdr/codec-names.ts';
import { Kind, Op, Role, type FieldDescriptor } from '../xdr/descriptor.ts';
import type { Bit, Registry } from '../xdr/registry.ts';
import { TreeBuilder } from '../xdr/tree.ts';
import { NodeView } from '../xdr/view.ts';
import { formOf } from './forms.ts';
import { INDEX_FIELDS, PROTOCOLS, type IndexField, type ProtocolName } from './index-fields.ts';
import { RECORD_FIELDS, type RecordField } from './record-fields.ts';
import type { ValueKind } from './values.ts';

export interface Entry {
  readonly name: string;
  readonly doc: string;
  /** what a value of it may be; of most fields one */
  readonly kinds: ReadonlySet<ValueKind>;
  /** the index answers it */
  readonly index: IndexField | null;
  /** it is worked out of the record as a whole */
  readonly record: RecordField | null;
  /** declarations of that name; of a bit those of the words that have it */
  readonly fields: readonly FieldDescriptor[];
  /** label of the bit, where it is one */
  readonly bit: string | null;
}

type Filling = { -readonly [K in keyof Entry]: Entry[K] } & {
  kinds: Set<ValueKind>;
  fields: FieldDescriptor[];
};

const known = new WeakMap<Language['protocol'], Catalogue>();

export class Catalogue {
  readonly entries = new Map<string, Entry>();
  readonly protocols: ReadonlyMap<string, ProtocolName>;
  private readonly byLastPart = new Map<string, Entry[]>();

  /** Made once for a protocol; takes a tenth of a second. */
  static of(language: Language): Catalogue {
    let catalogue = known.get(language.protocol);
    if (!catalogue) known.set(language.protocol, (catalogue = new Catalogue(language)));
    return catalogue;
  }

  private constructor(private readonly language: Language) {
    for (const field of INDEX_FIELDS) this.add(field.name, field.doc, field, null);
    for (const field of RECORD_FIELDS) this.add(field.name, field.doc, null, field);
    for (const field of allFields(language)) this.addField(field);
    this.protocols = new Map(PROTOCOLS.map((one) => [one.name, one]));
    for (const entry of this.entries.values()) {
      const last = entry.name.slice(entry.name.lastIndexOf('.') + 1);
      const list = this.byLastPart.get(last);
      if (list) list.push(entry);
      else this.byLastPart.set(last, [entry]);
    }
  }

  /** Fields of a name; of a name without a dot all whose last part it is. Empty: there is none. */
  find(name: string): readonly Entry[] {
    const exact = this.entries.get(name);
    if (exact) return [exact];
    return name.includes('.') ? [] : (this.byLastPart.get(name) ?? []);
  }

  private add(name: string, doc: string, index: IndexField | null, record: RecordField | null): void {
    const kind = index?.kind ?? record!.kind;
    this.entries.set(name, { name, doc, kinds: new Set([kind]), index, record, fields: [], bit: null });
  }

  private addField(field: FieldDescriptor): void {
    const { role, filter } = field;
    if (field.type.op === Op.Void || (field.inline && field.type.op === Op.Union)) return;
    const entry = this.entry(filter, field.doc || (field.owner ? `${field.label}.` : ''), null);
    if (!entry) return;
    entry.fields.push(field);
    entry.kinds.add(formOf(field).kind);
    if (role !== Role.value && role !== Role.discriminant) return;
    for (const bit of bitsOf(field, this.language)) {
      const own = this.entry(bit.name, bit.doc, bit.label);
      if (!own || own.bit === null) continue;
      own.fields.push(field);
      own.kinds.add('flag');
    }
  }

  /** null: the index, or something else, has the name */
  private entry(name: string, doc: string, bit: string | null): Filling | null {
    let entry = this.entries.get(name) as Filling | undefined;
    if (entry?.index || entry?.record) return null;
    if (!entry) {
      entry = { name, doc, kinds: new Set(), index: null, record: null, fields: [], bit };
      this.entries.set(name, entry);
    }
    if (entry.doc === '') entry.doc = doc;
    return entry;
  }
}

/** Every field that a record may have, compiled. */
function allFields({ protocol, registry }: Language): readonly FieldDescriptor[] {
  sectionFields(protocol);
  for (const { number: program, versions } of protocol.programs) {
    for (const { number: version, procedures } of versions) {
      for (const { number: procedure } of procedures) {
        for (const half of ['call', 'reply'] as const) {
          for (const { variant } of layoutsOf(protocol, { program, version, procedure }, half))
            void variant.field;
        }
      }
    }
  }
  for (const codec of registry.codecs.values()) {
    codecNames(codec.name, registry, protocol);
    for (const words of codec.fields) {
      const type = protocol.type(words.type) ?? protocol.type('opaque<>')!;
      protocol.adhoc(words.identifier, type, words);
    }
  }
  return protocol.table.fields.filter(({ role }) => role !== Role.padding);
}

/** Bits of a word's meaning, and which of them a value has set. */
export function bitsOf(
  field: FieldDescriptor,
  { protocol, registry }: Language,
  bytes: Uint8Array = ZERO,
  start = 0,
  stop = -1,
): readonly Bit[] {
  const meaning = meaningOf(field, registry);
  if (!meaning?.bits) return [];
  const tree = new TreeBuilder(1);
  const size = field.type.fixedSize > 0 && field.type.fixedSize <= 8 ? field.type.fixedSize : 4;
  tree.leaf(field.id, start, stop < 0 ? size : stop, Kind.body);
  return meaning.bits(new NodeView(protocol.table, tree, bytes, 0));
}

const ZERO: Uint8Array = new Uint8Array(8);

function meaningOf({ type }: FieldDescriptor, registry: Registry) {
  return type.meaning === null ? undefined : registry.meanings.get(type.meaning);
}

const namesByField = new WeakMap<FieldDescriptor, ReadonlyMap<string, number>>();

/** Names of a field's numbers: members of its enum, and what its meaning calls them. */
export function namesOf(field: FieldDescriptor, registry: Registry): ReadonlyMap<string, number> {
  let names = namesByField.get(field);
  if (!names) {
    const meaning = meaningOf(field, registry);
    const own = new Map<string, number>();
    for (const [value, name] of field.type.members) {
      own.set(name, value);
      const prefix = meaning?.prefixes?.find((each) => name.startsWith(each));
      if (prefix) own.set(name.slice(prefix.length), value);
    }
    for (const [name, value] of meaning?.names ?? []) own.set(name, value);
    namesByField.set(field, (names = own));
  }
  return names;
}
