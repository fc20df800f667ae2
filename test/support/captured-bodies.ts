/** The records of a capture with the procedure that they call or answer, and where their body begins. */
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
  /** where the body begins in the message; its length where there is none */
  readonly body: number;
}

type Numbers = Pick<CapturedBody, 'program' | 'version' | 'procedure'>;

/** Those that have a body. */
export function capturedBodies(protocol: Protocol, registry: Registry, file: Uint8Array): CapturedBody[] {
  return capturedProcedures(protocol, registry, file).filter(({ body, message }) => body < message.length);
}

/** Replies whose call is not there, and refused calls, are left out. */
export function capturedProcedures(protocol: Protocol, registry: Registry, file: Uint8Array): CapturedBody[] {
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
    if (!numbers || typeof body === 'string') continue;
    // the last word of a reply's header: 0 where the call was accepted and carried out
    if (!isCall && (view.getUint32(8) !== 0 || view.getUint32(body - 4) !== 0)) continue;
    out.push({ frame, xid, type: isCall ? 'call' : 'reply', ...numbers, message, body });
  }
  return out;
}
