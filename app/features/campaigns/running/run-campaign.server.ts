import { DecryptionError } from "../../../core/encryption/encrypt.server";
import type { ShopContext } from "../../../core/ids";
import { failure } from "../../../core/result";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { allocateCodes, PartlyAllocated } from "../../assignments/allocation/allocate-codes.server";
import type { AssignmentResult } from "../../assignments/assignment";
import { isCampaignOver } from "../campaign-jobs.server";
import { commitRecipientResults } from "./commit-recipient-results.server";
import { finishCampaign } from "./finish-campaign.server";
import {
  type PendingRecipients,
  readPendingRecipients,
  recipientsPerStep,
} from "./read-pending-recipients.server";
import { rejectUnreadable } from "./reject-unreadable.server";
import { startRun } from "./start-run.server";

/** The reason shown if there is no more specific one. */
export const runFailed =
  "The campaign stopped because of a problem on our side. Assigned codes stay assigned. Try again in a few minutes.";

interface RunningCampaign {
  id: number;
  poolId: number;
  source: string;
}

/**
 * Assigns codes to the recipients of a campaign, `perStep` per transaction. Safe to repeat after a
 * crash and to run twice concurrently: each result commits with its assignment, so a row is its own
 * idempotency key. Throws when `signal` aborts or on a transient error, and the job retries. A permanent
 * error, or one that lasts too long, fails the run.
 */
export async function runCampaign(
  services: Services,
  shop: ShopContext,
  campaignId: number,
  signal: AbortSignal,
  perStep = recipientsPerStep,
): Promise<void> {
  const campaign = await startRun(services, shop, campaignId);
  if (!campaign) return;
  try {
    await serveAll(services, shop, campaign, signal, perStep);
  } catch (error) {
    if (signal.aborted || !(await isCampaignOver(services, shop, campaignId, error))) throw error;
    services.log.error({ campaign: campaignId, err: error }, "campaign ended");
    await finishCampaign(services, shop, campaignId, { state: "failed", failure: runFailed });
  }
}

async function serveAll(
  services: Services,
  shop: ShopContext,
  campaign: RunningCampaign,
  signal: AbortSignal,
  perStep: number,
): Promise<void> {
  const campaignId = campaign.id;
  const readAfter = (line: number) =>
    readPendingRecipients(services, shop, campaignId, line, perStep);
  let next = readAfter(0);
  for (;;) {
    const waiting = await next;
    signal.throwIfAborted();
    const [first, last] = [waiting.lines[0], waiting.lines.at(-1)];
    if (first === undefined || last === undefined) {
      await finishCampaign(services, shop, campaignId, { state: "done" });
      return;
    }
    // Fetches the next batch while the database assigns this one.
    next = readAfter(last);
    next.catch(() => undefined);
    const served = await serve(services, shop, campaign, waiting);
    if (served.ok) continue;
    if (served.failure.kind === "pool_not_found") {
      const failure = "The pool was deleted.";
      await finishCampaign(services, shop, campaignId, { state: "failed", failure });
      return;
    }
    // Stopped, or another worker stored one of these results. Only the former ends the run.
    if (!(await isRunning(services, shop, campaignId))) return;
    next = readAfter(first - 1);
  }
}

async function serve(
  services: Services,
  shop: ShopContext,
  { id, poolId, source }: RunningCampaign,
  { lines, requests }: PendingRecipients,
) {
  const settle = (tx: Transaction, results: Map<number, AssignmentResult>) =>
    commitRecipientResults(
      tx,
      shop.id,
      { campaignId: id, now: services.clock.now() },
      withLines(lines, results),
    );
  return allocateCodes(services, shop, {
    poolId,
    source,
    requests,
    rejected: new Map(),
    commitResults: settle,
  }).catch(async (error: unknown) => {
    if (!isDecryptionError(error)) throw error;
    const rejected = await rejectUnreadable(services, shop, id, { lines, requests });
    if (rejected === 0) throw error;
    // The step is repeated with the remaining recipients.
    return failure({ kind: "stopped" as const });
  });
}

/** Also if it happened in a fallback pool. */
function isDecryptionError(error: unknown): boolean {
  const cause = error instanceof PartlyAllocated ? error.cause : error;
  return cause instanceof DecryptionError;
}

function withLines(lines: readonly number[], results: Map<number, AssignmentResult>) {
  return [...results].flatMap(([index, result]) => {
    const line = lines[index];
    return line === undefined ? [] : [{ line, result }];
  });
}

async function isRunning(
  { database }: Services,
  shop: ShopContext,
  campaignId: number,
): Promise<boolean> {
  const rows = await database.query(
    "SELECT 1 FROM campaign WHERE shop_id = $1 AND id = $2 AND state = 'running'",
    [shop.id, campaignId],
  );
  return rows.length > 0;
}
