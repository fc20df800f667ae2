/**
 * Who sent a packet to whom, as a heading says it:
 *
 *     nodeA -> nodeB
 *     17:08:46.245501 IP 10.77.0.1.49151 > 10.77.0.2.24007: Flags [P.], …
 *        30 0.245501  10.77.0.1 → 10.77.0.2  RPC 198 …
 */
export interface EndPoints {
  readonly src: string;
  readonly dst: string;
}

const NAME = String.raw`[\w.:%\[\]-]{1,80}`;
const ARROW = String.raw`(?:-{1,3}>|={1,2}>|→|⇒|⟶|➜)`;
const BACK = String.raw`(?:<-{1,3}|<={1,2}|←)`;
/** The whole line is a heading: names, an arrow, and at most a remark set apart. */
const HEADING = new RegExp(
  String.raw`^[#*=\s\d.)(-]{0,12}?(${NAME}) {0,4}\s(${ARROW}|${BACK})\s {0,4}(${NAME})(?=$|[;,(\s])(.*)$`,
);
const TCPDUMP = new RegExp(String.raw`(?:^|\s)(${NAME}) > (${NAME}): `);
const ADDRESSES = new RegExp(String.raw`(?:^|\s)(${NAME}) (?:${ARROW}) (${NAME})(?=\s|$)`);

/** Reads the end points from a line without quote marks; null: it names none. */
export function readEndPoints(line: string): EndPoints | null {
  const text = line.slice(0, 400);
  if (!text.includes('>') && !text.includes('→') && !text.includes('<') && !/[⇒⟶➜←]/.test(text)) return null;
  const dumped = TCPDUMP.exec(text + ' ');
  if (dumped !== null && isTcpdump(text, dumped)) {
    return { src: withPort(dumped[1]!), dst: withPort(dumped[2]!) };
  }
  const heading = HEADING.exec(text);
  if (
    heading !== null &&
    isName(heading[1]!) &&
    isName(trimName(heading[3]!)) &&
    isRemark(heading[3]!, heading[4]!)
  ) {
    const [from, to] = [trimName(heading[1]!), trimName(heading[3]!)];
    return heading[2]!.startsWith('<') || heading[2] === '←'
      ? { src: to, dst: from }
      : { src: from, dst: to };
  }
  const arrow = ADDRESSES.exec(text);
  if (arrow !== null && isAddress(arrow[1]!) && isAddress(arrow[2]!))
    return { src: arrow[1]!, dst: arrow[2]! };
  return null;
}

/** `a > b: ` alone is a comparison; tcpdump's line has more that is its own. */
function isTcpdump(text: string, found: RegExpExecArray): boolean {
  if (/\bIP6? |ethertype|Flags \[|\blength \d/.test(text))
    return !/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(found[1]!);
  return isAddress(found[1]!) && isAddress(found[2]!);
}

function trimName(name: string): string {
  return name.replace(/[:.]+$/, '');
}

function isName(name: string): boolean {
  return /[a-z]/i.test(name) || isAddress(name);
}

function isAddress(name: string): boolean {
  return (
    /^\d{1,3}(\.\d{1,3}){3}([.:]\d{1,5})?$/.test(name) ||
    (/^[0-9a-f:.%\w]*:[0-9a-f:.%\w]*$/i.test(name) && name.split(':').length > 2)
  );
}

/** What may follow the names in a heading: nothing, or words set apart by a sign. */
function isRemark(name: string, rest: string): boolean {
  return rest.trim() === '' || name.endsWith(':') || /^\s?[;,(]/.test(rest);
}

/** tcpdump writes `host.port`; `host:port` and `[v6]:port` say the same without doubt. */
function withPort(name: string): string {
  const dot = name.lastIndexOf('.');
  const port = name.slice(dot + 1);
  const host = name.slice(0, dot);
  if (dot <= 0 || !/^\d{1,5}$/.test(port)) return name;
  if (host.includes(':')) return `[${host}]:${port}`;
  // `10.0.0.1` without a port has four numbers, with one it has five.
  return /^\d{1,3}(\.\d{1,3}){2}$/.test(host) ? name : `${host}:${port}`;
}

/** One spelling a name, the first one: `NodeB` and `nodeB` are the same node. */
export class Spelling {
  private readonly first = new Map<string, string>();

  of(name: string): string {
    const key = name.toLowerCase();
    const known = this.first.get(key);
    if (known !== undefined) return known;
    this.first.set(key, name);
    return name;
  }
}
