import type { CronItem } from "graphile-worker";
import { queuePriority } from "../database/enqueue.server";
import { type JobName, jobCatalogue } from "../database/job-catalogue";

/** A run that was missed is not made up for, and one that still waits is not doubled: the next does the work of both. */
const latestOnly = (task: JobName) => ({
  backfillPeriod: 0,
  maxAttempts: 1,
  jobKey: task,
  priority: queuePriority[jobCatalogue[task].priority],
});

/** What runs by itself, and when (UTC). */
export const schedule: CronItem[] = [
  { task: "expire-codes", match: "* * * * *", options: latestOnly("expire-codes") },
  { task: "raise-alerts", match: "* * * * *", options: latestOnly("raise-alerts") },
  { task: "wake-ledgers", match: "* * * * *", options: latestOnly("wake-ledgers") },
  { task: "wake-customer-links", match: "* * * * *", options: latestOnly("wake-customer-links") },
  { task: "give-replacements", match: "* * * * *", options: latestOnly("give-replacements") },
  { task: "reconcile-shops", match: "*/15 * * * *", options: latestOnly("reconcile-shops") },
  { task: "refresh-shops", match: "*/15 * * * *", options: latestOnly("refresh-shops") },
  { task: "tend-code-changes", match: "*/5 * * * *", options: latestOnly("tend-code-changes") },
  { task: "tend-imports", match: "*/5 * * * *", options: latestOnly("tend-imports") },
  { task: "tend-campaigns", match: "*/5 * * * *", options: latestOnly("tend-campaigns") },
  { task: "fill-domains", match: "*/10 * * * *", options: latestOnly("fill-domains") },
  { task: "tend-supply", match: "*/5 * * * *", options: latestOnly("tend-supply") },
  {
    task: "start-drift-checks",
    match: "*/10 2-6 * * *",
    options: latestOnly("start-drift-checks"),
  },
  { task: "drop-old-receipts", match: "17 3 * * *", options: latestOnly("drop-old-receipts") },
  { task: "drop-old-uploads", match: "37 3 * * *", options: latestOnly("drop-old-uploads") },
];
