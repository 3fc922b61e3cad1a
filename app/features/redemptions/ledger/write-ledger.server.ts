import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";
import { recordAudit } from "../../audit/record-audit.server";
import { moveCodes } from "../../codes/move-codes.server";
import { changeStock, type StockChange } from "../../pools/stock/stock.server";
import { writeFigures } from "./figure-rows.server";
import type { CodeTransition, LedgerChange, NewReplacement, Redemption } from "./ledger";

/** Writes the decided changes in the transaction that locks the orders and pools. */
export async function writeLedger(
  tx: Transaction,
  shop: ShopContext,
  change: LedgerChange,
  now: Date,
): Promise<void> {
  await writeRedemptions(tx, shop, change.redemptions);
  await writeTransitions(tx, shop, change.transitions);
  for (const { poolId, change: uses } of change.uses) {
    await changeStock(tx, shop.id, poolId, { uses });
  }
  await writeReplacements(tx, shop, change.replacements, now);
  await writeFigures(tx, shop, change.figures);
  await tx.query(
    `UPDATE shop_order SET settled = true, counted = applied.counted
       FROM unnest($2::text[], $3::jsonb[]) AS applied (id, counted)
      WHERE shop_order.shop_id = $1 AND shop_order.id = applied.id`,
    [
      shop.id,
      change.counted.map(({ orderId }) => orderId),
      change.counted.map(({ figures }) => JSON.stringify(figures)),
    ],
  );
  for (const { poolId, leaked, restored } of change.notices) {
    const record = async (action: string, count: number) => {
      if (count === 0) return;
      await recordAudit(tx, shop, { name: "app" }, now, { action, poolId, detail: { count } });
    };
    await record("codes.used-by-others", leaked);
    await record("codes.restored", restored);
  }
}

async function writeRedemptions(
  tx: Transaction,
  shop: ShopContext,
  rows: readonly Redemption[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO redemption (shop_id, order_id, code_id, pool_id, assignment_id, amount, buyer,
                             code_was, removed, reversal)
     SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::int[], $5::bigint[], $6::numeric[],
                              $7::buyer[], $8::code_state[], $9::bool[], $10::cancel_policy[])
     ON CONFLICT (shop_id, order_id, code_id) DO UPDATE SET amount = excluded.amount,
       buyer = excluded.buyer, removed = excluded.removed, reversal = excluded.reversal`,
    [
      shop.id,
      rows.map(({ orderId }) => orderId),
      rows.map(({ codeId }) => codeId),
      rows.map(({ poolId }) => poolId),
      rows.map(({ assignmentId }) => assignmentId),
      rows.map(({ amount }) => amount),
      rows.map(({ buyer }) => buyer),
      rows.map(({ codeWas }) => codeWas),
      rows.map(({ removed }) => removed),
      rows.map(({ reversal }) => reversal),
    ],
  );
}

/** Restored codes go to the end of their queue, so the claim cursor doesn't move back. */
async function writeTransitions(
  tx: Transaction,
  shop: ShopContext,
  transitions: readonly CodeTransition[],
): Promise<void> {
  const position = await moveCodes(tx, shop.id, transitions);
  for (const [poolId, change] of stockChanges(transitions, position)) {
    await changeStock(tx, shop.id, poolId, change);
  }
}

function stockChanges(
  transitions: readonly CodeTransition[],
  position: number | null,
): Map<number, StockChange> {
  const pools = new Map<number, StockChange>();
  for (const { poolId, from, to } of transitions) {
    const change = pools.get(poolId) ?? {};
    pools.set(poolId, change);
    change[from] = (change[from] ?? 0) - 1;
    change[to] = (change[to] ?? 0) + 1;
    if (to === "available" && position !== null) change.availableFrom = position;
  }
  return pools;
}

async function writeReplacements(
  tx: Transaction,
  shop: ShopContext,
  replacements: readonly NewReplacement[],
  now: Date,
): Promise<void> {
  if (replacements.length === 0) return;
  await tx.query(
    `INSERT INTO replacement (shop_id, assignment_id, pool_id, order_id, instead_of_restore, pending_since)
     SELECT $1, *, $6 FROM unnest($2::bigint[], $3::int[], $4::text[], $5::bool[])
     ON CONFLICT DO NOTHING`,
    [
      shop.id,
      replacements.map(({ assignmentId }) => assignmentId),
      replacements.map(({ poolId }) => poolId),
      replacements.map(({ orderId }) => orderId),
      replacements.map(({ insteadOfRestore }) => insteadOfRestore),
      now,
    ],
  );
  await enqueue(tx, "assign-replacements", {}, { key: "assign-replacements" });
}
