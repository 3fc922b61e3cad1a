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

/**
 * Measures our way and the baseline in each round, in turns: the second one works on larger tables.
 * Both resolve their value and get the round, from 0. `ratio` is the median of the rounds' ratios.
 */
export async function compare(
  rounds: number,
  measureOurs: (round: number) => Promise<number>,
  measureBaseline: (round: number) => Promise<number>,
): Promise<Pick<Figure, "ours" | "baseline" | "ratio">> {
  const ours: number[] = [];
  const baseline: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const turns = [
      async () => ours.push(await measureOurs(round)),
      async () => baseline.push(await measureBaseline(round)),
    ];
    for (const turn of round % 2 ? turns.reverse() : turns) await turn();
  }
  return {
    ours: median(ours),
    baseline: median(baseline),
    ratio: median(ours.map((value, round) => value / (baseline[round] ?? 1))),
  };
}
