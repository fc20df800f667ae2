/** Sizes of the panes: remembered by the set of panes that share a group, moved by commands in steps. */
import { useCallback, useMemo } from 'react';
import { type GroupImperativeHandle, type Layout, useGroupRef } from 'react-resizable-panels';
import { remember, remembered } from '../theme.ts';

/** One step of a command or button, percent of the group. */
const STEP = 6;

function read(key: string, panels: readonly string[]): Layout | undefined {
  try {
    const saved = JSON.parse(remembered(key) ?? 'null') as unknown;
    if (typeof saved !== 'object' || saved === null) return undefined;
    const layout: Record<string, number> = {};
    for (const panel of panels) {
      const size = (saved as Record<string, unknown>)[panel];
      if (typeof size !== 'number' || !(size >= 0 && size <= 100)) return undefined;
      layout[panel] = size;
    }
    return layout;
  } catch {
    return undefined;
  }
}

/** Moves the boundary behind `panel` by a step; the panel after it takes the difference. */
export function stepped(layout: Layout, panels: readonly string[], panel: string, by: 1 | -1): Layout {
  const next = panels[panels.indexOf(panel) + 1];
  if (next === undefined) return layout;
  const [here = 0, there = 0] = [layout[panel], layout[next]];
  const change = Math.min(STEP, by === 1 ? there : here) * by;
  return { ...layout, [panel]: here + change, [next]: there - change };
}

/** `panels` in the order in which they stand. */
export function useLayout(group: string, panels: readonly string[]) {
  const ref = useGroupRef();
  const key = `panes.${group}.${panels.join('+')}`;
  const defaultLayout = useMemo(() => read(key, panels), [key, panels]);
  const onLayoutChanged = useCallback(
    (layout: Layout, meta: { isUserInteraction: boolean }) => {
      if (meta.isUserInteraction) remember(key, JSON.stringify(layout));
    },
    [key],
  );
  const step = useCallback(
    (panel: string, by: 1 | -1) => {
      const handle: GroupImperativeHandle | null = ref.current;
      if (!handle) return;
      const layout = handle.setLayout(stepped(handle.getLayout(), panels, panel, by));
      remember(key, JSON.stringify(layout));
    },
    [ref, key, panels],
  );
  return { ref, defaultLayout, onLayoutChanged, step };
}
