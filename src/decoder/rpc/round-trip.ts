/**
 * How far it is from one end of a connection to the other, by TCP's handshake (RFC 9293, section 3.5) as seen from
 * where the capture was made:
 *
 *     client          capture           server
 *       | ── SYN ──────▶ t0 ─────────────▶ |
 *       | ◀───────────── t1 ◀── SYN/ACK ── |      t1 - t0: to the server and back
 *       | ── ACK ──────▶ t2 ─────────────▶ |      t2 - t0: the whole round trip
 */
import type { StreamInfo } from './record-index.ts';

export interface RoundTrip {
  /** nanoseconds; NaN: the capture does not show it */
  readonly whole: number;
  /** from the capture to the end that was named second, and back */
  readonly beyond: number;
}

/** @param one any side of the connection, and the other; undefined: nothing was seen of it */
export function roundTripOf(one: StreamInfo | undefined, other: StreamInfo | undefined): RoundTrip {
  const [begun, met] = [one?.synTime ?? NaN, other?.synTime ?? NaN];
  if (Number.isNaN(begun) || Number.isNaN(met)) return { whole: NaN, beyond: NaN };
  if (begun <= met) return { whole: (one?.ackTime ?? NaN) - begun, beyond: met - begun };
  // The other side has connected: what is left of the whole lies on this side of the capture.
  const whole = (other?.ackTime ?? NaN) - met;
  return { whole, beyond: whole - (begun - met) };
}
