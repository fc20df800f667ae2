/** Tables of docs/filters.md that come from the filter's own. */
import { INDEX_FIELDS, PROTOCOLS } from '../../src/decoder/filter/index-fields.ts';
import { FUNCTIONS } from '../../src/decoder/filter/operand.ts';
import { RECORD_FIELDS } from '../../src/decoder/filter/record-fields.ts';

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly string[]): string =>
  [row(...head), row(...head.map(() => '---')), ...rows].join('\n');

const TABLES: Readonly<Record<string, () => string>> = {
  functions: () =>
    table(
      ['function', 'gives'],
      FUNCTIONS.map(({ name, doc }) => row(`\`${name}()\``, doc)),
    ),
  protocols: () =>
    table(
      ['name', 'keeps'],
      PROTOCOLS.map(({ name, doc }) => row(`\`${name}\``, doc)),
    ),
  index: () =>
    table(
      ['field', 'value', 'what it is'],
      INDEX_FIELDS.map(({ name, kind, doc, late }) =>
        row(`\`${name}\``, kind, late ? `${doc} Known late.` : doc),
      ),
    ),
  record: () =>
    table(
      ['field', 'value', 'what it is'],
      RECORD_FIELDS.map(({ name, kind, doc }) => row(`\`${name}\``, kind, doc)),
    ),
};

/** The page with its tables as they are now. */
export function withTables(page: string): string {
  return Object.entries(TABLES).reduce(
    (text, [name, make]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`),
        (_, open: string, close: string) => `${open}\n${make()}\n\n${close}`,
      ),
    page,
  );
}
