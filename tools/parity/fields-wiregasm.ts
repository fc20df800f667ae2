/** The fields that Wireshark 4.4 finds in the records of a capture: compiled to WebAssembly, for tests alone. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { JudgedField, JudgedFields } from './fields.ts';

interface Vector<T> {
  size(): number;
  get(index: number): T;
  delete(): void;
}
interface Node {
  readonly label: string;
  /** `name == value`, as a display filter writes it */
  readonly filter: string;
  readonly start: number;
  readonly length: number;
  readonly tree: Vector<Node>;
}
interface Frame {
  readonly tree: Vector<Node>;
}
interface Wiregasm {
  readonly FS: { writeFile(path: string, data: Uint8Array): void };
  readonly DissectSession: new (path: string) => {
    load(): { code: number; error: string; summary: { packet_count: number } };
    getFrame(number: number): Frame;
    delete(): void;
  };
  init(): void;
}
type Load = (options: object) => Promise<Wiregasm>;

let loading: Promise<Wiregasm> | null = null;

function loaded(): Promise<Wiregasm> {
  loading ??= (async () => {
    const require = createRequire(import.meta.url);
    const script = require.resolve('@goodtools/wiregasm/dist/wiregasm.js');
    const load = require(script) as Load;
    const wiregasm = await load({
      locateFile: (file: string) => join(dirname(script), file),
      handleStatus: () => undefined,
      print: () => undefined,
      printErr: () => undefined,
    });
    wiregasm.init();
    return wiregasm;
  })();
  return loading;
}

/** @param frames the first so many frames are read */
export async function wiregasmFields(capture: Uint8Array, frames = Infinity): Promise<JudgedFields[]> {
  const wiregasm = await loaded();
  const path = '/uploads/capture';
  wiregasm.FS.writeFile(path, capture);
  const session = new wiregasm.DissectSession(path);
  try {
    const { code, error, summary } = session.load();
    if (code !== 0) throw new Error(`Wireshark cannot read the capture: ${error}`);
    const out: JudgedFields[] = [];
    for (let frame = 1; frame <= Math.min(frames, summary.packet_count); frame++)
      out.push(...recordsOf(frame, session.getFrame(frame).tree));
    return out;
  } finally {
    session.delete();
  }
}

/** A record begins with each `rpc` at the top; its body is what follows up to the next. */
function recordsOf(frame: number, top: Vector<Node>): JudgedFields[] {
  const out: JudgedFields[] = [];
  let fields: (JudgedField & { position: number })[] = [];
  const push = (): void => {
    const value = (name: string): number => Number(fields.find((field) => field.name === name)?.show ?? -1);
    const marks = fields.filter(({ name }) => name === 'rpc.lastfrag');
    const xid = value('rpc.xid');
    // positions in records of several fragments count in their pieces
    if (marks.length === 1 && xid >= 0) {
      const base = marks[0]!.position;
      out.push({
        frame,
        xid,
        type: value('rpc.msgtyp') === 0 ? 'call' : 'reply',
        program: value('rpc.program'),
        version: value('rpc.programversion'),
        procedure: value('rpc.procedure'),
        fields: fields
          .filter(({ length }) => length > 0)
          .map(({ name, position, length, show }) => ({ name, offset: position - base, length, show })),
      });
    }
    fields = [];
  };
  const add = (node: Node): void => {
    const found = /^([a-z][\w.-]*)(?: == ([^]*))?$/.exec(node.filter);
    if (found && found[1] !== 'text' && found[1] !== 'data') {
      const { start: position, length, label } = node;
      const shown = plain(found[2] ?? '');
      // numbers of dictionaries have no value there; their label is `key: number`
      const show = shown === '[ Null ]' ? label.slice(label.lastIndexOf(': ') + 2) : shown;
      fields.push({ name: found[1]!, offset: 0, position, length, show });
    }
    each(node.tree, add);
  };
  let inside = false;
  each(top, (node) => {
    if (node.filter === 'rpc') {
      push();
      inside = true;
    }
    if (!inside || /^(frame|eth|ip|ipv6|tcp|tcp\.segments)\b/.test(node.filter)) return;
    // what a protocol says of itself is no field
    each(node.tree, add);
  });
  push();
  return out;
}

function each(list: Vector<Node>, visit: (node: Node) => void): void {
  const size = list.size();
  for (let i = 0; i < size; i++) visit(list.get(i));
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };

/** Texts stand in quotes; a single byte has a colon behind it; flags are words. */
function plain(show: string): string {
  if (show === 'True') return '1';
  if (show === 'False') return '0';
  if (/^[0-9a-f]{2}:$/.test(show)) return show.slice(0, 2);
  if (!/^".*"$/s.test(show)) return show;
  return show.slice(1, -1).replace(/\\([ntr"\\])/g, (_, escaped: string) => ESCAPES[escaped]!);
}
