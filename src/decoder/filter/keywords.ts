/** Words of the language: no field, value or function is written like one. */
export const KEYWORDS: ReadonlySet<string> = new Set([
  ...['and', 'or', 'xor', 'not', 'in', 'contains', 'matches', 'any', 'all'],
  ...['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'any_eq', 'all_eq', 'any_ne', 'all_ne'],
  ...['bitand', 'bitwise_and'],
]);
