/** Short names of files that are shown together: what they all begin and end with says nothing. */
export interface FileLabel {
  readonly name: string;
  /** the name, or what of it differs from the others */
  readonly label: string;
}

/** A beginning that is left out is this long at least. */
const LEAST_HEAD = 6;

/**
 *     node1_00001.pcap  node1_00002.pcap  →  …00001  …00002
 *     a.pcap            b.pcap            →  a       b
 */
export function fileLabels(names: readonly string[]): FileLabel[] {
  const head = names.length > 1 ? commonHead(names) : 0;
  const tail = names.length > 1 ? commonTail(names, head) : 0;
  return names.map((name) => {
    const label = name.slice(head, name.length - tail);
    return { name, label: head > 0 ? `…${label}` : label };
  });
}

/** Numbers are not cut. */
function commonHead(names: readonly string[]): number {
  const [first = ''] = names;
  let head = names.reduce((least, name) => {
    let at = 0;
    while (at < least && name[at] === first[at]) at++;
    return at;
  }, first.length);
  while (head > 0 && /[\p{L}\p{N}]/u.test(first[head - 1]!)) head--;
  return head >= LEAST_HEAD && names.every((name) => name.length > head) ? head : 0;
}

/** Whole endings: `.pcap`, `.pcap.gz`. */
function commonTail(names: readonly string[], head: number): number {
  const [first = ''] = names;
  const ending = /(\.[a-z]+)+$/i.exec(first.slice(head))?.[0] ?? '';
  return names.every((name) => name.endsWith(ending) && name.length > head + ending.length)
    ? ending.length
    : 0;
}
