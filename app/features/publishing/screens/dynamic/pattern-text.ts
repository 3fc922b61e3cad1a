const names: [number, string][] = [
  [1e12, "trillion"],
  [1e9, "billion"],
  [1e6, "million"],
];

/** A number so large that nobody reads its digits: `23 million`, `1.5 billion`, `4.1 × 10^14`. */
export function hugeNumber(value: number): string {
  if (value < 1e6) return Math.round(value).toLocaleString("en-US");
  if (value >= 1e15) {
    const power = Math.floor(Math.log10(value));
    return `${short(value / 10 ** power)} × 10^${power}`;
  }
  const [size, name] = names.find(([least]) => value >= least) ?? [1, ""];
  return `${short(value / size)} ${name}`;
}

/** How likely one try finds a code: `1 guess in 23 million is right`. */
export function chanceText(chance: number): string {
  if (chance >= 1) return "every guess is right";
  return `1 guess in ${hugeNumber(Math.floor(1 / chance))} is right`;
}

/** Two digits where there is one before the point, else whole. */
function short(value: number): string {
  const rounded = value < 10 ? Math.floor(value * 10) / 10 : Math.floor(value);
  return String(rounded);
}
