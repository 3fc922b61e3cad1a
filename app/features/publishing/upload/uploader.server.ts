import type { ShopContext } from "../../../core/ids";
import type { Platform } from "../../../platform/platform";
import type { PlatformFailure, PlatformRefused } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { commitBatchResults } from "./commit-batch-results.server";
import { dropDiscount } from "./drop-discount.server";
import { sortResults } from "./sort-results.server";
import { pauseAfter, type UploadBatch } from "./upload-batch";

/** State shared by the steps of one upload run. */
export interface Uploader {
  services: Services;
  shop: ShopContext;
  platform: Platform;
  batches: Set<UploadBatch>;
  /** Platform calls in a row without a response. */
  consecutiveFailures: number;
  /** Failure that stopped the run. */
  stopped: PlatformFailure | PlatformRefused | null;
  /** Exception thrown by a step; ends the run. */
  broken: unknown;
}

/** An addition that takes longer is sent again. Its results are sorted out then. */
const maxAdditionMs = 300_000;
/** After this many failures in a row, the platform counts as unreachable. */
const maxConsecutiveFailures = 8;

/** Sends a batch. Never rejects: errors go to `uploader.broken`. */
export async function submitBatch(uploader: Uploader, batch: UploadBatch): Promise<void> {
  const { services, shop, platform, batches } = uploader;
  batch.sending = true;
  batch.tries += 1;
  try {
    if (batch.codes.length === 0) {
      // All of its codes were deleted meanwhile.
      await commitBatch(uploader, [{ batch, refused: new Map(), platformIds: new Map() }]);
      return;
    }
    const sent = await platform.addCodes(batch.discount, batch.codes);
    if (sent.ok) {
      uploader.consecutiveFailures = 0;
      await services.database.query(
        "UPDATE publish_batch SET addition_id = $3, sent_at = $4 WHERE shop_id = $1 AND id = $2",
        [shop.id, batch.batchId, sent.value.additionId, services.clock.now()],
      );
      batch.sentAt = performance.now();
      batch.additionId = sent.value.additionId;
      return;
    }
    batch.notBefore = performance.now() + pauseAfter(batch.tries);
    if (sent.failure.kind !== "discount_not_found") noteFailure(uploader, sent.failure);
    else {
      await dropDiscount(services, shop, batch.discount);
      for (const other of batches) if (other.discount === batch.discount) batches.delete(other);
    }
  } catch (error) {
    uploader.broken ??= error;
  } finally {
    batch.sending = false;
  }
}

/** Polls batches in flight and commits the finished ones. */
export async function pollBatch(uploader: Uploader): Promise<void> {
  const { platform } = uploader;
  const inFlight = [...uploader.batches].filter(({ additionId }) => additionId !== null);
  const ids = inFlight.flatMap(({ additionId }) => additionId ?? []);
  if (ids.length === 0) return;
  const read = await platform.readAdditions(ids, { codeIds: false });
  if (!read.ok) return noteFailure(uploader, read.failure);
  uploader.consecutiveFailures = 0;
  const now = performance.now();
  const done = [];
  for (const batch of inFlight) {
    const added = read.value.get(batch.additionId ?? "");
    if (added?.done) done.push({ batch: batch, added });
    // Sent by an earlier process: start its timeout now.
    else if (added && batch.sentAt === 0) batch.sentAt = now;
    else if (!added || now - batch.sentAt > maxAdditionMs) batch.additionId = null;
  }
  const results = await sortResults(platform, done);
  if (!results.ok) return noteFailure(uploader, results.failure);
  await commitBatch(uploader, results.value);
}

async function commitBatch(
  { services, shop, batches }: Uploader,
  results: Parameters<typeof commitBatchResults>[3],
): Promise<void> {
  const pools = new Set(results.map(({ batch }) => batch.poolId));
  for (const poolId of pools) {
    const own = results.filter(({ batch }) => batch.poolId === poolId);
    await commitBatchResults(services, shop, poolId, own);
    for (const { batch } of own) batches.delete(batch);
  }
}

/** A single timeout is tolerated. Several in a row, or a denial, end the run. */
function noteFailure(uploader: Uploader, failure: PlatformFailure | PlatformRefused): void {
  uploader.consecutiveFailures += 1;
  const isSilence = failure.kind === "platform_unreachable";
  if (!isSilence || uploader.consecutiveFailures >= maxConsecutiveFailures)
    uploader.stopped = failure;
}
