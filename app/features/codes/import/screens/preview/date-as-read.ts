const endOfDay = "23:59:59";

/** A date of a file as it was understood: `Jun 7, 2027`, with the time where it is not a whole day. */
export function dateAsRead(value: Date | string, timeZone: string): string {
  const date = new Date(value);
  const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone }).format(date);
  return new Intl.DateTimeFormat("en-US", {
    dateStyle: "medium",
    ...(time === endOfDay ? {} : { timeStyle: "short" }),
    timeZone,
  }).format(date);
}
