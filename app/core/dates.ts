import { DateTime } from "luxon";

/** 23:59:59 of a day (`YYYY-MM-DD`) in a time zone (IANA name), as an instant. */
export function endOfDay(day: string, timeZone: string): Date {
  return DateTime.fromISO(day, { zone: timeZone })
    .set({ hour: 23, minute: 59, second: 59, millisecond: 0 })
    .toJSDate();
}

/** 23:59:59 of the day `days` days after the instant, in the time zone. */
export function endOfDayAfter(instant: Date, days: number, timeZone: string): Date {
  return DateTime.fromJSDate(instant, { zone: timeZone })
    .plus({ days })
    .set({ hour: 23, minute: 59, second: 59, millisecond: 0 })
    .toJSDate();
}

/** The day (`YYYY-MM-DD`) of an instant in the time zone. */
export function dayOf(instant: Date, timeZone: string): string {
  return DateTime.fromJSDate(instant, { zone: timeZone }).toFormat("yyyy-MM-dd");
}
