/** Names of numbers that dictionaries hold as text or as 64-bit integers, by the meaning that has them. */
import { NUMBER_NAMES } from './management.ts';

/** `REBALANCE` for 19 of `glusterd_op`; null where there is no such table or number. */
export function numberNames(table: string, value: number): string | null {
  return NUMBER_NAMES.get(table)?.[value] ?? null;
}
