/** Small printers of the forms in which bytes are mailed, for the tests. */

export type Render = (bytes: Uint8Array) => string;

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
const shown = (row: Uint8Array) =>
  [...row].map((b) => (b >= 32 && b < 127 ? String.fromCharCode(b) : '.')).join('');

function rows(bytes: Uint8Array, width: number): [number, Uint8Array][] {
  const out: [number, Uint8Array][] = [];
  for (let at = 0; at < bytes.length; at += width) out.push([at, bytes.subarray(at, at + width)]);
  return out;
}

function groups(row: Uint8Array, size: number, swapped = false): string[] {
  return rows(row, size).map(([, group]) => {
    const bytes = swapped
      ? [...Array<number>(size - group.length).fill(0), ...[...group].reverse()]
      : [...group];
    return bytes.map((b) => hex(b, 2)).join('');
  });
}

/** Rows that repeat the one before are one `*`, as od and hexdump squeeze them. */
function squeezed(bytes: Uint8Array, width: number, line: (at: number, row: Uint8Array) => string): string {
  const out: string[] = [];
  let before = '';
  for (const [at, row] of rows(bytes, width)) {
    const text = row.join();
    if (text === before && row.length === width) {
      if (out.at(-1) !== '*') out.push('*');
    } else out.push(line(at, row));
    before = text;
  }
  return out.join('\n');
}

export const hexdumpCanonical: Render = (bytes) =>
  squeezed(
    bytes,
    16,
    (at, row) =>
      `${hex(at, 8)}  ${groups(row.subarray(0, 8), 1).join(' ').padEnd(23)}  ${groups(row.subarray(8), 1).join(' ').padEnd(23)}  |${shown(row)}|`,
  ) + `\n${hex(bytes.length, 8)}\n`;

/** Little-endian words without a text column. */
export const hexdumpWords: Render = (bytes) =>
  squeezed(bytes, 16, (at, row) => `${hex(at, 7)} ${groups(row, 2, true).join(' ')}`) +
  `\n${hex(bytes.length, 7)}\n`;

export const octalOffsets: Render = (bytes) =>
  squeezed(bytes, 16, (at, row) => `${at.toString(8).padStart(7, '0')} ${groups(row, 1).join(' ')}`) +
  `\n${bytes.length.toString(8).padStart(7, '0')}\n`;

export const decimalOffsets: Render = (bytes) =>
  rows(bytes, 16)
    .map(
      ([at, row]) => `${String(at).padStart(7, '0')} ${groups(row, 1).join(' ').padEnd(47)}  >${shown(row)}<`,
    )
    .join('\n') + `\n${String(bytes.length).padStart(7, '0')}\n`;

export const xxd: Render = (bytes) =>
  rows(bytes, 16)
    .map(([at, row]) => `${hex(at, 8)}: ${groups(row, 2).join(' ').padEnd(39)}  ${shown(row)}\n`)
    .join('');

export const xxdWide: Render = (bytes) =>
  rows(bytes, 32)
    .map(([at, row]) => `${hex(at, 8)}: ${groups(row, 1).join(' ').padEnd(95)}  ${shown(row)}\n`)
    .join('');

export const tcpdump: Render = (bytes) =>
  rows(bytes, 16)
    .map(([at, row]) => `\t0x${hex(at, 4)}:  ${groups(row, 2).join(' ').padEnd(39)}  ${shown(row)}\n`)
    .join('');

export const tcpdumpWithoutText: Render = (bytes) =>
  rows(bytes, 16)
    .map(([at, row]) => `\t0x${hex(at, 4)}:  ${groups(row, 2).join(' ')}\n`)
    .join('');

/** Blanks squeezed to one, as wikis and web pages do. */
export const squeezedBlanks: Render = (bytes) =>
  rows(bytes, 16)
    .map(
      ([at, row]) => `${hex(at, 4)} ${groups(row, 1).join(' ')} ${shown(row).trim().replace(/ +/g, ' ')}\n`,
    )
    .join('');

export const debuggerRows: Render = (bytes) =>
  rows(bytes, 8)
    .map(
      ([at, row]) =>
        `0x7ffe${hex(0x1230 + at, 8)} <buf+${at}>:\t${groups(row, 1)
          .map((g) => '0x' + g)
          .join('\t')}\n`,
    )
    .join('');

export const dashed: Render = (bytes) =>
  rows(bytes, 16)
    .map(
      ([at, row]) =>
        `${hex(at, 8)}   ${[groups(row.subarray(0, 8), 1).join(' '), groups(row.subarray(8), 1).join(' ')].filter((p) => p !== '').join('-')}   ${shown(row)}\n`,
    )
    .join('');

export const boxed: Render = (bytes) =>
  rows(bytes, 16)
    .map(
      ([at, row]) =>
        `│${hex(at, 8)}│ ${groups(row.subarray(0, 8), 1).join(' ').padEnd(23)} ┊ ${groups(row.subarray(8), 1).join(' ').padEnd(23)} │${shown(row)}│\n`,
    )
    .join('');

export const kernelLog: Render = (bytes) =>
  rows(bytes, 16)
    .map(([at, row], i) => `[  12.34567${i % 10}] fuse: reply: ${hex(at, 8)}: ${groups(row, 1).join(' ')}\n`)
    .join('');

export const stream: Render = (bytes) => groups(bytes, Math.max(1, bytes.length)).join('') + '\n';

export const streamWrapped =
  (width: number): Render =>
  (bytes) =>
    stream(bytes)
      .replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n')
      .trim() + '\n';

export const spaced: Render = (bytes) => groups(bytes, 1).join(' ').toUpperCase() + '\n';

export const spacedRows: Render = (bytes) =>
  rows(bytes, 16)
    .map(([, row]) => groups(row, 1).join(' ') + '\n')
    .join('');

export const colons: Render = (bytes) => groups(bytes, 1).join(':') + '\n';

export const colonRows: Render = (bytes) =>
  rows(bytes, 15)
    .map(([, row]) => '    ' + groups(row, 1).join(':'))
    .join(':\n') + '\n';

export const cArray: Render = (bytes) =>
  `static const uint8_t packet[] = {\n${rows(bytes, 12)
    .map(
      ([, row]) =>
        '  ' +
        groups(row, 1)
          .map((g) => '0x' + g)
          .join(', '),
    )
    .join(',\n')}\n};\n`;

export const commentedArray: Render = (bytes) =>
  rows(bytes, 8)
    .map(
      ([, row]) =>
        groups(row, 1)
          .map((g) => '0x' + g + ',')
          .join(' ') + ` /* ${shown(row).replace(/[*/]/g, '.')} */\n`,
    )
    .join('');

export const goSlice: Render = (bytes) =>
  `[]byte{${[...bytes].map((b) => '0x' + b.toString(16)).join(', ')}}\n`;

export const nodeBuffer: Render = (bytes) => `<Buffer ${groups(bytes, 1).join(' ')}>\n`;

export const escapes: Render = (bytes) => `"${[...bytes].map((b) => '\\x' + hex(b, 2)).join('')}"\n`;

export const python: Render = (bytes) =>
  `b'${[...bytes]
    .map((b) =>
      b === 92
        ? '\\\\'
        : b === 39
          ? "\\'"
          : b === 10
            ? '\\n'
            : b === 13
              ? '\\r'
              : b === 9
                ? '\\t'
                : b >= 32 && b < 127
                  ? String.fromCharCode(b)
                  : '\\x' + hex(b, 2),
    )
    .join('')}'\n`;

export const octalEscapes: Render = (bytes) =>
  `write(5, "${[...bytes].map((b) => '\\' + b.toString(8).padStart(3, '0')).join('')}", ${bytes.length}) = ${bytes.length}\n`;

/** A remark between the rows, and one behind each. */
export const annotated: Render = (bytes) =>
  rows(bytes, 16)
    .map(
      ([at, row]) =>
        `<--word--> <---xid---> <be ad>\n${hex(at, 4)}  ${groups(row, 1).join(' ')}   ${shown(row)}\n`,
    )
    .join('');

/** A row for each word with its meaning beside it, as people take records apart by hand. */
export const wordRows: Render = (bytes) =>
  rows(bytes, 4)
    .map(([at, row], i) => `${hex(at, 4)}  ${groups(row, 1).join(' ')}   field ${i}, be careful\n`)
    .join('');

export const quoted =
  (render: Render, mark: string): Render =>
  (bytes) =>
    render(bytes).replace(/^(?=.)/gm, mark);

export const crlf =
  (render: Render): Render =>
  (bytes) =>
    render(bytes).replace(/\n/g, '\r\n');

/** A mailer breaks lines at a blank. */
export const wrapped =
  (render: Render, width: number): Render =>
  (bytes) =>
    render(bytes)
      .split('\n')
      .map((line) => {
        if (line.length <= width) return line;
        const cut = line.lastIndexOf(' ', width);
        return `${line.slice(0, cut).trimEnd()}\n${line.slice(cut + 1)}`;
      })
      .join('\n');
