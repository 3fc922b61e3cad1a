import type { ShopContext } from "../../../core/ids";
import { type Transaction, uniqueViolation } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { planSealing } from "../../publishing/sealing/plan-sealing.server";
import type { ClaimedCode, ClaimOrder } from "./claim-order";
import { claimParameters, plainRecipient } from "./claim-parameters.server";
import { claimSealed } from "./claim-statement";

/** Codes that are drawn again because one of them exists. Even the first time is rare. */
const maxDraws = 20;

/**
 * Makes a code for each claim's recipient and assigns it, in a pool whose codes are sealed. The pool's
 * queue isn't used: a code that was sealed for one person is never given to another. When the pool
 * can't make as many codes, the first claims get them.
 *
 * A code that exists already fails the whole statement, which is then repeated with other codes. So
 * either every claim gets the code that was made for it, or none does.
 */
export async function claimSealedCodes(
  tx: Transaction,
  services: Pick<Services, "keyring" | "clock">,
  shop: ShopContext,
  order: ClaimOrder,
): Promise<ClaimedCode[]> {
  const { poolId, pool, plan, now } = order;
  const wanted = pool.open ? plan.claims.length : 0;
  const context = { poolId, now, failing: pool.generatingFails };
  const sealing = wanted > 0 ? await planSealing(tx, services, shop, context, wanted) : null;
  const claims = plan.claims.slice(0, sealing?.count ?? 0);
  if (claims.length === 0 && plan.records.length === 0) return [];
  const values = claimParameters(services, shop, { ...order, plan: { ...plan, claims } });
  const identities = await readIdentities(tx, services, shop, claims);
  const { assignBy = null, useBy = null, useWithinDays = null } = sealing?.dates ?? {};
  const dates = [sealing?.expiresAt ?? null, assignBy, useBy, useWithinDays];
  for (let attempt = 1; ; attempt += 1) {
    const codes = sealing?.draw(identities) ?? [];
    const drawn = [codes.map(([code]) => code), codes.map(([, key]) => key)];
    await tx.query("SAVEPOINT sealed");
    try {
      return await tx.query<ClaimedCode>(claimSealed, [...values, ...drawn, ...dates]);
    } catch (error) {
      if (!isTaken(error) || attempt >= maxDraws) throw error;
      await tx.query("ROLLBACK TO SAVEPOINT sealed");
    }
  }
}

/**
 * Who each claim is for, as they were normalized. A caller that finds its recipients by their row may
 * not know the address, so it is read from there.
 */
async function readIdentities(
  tx: Transaction,
  services: Pick<Services, "keyring">,
  shop: ShopContext,
  claims: ClaimOrder["plan"]["claims"],
): Promise<string[]> {
  const ids = claims.flatMap(({ recipientId, request }) =>
    recipientId !== null && typeof request.recipient !== "string" ? recipientId : [],
  );
  const rows =
    ids.length === 0
      ? []
      : await tx.query<{ id: number; address: Buffer }>(
          "SELECT id, address FROM readable.recipient WHERE shop_id = $1 AND id = ANY($2::bigint[])",
          [shop.id, ids],
        );
  const stored = new Map(rows.map(({ id, address }) => [id, address]));
  return claims.map(({ recipientId, request: { recipient } }) => {
    const address = recipientId === null ? undefined : stored.get(recipientId);
    return plainRecipient(services, shop, address ?? recipient);
  });
}

/** Whether a code exists already. */
function isTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === uniqueViolation && constraint === "code_shop_id_code_key_key";
}
