/** The bar above what stands below the table: which side it is, and what it is about. */
import type { ReactNode } from 'react';
import { Segments } from '../../components/chrome/Segments.tsx';
import { showSide } from '../sides.ts';
import type { Side } from '../store.ts';
import './statistics.css';
import { useApp, useController } from './use-app.ts';

export function SideHead({ phone, children }: { phone: boolean; children: ReactNode }) {
  const controller = useController();
  const side = useApp((state) => state.side);
  const record = { value: 'record', label: 'Record' } as const;
  return (
    <header className="side-head">
      <Segments<Side>
        label="Below the records"
        value={side === 'record' ? 'stats' : side}
        onChange={(next) => showSide(controller, next)}
        segments={[
          ...(phone ? [] : [record]),
          { value: 'stats', label: 'Statistics' },
          { value: 'sequence', label: 'Sequence' },
        ]}
      />
      {children}
    </header>
  );
}
