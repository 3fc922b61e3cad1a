import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { markRecipients } from "../../recipients/changes/mark-changes.server";
import type { ClaimedCode, ClaimOrder } from "./claim-order";
import { claimParameters } from "./claim-parameters.server";
import { claimSealedCodes } from "./claim-sealed.server";
import { claimLiveFirst, claimShared, claimUnique } from "./claim-statement";
import type { LockedPool } from "./read-locked-pool.server";

/**
 * Assigns the next codes of a locked pool, in order of claim index, until the claims or the codes run
 * out; in a pool whose codes are sealed, makes them for the claims (`claimSealedCodes`). Resolves the
 * claims that got a code, in the same order. A single statement takes the codes, upserts the
 * recipients, writes the assignments and idempotency records, and updates the figures.
 */
export async function claimCodes(
  tx: Transaction,
  services: Pick<Services, "keyring" | "clock">,
  shop: ShopContext,
  order: ClaimOrder,
): Promise<ClaimedCode[]> {
  const { pool, plan } = order;
  if (plan.claims.length === 0 && plan.records.length === 0) return [];
  const claimed = pool.sealed
    ? await claimSealedCodes(tx, services, shop, order)
    : await tx.query<ClaimedCode>(statementFor(pool), claimParameters(services, shop, order));
  if (pool.bound) {
    const recipients = claimed.map(({ recipientId }) => recipientId);
    await markRecipients(tx, shop.id, order.poolId, recipients);
  }
  return claimed;
}

function statementFor({ type, uploading, missing }: LockedPool): string {
  if (type === "shared") return claimShared;
  return uploading || missing ? claimLiveFirst : claimUnique;
}
