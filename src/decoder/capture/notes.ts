/**
 * What is said about a capture. Notes are few words for people, so they are objects; a damaged file of any
 * size must not turn into a list of that size, so past a limit they are only counted, by code.
 */
export interface CaptureNote {
  readonly severity: 'info' | 'warning' | 'error';
  readonly code: string;
  readonly message: string;
  /** row that it belongs to, -1: the source as a whole */
  readonly row: number;
  /** byte in the file, line in the text; -1: none */
  readonly at: number;
}

export const NOTE_LIMIT = 1000;

export class Notes {
  readonly list: CaptureNote[] = [];
  readonly counts: Record<string, number> = {};

  add(severity: CaptureNote['severity'], code: string, message: string, at = -1, row = -1): void {
    const seen = this.counts[code] ?? 0;
    this.counts[code] = seen + 1;
    if (seen < NOTE_LIMIT) this.list.push({ severity, code, message, row, at });
  }

  /** Whether the next note of this code will be kept: its message need not be made otherwise. */
  wants(code: string): boolean {
    return (this.counts[code] ?? 0) < NOTE_LIMIT;
  }
}

/** `1,204`: a number as a person reads it. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 byte`, `24 bytes`, `3 packets`. */
export function counted(value: number, word: string, plural = `${word}s`): string {
  return `${grouped(value)} ${value === 1 ? word : plural}`;
}
