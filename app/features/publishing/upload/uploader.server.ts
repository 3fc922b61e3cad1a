import type { ShopContext } from "../../../core/ids";
import type { Platform } from "../../../platform/platform";
import type { PlatformFailure, PlatformRefused } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { commitBatchResults } from "./commit-batch-results.server";
import { dropDiscount } from "./drop-discount.server";
import { sortResults } from "./sort-results.server";
import { pauseAfter, type UploadBatch } from "./upload-batch";

/** What the steps of one run of uploads share. */
export interface Uploader {
  services: Services;
  shop: ShopContext;
  platform: Platform;
  batches: Set<UploadBatch>;
  /** Calls in a row that the platform did not answer. */
  consecutiveFailures: number;
  /** Why nothing goes on. */
  stopped: PlatformFailure | PlatformRefused | null;
  /** What a step threw: the run ends with it. */
  broken: unknown;
}

/** An addition that is not done by then is sent again: what it did is found out then. */
const longestAddition = 300_000;
/** So many silences: the platform is away. */
const mostConsecutiveFailures = 8;

/** Sends an upload that is not confirmed. Never rejects. */
export async function submitBatch(uploader: Uploader, batch: UploadBatch): Promise<void> {
  const { services, shop, platform, batches } = uploader;
  batch.sending = true;
  batch.tries += 1;
  try {
    if (batch.codes.length === 0) {
      // Every code of it was deleted meanwhile.
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

/** Asks what became of what was sent, and writes down what is worked off. */
export async function pollBatch(uploader: Uploader): Promise<void> {
  const { platform } = uploader;
  const aloft = [...uploader.batches].filter(({ additionId }) => additionId !== null);
  const ids = aloft.flatMap(({ additionId }) => additionId ?? []);
  if (ids.length === 0) return;
  const read = await platform.readAdditions(ids, { codeIds: false });
  if (!read.ok) return noteFailure(uploader, read.failure);
  uploader.consecutiveFailures = 0;
  const now = performance.now();
  const done = [];
  for (const batch of aloft) {
    const added = read.value.get(batch.additionId ?? "");
    if (added?.done) done.push({ batch: batch, added });
    // Read before this process sent it: counts from now.
    else if (added && batch.sentAt === 0) batch.sentAt = now;
    else if (!added || now - batch.sentAt > longestAddition) batch.additionId = null;
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

/** One silence is nothing; the platform that is away, or will not have us, ends the run. */
function noteFailure(uploader: Uploader, failure: PlatformFailure | PlatformRefused): void {
  uploader.consecutiveFailures += 1;
  const isSilence = failure.kind === "platform_unreachable";
  if (!isSilence || uploader.consecutiveFailures >= mostConsecutiveFailures)
    uploader.stopped = failure;
}
