/** The theme's colours as a canvas takes them: read again when theme, forced colours or the medium change. */
import { useEffect, useState } from 'react';

const NAMES = ['ink', 'edge', 'rule', 'dim', 'err', 'guess', 'paper', 'pen'] as const;
export type ColourName = (typeof NAMES)[number];
export type Colours = Readonly<Record<ColourName, string>>;

const QUERIES = ['(prefers-color-scheme: dark)', '(forced-colors: active)', 'print'];

/** A probe resolves custom properties and the system's colours alike. */
function read(): Colours {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const colours: Record<string, string> = {};
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return colours as Colours;
}

export function useColours(): Colours {
  const [colours, setColours] = useState(read);
  useEffect(() => {
    const again = (): void =>
      setColours((before) => {
        const now = read();
        return NAMES.every((name) => now[name] === before[name]) ? before : now;
      });
    const observer = new MutationObserver(again);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'class', 'style'] });
    const lists = QUERIES.map((query) => matchMedia(query));
    for (const list of lists) list.addEventListener('change', again);
    return () => {
      observer.disconnect();
      for (const list of lists) list.removeEventListener('change', again);
    };
  }, []);
  return colours;
}
