import { recordAudit } from "../audit/record-audit.server";
import type { InvalidInput, PoolInactive, PoolNotFound } from "../core/failures";
import type { Actor, ShopContext } from "../core/ids";
import { failure, type Result, success } from "../core/result";
import { enqueue } from "../database/enqueue.server";
import { findPool } from "../pools/find-pool.server";
import { normaliseRecipient } from "../recipients/recipient";
import { recipientKey, sealAddress } from "../recipients/recipient-vault.server";
import type { Services } from "../services.server";
import type { MemberRefusal } from "./audience";
import { type ListedRecipient, readRecipientList } from "./recipient-list";

export interface NewAudience {
  poolId: number;
  /** A pasted list, one recipient a line. */
  text: string;
  /** `manual`, `campaign:<name>`, … */
  source: string;
  actor: Actor;
}

/**
 * Stores a list of recipients and starts the job that gives each of them a code. Lines that name
 * nobody, or somebody for the second time, are refused at once and stand in the report.
 */
export async function createAudience(
  services: Services,
  shop: ShopContext,
  { poolId, text, source, actor }: NewAudience,
): Promise<Result<{ id: number }, InvalidInput | PoolNotFound | PoolInactive>> {
  const list = readRecipientList(text);
  if (!list.ok) return list;
  const pool = await findPool(services, shop, poolId);
  if (!pool.ok) return pool;
  if (!pool.value.active || pool.value.archivedAt) {
    return failure({ kind: "pool_inactive", poolName: pool.value.name });
  }
  const refusals = refuseLines(services, shop, list.value);
  const refused = refusals.filter((refusal) => refusal !== null).length;
  const total = list.value.length;
  return services.database.transaction(async (tx) => {
    const now = services.clock.now();
    const [audience] = await tx.query<{ id: number }>(
      `INSERT INTO audience (shop_id, pool_id, source, state, total, done, refused, created_by, created_at)
       VALUES ($1, $2, $3, 'queued', $4, $5, $5, $6, $7) RETURNING id`,
      [shop.id, poolId, source, total, refused, actor.name, now],
    );
    if (!audience) throw new Error("The audience was not stored.");
    await tx.query(
      `INSERT INTO audience_member (shop_id, audience_id, line, address, refusal)
       SELECT $1, $2, * FROM unnest($3::int[], $4::bytea[], $5::text[])`,
      [
        shop.id,
        audience.id,
        list.value.map(({ line }) => line),
        list.value.map(({ address }) => sealAddress(services, shop, address)),
        refusals,
      ],
    );
    await enqueue(tx, "assign-audience", { shopId: shop.id, audienceId: audience.id });
    const detail = { pool: pool.value.name, total };
    await recordAudit(tx, shop, actor, now, { action: "audience.started", poolId, detail });
    return success(audience);
  });
}

function refuseLines(
  services: Services,
  shop: ShopContext,
  list: readonly ListedRecipient[],
): (MemberRefusal | null)[] {
  const seen = new Set<string>();
  return list.map(({ address }) => {
    const recipient = normaliseRecipient(address);
    if (!recipient.ok) return "recipient_invalid";
    const key = recipientKey(services, shop, recipient.value).toString("hex");
    if (seen.has(key)) return "twice_in_list";
    seen.add(key);
    return null;
  });
}
