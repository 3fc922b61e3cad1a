import { dayOf, endOfDayAfter } from "../../core/dates";

/** The expirations of a code. Null: no limit. */
export interface CodeDates {
  /** Pool expiration: not assigned after it. */
  assignBy: Date | null;
  /** User expiration, absolute. */
  useBy: Date | null;
  /** User expiration, counted from the assignment. */
  useWithinDays: number | null;
}

/** A pool's default expirations, for codes without their own. */
export interface DefaultDates {
  defaultAssignBy: Date | null;
  defaultUseBy: Date | null;
  defaultUseWithinDays: number | null;
}

export const maxDays = 3650;

/** A code with any user expiration of its own gets neither user expiration of the pool. */
export function withDefaults(own: CodeDates, defaults: DefaultDates): CodeDates {
  const endsForUser = own.useBy !== null || own.useWithinDays !== null;
  return {
    assignBy: own.assignBy ?? defaults.defaultAssignBy,
    useBy: endsForUser ? own.useBy : defaults.defaultUseBy,
    useWithinDays: endsForUser ? own.useWithinDays : defaults.defaultUseWithinDays,
  };
}

/** Whether a code with these dates can no longer be assigned or used. */
export function isPast({ assignBy, useBy }: CodeDates, now: Date): boolean {
  return [assignBy, useBy].some((date) => date !== null && date <= now);
}

/** When an available code expires; null: never. */
export function availableUntil({ assignBy, useBy }: CodeDates): Date | null {
  return earlier(assignBy, useBy);
}

/** When a code that is assigned at `now` expires, in the shop's time zone; null: never. */
export function usableUntil(
  { useBy, useWithinDays }: CodeDates,
  now: Date,
  timeZone: string,
): Date | null {
  return earlier(
    useBy,
    useWithinDays === null ? null : endOfDayAfter(now, useWithinDays, timeZone),
  );
}

/**
 * The last day (`YYYY-MM-DD`) on which a code that expires then can be used, in the shop's time zone. A
 * code that expires at midnight can't be used on the day that begins then.
 */
export function lastDateOf(expiresAt: Date, timeZone: string): string {
  return dayOf(new Date(expiresAt.getTime() - 1), timeZone);
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return new Date(Math.min(a.getTime(), b.getTime()));
}
