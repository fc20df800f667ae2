import { useLayoutEffect, useRef } from 'react';
import type { Bit, Derived, RecordNote } from '../../decoder/api.ts';
import { kindClass } from '../linkage/kinds.ts';
import type { Guide } from '../linkage/guides.ts';
import { bitStrip } from './bits.ts';
import { slotsFor } from './rows.ts';

interface Place {
  readonly top: number;
  readonly height: number;
  readonly depth: number;
  readonly kind: number;
}

interface Named extends Place {
  readonly offset: number;
  readonly length: number;
}

/** One bit of the selected word: label, place in the word, mask. */
export function BitLine(props: Named & { bit: Bit; word: number; width: number }) {
  const { bit, word, width, offset, length, ...place } = props;
  return (
    <Detail {...place} name={bit.name} offset={offset} length={length}>
      <span className="label" role="rowheader" style={{ '--depth': place.depth } as React.CSSProperties}>
        <i className="twist" />
        <span className="name" title={bit.doc || undefined}>
          {bit.label}
        </span>
      </span>
      <span className={bit.set ? 'value' : 'value quiet'} role="gridcell">
        <span className="bits">{bitStrip(bit.mask, word, width)}</span>
        <span className="hidden">{bit.set ? 'set' : 'not set'}</span>
      </span>
      <span className="type" role="gridcell">
        0x{(bit.mask >>> 0).toString(16)}
      </span>
    </Detail>
  );
}

/** The bits that are not set, in one line. */
export function UnsetLine(props: Named & { name: string; labels: readonly string[] }) {
  const { name, labels, offset, length, ...place } = props;
  return (
    <Detail {...place} name={name} offset={offset} length={length}>
      <span className="label" role="rowheader" style={{ '--depth': place.depth } as React.CSSProperties}>
        <i className="twist" />
        <span className="name">not set</span>
      </span>
      <span className="value quiet" role="gridcell" data-clips="">
        {labels.join(' ')}
      </span>
      <span className="type" role="gridcell" />
    </Detail>
  );
}

/** What has no bytes of its own. */
export function DerivedLine(
  props: Named & { derived: Derived; onRow?: ((row: number) => void) | undefined },
) {
  const { derived, onRow, offset, length, ...place } = props;
  const { row } = derived;
  return (
    <Detail {...place} name={derived.name} offset={offset} length={length}>
      <span className="label" role="rowheader" style={{ '--depth': place.depth } as React.CSSProperties}>
        <i className="twist" />
        <span className="name">{derived.label}</span>
      </span>
      <span className="value" role="gridcell" data-clips="">
        {derived.guess ? <span className="inferred">≈ {derived.display}</span> : derived.display}
      </span>
      <span className="type" role="gridcell">
        {row !== undefined && onRow ? (
          <button
            className="from"
            tabIndex={-1}
            title={`Go to record ${row}`}
            onClick={() => {
              onRow(row);
            }}
          >
            record {row}
          </button>
        ) : derived.guess ? (
          'inferred'
        ) : (
          'worked out'
        )}
      </span>
    </Detail>
  );
}

function Detail(props: Omit<Named, 'depth'> & { name: string; children: React.ReactNode }) {
  const { top, height, kind, name, offset, length, children } = props;
  return (
    <div
      className="field detail"
      role="row"
      data-offset={offset}
      data-length={length}
      data-name={name}
      style={{ top, height }}
    >
      <i className={`bar ${kindClass(kind)}`} />
      <span className="offset" role="gridcell" />
      {children}
    </div>
  );
}

interface SentenceProps extends Place {
  readonly slots: number;
  readonly who: string;
  readonly text: string;
  readonly tone: 'guide' | RecordNote['severity'];
  /** the sentence needs another number of slots than it has */
  readonly onMeasure: (slots: number) => void;
}

/** A note or a guide under its row: a line at its left, no box. */
export function Sentence({ top, height, depth, kind, slots, who, text, tone, onMeasure }: SentenceProps) {
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const needed = slotsFor(body.current?.offsetHeight ?? 0, height);
    if (needed !== slots) onMeasure(needed);
  });
  return (
    <div className={`field sentence ${tone}`} role="row" style={{ top, height: height * slots }}>
      <i className={`bar ${kindClass(kind)}`} />
      <div className="indented" role="gridcell" style={{ '--depth': depth } as React.CSSProperties}>
        <div className="said" ref={body}>
          {who && <div className="who">{who}</div>}
          <div className="sans">{text}</div>
        </div>
      </div>
    </div>
  );
}

export function guideSentence(guide: Guide): { who: string; text: string; tone: 'guide' } {
  return { who: guide.who, text: guide.text, tone: 'guide' };
}

export function noteSentence(note: RecordNote): {
  who: string;
  text: string;
  tone: RecordNote['severity'];
} {
  return { who: '', text: note.message, tone: note.severity };
}
