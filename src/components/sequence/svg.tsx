/** Shapes → React elements. Names of attributes are SVG's; React wants some of them otherwise. */
import { createElement, type ReactNode } from 'react';
import type { Shape } from './drawing.ts';

const camel = (name: string): string =>
  name.startsWith('data-') || name.startsWith('aria-')
    ? name
    : name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

export function elementOf(shape: Shape | string, key: number): ReactNode {
  if (typeof shape === 'string') return shape;
  const attributes: Record<string, string | number> = { key };
  for (const [name, value] of Object.entries(shape.attributes)) attributes[camel(name)] = value;
  return createElement(shape.tag, attributes, ...shape.children.map(elementOf));
}
