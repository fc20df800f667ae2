import type { Layer } from '../../decoder/api.ts';
import { Dialog } from './Dialog.tsx';

export interface LayerPickerProps {
  readonly layer: Exclude<Layer, 'auto'>;
  /** true where the reader has said so, not the decoder found it */
  readonly chosen: boolean;
  /** form of the dump in words */
  readonly form: string;
  readonly onChoose: (layer: Layer) => void;
  readonly onClose: () => void;
}

const LAYERS: readonly { readonly layer: Layer; readonly name: string; readonly begins: string }[] = [
  { layer: 'auto', name: 'found by looking', begins: 'The decoder tries each and takes what fits best.' },
  { layer: 'ethernet', name: 'Ethernet', begins: 'Two addresses of six bytes, then the type.' },
  { layer: 'ip', name: 'IP', begins: 'An IPv4 or IPv6 header: 45 … or 6….' },
  { layer: 'tcp', name: 'TCP', begins: 'Two ports, then the sequence number.' },
  { layer: 'record', name: 'record mark', begins: 'The length of the fragment, its first bit set: 80 00 ….' },
  { layer: 'message', name: 'RPC message', begins: 'The XID, then 0 for a call or 1 for a reply.' },
  { layer: 'body', name: 'bare body', begins: 'No RPC header: arguments, results or a dictionary.' },
];

/** At which layer the bytes of a dump begin. */
export function LayerPicker({ layer, chosen, form, onChoose, onClose }: LayerPickerProps) {
  return (
    <Dialog title="Where the bytes begin" className="layer-picker" onClose={onClose}>
      <p className="sans dim">
        Form of the dump: {form}.{' '}
        {chosen ? 'The layer was chosen by hand.' : 'The layer was found by looking.'}
      </p>
      <ul className="layers">
        {LAYERS.map(({ layer: one, name, begins }) => {
          const current = chosen ? one === layer : one === 'auto';
          return (
            <li key={one}>
              <button
                type="button"
                aria-pressed={current}
                data-focus={current ? '' : undefined}
                onClick={() => onChoose(one)}
              >
                <span>
                  {name}
                  {!chosen && one === layer && <span className="dim"> (found)</span>}
                </span>
                <span className="sans dim">{begins}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
