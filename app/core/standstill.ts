/** An error that a retry can't fix. Its message is merchant-facing. */
export class LastingError extends Error {}

/**
 * Background work is retried for an hour without progress: longer than a restart or failover of the
 * database, short enough for a waiting merchant.
 */
const maxStandstillMinutes = 60;

/** Minutes without progress after which screens report a problem. */
const noticeableMinutes = 2;

const bugs = [TypeError, RangeError, ReferenceError, SyntaxError];
// PostgreSQL's "data exception" and "integrity constraint violation". The same rows would fail
// again.
const lastingCode = /^2[23][0-9A-Z]{3}$/;

/**
 * Whether failed work should end instead of being retried: the error would recur, or there was no
 * progress since `lastProgressAt` for too long.
 */
export function isOver(error: unknown, lastProgressAt: Date | null, now: Date): boolean {
  return isLasting(error) || standsStill(lastProgressAt, now, maxStandstillMinutes);
}

/** Whether work in progress has been stuck for so long that people should know. */
export function isInTrouble(lastProgressAt: Date | string | null, now: number): boolean {
  return standsStill(
    lastProgressAt === null ? null : new Date(lastProgressAt),
    new Date(now),
    noticeableMinutes,
  );
}

/** Merchant-facing message of a permanent error; otherwise `general`. */
export function lastingReason(error: unknown, general: string): string {
  return error instanceof LastingError ? error.message : general;
}

function isLasting(error: unknown): boolean {
  if (error instanceof LastingError || bugs.some((bug) => error instanceof bug)) return true;
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === "string" && lastingCode.test(code);
}

function standsStill(lastProgressAt: Date | null, now: Date, minutes: number): boolean {
  return lastProgressAt !== null && now.getTime() - lastProgressAt.getTime() >= minutes * 60_000;
}
