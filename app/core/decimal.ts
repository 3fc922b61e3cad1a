/** Amounts of money are decimal strings; here they are added without going through floating point. */

/** Enough for every currency; what comes with more is cut off. */
const places = 4;
const decimal = /^(-?)(\d+)(?:\.(\d*))?$/;

/** Adds decimal strings: `addDecimals("0.10", "-0.30")` is `-0.2`. Throws on a text that is no decimal. */
export function addDecimals(...texts: readonly string[]): string {
  return toText(texts.reduce((sum, text) => sum + toUnits(text), 0n));
}

/** The same amount with the other sign. */
export function negateDecimal(text: string): string {
  return toText(-toUnits(text));
}

/** One spelling for each amount: `1.50`, `1.5` and `01.5000` are `1.5`. */
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
