/** The syntax tree of a filter. Each node knows the characters [start, stop) that it was read from. */

interface Place {
  readonly start: number;
  readonly stop: number;
}

export type Comparison =
  | '=='
  /** none of the values is equal */
  | '!='
  /** all are equal */
  | '==='
  /** one of the values differs */
  | '!=='
  | '>'
  | '<'
  | '>='
  | '<='
  | 'contains'
  | 'matches';

/** Which of a field's values have to pass; null: what the comparison says. */
export type Each = 'any' | 'all' | null;

export type Filter =
  | (Place & { readonly kind: 'or' | 'and' | 'xor'; readonly terms: readonly Filter[] })
  | (Place & { readonly kind: 'not'; readonly term: Filter })
  | Exists
  | Compare
  | In;

/** A field that is there, a protocol, a text alone. */
export type Exists = Place & { readonly kind: 'exists'; readonly each: Each; readonly operand: Operand };

/** `a < b < c`: each with its neighbour. */
export type Compare = Place & {
  readonly kind: 'compare';
  readonly each: Each;
  readonly left: Operand;
  readonly chain: readonly { readonly op: Comparison; readonly right: Operand }[];
};

export type In = Place & {
  readonly kind: 'in';
  readonly each: Each;
  readonly left: Operand;
  readonly negated: boolean;
  readonly set: readonly Element[];
};

export type Element = Place & {
  readonly kind: 'element';
  readonly from: Atom;
  /** end of a range, inclusive; null: a value */
  readonly to: Atom | null;
};

export type Operand = Atom | Slice | Call | Mask;

export type Mask = Place & { readonly kind: 'mask'; readonly left: Operand; readonly right: Operand };
export type Slice = Place & {
  readonly kind: 'slice';
  readonly of: Operand;
  readonly ranges: readonly Range[];
};
export type Call = Place & {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Operand[];
};

/** Bytes of a value. `length` and `to` null: up to its end. Negative numbers count from the end. */
export interface Range {
  readonly from: number;
  readonly length: number | null;
  /** the last byte */
  readonly to: number | null;
}

export type Atom = Word | Text | Character;
/** A field, a protocol, or a value without quotes. */
export type Word = Place & { readonly kind: 'word'; readonly text: string };
export type Text = Place & {
  readonly kind: 'text';
  readonly value: string;
  /** between the quotes, as written: a regular expression is read from that */
  readonly raw: string;
  readonly isRaw: boolean;
};
export type Character = Place & { readonly kind: 'character'; readonly value: string };

const TIGHTNESS = { or: 0, xor: 1, and: 2, not: 3 } as const;
const SIGNS = { or: ' || ', xor: ' ^^ ', and: ' && ' } as const;

/** As it would be typed. */
export function print(filter: Filter, around = 0): string {
  switch (filter.kind) {
    case 'or':
    case 'xor':
    case 'and': {
      const own = TIGHTNESS[filter.kind];
      const text = filter.terms.map((term) => print(term, own + 1)).join(SIGNS[filter.kind]);
      return own < around ? `(${text})` : text;
    }
    case 'not':
      return `!${print(filter.term, TIGHTNESS.not)}`;
    case 'exists':
      return quantified(filter.each) + printOperand(filter.operand);
    case 'compare': {
      const rest = filter.chain.map(({ op, right }) => ` ${op} ${printOperand(right)}`);
      return quantified(filter.each) + printOperand(filter.left) + rest.join('');
    }
    case 'in': {
      const set = filter.set.map(({ from, to }) =>
        to === null ? printOperand(from) : `${printOperand(from)} .. ${printOperand(to)}`,
      );
      const sign = filter.negated ? 'not in' : 'in';
      return `${quantified(filter.each)}${printOperand(filter.left)} ${sign} {${set.join(', ')}}`;
    }
  }
}

function quantified(each: Each): string {
  return each === null ? '' : `${each} `;
}

function printOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'word':
      return operand.text;
    case 'text':
      return operand.isRaw ? `r"${operand.raw}"` : `"${operand.raw}"`;
    case 'character':
      return `'${operand.value === "'" || operand.value === '\\' ? `\\${operand.value}` : escaped(operand.value)}'`;
    case 'slice':
      return `${printOperand(operand.of)}[${operand.ranges.map(printRange).join(',')}]`;
    case 'call':
      return `${operand.name}(${operand.args.map(printOperand).join(', ')})`;
    case 'mask':
      return `${printOperand(operand.left)} & ${printOperand(operand.right)}`;
  }
}

function printRange({ from, length, to }: Range): string {
  if (to !== null) return `${from}-${to}`;
  return length === null ? `${from}:` : `${from}:${length}`;
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  return code < 0x20 || code === 0x7f ? `\\x${code.toString(16).padStart(2, '0')}` : character;
}

/** A text in quotes that reads as `value`. */
export function quoted(value: string): string {
  const safe = value.replace(/["\\]|\p{C}/gu, (one) => {
    if (one === '"' || one === '\\') return `\\${one}`;
    const code = one.codePointAt(0)!;
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code > 0xffff
      ? `\\U${code.toString(16).padStart(8, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return `"${safe}"`;
}
