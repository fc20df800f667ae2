export interface Made {
  readonly bytes: number;
  readonly frames: number;
  readonly records: number;
  readonly rounds: number;
  readonly flows: number;
}
export function makeRecords(
  outPath: string,
  options: {
    readonly bytes: number;
    readonly shape?: 'small' | 'mixed';
    readonly flows?: number;
    readonly reorder?: number;
  },
): Made;
