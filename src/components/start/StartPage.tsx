import { useRef, useState, type ReactNode } from 'react';
import { Samples, type SampleCard } from './Samples.tsx';
import { Specimen } from './Specimen.tsx';
import './start.css';

export interface StartPageProps {
  readonly samples: readonly SampleCard[];
  readonly onFile: (files: FileList) => void;
  readonly onPaste: (text: string) => void;
  readonly onSample: (id: string) => void;
  readonly sampleHref: (id: string) => string;
  readonly message?: ReactNode;
}

const PLACEHOLDER = `0000  80 00 00 88 00 00 00 01
0008  00 00 00 00 00 00 00 02

tcpdump, Wireshark, xxd, od, C arrays,
or a whole mail with dumps in it`;

export function StartPage(props: StartPageProps) {
  const { samples, onFile, onPaste, onSample, sampleHref, message } = props;
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className="start">
      {message && <div className="start-messages">{message}</div>}
      <div className="start-grid">
        <section className="intro">
          <h1>
            GlusterFS traffic,
            <br />
            explained to the last byte.
          </h1>
          <p className="lead sans">
            Drop a capture or paste a hex dump. Each RPC record is decoded in full, and each field is tied to
            the bytes that it came from. Nothing you open leaves this browser.
          </p>
        </section>
        <Specimen />
        <div className="ways">
          <section>
            <h2>
              Open a capture<span>pcap, pcapng, gz</span>
            </h2>
            <div className="drop">
              <button type="button" className="main" onClick={() => picker.current?.click()}>
                Open capture
              </button>
              <p className="sans dim">or drop it anywhere on this page, several as one timeline</p>
              <input
                ref={picker}
                type="file"
                multiple
                hidden
                tabIndex={-1}
                aria-label="Captures or text file"
                onChange={(event) => {
                  const { files } = event.target;
                  if (files && files.length > 0) onFile(files);
                  event.target.value = '';
                }}
              />
            </div>
          </section>
          <PasteBox onPaste={onPaste} />
        </div>
        <Samples samples={samples} onSample={onSample} sampleHref={sampleHref} />
      </div>
      <footer className="start-foot">
        <span className="sans">Nothing you open is sent anywhere. No account, no cookies, no tracking.</span>
        <span className="keys">
          <span>
            <kbd>?</kbd> keys
          </span>
          <span>
            <kbd>Ctrl K</kbd> commands
          </span>
        </span>
      </footer>
    </div>
  );
}

/** What is pasted is opened at once; what is typed waits for the button. */
function PasteBox({ onPaste }: { onPaste: (text: string) => void }) {
  const [text, setText] = useState('');
  return (
    <section>
      <h2>
        Paste hex
        <span>
          <kbd>Ctrl V</kbd> anywhere
        </span>
      </h2>
      <textarea
        className="paste"
        aria-label="Paste hex"
        placeholder={PLACEHOLDER}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text/plain');
          // with something in it already, or into a part of it, it is an edit
          if (text !== '' || pasted.trim() === '') return;
          event.preventDefault();
          onPaste(pasted);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || text.trim() === '') return;
          event.preventDefault();
          onPaste(text);
        }}
      />
      {text.trim() !== '' && (
        <div className="paste-go">
          <button type="button" className="main" onClick={() => onPaste(text)}>
            Decode
          </button>
          <span className="dim">
            <kbd>Ctrl Enter</kbd>
          </span>
        </div>
      )}
    </section>
  );
}
