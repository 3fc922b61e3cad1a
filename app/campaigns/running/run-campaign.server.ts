import type { AssignAnswer } from "../../assignments/assignment";
import type { Ask } from "../../assignments/prepare-asks.server";
import { serveAsks } from "../../assignments/serve-asks.server";
import type { ShopContext } from "../../core/ids";
import type { Transaction } from "../../database/database.server";
import { openRecipient } from "../../recipients/recipient-vault.server";
import type { Services } from "../../services.server";
import { beginRun } from "./begin-run.server";
import { endCampaign } from "./end-campaign.server";
import { settleMembers } from "./settle-members.server";

/**
 * Members per claim: the pool's line is held for about a tenth of a second, and others get their turn.
 */
const membersPerStep = 5_000;

interface WaitingMember {
  line: number;
  key: Buffer;
  address: Buffer;
}

/**
 * Gives the members of a campaign their codes, step by step. Safe to run again after a crash, and
 * twice at once: each member's answer is written with the hand-out itself, so that a line is its own
 * request key. Throws when `signal` is aborted; the job goes on later.
 */
export async function runCampaign(
  services: Services,
  shop: ShopContext,
  campaignId: number,
  signal: AbortSignal,
): Promise<void> {
  const campaign = await beginRun(services, shop, campaignId);
  if (!campaign) return;
  let waiting = nextMembers(services, shop, campaignId, 0);
  for (;;) {
    const members = await waiting;
    signal.throwIfAborted();
    const [first, last] = [members[0], members.at(-1)];
    if (!first || !last) {
      await endCampaign(services, shop, campaignId, { state: "done" });
      return;
    }
    // While the database serves these, the next ones are fetched.
    waiting = nextMembers(services, shop, campaignId, last.line);
    waiting.catch(() => undefined);
    const served = await serve(services, shop, campaign, members);
    if (served.ok) continue;
    if (served.failure.kind === "pool_not_found") {
      const failure = "The pool was deleted.";
      await endCampaign(services, shop, campaignId, { state: "failed", failure });
      return;
    }
    // Cancelled, or somebody else answered one of these members: only the first ends the run.
    if (!(await isRunning(services, shop, campaignId))) return;
    waiting = nextMembers(services, shop, campaignId, first.line - 1);
  }
}

async function nextMembers(
  { database }: Services,
  shop: ShopContext,
  campaignId: number,
  after: number,
): Promise<WaitingMember[]> {
  return database.query<WaitingMember>(
    `SELECT line, key, address FROM campaign_member
      WHERE shop_id = $1 AND campaign_id = $2 AND line > $3
        AND assignment_id IS NULL AND refusal IS NULL AND key IS NOT NULL
      ORDER BY line LIMIT $4`,
    [shop.id, campaignId, after, membersPerStep],
  );
}

async function serve(
  services: Services,
  shop: ShopContext,
  { id, poolId, source }: { id: number; poolId: number; source: string },
  members: readonly WaitingMember[],
) {
  const asks = members.map(({ key, address }, index): Ask => {
    const recipient = openRecipient(services, shop, address);
    return { index, recipient, key, sealed: address, request: null };
  });
  const settle = (tx: Transaction, answers: Map<number, AssignAnswer>) =>
    settleMembers(tx, shop.id, id, withLines(members, answers));
  return serveAsks(services, shop, { poolId, source, asks, refused: new Map(), settle });
}

function withLines(members: readonly WaitingMember[], answers: Map<number, AssignAnswer>) {
  return [...answers].flatMap(([index, answer]) => {
    const member = members[index];
    return member ? [{ line: member.line, answer }] : [];
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
