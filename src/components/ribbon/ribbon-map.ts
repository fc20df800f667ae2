/** Byte → place in the ribbon: sections in proportion, none under the least, so the scale differs from one to the next. */
import { shares, type Section } from '../linkage/sections.ts';

export interface RibbonMap {
  readonly sections: readonly Section[];
  readonly left: readonly number[];
  readonly width: readonly number[];
}

const LEAST = 4;
const GAP = 1;

export function ribbonMap(sections: readonly Section[], width: number): RibbonMap {
  const widths = shares(
    sections.map(({ start, stop }) => stop - start),
    width,
    LEAST,
    GAP,
  );
  const left: number[] = [];
  let x = 0;
  for (const w of widths) {
    left.push(x);
    x += w + GAP;
  }
  return { sections, left, width: widths };
}

/** Where a byte begins, in pixels from the left; the end of the record is the right edge. */
export function xOf({ sections, left, width }: RibbonMap, byte: number): number {
  for (const [i, { start, stop }] of sections.entries()) {
    if (byte < stop) return left[i]! + (Math.max(0, byte - start) / (stop - start)) * width[i]!;
  }
  const last = sections.length - 1;
  return last < 0 ? 0 : left[last]! + width[last]!;
}

/** Where [start, stop) ends: before the gap, not behind it. */
export function endX({ sections, left, width }: RibbonMap, stop: number): number {
  for (const [i, section] of sections.entries()) {
    if (stop <= section.stop)
      return left[i]! + (Math.max(0, stop - section.start) / (section.stop - section.start)) * width[i]!;
  }
  const last = sections.length - 1;
  return last < 0 ? 0 : left[last]! + width[last]!;
}

/** The byte at a place, and its section; -1 outside. */
export function byteAt(map: RibbonMap, x: number): { byte: number; section: number } {
  for (const [i, { start, stop }] of map.sections.entries()) {
    const from = map.left[i]!;
    if (x >= from && x <= from + map.width[i]!) {
      const byte = start + Math.floor(((x - from) / map.width[i]!) * (stop - start));
      return { byte: Math.min(stop - 1, byte), section: i };
    }
  }
  return { byte: -1, section: -1 };
}

/** Names that fit above their sections, without touching each other; the last is set to the right. */
export function names(
  map: RibbonMap,
  nameOf: (section: Section) => string,
  character: number,
): { section: number; text: string; x: number; right: boolean }[] {
  const out: { section: number; text: string; x: number; right: boolean }[] = [];
  const taken: [number, number][] = [];
  const free = (a: number, b: number): boolean => taken.every(([from, to]) => b + 6 <= from || a >= to + 6);
  const last = map.sections.length - 1;
  const order = [...map.sections.keys()].sort((a, b) => map.width[b]! - map.width[a]!);
  for (const i of order) {
    const text = nameOf(map.sections[i]!);
    const width = text.length * character;
    const from = map.left[i]!;
    const to = from + map.width[i]!;
    if (!text) continue;
    if (width <= map.width[i]! && free(from, from + width)) {
      out.push({ section: i, text, x: from, right: false });
      taken.push([from, from + width]);
    } else if (i === last && to - width >= 0 && free(to - width, to)) {
      out.push({ section: i, text, x: to, right: true });
      taken.push([to - width, to]);
    }
  }
  return out.sort((a, b) => a.section - b.section);
}
