/** Icons: 14 px, 1.25 stroke, the colour of the text, square ends. */
import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      className="icon"
      width="14"
      height="14"
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.25"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export function LinkIcon() {
  return (
    <Icon>
      <path d="M6 8a2.5 2.5 0 0 0 3.5 0l2-2A2.5 2.5 0 0 0 8 2.5l-.7.7M8 6a2.5 2.5 0 0 0-3.5 0l-2 2A2.5 2.5 0 0 0 6 11.5l.7-.7" />
    </Icon>
  );
}

export function FilterIcon() {
  return (
    <Icon>
      <path d="M1.5 2.5h11L8.5 7v5l-3-1.5V7z" />
    </Icon>
  );
}

export function CommandsIcon() {
  return (
    <Icon>
      <path d="M3 3.5l3.5 3.5L3 10.5M8 10.5h4" />
    </Icon>
  );
}

export function ThemeIcon() {
  return (
    <Icon>
      <circle cx="7" cy="7" r="5" />
      <path d="M7 2v10a5 5 0 0 0 0-10z" fill="currentColor" />
    </Icon>
  );
}
