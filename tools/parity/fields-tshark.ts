/** The fields that tshark finds in the records of a capture, from its PDML. */
import type { JudgedField, JudgedFields } from './fields.ts';
import { pdml } from './tshark.ts';

const PROTOCOLS = [
  'rpc',
  'glusterfs',
  'glusterfs.hndsk',
  'glusterfs.cbk',
  'gluster.dump',
  'gluster.pmap',
  'gluster.cli',
  'glusterd',
  'glusterd.mgmt',
  'glusterd.brick',
  'glusterd.friend',
] as const;

export function tsharkFields(file: string): JudgedFields[] {
  return parsePdml(pdml(file, false, 'rpc.xid', PROTOCOLS.join(' ')));
}

interface Open {
  readonly frame: number;
  xid: number;
  type: 'call' | 'reply';
  /** where the record mark stands among the bytes that positions count in; -1 until it is seen */
  base: number;
  marks: number;
  program: number;
  version: number;
  procedure: number;
  fields: JudgedField[];
}

/**
 * A record begins with each `proto name="rpc"`; its body is the protocols up to the next. Positions count from
 * the start of the frame, or of the bytes that were put together from several.
 */
function parsePdml(text: string): JudgedFields[] {
  const records: JudgedFields[] = [];
  const known = new Set<string>(PROTOCOLS);
  let frame = 0;
  let open: Open | null = null;
  let protocol = '';
  const push = (): void => {
    // positions in records of several fragments count in their pieces
    if (open && open.xid >= 0 && open.marks === 1) records.push(open);
    open = null;
  };
  for (const [, tag, attributes] of text.matchAll(/<(proto|field|packet)\b([^>]*)>/g)) {
    if (tag === 'packet') {
      push();
      continue;
    }
    const name = attribute(attributes!, 'name');
    if (tag === 'proto') {
      protocol = name;
      if (name !== 'rpc') continue;
      push();
      const numbers = { program: -1, version: -1, procedure: -1 };
      open = { frame, xid: -1, type: 'call', base: 0, marks: 0, ...numbers, fields: [] };
      continue;
    }
    if (protocol === 'geninfo' && name === 'num') frame = Number(attribute(attributes!, 'show'));
    const current: Open | null = open;
    if (!current || !known.has(protocol) || name === '') continue;
    const show = attribute(attributes!, 'show');
    // of replies it tells the call's, without bytes
    if (name === 'rpc.program') current.program = Number(show);
    if (name === 'rpc.programversion') current.version = Number(show);
    if (name === 'rpc.procedure') current.procedure = Number(show);
    const length = Number(attribute(attributes!, 'size'));
    if (length === 0 || attributes!.includes(' hide="yes"')) continue;
    const position = Number(attribute(attributes!, 'pos'));
    if (name === 'rpc.lastfrag') {
      current.marks++;
      current.base = position;
    }
    if (name === 'rpc.xid') current.xid = Number(show);
    if (name === 'rpc.msgtyp') current.type = show === '0' ? 'call' : 'reply';
    current.fields.push({ name, offset: position - current.base, length, show });
  }
  push();
  return records;
}

/** '' where it is not there. */
function attribute(attributes: string, name: string): string {
  const at = attributes.indexOf(` ${name}="`);
  if (at < 0) return '';
  const from = at + name.length + 3;
  return unescaped(attributes.slice(from, attributes.indexOf('"', from)));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:(\w+)|#x([0-9a-f]+));/g, (whole, name?: string, code?: string) =>
    code ? String.fromCodePoint(parseInt(code, 16)) : (ENTITIES[name!] ?? whole),
  );
}
