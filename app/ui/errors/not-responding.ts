import { timeOfDay } from "../format";

/**
 * What a screen says while the shop system doesn't answer, with the time of the next try; null: none
 * is planned.
 */
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
