import { endOfDayAfter } from "../../core/dates";

/** Until when a code is good; all three may be open. */
export interface CodeDates {
  /** Pool expiration: the code is not given out after it. */
  assignBy: Date | null;
  /** User expiration, absolute. */
  useBy: Date | null;
  /** User expiration, counted from the assignment. */
  useWithinDays: number | null;
}

/** The dates that a pool gives to codes without their own. */
export interface DefaultDates {
  defaultAssignBy: Date | null;
  defaultUseBy: Date | null;
  defaultUseWithinDays: number | null;
}

/** The most days that "use within" may be. */
export const mostDays = 3650;

/** A code with an end of its own for its user takes none of the pool's. */
export function withDefaults(own: CodeDates, defaults: DefaultDates): CodeDates {
  const endsForUser = own.useBy !== null || own.useWithinDays !== null;
  return {
    assignBy: own.assignBy ?? defaults.defaultAssignBy,
    useBy: endsForUser ? own.useBy : defaults.defaultUseBy,
    useWithinDays: endsForUser ? own.useWithinDays : defaults.defaultUseWithinDays,
  };
}

/** Whether a code with these dates could not be given out or used any more. */
export function isPast({ assignBy, useBy }: CodeDates, now: Date): boolean {
  return [assignBy, useBy].some((date) => date !== null && date <= now);
}

/** When an available code leaves the stock by itself; null: never. */
export function availableUntil({ assignBy, useBy }: CodeDates): Date | null {
  return earlier(assignBy, useBy);
}

/** Until when a code may be used that is assigned at `now`, in a shop of the time zone; null: no end. */
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

function earlier(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other;
  return new Date(Math.min(one.getTime(), other.getTime()));
}
