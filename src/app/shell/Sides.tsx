/** What can stand in the place of the record: figures of all, or who sent what to whom. */
import { later } from './later.tsx';
import { SideHead } from './side-head.tsx';
import { UnderRecords } from './UnderRecords.tsx';
import { useApp } from './use-app.ts';

// Figures and charts are loaded when somebody asks for them.
const statistics = later<SideProps>(() => import('./Statistics.tsx').then(({ Statistics }) => Statistics));
const sequence = later<SideProps>(() => import('./Sequence.tsx').then(({ Sequence }) => Sequence));
export const { Part: TimelineStrip } = later(() => import('./Timeline.tsx').then(({ Timeline }) => Timeline));

interface SideProps {
  readonly phone: boolean;
}

const WITH_SIDE = ['records', 'side'] as const;

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
  return (
    <UnderRecords panes={WITH_SIDE} minSize={24 + 2 * 24} defaultSize={24 + 8 * 24}>
      <BesideRecord phone={false} />
    </UnderRecords>
  );
}
