import { setTimeout } from "node:timers/promises";
import type { ShopContext } from "../../../core/ids";
import type { PlatformFailure, PlatformRefused } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { claimPendingBatches } from "./claim-pending-batches.server";
import { readOpenBatches } from "./read-open-batches.server";
import type { UploadPriority } from "./upload-batch";
import { pollBatch, submitBatch, type Uploader } from "./uploader.server";

/** How a lane goes about it; times in milliseconds. */
const priorities = {
  // The rate limit is to be the bound and not the answers' way: enough are under way to fill it.
  bulk: { most: 80, atOnce: 10, pollEvery: 1_000, newFor: 40_000 },
  urgent: { most: 10, atOnce: 1, pollEvery: 150, newFor: 20_000 },
} as const;

/** Where nothing is left to send, answers are asked for more often: nobody else needs the points. */
const pollLastEvery = 200;
/** What was begun is waited for this long after the time for new uploads is over. */
const timeout = 15_000;

export interface UploadRun {
  priority: UploadPriority;
  /** Only of this pool; null: of the shop. */
  poolId: number | null;
  signal: AbortSignal;
  /** Milliseconds between two questions; as its lane is used to, unless told otherwise. */
  pollEvery?: number;
}

/** `more`: the time of one run is over. A failure: the platform is away, or will not have us. */
export type RunEnd = "done" | "more" | PlatformFailure | PlatformRefused;

/**
 * Uploads waiting codes, and sees to the end of what an earlier run left, for about a minute at most.
 * Several additions are under way at once. Every step is written down before and after it is taken,
 * so that a run may end at any point: the next one goes on. Throws when `signal` is aborted.
 */
export async function runUploads(
  services: Services,
  shop: ShopContext,
  run: UploadRun,
): Promise<RunEnd> {
  const { most, newFor, pollEvery: usually } = priorities[run.priority];
  const pollEvery = run.pollEvery ?? usually;
  const left = await readOpenBatches(services.database, shop.id, { ...run, most });
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
        (dry || late) && [...uploader.batches].every((one) => one.additionId !== null);
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

/** Resolves whether something waited, or there was no room for more. */
async function takeMore(
  { services, shop, platform, batches }: Uploader,
  run: UploadRun,
): Promise<boolean> {
  const { most, atOnce } = priorities[run.priority];
  const room = most - batches.size;
  if (room < atOnce) return true;
  const taken = await claimPendingBatches(services, shop, {
    priority: run.priority,
    poolId: run.poolId,
    codesPerBatch: platform.codesPerAddition,
    batches: Math.min(room, 10),
  });
  for (const batch of taken) batches.add(batch);
  return taken.length > 0;
}
