/**
 * Splitters: drawn 1 px, 9 px to grab, arrow keys by the library. Who cannot drag has two buttons
 * (WCAG 2.5.7) that stand in the panel behind the splitter and show while one is near it; the same steps
 * are commands. A separator may hold no buttons of its own.
 */
import { Separator } from 'react-resizable-panels';

interface SplitterProps {
  readonly orientation: 'row' | 'column';
  readonly label: string;
}

export function Splitter({ orientation, label }: SplitterProps) {
  return <Separator className={`splitter splitter-${orientation}`} aria-label={label} />;
}

interface StepsProps extends SplitterProps {
  /** what stands before the splitter grows (1) or shrinks (-1) */
  readonly onStep: (by: 1 | -1) => void;
}

export function SplitterSteps({ orientation, label, onStep }: StepsProps) {
  const [less, more] = orientation === 'row' ? ['↑', '↓'] : ['←', '→'];
  const step = (by: 1 | -1, glyph: string, how: string) => (
    <button type="button" tabIndex={-1} aria-label={`${label}: ${how}`} onClick={() => onStep(by)}>
      {glyph}
    </button>
  );
  return (
    <div className={`splitter-steps splitter-steps-${orientation}`}>
      {step(-1, less, 'smaller')}
      {step(1, more, 'larger')}
    </div>
  );
}
