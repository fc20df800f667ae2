import { useState } from 'react';
import type { PeerReleases } from '../../decoder/api.ts';
import { Dialog } from './Dialog.tsx';

export interface ReleasesDialogProps {
  /** who sent the record, then the other side */
  readonly sides: readonly PeerReleases[];
  /** null: as inferred. Settles with false where the text names no release */
  readonly onAssume: (row: number, releases: string | null) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Which releases the two sides of a connection speak, why, and what somebody says instead. */
export function ReleasesDialog({ sides, onAssume, onClose }: ReleasesDialogProps) {
  return (
    <Dialog title="Releases of this connection" className="releases" onClose={onClose}>
      {sides.map((side, at) => (
        <Side key={at} side={side} title={at === 0 ? 'Sender' : 'Other side'} onAssume={onAssume} />
      ))}
      {sides.length === 0 && <p className="sans">Nothing is known before the source is read to its end.</p>}
    </Dialog>
  );
}

function Side(props: { side: PeerReleases; title: string; onAssume: ReleasesDialogProps['onAssume'] }) {
  const { side, title, onAssume } = props;
  const [typed, setTyped] = useState(side.chosen ? side.releases : '');
  const [wrong, setWrong] = useState(false);
  const name = `Release of ${side.peer === '' ? title.toLowerCase() : side.peer}`;
  const assume = (releases: string | null): void => {
    void onAssume(side.row, releases).then((known) => {
      setWrong(!known);
      if (releases === null) setTyped('');
    });
  };
  const how = side.chosen ? 'chosen' : side.evidence.at(-1)?.read ? 'read' : 'inferred';
  return (
    <section className="release-side" aria-label={`${title} ${side.peer}`.trim()}>
      <h3>
        {title} <span className="dim">{side.peer}</span>
      </h3>
      <p>{side.releases === '' ? 'unknown' : `GlusterFS ${side.releases}, ${how}`}</p>
      {side.evidence.length > 0 && (
        <ol className="sans dim">
          {side.evidence.map(({ why, row, releases, read }) => (
            <li key={`${row} ${why}`}>
              record {row}: {why} → {releases}
              {read ? ', read' : ''}
            </li>
          ))}
        </ol>
      )}
      {side.row >= 0 && (
        <form
          className="assume"
          onSubmit={(event) => {
            event.preventDefault();
            assume(typed.trim());
          }}
        >
          <input
            aria-label={name}
            aria-invalid={wrong}
            placeholder="9.0, or 3.6..8"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <button type="submit">Assume</button>
          <button type="button" disabled={!side.chosen} onClick={() => assume(null)}>
            As inferred
          </button>
        </form>
      )}
      {wrong && (
        <p className="sans err" role="alert">
          This names no release.
        </p>
      )}
    </section>
  );
}
