import type { AssignAnswer } from "../assignments/assignment";
import { prepareAsks } from "../assignments/prepare-asks.server";
import { serveAsks } from "../assignments/serve-asks.server";
import type { ShopContext } from "../core/ids";
import type { Transaction } from "../database/database.server";
import { openAddress } from "../recipients/recipient-vault.server";
import type { Services } from "../services.server";
import { type Audience, audienceColumns } from "./audience";
import { endAudience } from "./end-audience.server";
import { settleMembers } from "./settle-members.server";

/** Members per claim: the pool's line is held for about a tenth of a second, and others get their turn. */
const membersPerStep = 1_000;

/**
 * Gives the members of an audience their codes, step by step. Safe to run again after a crash, and
 * twice at once: each member's answer is written with the hand-out itself. Throws when `signal` is
 * aborted; the job goes on later.
 */
export async function runAudience(
  services: Services,
  shop: ShopContext,
  audienceId: number,
  signal: AbortSignal,
): Promise<void> {
  const audience = await startAudience(services, shop, audienceId);
  if (!audience) return;
  const errand = { poolId: audience.poolId, source: audience.source };
  for (let after = 0; ; ) {
    signal.throwIfAborted();
    const members = await nextMembers(services, shop, audienceId, after);
    if (members.length === 0) {
      await endAudience(services, shop, audienceId, { state: "done" });
      return;
    }
    const requests = members.map(({ address }) => ({
      recipient: openAddress(services, shop, address),
    }));
    const settle = (tx: Transaction, answers: Map<number, AssignAnswer>) =>
      settleMembers(tx, shop.id, audienceId, withLines(members, answers));
    const asks = prepareAsks(services, shop, audience.poolId, requests);
    const served = await serveAsks(services, shop, { ...errand, ...asks, settle });
    if (served.ok) {
      after = members.at(-1)?.line ?? after;
      continue;
    }
    if (served.failure.kind === "pool_not_found") {
      const failure = "The pool was deleted.";
      await endAudience(services, shop, audienceId, { state: "failed", failure });
      return;
    }
    // Cancelled, or another worker is at the same members: only the first ends the run.
    if (!(await isRunning(services, shop, audienceId))) return;
  }
}

interface Member {
  line: number;
  address: Buffer;
}

async function startAudience(
  { database }: Services,
  shop: ShopContext,
  audienceId: number,
): Promise<Audience | undefined> {
  const [audience] = await database.query<Audience>(
    `UPDATE audience SET state = 'running'
      WHERE shop_id = $1 AND id = $2 AND state IN ('queued', 'running') RETURNING ${audienceColumns}`,
    [shop.id, audienceId],
  );
  return audience;
}

async function nextMembers(
  { database }: Services,
  shop: ShopContext,
  audienceId: number,
  after: number,
): Promise<Member[]> {
  return database.query<Member>(
    `SELECT line, address FROM audience_member
      WHERE shop_id = $1 AND audience_id = $2 AND line > $3
        AND assignment_id IS NULL AND refusal IS NULL
      ORDER BY line LIMIT $4`,
    [shop.id, audienceId, after, membersPerStep],
  );
}

function withLines(members: readonly Member[], answers: Map<number, AssignAnswer>) {
  return [...answers].flatMap(([index, answer]) => {
    const member = members[index];
    return member ? [{ line: member.line, answer }] : [];
  });
}

async function isRunning(
  { database }: Services,
  shop: ShopContext,
  audienceId: number,
): Promise<boolean> {
  const rows = await database.query(
    "SELECT 1 FROM audience WHERE shop_id = $1 AND id = $2 AND state = 'running'",
    [shop.id, audienceId],
  );
  return rows.length > 0;
}
