const wholeNumbers = new Intl.NumberFormat("en-US");

/** `34579` → `34,579`. */
export function number(value: number): string {
  return wholeNumbers.format(value);
}

/** `n` with the right word: `1 code`, `2 codes`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** How much of `total` is left, as whole percent; never 0 % while something is left. */
export function percentLeft(available: number, total: number): string {
  if (total === 0) return "–";
  if (available === 0) return "0%";
  return `${Math.max(1, Math.floor((available / total) * 100))}%`;
}

/** A moment in the shop's time zone: `21 Nov 2026, 13:05`. */
export function moment(value: Date | string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  }).format(new Date(value));
}

/** A day in the shop's time zone: `21 Nov 2026`. */
export function day(value: Date | string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone,
  }).format(new Date(value));
}

/** A time of day in the shop's time zone: `5:04 PM`. */
export function timeOfDay(value: Date | string, timeZone: string): string {
  const text = new Intl.DateTimeFormat("en-US", { timeStyle: "short", timeZone }).format(
    new Date(value),
  );
  // Versions of ICU differ in this space, so the server and a browser may disagree on it.
  return text.replace(/\s/g, " ");
}
