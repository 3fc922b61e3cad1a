/** One figure of `npm run bench`. */
export interface Figure {
  name: string;
  /** What we need, and what the baseline of the same run needs, in `unit`. */
  ours: number;
  baseline: number;
  /** `ours` to `baseline`; for a figure with a limit instead of a baseline, `ours` to that limit. */
  ratio: number;
  unit: string;
  /** What `ratio` is meant to be, for a person: `≤ 1.5`. */
  aim: string;
}

/** A bench: a file of this folder that exports one as `bench`. */
export interface Bench {
  /** The names of the figures it measures. */
  names: string[];
  run(): Promise<Figure[]>;
}

/** The middle of the values. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that a share (0…1) of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error("A quantile of nothing.");
  return value;
}

/** How long the work takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
