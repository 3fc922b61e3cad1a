import { timeOfDay } from "../../core/format";

/** The message while the platform isn't responding, with the next attempt's time (null: none). */
export function notResponding(
  { platform, timeZone, now }: { platform: string; timeZone: string; now: Date | string },
  nextTryAt: Date | string | null,
): string {
  const silent = `${platform} isn’t responding.`;
  if (nextTryAt === null) return silent;
  return new Date(nextTryAt) > new Date(now)
    ? `${silent} Trying again at ${timeOfDay(nextTryAt, timeZone)}.`
    : `${silent} Trying again now.`;
}
