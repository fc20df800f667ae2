import { useId, useMemo, useState } from 'react';
import type { Decodable, DecodeAs } from '../../decoder/api.ts';
import { Dialog } from './Dialog.tsx';
import { matching } from './match.ts';
import { useOptions } from './use-options.ts';
import { grouped } from '../parts/grouped.ts';

export interface DecodeAsDialogProps {
  readonly decodables: readonly Decodable[];
  /** null: as it was found */
  readonly current: DecodeAs | null;
  readonly maxOffset: number;
  readonly onChoose: (as: DecodeAs | null) => void;
  readonly onClose: () => void;
}

/** No list shows more: what is beyond is found by typing on. */
const MOST = 200;

/** Bytes, read as what the reader says they are, from where the reader says. */
export function DecodeAsDialog({ decodables, current, maxOffset, onChoose, onClose }: DecodeAsDialogProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [offset, setOffset] = useState(current ? `0x${current.offset.toString(16)}` : '0x0');
  const named = useMemo(() => decodables.map(({ label, as }) => ({ name: label, as })), [decodables]);
  const found = useMemo(() => matching(named, typed), [named, typed]);
  const from = parseOffset(offset);
  const valid = from !== null && from <= maxOffset;

  const shown = found.slice(0, MOST);
  const choose = (index: number): void => {
    if (valid) onChoose({ ...shown[index]!.as, offset: from });
  };
  const options = useOptions(shown.length, choose, { round: false });
  return (
    <Dialog title="Decode as" className="decode-as" onClose={onClose}>
      <div className="decode-as-line">
        <label htmlFor={`${id}q`}>Type or procedure</label>
        <input
          id={`${id}q`}
          {...options.field}
          data-focus=""
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            options.restart();
          }}
        />
        <label htmlFor={`${id}o`}>from byte</label>
        <input
          id={`${id}o`}
          className="offset"
          spellCheck={false}
          aria-invalid={!valid}
          value={offset}
          onChange={(event) => setOffset(event.target.value)}
          onKeyDown={options.onKeyDown}
        />
      </div>
      {!valid && <p className="sans err">The record ends at 0x{maxOffset.toString(16)}.</p>}
      <ul {...options.list} aria-label="Types and procedures">
        {shown.map(({ name, as }, i) => (
          <li key={`${name} ${i}`} {...options.option(i)}>
            <span>{name}</span>
            <span className="dim">
              {as.kind === 'type' ? 'type' : `${as.program} v${as.version} #${as.procedure}`}
            </span>
          </li>
        ))}
      </ul>
      <footer>
        <span className="dim">
          {found.length > MOST
            ? `${MOST} of ${grouped(found.length)}; type on for the rest`
            : `${found.length} of ${named.length}`}
        </span>
        <button type="button" disabled={current === null} onClick={() => onChoose(null)}>
          As it was found
        </button>
      </footer>
    </Dialog>
  );
}

/** `0x1c` or `28`; null where it is neither. */
function parseOffset(text: string): number | null {
  const trimmed = text.trim();
  if (!/^(0x[0-9a-f]+|\d+)$/i.test(trimmed)) return null;
  const value = Number(trimmed);
  return Number.isSafeInteger(value) ? value : null;
}
