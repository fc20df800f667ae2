/**
 * Error numbers that are nothing unusual where they stand (`@normal`): ENODATA of a GETXATTR for an attribute
 * that is not there, ENOENT beside the last entries of a directory.
 */
import type { NormalOutcome } from '../xdr/descriptor.ts';
import { display } from '../xdr/display.ts';
import type { Derived } from '../xdr/registry.ts';
import type { NodeView } from '../xdr/view.ts';
import type { DecodedRecord } from './decode.ts';

/** Types that say how an operation went. */
export const OP_RET: ReadonlySet<string> = new Set(['gf_op_ret']);
export const ERRNO: ReadonlySet<string> = new Set(['gf_errno', 'cli_errno', 'probe_errno', 'deprobe_errno']);

export interface Normal extends NormalOutcome {
  /** told of the procedure, and not of the field alone */
  readonly ofProcedure: boolean;
}

/** What an error number says here that is nothing unusual; null: nothing, or it is none. */
export function normalHere(record: DecodedRecord, view: NodeView): Normal | null {
  const { meaning } = view.field.type;
  if (meaning === null || !ERRNO.has(meaning) || !view.present || !view.isLeaf) return null;
  const code = display(view, record.language.registry).split(' ')[0];
  const find = (list: readonly NormalOutcome[]): NormalOutcome | undefined =>
    list.find((outcome) => outcome.code === code);
  const told = find(record.chosen?.layout.procedure?.normal ?? []);
  if (told) return { ...told, ofProcedure: true };
  const field = find(view.field.normal);
  return field ? { ...field, ofProcedure: false } : null;
}

/** The same as something that was worked out. */
export function normalAsDerived(record: DecodedRecord, view: NodeView): Derived[] {
  const normal = normalHere(record, view);
  if (!normal) return [];
  return [{ name: 'normal', label: 'nothing unusual', value: normal.why, display: normal.why, guess: false }];
}

/** Words for the field itself: `ENOENT: end of the directory.` */
export function normalDoc(record: DecodedRecord, view: NodeView): string | null {
  const normal = normalHere(record, view);
  return normal ? `${normal.code}: ${normal.why}.` : null;
}
