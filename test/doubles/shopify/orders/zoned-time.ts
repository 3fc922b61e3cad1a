import type { Shop } from "../shops/shop";
import { timeZoneAt } from "../shops/time-zone";

const HOUR_MS = 3_600_000;
const offsets = new Map<string, { minutes: number; text: string }>();

/** Formats a time like webhooks, in the shop's time zone: "2026-11-21T10:00:00+01:00". */
export function zonedTime({ timeZone }: Pick<Shop, "timeZone">, ms: number): string {
  // Cached per hour, because computing offsets is slow and they change only on the hour.
  const key = `${timeZone}@${Math.floor(ms / HOUR_MS)}`;
  let offset = offsets.get(key);
  if (!offset) {
    const { minutes, offset: digits } = timeZoneAt(timeZone, ms);
    offset = { minutes, text: `${digits.slice(0, 3)}:${digits.slice(3)}` };
    offsets.set(key, offset);
  }
  const local = new Date(ms + offset.minutes * 60_000).toISOString();
  return local.slice(0, 19) + offset.text;
}
