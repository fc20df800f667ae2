/** The integer expressions of `@span`: numbers, earlier fields, `+`, `-`, `*`, parentheses. */
import type { Expression } from './descriptor.ts';

const DEPTH = 16;

/** Reads an expression from the start of `text`; null where none stands there. */
export function scanExpression(text: string): { expression: Expression; length: number } | null {
  let at = 0;
  const space = (): void => {
    while (/\s/.test(text[at] ?? '')) at++;
  };
  const atom = (depth: number): Expression | null => {
    space();
    if (text[at] === '(') {
      if (depth >= DEPTH) return null;
      at++;
      const inner = sum(depth + 1);
      space();
      if (!inner || text[at] !== ')') return null;
      at++;
      return inner;
    }
    const found = /^(?:(0x[0-9a-fA-F]{1,8}|\d{1,10})(?![\w])|([A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*))/.exec(
      text.slice(at, at + 200),
    );
    if (!found) return null;
    at += found[0].length;
    return found[1] !== undefined
      ? { op: 'number', value: Number(found[1]) }
      : { op: 'field', name: found[2]! };
  };
  const chain = (
    marks: string,
    next: (depth: number) => Expression | null,
    depth: number,
  ): Expression | null => {
    let left = next(depth);
    let count = 0;
    while (left) {
      const back = at;
      space();
      const op = text[at];
      if (op === undefined || !marks.includes(op)) {
        at = back;
        break;
      }
      at++;
      const right: Expression | null = next(depth);
      // `3 - and so on`: the mark belongs to the sentence
      if (!right) {
        at = back;
        break;
      }
      if (++count > 64) return null;
      left = { op: op as '+' | '-' | '*', left, right };
    }
    return left;
  };
  const product = (depth: number): Expression | null => chain('*', atom, depth);
  const sum = (depth: number): Expression | null => chain('+-', product, depth);
  const expression = sum(0);
  return expression ? { expression, length: at } : null;
}

/** Names of the fields that it reads. */
export function expressionFields(expression: Expression): string[] {
  if (expression.op === 'number') return [];
  if (expression.op === 'field') return [expression.name];
  return [...expressionFields(expression.left), ...expressionFields(expression.right)];
}

/** Its value; null where a field has none. */
export function evaluate(expression: Expression, value: (name: string) => number | null): number | null {
  if (expression.op === 'number') return expression.value;
  if (expression.op === 'field') return value(expression.name);
  const left = evaluate(expression.left, value);
  const right = evaluate(expression.right, value);
  if (left === null || right === null) return null;
  if (expression.op === '+') return left + right;
  return expression.op === '-' ? left - right : left * right;
}
