/** Integers of a node, whatever their width, and the bytes of an opaque. */
import { Op } from '../xdr/descriptor.ts';
import type { NodeView } from '../xdr/view.ts';

/** The node's integer with the sign of its XDR type; null where it is not whole, or no word or hyper. */
export function integer(view: NodeView): number | bigint | null {
  if (!view.present) return null;
  const op = view.field.type.op;
  if (view.length === 4) return op === Op.Int || op === Op.Enum ? view.int() : view.uint();
  if (view.length === 8) return op === Op.Hyper ? view.hyper() : view.uhyper();
  return null;
}

/** The same, read as unsigned; null also where it does not fit 32 bits. */
export function word(view: NodeView): number | null {
  if (!view.present) return null;
  if (view.length === 4) return view.uint();
  if (view.length === 8) {
    const value = view.uhyper();
    return value <= 0xffffffffn ? Number(value) : null;
  }
  return null;
}

/** The same, read as signed 32 bits or as a small hyper; null where it does not fit. */
export function signedWord(view: NodeView): number | null {
  if (!view.present) return null;
  if (view.length === 4) return view.int();
  if (view.length === 8) {
    const value = view.hyper();
    return value >= -0x80000000n && value <= 0x7fffffffn ? Number(value) : null;
  }
  return null;
}

/** The node's integer as 64 bits without sign; null where there is none. */
export function wide(view: NodeView): bigint | null {
  if (!view.present) return null;
  if (view.length === 4) return BigInt(view.uint());
  if (view.length === 8) return view.uhyper();
  return null;
}

/** Value of a sibling by identifier, signed; null where there is none. */
export function siblingInteger(view: NodeView, identifier: string): number | bigint | null {
  const sibling = view.parent()?.child(identifier);
  return sibling ? integer(sibling) : null;
}
