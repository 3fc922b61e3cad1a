/** An error that trying again does not mend. The message is a sentence for the merchant. */
export class LastingError extends Error {}

/**
 * Background work that keeps failing is retried for an hour without progress: longer than a restart or
 * a failover of the database takes, short enough for a merchant who waits.
 */
const longestStandstillMinutes = 60;

/** After this many minutes without progress a screen says that the work is in trouble. */
const noticeableMinutes = 2;

const bugs = [TypeError, RangeError, ReferenceError, SyntaxError];
// PostgreSQL: "data exception" and "integrity constraint violation". The same rows fail again.
const lastingCode = /^2[23][0-9A-Z]{3}$/;

/**
 * Whether work that failed with `error` ends now instead of being retried: the same error would come
 * again, or nothing has got further since `movedAt` for too long.
 */
export function isOver(error: unknown, movedAt: Date | null, now: Date): boolean {
  return isLasting(error) || standsStill(movedAt, now, longestStandstillMinutes);
}

/** Whether work that is under way has not got further for so long that people should be told. */
export function isInTrouble(movedAt: Date | string | null, now: number): boolean {
  return standsStill(movedAt === null ? null : new Date(movedAt), new Date(now), noticeableMinutes);
}

/** What a lasting error tells the merchant; otherwise `general`. */
export function lastingReason(error: unknown, general: string): string {
  return error instanceof LastingError ? error.message : general;
}

function isLasting(error: unknown): boolean {
  if (error instanceof LastingError || bugs.some((bug) => error instanceof bug)) return true;
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === "string" && lastingCode.test(code);
}

function standsStill(movedAt: Date | null, now: Date, minutes: number): boolean {
  return movedAt !== null && now.getTime() - movedAt.getTime() >= minutes * 60_000;
}
