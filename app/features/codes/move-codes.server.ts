import type { Transaction } from "../../database/database.server";
import { nextPositions } from "../pools/stock/stock.server";
import { markHolders } from "../recipients/changes/mark-changes.server";

/** A code's next state. */
export interface CodeMove {
  codeId: number;
  to: "available" | "assigned" | "redeemed" | "expired" | "voided";
  /** When it leaves the new state by itself. */
  expiresAt: Date | null;
}

/**
 * Moves codes to other states. Those that become available go to the end of their queue, so the claim
 * cursor doesn't move back. The caller holds the pools' locks and changes their figures. Resolves
 * the lowest position of the codes that are available again; null: none is.
 */
export async function moveCodes(
  tx: Transaction,
  shopId: number,
  moves: readonly CodeMove[],
): Promise<number | null> {
  if (moves.length === 0) return null;
  const comesBack = moves.some(({ to }) => to === "available");
  const position = comesBack ? await nextPositions(tx) : null;
  await tx.query(
    `UPDATE code SET stored_state = moved.state, expires_at = moved.expires_at,
            position = CASE WHEN moved.state = 'available' THEN $2::bigint + moved.place
                            ELSE code.position END
       FROM unnest($3::bigint[], $4::code_state[], $5::timestamptz[])
              WITH ORDINALITY AS moved (id, state, expires_at, place)
      WHERE code.shop_id = $1 AND code.id = moved.id`,
    [
      shopId,
      position,
      moves.map(({ codeId }) => codeId),
      moves.map(({ to }) => to),
      moves.map(({ expiresAt }) => expiresAt),
    ],
  );
  await markHolders(
    tx,
    shopId,
    moves.map(({ codeId }) => codeId),
  );
  return position;
}

/** As `moveCodes`, for codes that are available again until the dates that they came with. */
export async function restockCodes(
  tx: Transaction,
  shopId: number,
  codeIds: readonly number[],
): Promise<number | null> {
  if (codeIds.length === 0) return null;
  const position = await nextPositions(tx);
  await tx.query(
    `UPDATE code SET stored_state = 'available', expires_at = LEAST(assign_by, use_by),
                     position = $2::bigint + restocked.place - 1
       FROM unnest($3::bigint[]) WITH ORDINALITY AS restocked (id, place)
      WHERE code.shop_id = $1 AND code.id = restocked.id`,
    [shopId, position, codeIds],
  );
  return position;
}

/** As `moveCodes`, for codes whose dates are past. */
export async function markExpired(
  tx: Transaction,
  shopId: number,
  codeIds: readonly number[],
): Promise<void> {
  await tx.query(
    "UPDATE code SET stored_state = 'expired' WHERE shop_id = $1 AND id = ANY($2::bigint[])",
    [shopId, codeIds],
  );
}

/** As `moveCodes`, for codes that are not to be used. */
export async function markVoided(
  tx: Transaction,
  shopId: number,
  codeIds: readonly number[],
): Promise<void> {
  await tx.query(
    `UPDATE code SET stored_state = 'voided', expires_at = NULL
      WHERE shop_id = $1 AND id = ANY($2::bigint[])`,
    [shopId, codeIds],
  );
  await markHolders(tx, shopId, codeIds);
}
