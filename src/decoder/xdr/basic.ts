/**
 * Types that contain no other, each made once; and what is made of any type without a declaration: its
 * length word, a field of a given name, a struct of given fields.
 */
import type { BuiltInName } from './ast.ts';
import { Op, Role, type FieldDescriptor, type TypeDescriptor } from './descriptor.ts';
import { Maker, measure } from './make.ts';
import type { AdhocWords, Registry } from './registry.ts';
import { shapeText } from './resolve.ts';

/** Largest length or count of RFC 4506. */
export const NO_LIMIT = 0xffff_ffff;
const OPS: Readonly<Record<Exclude<BuiltInName, 'opaque' | 'string'>, Op>> = {
  void: Op.Void,
  int: Op.Int,
  'unsigned int': Op.UInt,
  hyper: Op.Hyper,
  'unsigned hyper': Op.UHyper,
  float: Op.Float,
  double: Op.Double,
  bool: Op.Bool,
  char: Op.Int,
  'unsigned char': Op.UInt,
  short: Op.Int,
  'unsigned short': Op.UInt,
};
const BOOL: ReadonlyMap<number, string> = new Map([
  [0, 'FALSE'],
  [1, 'TRUE'],
]);

export class BasicMaker extends Maker {
  private readonly shared = new Map<string, TypeDescriptor>();

  constructor(protected readonly registry: Registry) {
    super();
  }

  /** A field that only gives a name to a type. */
  own(identifier: string, type: TypeDescriptor, label: string, filter: string): FieldDescriptor {
    const field = this.field({ identifier, type, label, filter, doc: type.doc, holds: type.holds });
    field.lengthField = this.lengthField(field);
    return field;
  }

  adhoc(identifier: string, type: TypeDescriptor, words: AdhocWords): FieldDescriptor {
    const field = this.field({
      identifier,
      type,
      label: words.label ?? identifier,
      doc: words.doc ?? type.doc,
      filter: words.filter ?? identifier,
      secret: words.secret ?? false,
    });
    field.lengthField = this.lengthField(field);
    return field;
  }

  struct(name: string, fields: readonly FieldDescriptor[]): TypeDescriptor {
    const type = this.type({ op: Op.Struct, name, fields });
    measure(type);
    return type;
  }

  protected lengthField(of: FieldDescriptor): FieldDescriptor | null {
    const about = (role: Role, last: string, words: string, doc: string, type: string): FieldDescriptor =>
      this.field({
        identifier: `${of.identifier}.${last}`,
        label: words,
        doc,
        filter: `${of.filter}.${last}`,
        type: this.plain(type as 'unsigned int'),
        typeText: type,
        releases: of.releases,
        role,
        owner: of,
      });
    switch (of.type.op) {
      case Op.OpaqueVar:
      case Op.String:
        return about(
          Role.length,
          'length',
          `${of.label} length`,
          `Bytes of ${of.label}, padding not counted.`,
          'unsigned int',
        );
      case Op.ArrayVar:
        return about(
          Role.count,
          'count',
          `${of.label} count`,
          `Number of elements of ${of.label}.`,
          'unsigned int',
        );
      case Op.Optional:
        return about(
          Role.present,
          'present',
          `${of.label} present`,
          `1: ${of.label} follows. 0: there is none.`,
          'bool',
        );
      case Op.List:
        return about(
          Role.more,
          'more',
          'one more follows',
          '1: an entry follows. 0: the list ends here.',
          'bool',
        );
      default:
        return null;
    }
  }

  protected plain(name: BuiltInName): TypeDescriptor {
    return this.once(name, () => ({
      op: OPS[name as keyof typeof OPS],
      name,
      members: name === 'bool' ? BOOL : new Map(),
      meaning: this.registry.meanings.has(name) ? name : null,
    }));
  }

  protected bytes(
    name: 'opaque' | 'string',
    shape: 'fixed' | 'variable',
    size: number | null,
  ): TypeDescriptor {
    const text = shapeText(name, shape, size);
    return this.once(text, () => ({
      op: shape === 'fixed' ? Op.OpaqueFixed : name === 'string' ? Op.String : Op.OpaqueVar,
      name: text,
      size: size ?? NO_LIMIT,
      ...(shape === 'fixed' ? {} : { minSize: 4, fixedSize: -1 }),
    }));
  }

  protected once(text: string, init: () => Parameters<Maker['type']>[0]): TypeDescriptor {
    let found = this.shared.get(text);
    if (!found) this.shared.set(text, (found = this.type(init())));
    return found;
  }
}
