/** What is known of a record's fields from other records: paths of gfids and of open files. */
import type { DecodedRecord } from '../record/decode.ts';
import type { Followed } from '../follow/follow.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import { reservedGfid, uuidText } from '../types/uuid.ts';
import type { Derived } from '../xdr/registry.ts';
import type { NodeView } from '../xdr/view.ts';

/** Name of what is derived; the filter knows the same. */
const PATH = 'glusterscope.path';

/**
 * The record, with what others tell of its fields.
 * @param numberOf number by which a row is told; the row itself where not given
 */
export function withLearned(
  record: DecodedRecord,
  index: RecordIndex,
  followed: Followed,
  row: number,
  numberOf: (row: number) => number = (one) => one,
): DecodedRecord {
  if (row >= followed.reached) return record;
  const { protocol } = record.language;
  const { columns } = index;
  const learned = (view: NodeView): readonly Derived[] => {
    const file = fileOf(view, followed, row);
    if (file === 0) return [];
    const path = followed.pathAt(file, row);
    if (!path) return [];
    const at = path.row;
    const from = at < 0 ? -1 : numberOf(at);
    const [procedure] =
      at < 0
        ? []
        : protocol.procedures(columns.program.get(at), columns.version.get(at), columns.procedure.get(at));
    const label = from < 0 ? 'path' : `path, from ${procedure?.name ?? 'a call'} in record ${from}`;
    const told = { name: PATH, label, value: path.text, display: path.text, guess: true };
    return [from < 0 ? told : { ...told, row: from }];
  };
  return { ...record, learned };
}

/** The file that a field says; 0: none. Fixed gfids say themselves what they are. */
function fileOf(view: NodeView, followed: Followed, row: number): number {
  if (!view.isLeaf || !view.present) return 0;
  switch (view.field.type.meaning) {
    case 'gf_uuid': {
      const raw = view.raw();
      if (raw.length !== 16 || reservedGfid(uuidText(raw)) !== null) return 0;
      return followed.fileOfGfid(row, raw);
    }
    case 'gf_fd':
    case 'gf_fd_u':
      // of two open files the gfids beside them say which they are
      return view.field.identifier === 'fd' ? followed.file.get(row) : 0;
    default:
      return 0;
  }
}
