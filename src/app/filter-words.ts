/** What a filter leaves, in words. */
import type { SourceInfo, ViewState } from '../decoder/api.ts';
import { grouped } from '../components/parts/grouped.ts';

/** `1,134 of 3,350 records`; rows where some are no records; '' where all are shown. */
export function countOf(
  info: Pick<SourceInfo, 'rows' | 'records'> | null,
  filtered: ViewState | null,
): string {
  if (!filtered) return '';
  const total = Math.max(info?.rows ?? 0, filtered.total);
  const what = info && info.rows !== info.records ? 'row' : 'record';
  return `${grouped(filtered.rows)} of ${grouped(total)} ${what}${total === 1 ? '' : 's'}`;
}

/** A filter in a sentence: its beginning where it is long. */
export function shortly(filter: string): string {
  return filter.length > 120 ? `${filter.slice(0, 119)}…` : filter;
}
