import type { ReactNode } from 'react';
import type { RecordHead } from '../../decoder/api.ts';
import { Segments } from '../chrome/Segments.tsx';
import { coverageSentence, type Coverage } from '../linkage/coverage.ts';
import { RowKind } from '../linkage/kinds.ts';
import './inspector-head.css';

export type Half = 'call' | 'reply' | 'both';
export type RecordView = 'fields' | 'words';

export interface InspectorHeadProps {
  readonly head: RecordHead;
  readonly coverage: Coverage;
  readonly half: Half;
  readonly onHalf: (half: Half) => void;
  readonly view: RecordView;
  readonly onView: (view: RecordView) => void;
  readonly rowNumber: number;
  /** where bytes and a paste's text share a place */
  readonly pane?: 'bytes' | 'text';
  readonly onPane?: (pane: 'bytes' | 'text') => void;
  /** what else can be chosen for this record; stands behind the facts */
  readonly children?: ReactNode;
}

/** Which record is shown, and how: its half, its name, facts, how much is explained. */
export function InspectorHead(props: InspectorHeadProps) {
  const { head, coverage, half, onHalf, view, onView, rowNumber, pane, onPane, children } = props;
  const exchange = head.kind === RowKind.call || head.kind === RowKind.reply;
  const paired = head.matchRow >= 0;
  const facts = [head.program, head.place, head.match, head.ends, head.decodedAs].filter(
    (fact) => fact !== '',
  );
  const whole = coverage.undecoded === 0 && coverage.missing === 0;
  return (
    <header className="inspector-head">
      {exchange && (
        <Segments
          label="Half of the exchange"
          value={half}
          onChange={onHalf}
          segments={[
            { value: 'call', label: '→ Call', disabled: !paired && head.kind !== RowKind.call },
            { value: 'reply', label: '← Reply', disabled: !paired && head.kind !== RowKind.reply },
            { value: 'both', label: 'Both', disabled: !paired },
          ]}
        />
      )}
      <h2>
        {rowNumber} {head.title}
      </h2>
      <span className="facts dim" title={facts.join(' · ')}>
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </span>
      {children}
      <span className={whole ? 'coverage dim' : 'coverage guess'}>{coverageSentence(coverage)}</span>
      {pane && onPane && (
        <Segments
          label="Beside the fields"
          value={pane}
          onChange={onPane}
          segments={[
            { value: 'bytes', label: 'Bytes' },
            { value: 'text', label: 'Text' },
          ]}
        />
      )}
      <Segments
        label="How the record is shown"
        value={view}
        onChange={onView}
        segments={[
          { value: 'fields', label: 'Fields', more: ' and bytes' },
          { value: 'words', label: 'Words' },
        ]}
      />
    </header>
  );
}
