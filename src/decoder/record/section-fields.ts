/** The fields that stand for the sections of a record: made once for a protocol. */
import type { FieldDescriptor } from '../xdr/descriptor.ts';
import type { Protocol } from '../xdr/protocol.ts';
import type { AdhocWords } from '../xdr/registry.ts';

export interface SectionFields {
  readonly record: FieldDescriptor;
  readonly mark: FieldDescriptor;
  readonly callHeader: FieldDescriptor;
  readonly replyHeader: FieldDescriptor;
  readonly credential: FieldDescriptor;
  readonly verifier: FieldDescriptor;
  readonly payload: FieldDescriptor;
}

const PAYLOAD: AdhocWords = {
  label: 'payload',
  doc: 'Bytes of the file. They follow the XDR body up to the end of the record, without length or padding.',
  filter: 'glusterfs.payload',
};

const known = new WeakMap<Protocol, SectionFields>();

export function sectionFields(protocol: Protocol): SectionFields {
  let fields = known.get(protocol);
  if (!fields) known.set(protocol, (fields = make(protocol)));
  return fields;
}

function make(protocol: Protocol): SectionFields {
  const bytes = protocol.type('opaque<>')!;
  const field = (identifier: string, type: string, label: string): FieldDescriptor =>
    protocol.adhoc(identifier, protocol.type(type) ?? bytes, { label, filter: `rpc.${identifier}` });
  return {
    record: field('record', 'opaque<>', 'record'),
    mark: field('mark', 'record_mark', 'record mark'),
    callHeader: field('header', 'rpc_call_header', 'call header'),
    replyHeader: field('header', 'rpc_reply_header', 'reply header'),
    credential: field('credential', 'opaque_auth', 'credential'),
    verifier: field('verifier', 'opaque_auth', 'verifier'),
    payload: protocol.adhoc('payload', bytes, PAYLOAD),
  };
}
