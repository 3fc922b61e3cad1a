import type { Source } from "./source";

/**
 * `LocalTime`: the store's date, and predicates about its time. `local` is the time in the store's
 * zone without the zone, "2026-11-28T18:30:00". Assumed: periods include both ends.
 */
export function presentTime(local: string): Source {
  const date = local.slice(0, 10);
  const time = local.slice(11);
  return {
    date,
    dateTimeAfter: ({ dateTime }) => local > String(dateTime),
    dateTimeBefore: ({ dateTime }) => local < String(dateTime),
    dateTimeBetween: ({ startDateTime, endDateTime }) =>
      String(startDateTime) <= local && local <= String(endDateTime),
    timeAfter: ({ time: limit }) => time > String(limit),
    timeBefore: ({ time: limit }) => time < String(limit),
    timeBetween: ({ startTime, endTime }) => String(startTime) <= time && time <= String(endTime),
  };
}
