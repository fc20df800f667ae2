import { useState } from 'react';
import type { GoTo } from '../../decoder/api.ts';
import { Segments } from '../chrome/Segments.tsx';
import { Dialog } from './Dialog.tsx';
import { parseGoTo, type GoToKind } from './go-to.ts';

export interface GoToDialogProps {
  /** pastes have lines in the place of frames, and no times */
  readonly pasted: boolean;
  /** nanoseconds since the epoch of time 0; null: unknown */
  readonly startTime: bigint | null;
  /** settles with false where nothing stands there */
  readonly onGo: (to: GoTo) => Promise<boolean>;
  readonly onClose: () => void;
}

const HINTS: Readonly<Record<GoToKind, string>> = {
  row: '112',
  frame: '173',
  time: '12.345 seconds, or 14:05:12.5 of the day (UTC)',
};

/** Goes to a record by its number, to a frame or line, to a time. */
export function GoToDialog({ pasted, startTime, onGo, onClose }: GoToDialogProps) {
  const [kind, setKind] = useState<GoToKind>('row');
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState('');
  const go = async (): Promise<void> => {
    const to = parseGoTo(kind, typed, startTime);
    if (typeof to === 'string') setWrong(to);
    else if (await onGo(to)) onClose();
    else setWrong('Nothing stands there or behind it.');
  };
  const frame = pasted ? 'Line' : 'Frame';
  return (
    <Dialog title="Go to" className="go-to" onClose={onClose}>
      <form
        className="go-to-form"
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        <Segments
          label="Go to a"
          value={kind}
          onChange={(next: GoToKind) => {
            setKind(next);
            setWrong('');
          }}
          segments={[
            { value: 'row', label: 'Record' },
            { value: 'frame', label: frame },
            { value: 'time', label: 'Time', disabled: pasted },
          ]}
        />
        <input
          data-focus=""
          aria-label={kind === 'row' ? 'Record' : kind === 'frame' ? frame : 'Time'}
          aria-invalid={wrong !== ''}
          placeholder={HINTS[kind]}
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setWrong('');
          }}
        />
        <button type="submit">Go</button>
      </form>
      <p className={wrong === '' ? 'sans dim' : 'sans err'} role={wrong === '' ? undefined : 'alert'}>
        {wrong === '' ? 'Where none stands exactly there, the next one behind it.' : wrong}
      </p>
    </Dialog>
  );
}
