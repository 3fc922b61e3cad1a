import type { CronItem } from "graphile-worker";

/** What runs by itself, and when (UTC). */
export const schedule: CronItem[] = [];
