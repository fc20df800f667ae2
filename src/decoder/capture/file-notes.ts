/** Notes of one file among several: they name it, and its own bytes. */
import { partAt, ROOM } from '../source/bytes-joined.ts';
import { Notes, type CaptureNote } from './notes.ts';

export class FileNotes extends Notes {
  constructor(
    private readonly all: Notes,
    private readonly name: string,
  ) {
    super();
  }

  override add(severity: CaptureNote['severity'], code: string, message: string, at = -1, row = -1): void {
    this.all.add(severity, code, `${this.name}: ${message}`, at, row);
  }

  override wants(code: string): boolean {
    return this.all.wants(code);
  }
}

/** For notes on the files as one: a byte among those of all becomes one of its file. */
export class JoinedNotes extends Notes {
  constructor(
    private readonly all: Notes,
    private readonly names: readonly string[],
  ) {
    super();
  }

  override add(severity: CaptureNote['severity'], code: string, message: string, at = -1, row = -1): void {
    if (at < 0) return this.all.add(severity, code, message, at, row);
    const file = partAt(at);
    this.all.add(severity, code, `${this.names[file]!}: ${message}`, at - file * ROOM, row);
  }

  override wants(code: string): boolean {
    return this.all.wants(code);
  }
}
