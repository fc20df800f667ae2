/** Tests that the record as a whole answers, or what follows from others. */
import type { DecodedRecord } from '../record/decode.ts';
import type { FilterHost, Followed } from './filter.ts';
import { NO, PERHAPS, YES, type Leaf } from './leaf.ts';
import type { RecordTest, TextTest } from './test-tree.ts';
import { textSearch } from './text-search.ts';

export class WholeLeaf implements Leaf {
  known = PERHAPS;
  followed: Followed | null = null;
  private readonly search: ((record: DecodedRecord | null, row: number) => boolean) | null;

  constructor(
    readonly test: RecordTest | TextTest,
    private readonly host: FilterHost,
  ) {
    this.search = test.of === 'text' ? textSearch(test.text, host) : null;
  }

  fill(mask: Uint8Array, _from: number, count: number): void {
    mask.fill(PERHAPS, 0, count);
  }

  verdict(): number {
    return this.known;
  }

  look(record: DecodedRecord | null, row: number): void {
    const { test } = this;
    let holds: boolean;
    if (test.of === 'text') holds = this.search!(record, row);
    else if (test.field.of === 'record') holds = test.holds(test.field.values(record, row, this.host));
    else holds = test.holds(test.field.values(this.followed!, row));
    this.known = holds ? YES : NO;
  }
}
