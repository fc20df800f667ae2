/** Work in the background that lets whatever else is asked come first. */
export class Slices {
  private end = 0;

  /**
   * @param yieldEvery milliseconds of work between two pauses for the event loop
   * @param check throws where the work is to stop
   */
  constructor(
    private readonly yieldEvery: number,
    private readonly check: () => void,
  ) {}

  /** True when it is time for a pause. Cheap enough for every few rows. */
  get over(): boolean {
    return performance.now() > this.end;
  }

  async pause(): Promise<void> {
    if (!this.over) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.check();
    this.end = performance.now() + this.yieldEvery;
  }
}
