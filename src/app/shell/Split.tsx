/** Two panes and the splitter between them: sizes are remembered, and moved by hand, by key and by command. */
import { type ComponentProps, type ReactNode, useEffect } from 'react';
import { Group, Panel } from 'react-resizable-panels';
import type { SplitterName } from '../controller.ts';
import { useLayout } from './layout.ts';
import { Splitter, SplitterSteps } from './Splitter.tsx';
import { useController } from './use-app.ts';

type Sizes = Pick<ComponentProps<typeof Panel>, 'minSize' | 'defaultSize'>;

interface SplitProps {
  /** whose commands move it */
  readonly name: SplitterName;
  /** under which its sizes are remembered, together with the names of the panes */
  readonly layout: string;
  /** the two panes; the same array each time */
  readonly panes: readonly [string, string];
  readonly orientation: 'horizontal' | 'vertical';
  readonly label: string;
  /** what the steps make smaller or larger: what stands first */
  readonly steps: string;
  readonly sizes: readonly [Sizes, Sizes];
  /** which keeps its pixels when the window changes, and is what the commands of `name` make larger */
  readonly keeps: 0 | 1;
  readonly children: readonly [ReactNode, ReactNode];
}

const KEEPS = { groupResizeBehavior: 'preserve-pixel-size' } as const;

export function Split({ name, panes, orientation, label, steps, sizes, keeps, ...props }: SplitProps) {
  const controller = useController();
  const { ref, defaultLayout, onLayoutChanged, step } = useLayout(props.layout, panes);
  const [first, second] = props.children;
  useEffect(() => controller.splitter(name, (by) => step(panes[0], (keeps === 0) === (by === 1) ? 1 : -1)));
  const across = orientation === 'vertical' ? 'row' : 'column';
  return (
    <Group
      className="group"
      orientation={orientation}
      groupRef={ref}
      {...(defaultLayout ? { defaultLayout } : {})}
      onLayoutChanged={onLayoutChanged}
    >
      <Panel id={panes[0]} {...sizes[0]} {...(keeps === 0 ? KEEPS : {})}>
        {first}
      </Panel>
      <Splitter orientation={across} label={label} />
      <Panel id={panes[1]} {...sizes[1]} {...(keeps === 1 ? KEEPS : {})}>
        <SplitterSteps orientation={across} label={steps} onStep={(by) => step(panes[0], by)} />
        {second}
      </Panel>
    </Group>
  );
}
