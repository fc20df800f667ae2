import type { ButtonHTMLAttributes } from 'react';
import './chrome.css';

/** A square button; `label` is its accessible name. */
export function IconButton({
  label,
  ...rest
}: { label: string } & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'type'>) {
  return <button {...rest} type="button" className="icon-button" aria-label={label} />;
}
