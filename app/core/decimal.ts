/**
 * Arithmetic on amounts of money. They're decimal strings and never pass through floating point.
 */

/** Enough for every currency. Further decimals are cut off. */
const places = 4;
const decimal = /^(-?)(\d+)(?:\.(\d*))?$/;

/**
 * Adds decimal strings: `addDecimals("0.10", "-0.30")` is `-0.2`. Throws if a string isn't a
 * decimal.
 */
export function addDecimals(...texts: readonly string[]): string {
  return toText(texts.reduce((sum, text) => sum + toUnits(text), 0n));
}

/** Negates an amount. */
export function negateDecimal(text: string): string {
  return toText(-toUnits(text));
}

/** Canonical form of an amount: `1.50`, `1.5` and `01.5000` become `1.5`. */
export function normaliseDecimal(text: string): string {
  return toText(toUnits(text));
}

function toUnits(text: string): bigint {
  const [, sign, whole, fraction = ""] = decimal.exec(text) ?? [];
  if (whole === undefined) throw new Error(`“${text}” is no amount.`);
  const units = BigInt(whole + fraction.slice(0, places).padEnd(places, "0"));
  return sign ? -units : units;
}

function toText(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
  const fraction = digits.slice(-places).replace(/0+$/, "");
  const sign = units < 0n ? "-" : "";
  return `${sign}${digits.slice(0, -places)}${fraction && `.${fraction}`}`;
}
