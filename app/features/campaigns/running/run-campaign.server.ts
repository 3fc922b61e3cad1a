import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { allocateCodes } from "../../assignments/allocation/allocate-codes.server";
import type { AssignmentAnswer } from "../../assignments/assignment";
import { isCampaignOver } from "../is-campaign-over.server";
import { commitRecipientResults } from "./commit-recipient-results.server";
import { finishCampaign } from "./finish-campaign.server";
import {
  type PendingRecipients,
  readPendingRecipients,
  recipientsPerStep,
} from "./read-pending-recipients.server";
import { startRun } from "./start-run.server";

/** Why a run ended, where nothing better is known. */
export const runFailed =
  "The campaign stopped because of a problem on our side. Assigned codes stay assigned. Try again in a few minutes.";

interface RunningCampaign {
  id: number;
  poolId: number;
  source: string;
}

/**
 * Gives the recipients of a campaign their codes, step by step. Safe to run again after a crash, and
 * twice at once: each recipient's answer is written with the assignment itself, so that a line is its own
 * idempotency key. Throws when `signal` is aborted, or when the machine fails, and the job goes on later;
 * what cannot get better, or did not for too long, ends the run. One step serves `perStep` recipients.
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
    // While the database serves these, the next ones are fetched.
    next = readAfter(last);
    next.catch(() => undefined);
    const served = await serve(services, shop, campaign, waiting);
    if (served.ok) continue;
    if (served.failure.kind === "pool_not_found") {
      const failure = "The pool was deleted.";
      await finishCampaign(services, shop, campaignId, { state: "failed", failure });
      return;
    }
    // Cancelled, or somebody else answered one of these recipients: only the first ends the run.
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
  const settle = (tx: Transaction, answers: Map<number, AssignmentAnswer>) =>
    commitRecipientResults(
      tx,
      shop.id,
      { campaignId: id, now: services.clock.now() },
      withLines(lines, answers),
    );
  return allocateCodes(services, shop, {
    poolId,
    source,
    requests,
    rejected: new Map(),
    commitAnswers: settle,
  });
}

function withLines(lines: readonly number[], answers: Map<number, AssignmentAnswer>) {
  return [...answers].flatMap(([index, answer]) => {
    const line = lines[index];
    return line === undefined ? [] : [{ line, answer }];
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
