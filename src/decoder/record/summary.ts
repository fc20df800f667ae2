/** What a closed node tells of itself: that of its type, and for the record's own sections a line. */
import { RowKind } from '../api.ts';
import type { NodeView } from '../xdr/view.ts';
import type { DecodedRecord } from './decode.ts';
import { lineOf, rpcStatus } from './info.ts';
import { programWords, procedureWords } from './names.ts';
import { displayOf, ROOT } from './node.ts';

export function summaryOf(record: DecodedRecord, view: NodeView): string {
  const { sections, tree } = record;
  if (view.tree === tree) {
    if (view.node === ROOT) return `${record.wire.length} bytes`;
    if (view.node === sections.header) return headerLine(record, view);
    if (view.node === sections.body) return displayOf(record, view) || lineOf(record).info;
  }
  return displayOf(record, view);
}

/** `GlusterFS 400  WRITE  xid 0x14`, `accepted, SUCCESS  xid 0x1`. */
function headerLine(record: DecodedRecord, header: NodeView): string {
  const xid = header.child('xid');
  const number = xid?.present ? `xid 0x${xid.uint().toString(16)}` : '';
  const parts =
    record.kind === RowKind.reply ? [replyStatus(record)] : [programWords(record), procedureWords(record)];
  return [...parts, number].filter((part) => part !== '').join('  ');
}

function replyStatus(record: DecodedRecord): string {
  const status = rpcStatus(record);
  return status === null ? 'accepted, SUCCESS' : status.replace(/ \(\d+\)$/, '');
}
