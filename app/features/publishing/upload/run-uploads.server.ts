import { setTimeout } from "node:timers/promises";
import type { ShopContext } from "../../../core/ids";
import type { PlatformFailure, PlatformRefused } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { claimPendingBatches } from "./claim-pending-batches.server";
import { readOpenBatches } from "./read-open-batches.server";
import type { UploadPriority } from "./upload-batch";
import { pollBatch, submitBatch, type Uploader } from "./uploader.server";

/** Settings by priority; times in milliseconds. */
const priorities = {
  // Keep enough batches in flight that the rate limit, not latency, is the bottleneck.
  bulk: { maxBatches: 80, atOnce: 10, pollEvery: 1_000, newFor: 40_000 },
  urgent: { maxBatches: 10, atOnce: 1, pollEvery: 150, newFor: 20_000 },
} as const;

/** Poll faster when nothing is left to send, because nothing else needs the rate limit. */
const pollLastEvery = 200;
/** After the time for new batches is up, wait this long for those in flight. */
const timeout = 15_000;

export interface UploadRun {
  priority: UploadPriority;
  /** Only this pool; null: the whole shop. */
  poolId: number | null;
  signal: AbortSignal;
  /** Milliseconds between polls; defaults to the priority's setting. */
  pollEvery?: number;
}

/** `more`: the run's time is up. A failure: the platform is unreachable or denies access. */
export type RunOutcome = "done" | "more" | PlatformFailure | PlatformRefused;

/**
 * Uploads pending codes and finishes batches of earlier runs, for about a minute. Several batches
 * are in flight at the same time. Each step is stored before and after, so a run can stop at any
 * point and the next one resumes. Throws when `signal` is aborted.
 */
export async function runUploads(
  services: Services,
  shop: ShopContext,
  run: UploadRun,
): Promise<RunOutcome> {
  const { maxBatches, newFor, pollEvery: defaultPollEvery } = priorities[run.priority];
  const pollEvery = run.pollEvery ?? defaultPollEvery;
  const left = await readOpenBatches(services.database, shop.id, { ...run, limit: maxBatches });
  const uploader: Uploader = {
    services,
    shop,
    platform: services.platform(shop.domain, run.priority),
    batches: new Set(left),
    consecutiveFailures: 0,
    stopped: null,
    broken: undefined,
  };
  const sending = new Set<Promise<void>>();
  const begun = performance.now();
  let polledAt = begun;
  let dry = false;
  try {
    for (;;) {
      run.signal.throwIfAborted();
      if (uploader.broken !== undefined) throw uploader.broken;
      if (uploader.stopped) return uploader.stopped;
      const now = performance.now();
      const late = now - begun > newFor;
      if (!late && !dry) dry = !(await takeMore(uploader, run));
      if (uploader.batches.size === 0) return late ? "more" : "done";
      if (now - begun > newFor + timeout) return "more";
      for (const batch of uploader.batches) {
        if (batch.sending || batch.additionId !== null || batch.notBefore > now) continue;
        const sent = submitBatch(uploader, batch).finally(() => sending.delete(sent));
        sending.add(sent);
      }
      const allSent =
        (dry || late) && [...uploader.batches].every((batch) => batch.additionId !== null);
      const every = allSent ? Math.min(pollEvery, pollLastEvery) : pollEvery;
      if (now - polledAt >= every) {
        await pollBatch(uploader);
        polledAt = performance.now();
        dry = false;
      }
      const wait = setTimeout(Math.max(1, Math.min(100, polledAt + every - now)));
      await Promise.race([wait, ...sending]);
    }
  } finally {
    await Promise.all(sending);
  }
}

/** Resolves whether codes were pending, or there was no room for more. */
async function takeMore(
  { services, shop, platform, batches }: Uploader,
  run: UploadRun,
): Promise<boolean> {
  const { maxBatches, atOnce } = priorities[run.priority];
  const room = maxBatches - batches.size;
  if (room < atOnce) return true;
  const claimed = await claimPendingBatches(services, shop, {
    priority: run.priority,
    poolId: run.poolId,
    codesPerBatch: platform.codesPerAddition,
    batches: Math.min(room, 10),
  });
  for (const batch of claimed) batches.add(batch);
  return claimed.length > 0;
}
