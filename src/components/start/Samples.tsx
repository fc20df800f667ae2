import { grouped } from '../parts/grouped.ts';
export interface SampleCard {
  readonly id: string;
  readonly title: string;
  /** one sentence: what it shows */
  readonly about: string;
  /** GlusterFS release that spoke; null where it is not known */
  readonly release: string | null;
  readonly records: number;
  /** bytes of the file */
  readonly size: number;
}

function size(bytes: number): string {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

export function Samples(props: {
  readonly samples: readonly SampleCard[];
  readonly onSample: (id: string) => void;
  readonly sampleHref: (id: string) => string;
}) {
  const { samples, onSample, sampleHref } = props;
  return (
    <section className="samples" role="region" aria-label="Samples">
      <h2>Samples</h2>
      <ul>
        {samples.map(({ id, title, about, release, records, size: bytes }) => (
          <li key={id}>
            <a
              href={sampleHref(id)}
              onClick={(event) => {
                // a new tab is the browser's business
                if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
                event.preventDefault();
                onSample(id);
              }}
            >
              <span className="title">{title}</span>
              <span className="facts">
                {release !== null && <span>{release}</span>}
                <span>
                  {grouped(records)} {records === 1 ? 'record' : 'records'}
                </span>
                <span>{size(bytes)}</span>
              </span>
              <span className="about sans">{about}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
