/** The record table, and what stands below it: the record, or a side. */
import type { ReactNode } from 'react';
import { Records } from './Records.tsx';
import { Split } from './Split.tsx';

export function UnderRecords(props: {
  readonly panes: readonly [string, string];
  /** of the table, in pixels */
  readonly minSize: number;
  readonly defaultSize: number;
  readonly children: ReactNode;
}) {
  const { panes, minSize, defaultSize, children } = props;
  return (
    <Split
      name="records"
      layout="rows"
      panes={panes}
      orientation="vertical"
      label="Height of the record table"
      steps="Record table"
      sizes={[{ minSize, defaultSize }, { minSize: 180 }]}
      keeps={0}
    >
      <Records />
      {children}
    </Split>
  );
}
