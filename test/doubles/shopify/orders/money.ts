const digits = new Map<string, number>();

/** The number of decimal places of a currency: 2 for EUR, 0 for JPY. */
export function digitsOf(currency: string): number {
  const known = digits.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const found = format.resolvedOptions().maximumFractionDigits ?? 2;
  digits.set(currency, found);
  return found;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d*))?$/;

/** "19.90" → 1990. Parses digits, because 19.9 × 100 is not exactly 1990 in floating point. */
export function toMinor(currency: string, decimal: string): number {
  const [, sign = "", whole = "", fraction = ""] = DECIMAL.exec(decimal.trim()) ?? [];
  if (whole === "") throw new Error(`'${decimal}' is not an amount`);
  const places = digitsOf(currency);
  const digits = fraction.slice(0, places).padEnd(places, "0");
  const minor = Number(whole + digits) + (Number(fraction[places] ?? 0) >= 5 ? 1 : 0);
  return sign ? -minor : minor;
}

/** 1990 → "19.90". */
export function toDecimal(currency: string, minor: number): string {
  const places = digitsOf(currency);
  const text = String(Math.abs(minor)).padStart(places + 1, "0");
  const whole = text.slice(0, text.length - places);
  const sign = minor < 0 ? "-" : "";
  return places === 0 ? sign + whole : `${sign}${whole}.${text.slice(-places)}`;
}

/** A share (0 to 1) of an amount in minor units. Half a unit is rounded up. */
export const shareOf = (minor: number, share: number): number =>
  // Six digits of a share are sufficient, and the product is still an exact integer.
  Math.round((minor * Math.round(share * 1e6)) / 1e6);

/** Splits an amount in proportion to the weights. The parts add up to it exactly. */
export function split(minor: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return weights.map(() => 0);
  const parts = weights.map((weight) => Math.floor((minor * weight) / total));
  let rest = minor - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (minor * weight) % total }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (rest <= 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    rest -= 1;
  }
  return parts;
}

/** Formats an amount for display: "€19.90". */
export const moneyText = (currency: string, minor: number): string =>
  new Intl.NumberFormat("en", { style: "currency", currency }).format(
    Number(toDecimal(currency, minor)),
  );
