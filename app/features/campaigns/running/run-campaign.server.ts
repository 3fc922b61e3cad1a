import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import type { AssignAnswer } from "../../assignments/assignment";
import { serveAsks } from "../../assignments/serve-asks.server";
import { isCampaignOver } from "../is-campaign-over.server";
import { beginRun } from "./begin-run.server";
import { endCampaign } from "./end-campaign.server";
import { membersPerStep, readWaiting, type WaitingMembers } from "./read-waiting.server";
import { settleMembers } from "./settle-members.server";

/** Why a run ended, where nothing better is known. */
export const runFailed =
  "The campaign stopped because of a problem on our side. Assigned codes stay assigned. Try again in a few minutes.";

interface RunningCampaign {
  id: number;
  poolId: number;
  source: string;
}

/**
 * Gives the members of a campaign their codes, step by step. Safe to run again after a crash, and
 * twice at once: each member's answer is written with the hand-out itself, so that a line is its own
 * request key. Throws when `signal` is aborted, or when the machine fails, and the job goes on later;
 * what cannot get better, or did not for too long, ends the run. One step serves `perStep` members.
 */
export async function runCampaign(
  services: Services,
  shop: ShopContext,
  campaignId: number,
  signal: AbortSignal,
  perStep = membersPerStep,
): Promise<void> {
  const campaign = await beginRun(services, shop, campaignId);
  if (!campaign) return;
  try {
    await serveAll(services, shop, campaign, signal, perStep);
  } catch (error) {
    if (signal.aborted || !(await isCampaignOver(services, shop, campaignId, error))) throw error;
    services.log.error({ campaign: campaignId, err: error }, "campaign ended");
    await endCampaign(services, shop, campaignId, { state: "failed", failure: runFailed });
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
  const readAfter = (line: number) => readWaiting(services, shop, campaignId, line, perStep);
  let next = readAfter(0);
  for (;;) {
    const waiting = await next;
    signal.throwIfAborted();
    const [first, last] = [waiting.lines[0], waiting.lines.at(-1)];
    if (first === undefined || last === undefined) {
      await endCampaign(services, shop, campaignId, { state: "done" });
      return;
    }
    // While the database serves these, the next ones are fetched.
    next = readAfter(last);
    next.catch(() => undefined);
    const served = await serve(services, shop, campaign, waiting);
    if (served.ok) continue;
    if (served.failure.kind === "pool_not_found") {
      const failure = "The pool was deleted.";
      await endCampaign(services, shop, campaignId, { state: "failed", failure });
      return;
    }
    // Cancelled, or somebody else answered one of these members: only the first ends the run.
    if (!(await isRunning(services, shop, campaignId))) return;
    next = readAfter(first - 1);
  }
}

async function serve(
  services: Services,
  shop: ShopContext,
  { id, poolId, source }: RunningCampaign,
  { lines, asks }: WaitingMembers,
) {
  const settle = (tx: Transaction, answers: Map<number, AssignAnswer>) =>
    settleMembers(
      tx,
      shop.id,
      { campaignId: id, now: services.clock.now() },
      withLines(lines, answers),
    );
  return serveAsks(services, shop, { poolId, source, asks, refused: new Map(), settle });
}

function withLines(lines: readonly number[], answers: Map<number, AssignAnswer>) {
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
