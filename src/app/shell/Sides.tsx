/** What can stand in the place of the record: figures of all, or who sent what to whom. */
import { useEffect } from 'react';
import { Group, Panel } from 'react-resizable-panels';
import { later } from './later.tsx';
import { useLayout } from './layout.ts';
import { Records } from './Records.tsx';
import { SideHead } from './side-head.tsx';
import { Splitter, SplitterSteps } from './Splitter.tsx';
import { useApp, useController } from './use-app.ts';

// Figures and charts are loaded when somebody asks for them.
const statistics = later<SideProps>(() => import('./Statistics.tsx').then(({ Statistics }) => Statistics));
const sequence = later<SideProps>(() => import('./Sequence.tsx').then(({ Sequence }) => Sequence));
export const { Part: TimelineStrip } = later(() => import('./Timeline.tsx').then(({ Timeline }) => Timeline));

interface SideProps {
  readonly phone: boolean;
}

const WITH_SIDE = ['records', 'side'];

export function BesideRecord({ phone }: SideProps) {
  const side = useApp((state) => state.side);
  const { Part } = side === 'sequence' ? sequence : statistics;
  return <Part phone={phone} meanwhile={<Coming phone={phone} />} />;
}

/** The head stands at once, and the focus stays in the pane. */
function Coming({ phone }: SideProps) {
  const side = useApp((state) => state.side);
  return (
    <div className="side" data-pane={side === 'sequence' ? 'sequence' : 'statistics'}>
      <SideHead phone={phone}>{null}</SideHead>
    </div>
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
