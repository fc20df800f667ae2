/**
 * A made conversation of file operations, encoded by the same descriptors that decode it, as a capture. For
 * tests alone.
 */
import { open } from '../../src/decoder/session.ts';
import type { OpenedSession } from '../../src/decoder/session/opened.ts';
import { protocol } from '../../src/decoder/programs/protocol.ts';
import { Op, type FieldDescriptor, type TypeDescriptor } from '../../src/decoder/xdr/descriptor.ts';
import { encode, type Value } from '../../src/decoder/xdr/encode.ts';
import { callMessage, frame, marked, pcap, replyMessage } from './packets.ts';

const FOP = 1298437;

/** A gfid by a small number; 1 is the root. */
export function gfid(number: number): Uint8Array {
  const bytes = new Uint8Array(16);
  if (number !== 1) bytes.fill(0xa0, 0, 8);
  new DataView(bytes.buffer).setUint32(12, number);
  return bytes;
}

type Members = Readonly<Record<string, Value>>;

/** Zero, empty and absent, but for the members that are given. */
function filled(type: TypeDescriptor, given: Value): Value {
  if (type.op === Op.Struct) {
    const members = (given ?? {}) as Members;
    return Object.fromEntries(
      type.fields.map((field: FieldDescriptor) => [
        field.identifier,
        filled(field.type, members[field.identifier]),
      ]),
    );
  }
  if (given !== undefined) return given;
  switch (type.op) {
    case Op.Hyper:
    case Op.UHyper:
      return 0n;
    case Op.Bool:
      return false;
    case Op.OpaqueFixed:
      return new Uint8Array(type.size);
    case Op.OpaqueVar:
      return new Uint8Array(0);
    case Op.String:
      return '';
    case Op.ArrayVar:
    case Op.List:
      return [];
    case Op.Optional:
      return null;
    default:
      return 0;
  }
}

export class Scene {
  private readonly frames: Uint8Array[] = [];
  private readonly places = new Map<string, number>();
  private xid = 1;

  /** rows so far */
  get rows(): number {
    return this.frames.length;
  }

  /** A call and its reply, over a connection by its port. Gives the row of the call; the reply's is the next. */
  exchange(procedure: string, args: Members, results: Members, port = 1000): number {
    const row = this.rows;
    const xid = this.call(procedure, args, port);
    this.reply(procedure, xid, results, port);
    return row;
  }

  /** Gives the XID. */
  call(procedure: string, args: Members, port = 1000): number {
    const { number, call } = procedureOf(procedure);
    const xid = this.xid++;
    this.send(marked(callMessage(xid, number, encode(call, filled(call.type, args)))), port, true);
    return xid;
  }

  reply(procedure: string, xid: number, results: Members, port = 1000): void {
    const { reply } = procedureOf(procedure);
    this.send(marked(replyMessage(xid, encode(reply, filled(reply.type, results)))), port, false);
  }

  private send(payload: Uint8Array, port: number, isCall: boolean): void {
    const key = `${port} ${isCall}`;
    const sequence = this.places.get(key) ?? 0;
    this.places.set(key, sequence + payload.length);
    const [client, server] = ['10.0.0.1', '10.0.0.2'];
    this.frames.push(
      frame({
        source: isCall ? client : server,
        destination: isCall ? server : client,
        sourcePort: isCall ? port : 49152,
        destinationPort: isCall ? 49152 : port,
        sequence: sequence + 1,
        payload,
      }),
    );
  }

  /** The capture, opened and followed to its end. */
  async opened(): Promise<OpenedSession> {
    const blob = new Blob([pcap(this.frames) as Uint8Array<ArrayBuffer>]);
    const result = await open({ kind: 'file', name: 'scene.pcap', blob });
    if (!result.ok) throw new Error(result.error.title);
    await result.session.learned;
    return result.session;
  }
}

function procedureOf(name: string) {
  const version = protocol.program(FOP)!.versions.find(({ number }) => number === 400)!;
  const procedure = version.procedures.find((one) => one.name === name)!;
  const field = (half: 'call' | 'reply'): FieldDescriptor => protocol.variants(procedure, half)[0]!.field;
  return { number: procedure.number, call: field('call'), reply: field('reply') };
}
