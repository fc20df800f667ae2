/** The JSON value of a node, as the contract of a field has it. */
import { Kind, Op, Role } from './descriptor.ts';
import { float32, float64 } from './display.ts';
import type { Json, Registry } from './registry.ts';
import { hex, utf8 } from './text.ts';
import type { NodeView } from './view.ts';

/** Opaque data beyond this many bytes is not printed unless asked for. */
export const BYTES_LIMIT = 256;

export interface JsonValue {
  readonly value: Json;
  /** for bytes that are left out: how many they are */
  readonly valueLength?: number;
  /** for a string that is not UTF-8 */
  readonly encoding?: 'hex';
}

const NOTHING: JsonValue = { value: null };

/**
 * Groups have no value of their own (null) unless their meaning gives one. 64-bit integers are decimal
 * strings; opaque data is lower-case hex.
 */
export function json(
  view: NodeView,
  registry: Registry,
  options: { readonly payload?: boolean } = {},
): JsonValue {
  if (!view.present || view.tree.kind[view.node] === Kind.missing) return NOTHING;
  const { field } = view;
  const { type } = field;
  const bytes = (): JsonValue => {
    if (options.payload || view.length <= BYTES_LIMIT) return { value: hex(view.raw(), Infinity) };
    return { value: null, valueLength: view.length };
  };
  if (field.role === Role.padding || field.role === Role.undecoded) return bytes();
  const meaning = type.meaning === null ? undefined : registry.meanings.get(type.meaning);
  const meant = meaning?.json?.(view);
  if (meant !== undefined) return { value: meant };
  if (!view.isLeaf) return NOTHING;
  const { length } = view;
  switch (type.op) {
    case Op.Int:
    case Op.Enum:
      return length === 4 ? { value: view.int() } : bytes();
    case Op.UInt:
      return length === 4 ? { value: view.uint() } : bytes();
    case Op.Bool: {
      if (length !== 4) return bytes();
      const word = view.uint();
      return { value: word > 1 ? word : word === 1 };
    }
    case Op.Hyper:
      return length === 8 ? { value: String(view.hyper()) } : bytes();
    case Op.UHyper:
      return length === 8 ? { value: String(view.uhyper()) } : bytes();
    case Op.Float:
      return length === 4 ? { value: float(float32(view)) } : bytes();
    case Op.Double:
      return length === 8 ? { value: float(float64(view)) } : bytes();
    case Op.String: {
      const text = utf8(view.raw());
      return text === null ? { ...bytes(), encoding: 'hex' } : { value: text };
    }
    default:
      return bytes();
  }
}

/** JSON has no infinities. */
function float(value: number): Json {
  return Number.isFinite(value) ? value : String(value);
}
