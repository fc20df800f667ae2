/** What can stand in the place of the record: figures of all, or who sent what to whom. */
import { lazy, Suspense, useEffect } from 'react';
import { Group, Panel } from 'react-resizable-panels';
import { useLayout } from './layout.ts';
import { Records } from './Records.tsx';
import { Splitter, SplitterSteps } from './Splitter.tsx';
import { useApp, useController } from './use-app.ts';

// Figures and charts are loaded when somebody asks for them.
const Statistics = lazy(() => import('./Statistics.tsx').then((module) => ({ default: module.Statistics })));
const Sequence = lazy(() => import('./Sequence.tsx').then((module) => ({ default: module.Sequence })));
export const Timeline = lazy(() => import('./Timeline.tsx').then((module) => ({ default: module.Timeline })));

const WITH_SIDE = ['records', 'side'];

export function BesideRecord({ phone }: { phone: boolean }) {
  const side = useApp((state) => state.side);
  return (
    <Suspense fallback={<div className="stack" />}>
      {side === 'sequence' ? <Sequence phone={phone} /> : <Statistics phone={phone} />}
    </Suspense>
  );
}

/** The table is lower here: what is below it is long. */
export function SideStack() {
  const controller = useController();
  const rows = useLayout('rows', WITH_SIDE);
  useEffect(() => {
    return controller.splitter('records', (by) => rows.step('records', by));
  });
  return (
    <Group
      className="group"
      orientation="vertical"
      groupRef={rows.ref}
      {...(rows.defaultLayout ? { defaultLayout: rows.defaultLayout } : {})}
      onLayoutChanged={rows.onLayoutChanged}
    >
      <Panel
        id="records"
        minSize={24 + 2 * 24}
        defaultSize={24 + 8 * 24}
        groupResizeBehavior="preserve-pixel-size"
      >
        <Records />
      </Panel>
      <Splitter orientation="row" label="Height of the record table" />
      <Panel id="side" minSize={180}>
        <SplitterSteps orientation="row" label="Record table" onStep={(by) => rows.step('records', by)} />
        <BesideRecord phone={false} />
      </Panel>
    </Group>
  );
}
