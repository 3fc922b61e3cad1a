import { number } from "../../../../core/format";

const names: [number, string][] = [
  [1e12, "trillion"],
  [1e9, "billion"],
  [1e6, "million"],
];

/** Formats a very large number: `23 million`, `1.5 billion`, `4.1 × 10^14`. */
export function formatHugeNumber(value: number): string {
  if (value < 1e6) return number(Math.round(value));
  if (value >= 1e15) {
    const power = Math.floor(Math.log10(value));
    return `${short(value / 10 ** power)} × 10^${power}`;
  }
  const [size, name] = names.find(([least]) => value >= least) ?? [1, ""];
  return `${short(value / size)} ${name}`;
}

/** Formats the chance that one guess finds a working code. */
export function chanceText(chance: number): string {
  if (chance >= 1) return "Every guess finds a working code";
  return `Chance of guessing a working code: 1 in ${formatHugeNumber(Math.floor(1 / chance))}`;
}

/** Two significant digits below 10, otherwise whole. */
function short(value: number): string {
  const rounded = value < 10 ? Math.floor(value * 10) / 10 : Math.floor(value);
  return String(rounded);
}
