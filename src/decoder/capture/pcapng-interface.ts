/** An interface of a pcapng section: its link type and its clock. */
export class Interface {
  readonly link: number;
  readonly snaplen: number;
  /** ticks a second */
  readonly resolution: bigint;
  /** seconds to add */
  readonly offset: bigint;
  /** the same as `resolution` */
  readonly perSecond: number;
  /** nanoseconds a tick: exact, but for powers of ten beyond a billion, which have ticks a nanosecond */
  readonly scale: number;
  readonly ticks: number;
  started = false;
  /** ticks of the whole second in which the interface's first packet was captured */
  baseHigh = 0;
  baseLow = 0;
  /** seconds from that of the capture's base to it */
  baseDelta = 0;

  constructor(link: number, snaplen: number, resolution: bigint, offset: bigint) {
    this.link = link;
    this.snaplen = snaplen;
    this.resolution = resolution;
    this.offset = offset;
    this.perSecond = Number(resolution);
    this.scale = 1e9 / this.perSecond;
    this.ticks = resolution % 1_000_000_000n === 0n ? this.perSecond / 1e9 : 0;
  }
}
