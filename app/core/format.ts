const wholeNumbers = new Intl.NumberFormat("en-US");

/** `34579` → `34,579`. */
export function number(value: number): string {
  return wholeNumbers.format(value);
}

/** A number with its noun: `1 code`, `2 codes`. */
export function count(value: number, singular: string, plural = `${singular}s`): string {
  return `${number(value)} ${value === 1 ? singular : plural}`;
}

/** An amount (decimal string) in its currency (ISO 4217): `1234.5`, `EUR` → `€1,234.50`. */
export function money(amount: string, currency: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  // Intl accepts decimal strings; TypeScript's types don't yet.
  return format.format(amount as unknown as number);
}

/** `50.00` in EUR → `€50`; with cents only if there are any. */
export function shortMoney(amount: string, currency: string): string {
  const value = Number(amount);
  const whole = Number.isInteger(value) ? { maximumFractionDigits: 0 } : {};
  return new Intl.NumberFormat("en-US", { style: "currency", currency, ...whole }).format(value);
}

/** An estimate of seconds, in a phrase: `about 5 minutes left`. */
export function timeLeftText(seconds: number): string {
  if (seconds < 60) return "less than a minute left";
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `about ${count(minutes, "minute")} left`;
  return `about ${count(Math.round(minutes / 60), "hour")} left`;
}

/** How much of `total` is left, in whole percent. At least 1% while anything is left. */
export function percentLeft(available: number, total: number): string {
  if (total === 0) return "–";
  if (available === 0) return "0%";
  return `${Math.max(1, Math.floor((available / total) * 100))}%`;
}

/** A date and time in the store's time zone: `Nov 21, 2026, 1:05 PM`. */
export function moment(value: Date | string, timeZone: string): string {
  return inWords(value, { dateStyle: "medium", timeStyle: "short", timeZone });
}

/** A date in the store's time zone: `Nov 21, 2026`. */
export function day(value: Date | string, timeZone: string): string {
  return inWords(value, { dateStyle: "medium", timeZone });
}

/** A time in the store's time zone: `5:04 PM`. */
export function timeOfDay(value: Date | string, timeZone: string): string {
  return inWords(value, { timeStyle: "short", timeZone });
}

function inWords(value: Date | string, options: Intl.DateTimeFormatOptions): string {
  const text = new Intl.DateTimeFormat("en-US", options).format(new Date(value));
  // ICU versions differ in this space, so server and browser could render it differently.
  return text.replace(/\s/g, " ");
}
