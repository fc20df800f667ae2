/** Which failures were nothing unusual, so that a filter can tell them from errors. */
import { both, errnoFilter, FAILED, procedureFilter, REFUSED } from './filters.ts';
import type { Procedures } from './procedures-known.ts';

/** Procedures that a filter may name; one that names more is of no use to anybody. */
const MOST_NAMED = 64;

export class NormalFailures {
  /** RPC itself refused a call */
  refused = false;
  /** error numbers by procedure */
  private readonly codes = new Map<number, Set<number>>();

  constructor(private readonly procedures: Procedures) {}

  /** @param key of a procedure, as `procedures` has it */
  add(key: number, errno: number): void {
    const known = this.codes.get(key);
    if (known) known.add(errno);
    else if (this.codes.size <= MOST_NAMED) this.codes.set(key, new Set([errno]));
  }

  /** Those failures; '' where there is none, or no filter tells them. */
  filter(): string {
    const which = this.which();
    return which === '' ? '' : both(FAILED, which);
  }

  /** All others. */
  errorsFilter(): string {
    if (this.codes.size > MOST_NAMED) return '';
    const which = this.which();
    const failed = both(FAILED, which === '' ? '' : `!${which}`);
    return this.refused ? `((${failed}) || ${REFUSED})` : failed;
  }

  private which(): string {
    if (this.codes.size === 0 || this.codes.size > MOST_NAMED) return '';
    const each = [...this.codes].map(([key, codes]) => {
      const { program, version, procedure } = this.procedures.numbers(key);
      return `(${both(procedureFilter(program, version, procedure), errnoFilter([...codes]))})`;
    });
    return `(${each.join(' || ')})`;
  }
}
