/** One figure of `npm run bench`. */
export interface Figure {
  name: string;
  /** Our value and the baseline's in the same run, in `unit`. */
  ours: number;
  baseline: number;
  /** `ours` divided by `baseline`. For figures with a limit, `baseline` is that limit. */
  ratio: number;
  unit: string;
  /** The target for `ratio`, as text: `≤ 1.5`. */
  aim: string;
}

/** A bench. Each one is exported as `bench` by a file in this folder. */
export interface Bench {
  /** The names of the figures it measures. */
  names: string[];
  run(): Promise<Figure[]>;
}

/** The median of the values. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that a share (0 to 1) of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error("No values.");
  return value;
}

/** Measures the duration of the work in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
