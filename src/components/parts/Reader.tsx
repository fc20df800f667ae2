import './reader.css';

export interface ReaderLine {
  readonly name: string;
  readonly value: string;
}

/**
 * What a row holds, in full: opened by Space on the row, closed by Space or Escape. It stands under its row,
 * or above where there is no room.
 */
export function Reader({ lines, top, above }: { lines: readonly ReaderLine[]; top: number; above: boolean }) {
  return (
    <div
      className={above ? 'reader above' : 'reader'}
      style={{ top }}
      role="note"
      aria-label="The row in full"
      aria-live="polite"
    >
      <dl>
        {lines
          .filter(({ value }) => value !== '')
          .map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </div>
  );
}
