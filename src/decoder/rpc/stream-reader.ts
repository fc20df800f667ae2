/** Where the reading of one stream stands. */
import type { Delivery } from '../network/packet.ts';
import type { Kept } from './kept.ts';
import type { TlsFacts, TlsReader } from './tls.ts';
import { Waiting } from './waiting.ts';

export const State = {
  /** at a record's first mark */
  head: 0,
  /** inside a fragment, behind the head */
  body: 1,
  /** between two fragments of a record */
  mark: 2,
  /** looking for a record */
  hunt: 3,
  /** no RPC: everything is passed over */
  foreign: 4,
} as const;

/** Why a stretch without records began; it decides what the stretch is called. */
export const Why = { start: 0, gap: 1, damage: 2 } as const;

const NOTHING = new Uint8Array(0);

export class StreamReader {
  peer!: StreamReader;
  state: number = State.hunt;
  /** place in the stream of the next byte to come */
  position = 0;
  /** records found so far */
  records = 0;
  /** bytes before `position` that are not decided yet */
  kept: Kept | null = null;

  // the record under way
  start = 0;
  /** announced so far, marks included */
  length = 0;
  /** bytes of the current fragment still to come */
  remaining = 0;
  isLast = true;
  /** bytes of it that were lost */
  lost = 0;
  flags = 0;
  first = 0;
  last = 0;
  seconds = 0;
  nanoseconds = 0;
  type = 0;
  xid = 0;
  program = 0;
  version = 0;
  procedure = 0;

  // the stretch without records under way; runStart -1: none
  why: number = Why.start;
  runStart = -1;
  runFirst = 0;
  runLast = 0;
  runSeconds = 0;
  runNanoseconds = 0;
  /** length that a mark announced and nobody believed */
  absurd = 0;
  /** row of a foreign run that still grows */
  runRow = -1;
  /** row of the last gap, and where it ends: two gaps without a byte between are one */
  gapRow = -1;
  gapEnd = -1;
  /** the stream's first bytes, while they come in pieces too small to name them by */
  opening: Uint8Array = NOTHING;
  /** segments that begin like a TLS record, while nothing else is known */
  tlsHits = 0;

  /** reads the handshake of a TLS stream; null: it is none, or told all */
  tls: TlsReader | null = null;
  facts: TlsFacts | null = null;

  /** calls without a reply yet; replies that came before their call */
  readonly waiting: Waiting;
  readonly early: Waiting;

  /** @param other one whose calls and replies are the same: of the same stream, at another place */
  constructor(other: StreamReader | null = null) {
    this.waiting = other?.waiting ?? new Waiting();
    this.early = other?.early ?? new Waiting();
    if (other !== null) this.peer = other.peer;
  }

  begin(at: Delivery): void {
    this.first = at.carrier;
    this.last = at.frame;
    this.seconds = at.seconds;
    this.nanoseconds = at.nanoseconds;
    this.flags = 0;
  }

  beginRun(position: number, at: Delivery): void {
    this.runStart = position;
    this.runFirst = at.carrier;
    this.runLast = at.frame;
    this.runSeconds = at.seconds;
    this.runNanoseconds = at.nanoseconds;
  }

  touchRun(at: Delivery): void {
    if (at.carrier < this.runFirst) this.runFirst = at.carrier;
    if (at.frame < this.runLast) return;
    this.runLast = at.frame;
    this.runSeconds = at.seconds;
    this.runNanoseconds = at.nanoseconds;
  }

  touch(at: Delivery): void {
    if (at.carrier < this.first) this.first = at.carrier;
    if (at.frame < this.last) return;
    this.last = at.frame;
    this.seconds = at.seconds;
    this.nanoseconds = at.nanoseconds;
  }
}
