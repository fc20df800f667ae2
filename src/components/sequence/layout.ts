/**
 * Where everything of a sequence diagram stands, in pixels. Pure: records in, places out.
 *
 *      time        10.77.0.1          10.77.0.10
 *                      │                   │
 *      0.015 852 720   │── CREATE meta ───▶▌
 *      0.016 765 710   │◀─ ─ 0 · 913 µs ─ ─▌
 *                      ┆      +1.2 s       ┆        a gap: nothing happened here
 *      1.217 355 429   │── ENTRYLK ───────▶▌
 */
import type { SequenceNode, SequenceStatistics } from '../../decoder/statistics/shapes.ts';
import { Outcome, RowKind } from '../linkage/kinds.ts';
import { duration, seconds } from '../record-table/format.ts';
import { grouped } from '../parts/grouped.ts';

/** A record of the diagram: one entry of the columns. */
export interface SequenceRecord {
  readonly row: number;
  readonly kind: number;
  readonly outcome: number;
  /** nanoseconds since the first frame; NaN: none */
  readonly time: number;
  /** entry of the other half, -1: none */
  readonly match: number;
  readonly latency: number;
  /** places in the nodes */
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly words: string;
  readonly filter: string;
}

export interface SequenceOptions {
  /** room for the whole, pixels; the diagram is wider where its lifelines need more */
  readonly width: number;
  readonly timeDigits: number;
}

export interface Lifeline {
  readonly end: string;
  /** what it is, '' where nobody knows */
  readonly name: string;
  readonly filter: string;
  readonly x: number;
}

export interface Arrow {
  readonly record: SequenceRecord;
  /** lifelines that it goes from and to */
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly tone: 'call' | 'reply' | 'error' | 'guess' | 'other';
  /** time, as the gutter shows it */
  readonly time: string;
  /** the label as it fits, and in full */
  readonly label: string;
  readonly whole: string;
}

/** A stretch in which nothing happens: lifelines are broken. */
export interface Gap {
  readonly y: number;
  readonly height: number;
  readonly text: string;
}

/** A call under way at who answers it. */
export interface Activation {
  readonly node: number;
  readonly top: number;
  readonly bottom: number;
  /** calls under way at the same place when it began */
  readonly depth: number;
}

export interface SequenceLayout {
  readonly width: number;
  readonly height: number;
  /** distance of two lifelines */
  readonly lane: number;
  /** right edge of the times */
  readonly gutter: number;
  readonly lifelines: readonly Lifeline[];
  readonly arrows: readonly Arrow[];
  readonly gaps: readonly Gap[];
  readonly activations: readonly Activation[];
}

export const HEAD = 44;
export const STEP = 28;
const FOOT = 16;
/** least distance of two lifelines, and what an arrow to itself reaches out */
const LANE = 184;
export const LOOP = 28;
/** Commit Mono at 11 px sets 6.6 px a character. */
export const CHARACTER = 6.6;
/** Nothing happens for this many usual distances, and for this share of the whole: a gap. */
const UNUSUAL = 8;
const SHARE = 0.02;

export function recordsOf(data: SequenceStatistics): SequenceRecord[] {
  return Array.from({ length: data.length }, (_, at) => ({
    row: data.row[at]!,
    kind: data.kind[at]!,
    outcome: data.outcome[at]!,
    time: data.time[at]!,
    match: data.match[at]!,
    latency: data.latency[at]!,
    from: data.from[at]!,
    to: data.to[at]!,
    title: data.title[at] ?? '',
    words: data.words[at] ?? '',
    filter: data.filter[at] ?? '',
  }));
}

/** True where most of it is one node that talks to itself: told apart by ports it says more. */
export function mostlyWithin({ length, from, to }: SequenceStatistics): boolean {
  let within = 0;
  for (let at = 0; at < length; at++) if (from[at] === to[at]) within++;
  return within * 2 > length;
}

export const nodeName = (node: SequenceNode | undefined): string => node?.end || 'unknown';

function toneOf({ kind, outcome }: SequenceRecord): Arrow['tone'] {
  if (outcome === Outcome.error) return 'error';
  if (outcome === Outcome.guess || outcome === Outcome.noReply) return 'guess';
  if (kind === RowKind.call) return 'call';
  return kind === RowKind.reply ? 'reply' : 'other';
}

const GLYPHS: Readonly<Record<number, string>> = {
  [Outcome.error]: '✕ ',
  [Outcome.noReply]: '∅ ',
  [Outcome.guess]: '≈ ',
};

/** What is said on an arrow, in order: it may be short of room, and then the middle goes first. */
function partsOf({ kind, outcome, title, words, latency }: SequenceRecord) {
  const said = words.startsWith(title) ? words.slice(title.length).trim() : words.trim();
  const cut = said.lastIndexOf('→ ');
  const middle = cut < 0 ? said : said.slice(0, cut).trim();
  const result = cut < 0 ? '' : ` ${said.slice(cut)}`;
  const took = kind === RowKind.reply ? duration(latency) : outcome === Outcome.noReply ? 'no reply' : '';
  const glyph = GLYPHS[outcome] ?? '';
  return {
    head: glyph + title,
    middle,
    tail: result + (took === '' ? '' : ` · ${took}`),
  };
}

/** `WRITE fd 3 14 B at 0`, `✕ MKDIR → EACCES (13) · 310 µs`. */
export function wordsOf(record: SequenceRecord): string {
  const { head, middle, tail } = partsOf(record);
  return ([head, middle].filter(Boolean).join(' ') + tail).trim() || kindOf(record);
}

/** Pieces of a word that are shorter than this, characters, say nothing. */
const LEAST = 4;

/** The same in so many pixels: what was done, what came of it and after how long stay as long as they can. */
export function labelOf(record: SequenceRecord, room: number): string {
  const { head, middle, tail } = partsOf(record);
  const whole = wordsOf(record);
  const most = Math.floor(room / CHARACTER + 1e-6);
  if (whole.length <= most) return whole;
  const left = most - head.length - tail.length - 1;
  if (left >= LEAST) return `${head} ${clip(middle, left * CHARACTER)}${tail}`;
  return head.length + tail.length <= most ? head + tail : clip(whole, room);
}

/** What a record is, for who does not see its line. */
export function kindOf({ kind }: SequenceRecord): string {
  return kind === RowKind.call ? 'call' : kind === RowKind.reply ? 'reply' : 'data';
}

/** One sentence for who does not see it. */
export function sentenceOf(
  record: SequenceRecord,
  nodes: readonly SequenceNode[],
  timeDigits: number,
): string {
  const ends = `${nodeName(nodes[record.from])} to ${nodeName(nodes[record.to])}`;
  const time = seconds(record.time, timeDigits);
  const when = time === '' ? '' : `, at ${time} s`;
  return `${record.row} ${kindOf(record)}, ${ends}: ${wordsOf(record)}${when}`;
}

export function clip(text: string, room: number): string {
  const most = Math.floor(room / CHARACTER + 1e-6);
  if (text.length <= most) return text;
  return most < 2 ? '' : `${text.slice(0, most - 1).trimEnd()}…`;
}

/** Distance in time from which on a pause is drawn as a gap, nanoseconds; Infinity: never. */
function gapFrom(records: readonly SequenceRecord[]): number {
  const steps: number[] = [];
  for (let at = 1; at < records.length; at++) {
    const step = records[at]!.time - records[at - 1]!.time;
    if (step > 0) steps.push(step);
  }
  if (steps.length < 2) return Infinity;
  const span = records.at(-1)!.time - records[0]!.time;
  const middle = [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)]!;
  return Math.max(middle * UNUSUAL, span * SHARE);
}

/** Runs of bytes that are no records have no arrow and are left out. */
export function layoutSequence(data: SequenceStatistics, options: SequenceOptions): SequenceLayout {
  const { width, timeDigits } = options;
  const all = recordsOf(data);
  const records = all.filter(({ kind }) => kind <= RowKind.data);
  const { nodes } = data;
  const longest = records.reduce((most, { time }) => Math.max(most, seconds(time, timeDigits).length), 0);
  const gutter = longest === 0 ? 12 : 12 + Math.ceil(longest * CHARACTER);
  const lane = Math.max(LANE, Math.floor((width - gutter - 24) / Math.max(1, nodes.length)));
  const lifelines = nodes.map((node, at) => ({
    end: nodeName(node),
    name: node.name,
    filter: node.filter,
    x: Math.round(gutter + 12 + lane * (at + 0.5)),
  }));
  const pause = gapFrom(records);

  const arrows: Arrow[] = [];
  const gaps: Gap[] = [];
  let y = HEAD;
  let before = NaN;
  for (const record of records) {
    const rest = record.time - before;
    if (rest >= pause) {
      const height = Math.min(56, Math.round(20 + 12 * Math.log10(rest / pause)));
      gaps.push({ y, height, text: `+${duration(rest)}` });
      y += height;
    }
    before = record.time;
    y += STEP;
    const { from, to } = record;
    const room = from === to ? lane - LOOP - 16 : Math.abs(to - from) * lane - 28;
    arrows.push({
      record,
      from,
      to,
      y,
      tone: toneOf(record),
      time: seconds(record.time, timeDigits),
      label: labelOf(record, room),
      whole: wordsOf(record),
    });
  }
  return {
    width: Math.max(width, gutter + 24 + lane * nodes.length),
    height: y + STEP / 2 + FOOT,
    lane,
    gutter,
    lifelines,
    arrows,
    gaps,
    activations: activationsOf(arrows, all),
  };
}

/** From each call to its reply, where both are drawn. */
function activationsOf(arrows: readonly Arrow[], all: readonly SequenceRecord[]): Activation[] {
  const byRow = new Map(arrows.map((arrow) => [arrow.record.row, arrow]));
  const found: Activation[] = [];
  for (const arrow of arrows) {
    if (arrow.record.kind !== RowKind.call) continue;
    const reply = byRow.get(all[arrow.record.match]?.row ?? -1);
    if (!reply || reply.y < arrow.y) continue;
    const depth = found.filter(({ node, bottom }) => node === arrow.to && bottom > arrow.y).length;
    found.push({ node: arrow.to, top: arrow.y, bottom: reply.y, depth });
  }
  return found;
}

/** What the diagram shows, in a sentence: for its description and for readers of the tree. */
export function summaryOf({ arrows, lifelines }: SequenceLayout): string {
  const some = (n: number, one: string, more: string): string => `${grouped(n)} ${n === 1 ? one : more}`;
  const errors = arrows.filter(({ tone }) => tone === 'error').length;
  const between = lifelines.map(({ end }) => end).join(', ');
  const failed = errors === 0 ? '' : `, ${some(errors, 'error', 'errors')}`;
  return `${some(arrows.length, 'record', 'records')} between ${between}${failed}.`;
}
