/**
 * The diagram as shapes: one description for the page (React elements) and for the file (SVG text). Colours
 * come from outside: custom properties on the page, plain colours in the file.
 */
import { RowKind } from '../linkage/kinds.ts';
import { CHARACTER, HEAD, LOOP, STEP, summaryOf, type Arrow, type SequenceLayout } from './layout.ts';

export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly dim: string;
  readonly edge: string;
  readonly rule: string;
  readonly err: string;
  readonly guess: string;
}

/** Follows the theme of the page. */
export const PAGE_PALETTE: Palette = {
  paper: 'var(--paper)',
  ink: 'var(--ink)',
  dim: 'var(--dim)',
  edge: 'var(--edge)',
  rule: 'var(--rule)',
  err: 'var(--err)',
  guess: 'var(--guess)',
};

/** The light theme, for a file that stands alone. */
export const FILE_PALETTE: Palette = {
  paper: '#fdfdfc',
  ink: '#14171a',
  dim: '#4e545b',
  edge: '#797d82',
  rule: '#dcdcd7',
  err: '#ab0f28',
  guess: '#6f4a00',
};

/** Attributes by their names in SVG. */
export interface Shape {
  readonly tag: 'g' | 'line' | 'path' | 'text' | 'rect' | 'title' | 'desc' | 'svg';
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Shape | string)[];
}

const shape = (
  tag: Shape['tag'],
  attributes: Shape['attributes'],
  ...children: readonly (Shape | string)[]
): Shape => ({ tag, attributes, children });

const FONT = "'Commit Mono', ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
const HALF = STEP / 2;

/** Head of an arrow at (x, y) that points right (1) or left (-1): filled for calls, open for replies. */
function head(x: number, y: number, way: 1 | -1, colour: string, open: boolean): Shape {
  const back = x - 8 * way;
  const d = open
    ? `M${back} ${y - 4}L${x} ${y}L${back} ${y + 4}`
    : `M${back} ${y - 4}L${x} ${y}L${back} ${y + 4}Z`;
  return shape('path', {
    d,
    fill: open ? 'none' : colour,
    stroke: colour,
    'stroke-width': 1.25,
  });
}

/** Text with a rim of paper, so that lifelines do not run through it. */
function words(
  x: number,
  y: number,
  anchor: 'start' | 'end',
  text: string,
  colour: string,
  palette: Palette,
): Shape {
  return shape(
    'text',
    {
      x,
      y,
      'text-anchor': anchor,
      fill: colour,
      stroke: palette.paper,
      'stroke-width': 4,
      'stroke-linejoin': 'round',
      'paint-order': 'stroke',
    },
    text,
  );
}

export function colourOf(arrow: Arrow, palette: Palette): string {
  switch (arrow.tone) {
    case 'error':
      return palette.err;
    case 'guess':
      return palette.guess;
    case 'reply':
      return palette.dim;
    default:
      return palette.ink;
  }
}

/** One record: its time, its arrow, its words. */
export function arrowShapes(arrow: Arrow, layout: SequenceLayout, palette: Palette): Shape[] {
  const { y, from, to, label, whole, time } = arrow;
  const colour = colourOf(arrow, palette);
  const reply = arrow.record.kind === RowKind.reply;
  const line = {
    stroke: colour,
    'stroke-width': 1.25,
    ...(reply ? { 'stroke-dasharray': '5 3' } : {}),
  };
  const x1 = layout.lifelines[from]!.x;
  const x2 = layout.lifelines[to]!.x;
  const shapes: Shape[] = [shape('title', {}, whole)];
  if (time !== '') {
    shapes.push(shape('text', { x: layout.gutter, y: y + 4, 'text-anchor': 'end', fill: palette.dim }, time));
  }
  if (from === to) {
    const out = x1 + LOOP;
    shapes.push(shape('path', { d: `M${x1} ${y - 6}H${out}V${y + 4}H${x1 + 4}`, fill: 'none', ...line }));
    shapes.push(head(x1 + 2, y + 4, -1, colour, reply));
    if (arrow.tone === 'error') shapes.push(cross(out, y - 1, colour));
    shapes.push(words(out + 8, y + 3, 'start', label, colour, palette));
    return shapes;
  }
  const way = x2 > x1 ? 1 : -1;
  const tip = x2 - 3 * way;
  shapes.push(shape('line', { x1, y1: y, x2: tip - (reply ? 0 : 6 * way), y2: y, ...line }));
  shapes.push(head(tip, y, way, colour, reply));
  if (arrow.tone === 'error') shapes.push(cross(x2 - 24 * way, y, colour));
  // At the end of who is called, so that the words of a node stand in its column.
  const called = reply ? x1 : x2;
  const left = called > (reply ? x2 : x1);
  if (label !== '')
    shapes.push(words(called + (left ? -14 : 14), y - 5, left ? 'end' : 'start', label, colour, palette));
  return shapes;
}

/** ✕ on the line of what failed. */
function cross(x: number, y: number, colour: string): Shape {
  return shape('path', {
    d: `M${x - 4} ${y - 4}L${x + 4} ${y + 4}M${x - 4} ${y + 4}L${x + 4} ${y - 4}`,
    fill: 'none',
    stroke: colour,
    'stroke-width': 2,
  });
}

/** What stands behind the records: lifelines, gaps, calls under way. */
export function groundShapes(layout: SequenceLayout, palette: Palette): Shape[] {
  const shapes: Shape[] = [];
  const bottom = layout.height - 8;
  for (const { x } of layout.lifelines) {
    // Solid from pause to pause, dotted within one.
    let top = HEAD;
    for (const gap of layout.gaps) {
      shapes.push(shape('line', { x1: x, y1: top, x2: x, y2: gap.y + HALF, stroke: palette.edge }));
      shapes.push(
        shape('line', {
          x1: x,
          y1: gap.y + HALF,
          x2: x,
          y2: gap.y + gap.height + HALF - 4,
          stroke: palette.edge,
          'stroke-dasharray': '1 4',
        }),
      );
      top = gap.y + gap.height + HALF - 4;
    }
    shapes.push(shape('line', { x1: x, y1: top, x2: x, y2: bottom, stroke: palette.edge }));
  }
  for (const { y, height, text } of layout.gaps) {
    const middle = y + HALF + height / 2 + 1;
    shapes.push(
      shape('text', { x: layout.gutter, y: middle, 'text-anchor': 'end', fill: palette.dim }, text),
    );
  }
  for (const { node, top, bottom: end, depth } of layout.activations) {
    const x = layout.lifelines[node]!.x - 2.5 + Math.min(depth, 4) * 4;
    shapes.push(
      shape('rect', {
        x,
        y: top,
        width: 5,
        height: Math.max(2, end - top),
        fill: palette.paper,
        stroke: palette.ink,
      }),
    );
  }
  return shapes;
}

/** Names of the lifelines, on a line of their own. */
export function headShapes(layout: SequenceLayout, palette: Palette): Shape[] {
  const room = Math.floor((layout.lane - 12) / (CHARACTER * (12 / 11)));
  const clipped = (text: string): string => (text.length <= room ? text : `…${text.slice(-(room - 1))}`);
  const shapes = layout.lifelines.flatMap(({ end, name, x }) => {
    const centre = { x, 'text-anchor': 'middle' };
    const first = shape(
      'text',
      { ...centre, y: name === '' ? 26 : 18, 'font-size': 12, 'font-weight': 600, fill: palette.ink },
      clipped(end),
    );
    return name === ''
      ? [first]
      : [first, shape('text', { ...centre, y: 34, fill: palette.dim }, clipped(name))];
  });
  return [
    ...shapes,
    shape('line', { x1: 0, y1: HEAD - 0.5, x2: layout.width, y2: HEAD - 0.5, stroke: palette.rule }),
  ];
}

/** The whole as a file: title and description inside, styles as attributes, nothing from elsewhere. */
export function fileShape(layout: SequenceLayout, title: string): Shape {
  const palette = FILE_PALETTE;
  return shape(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: layout.width,
      height: layout.height,
      viewBox: `0 0 ${layout.width} ${layout.height}`,
      role: 'img',
      'aria-labelledby': 'title desc',
      'font-family': FONT,
      'font-size': 11,
    },
    shape('title', { id: 'title' }, title),
    shape('desc', { id: 'desc' }, summaryOf(layout)),
    shape('rect', { width: layout.width, height: layout.height, fill: palette.paper }),
    ...headShapes(layout, palette),
    ...groundShapes(layout, palette),
    ...layout.arrows.map((arrow) =>
      shape(
        'g',
        { 'data-row': arrow.record.row, 'data-kind': arrow.tone },
        ...arrowShapes(arrow, layout, palette),
      ),
    ),
  );
}

/** Characters that XML 1.0 has no form for become U+FFFD; names and values may hold anything. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeXml = (text: string): string =>
  text.replace(NOT_XML, '\ufffd').replace(/[&<>"]/g, (letter) => ESCAPES[letter]!);

export function xmlOf({ tag, attributes, children }: Shape): string {
  const named = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`);
  const open = `<${tag}${named.join('')}`;
  if (children.length === 0) return `${open}/>`;
  const inside = children.map((child) => (typeof child === 'string' ? escapeXml(child) : xmlOf(child)));
  return `${open}>${inside.join('')}</${tag}>`;
}
