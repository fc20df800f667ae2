import './start.css';

interface Tile {
  readonly kind: string;
  /** what a reader of 2012 wrote above it */
  readonly said: string;
  readonly bytes: string;
  /** what the word says */
  readonly reads: string;
}

/** The first eight words of a DUMP call, as sent by glusterd 3.2: mark, RPC header, flavor of the credential. */
const TILES: readonly Tile[] = [
  { kind: 'mark', said: 'L<--size-->', bytes: '80 00 00 88', reads: 'last, 136 bytes' },
  { kind: 'header', said: '<---xid--->', bytes: '00 00 00 01', reads: 'xid 1' },
  { kind: 'header', said: '<direction>', bytes: '00 00 00 00', reads: 'CALL' },
  { kind: 'header', said: '<cb_rpcvers>', bytes: '00 00 00 02', reads: 'RPC version 2' },
  { kind: 'header', said: '<-cb_prog->', bytes: '07 5b b8 6d', reads: 'GF-DUMP' },
  { kind: 'header', said: '<-cb_vers->', bytes: '00 00 00 01', reads: 'version 1' },
  { kind: 'header', said: '<-cb_proc->', bytes: '00 00 00 01', reads: 'DUMP' },
  { kind: 'credential', said: '<oa_flavor>', bytes: '00 00 00 05', reads: 'AUTH_GLUSTERFS' },
];

/** What the whole page does, on eight words. */
export function Specimen() {
  return (
    <figure className="specimen" aria-label="Eight words of a record, with what they say">
      <div className="tiles">
        {TILES.map(({ kind, said, bytes, reads }) => (
          <div key={said} className={`specimen-tile k-${kind}`}>
            <span className="said">{said}</span>
            <span className="word tint">
              {bytes.split(' ').map((byte, i) => (
                <span key={i} className={byte === '00' ? 'dim' : undefined}>
                  {byte}
                </span>
              ))}
            </span>
            <span className="reads">{reads}</span>
          </div>
        ))}
      </div>
      <figcaption>
        <span>above: annotated by hand, 2012</span>
        <span>below: what the words say</span>
      </figcaption>
    </figure>
  );
}
