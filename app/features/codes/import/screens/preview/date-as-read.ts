const endOfDay = "23:59:59";

/** A parsed date: `Jun 7, 2027`, with the time unless it's the end of a day. */
export function dateAsRead(value: Date | string, timeZone: string): string {
  const date = new Date(value);
  const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone }).format(date);
  return new Intl.DateTimeFormat("en-US", {
    dateStyle: "medium",
    ...(time === endOfDay ? {} : { timeStyle: "short" }),
    timeZone,
  }).format(date);
}
