/** How a call went, from two numbers alone: what a reply in full would say of them. */
import { Outcome } from '../api.ts';
import { errnoText } from '../types/errno.ts';
import type { NormalOutcome } from '../xdr/descriptor.ts';
import type { Language, ProcedureNumbers } from './decode.ts';
import { layoutsOf } from './layouts.ts';
import { ERRNO } from './normal.ts';

/** @param errno 0: none was told */
export function outcomeWords(
  { protocol }: Language,
  numbers: ProcedureNumbers,
  ret: number,
  errno: number,
): { result: string; outcome: Outcome } {
  if (ret >= 0) return { result: String(ret), outcome: Outcome.ok };
  if (errno === 0) return { result: String(ret), outcome: Outcome.error };
  const result = errnoText(errno);
  const [layout] = layoutsOf(protocol, numbers, 'reply');
  const field = layout?.variant.field.type.fields.find(
    ({ type }) => type.meaning !== null && ERRNO.has(type.meaning),
  );
  const normal: readonly NormalOutcome[] = [...(layout?.procedure?.normal ?? []), ...(field?.normal ?? [])];
  const code = result.split(' ')[0];
  return { result, outcome: normal.some((one) => one.code === code) ? Outcome.normal : Outcome.error };
}
