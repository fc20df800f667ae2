/** The records of a capture whose arguments or results stand behind a header, with what they answer. */
import type { Protocol } from '../../src/decoder/xdr/compile.ts';
import type { Registry } from '../../src/decoder/xdr/registry.ts';
import { capturedRecords } from './capture-records.ts';
import { headerEnd } from './reads.ts';

export interface CapturedBody {
  readonly frame: number;
  readonly xid: number;
  readonly type: 'call' | 'reply';
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
  readonly message: Uint8Array;
  /** where the body begins in the message */
  readonly body: number;
}

type Numbers = Pick<CapturedBody, 'program' | 'version' | 'procedure'>;

/** Replies whose call is not there, refused calls and records that are all header are left out. */
export function capturedBodies(protocol: Protocol, registry: Registry, file: Uint8Array): CapturedBody[] {
  const calls = new Map<string, Numbers>();
  const out: CapturedBody[] = [];
  for (const { frame, message, stream } of capturedRecords(file)) {
    if (message.length < 24) continue;
    const view = new DataView(message.buffer, message.byteOffset, message.length);
    const xid = view.getUint32(0);
    const isCall = view.getUint32(4) === 0;
    let numbers: Numbers | undefined;
    if (isCall) {
      numbers = {
        program: view.getUint32(12),
        version: view.getUint32(16),
        procedure: view.getUint32(20),
      };
      calls.set(`${stream} ${xid}`, numbers);
    } else numbers = calls.get(`${stream.split('>').toReversed().join('>')} ${xid}`);
    const body = headerEnd(protocol, registry, message);
    if (!numbers || typeof body === 'string' || body >= message.length) continue;
    // the last word of a reply's header: 0 where the call was accepted and carried out
    if (!isCall && (view.getUint32(8) !== 0 || view.getUint32(body - 4) !== 0)) continue;
    out.push({ frame, xid, type: isCall ? 'call' : 'reply', ...numbers, message, body });
  }
  return out;
}
