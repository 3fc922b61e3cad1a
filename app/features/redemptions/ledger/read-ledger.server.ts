import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { isOfOtherDiscount } from "../../pools/other-discount";
import { poolSealed } from "../../pools/pool-is-open";
import { lockStocks } from "../../pools/stock/stock.server";
import { addressReader } from "../../recipients/address-reader.server";
import { identitiesOfPerson } from "../../recipients/identities/identities-of-person";
import { plainAddress } from "../../recipients/plain-address";
import { normaliseRecipient } from "../../recipients/recipient";
import { recipientKey } from "../../recipients/recipient-encryption.server";
import { orderColumns } from "../orders/order-state";
import {
  type LedgerAssignment,
  type LedgerCode,
  type LedgerFacts,
  type LedgerOrder,
  type Redemption,
  sharedKey,
} from "./ledger";
import { buyerIdentities } from "./match-buyer";
import { type UseLimits, usableAgain } from "./usable-again";

type OfShop = Pick<ShopContext, "id">;

/** The next unapplied orders, without those being skipped. `among`: only these IDs. */
export function findUnapplied(
  tx: Transaction,
  shop: OfShop,
  { limit, now, among }: { limit: number; now: Date; among: readonly string[] | null },
): Promise<LedgerOrder[]> {
  return tx.query<LedgerOrder>(
    `SELECT ${orderColumns}, counted FROM shop_order
      WHERE shop_id = $1 AND NOT settled AND (set_aside_until IS NULL OR set_aside_until <= $3)
        AND ($4::text[] IS NULL OR id = ANY($4))
      ORDER BY id LIMIT $2`,
    [shop.id, limit, now, among],
  );
}

/**
 * Locks the pools of the orders, then the orders, and reads what decides the ledger. Pools come
 * first: a slow pool lock must not block webhooks that update orders. Orders that changed in
 * between, or that another worker has applied, are left out; a job for them is already queued.
 */
export async function readLedger(
  tx: Transaction,
  services: Pick<Services, "clock" | "keyring" | "log">,
  shop: ShopContext,
  found: readonly LedgerOrder[],
): Promise<LedgerFacts> {
  const keys = [...new Set(found.flatMap(({ codes }) => codes.map(({ key }) => key)))];
  const orderIds = found.map(({ id }) => id);
  const pools = await lockPools(tx, shop, keys, orderIds);
  const orders = await lockOrders(tx, shop, found);
  const lockedIds = orders.map(({ id }) => id);
  const codes = await readCodes(tx, shop, keys, lockedIds, pools);
  const redemptions = await readRedemptions(tx, shop, lockedIds);
  const shared = await readShared(tx, shop, codes, orders);
  const assignmentIds = [
    ...codes.map(({ assignmentId }) => assignmentId),
    ...redemptions.map(({ assignmentId }) => assignmentId),
    ...shared.values(),
  ];
  const assignments = await readAssignments(tx, services, shop, assignmentIds);
  const { timeZone } = shop;
  return { now: services.clock.now(), timeZone, orders, codes, assignments, redemptions, shared };
}

async function lockOrders(
  tx: Transaction,
  shop: OfShop,
  found: readonly LedgerOrder[],
): Promise<LedgerOrder[]> {
  const locked = await tx.query<LedgerOrder>(
    `SELECT ${orderColumns}, counted FROM shop_order
      WHERE shop_id = $1 AND id = ANY($2::text[]) AND NOT settled
      ORDER BY id FOR UPDATE`,
    [shop.id, found.map(({ id }) => id)],
  );
  const before = new Map(found.map(({ id, codes }) => [id, JSON.stringify(codes)]));
  return locked.filter(({ id, codes }) => before.get(id) === JSON.stringify(codes));
}

async function lockPools(
  tx: Transaction,
  shop: OfShop,
  keys: readonly string[],
  orderIds: readonly string[],
): Promise<number[]> {
  const rows = await tx.query<{ poolId: number }>(
    `SELECT pool_id AS "poolId" FROM readable.code WHERE shop_id = $1 AND code_key = ANY($2::text[])
     UNION SELECT pool_id FROM redemption WHERE shop_id = $1 AND order_id = ANY($3::text[])`,
    [shop.id, keys, orderIds],
  );
  return lockStocks(
    tx,
    shop.id,
    rows.map(({ poolId }) => poolId),
  );
}

/** Codes of the locked pools that the orders carry, or carried before. */
async function readCodes(
  tx: Transaction,
  shop: OfShop,
  keys: readonly string[],
  orderIds: readonly string[],
  pools: readonly number[],
): Promise<LedgerCode[]> {
  const rows = await tx.query<Omit<LedgerCode, "usableAgain"> & { limits: UseLimits | null }>(
    `WITH wanted AS (
       SELECT id FROM readable.code WHERE shop_id = $1 AND code_key = ANY($2::text[])
       UNION SELECT code_id FROM redemption WHERE shop_id = $1 AND order_id = ANY($3::text[]))
     SELECT code.id, code.code_key AS key, code.pool_id AS "poolId", code.state,
            pool.type = 'shared' AS shared, LEAST(code.assign_by, code.use_by) AS "outAt",
            holder.id AS "holderId", COALESCE(holder.id, past.id) AS "assignmentId",
            CASE WHEN pool.deleted_at IS NULL THEN pool.cancel_policy ELSE 'keep' END AS policy,
            elsewhere.used AS "usedElsewhere",
            -- Nobody can be given a code of a pool that makes its codes for their recipients.
            NOT elsewhere.used AND (holder.id IS NULL AND (${isOfOtherDiscount} OR ${poolSealed}) OR EXISTS (
              SELECT 1 FROM redemption WHERE shop_id = $1 AND code_id = code.id
                 AND order_id <> ALL($3::text[]) AND code_was = 'voided')) AS "wasVoided",
            CASE WHEN discount.terms IS NOT NULL THEN jsonb_build_object(
              'usageLimit', discount.terms -> 'usageLimit',
              'oncePerCustomer', discount.terms -> 'oncePerCustomer') END AS limits
       FROM wanted
       JOIN current_code AS code ON code.shop_id = $1 AND code.id = wanted.id AND code.pool_id = ANY($4::int[])
       JOIN readable.pool ON pool.shop_id = $1 AND pool.id = code.pool_id
       LEFT JOIN readable.discount ON discount.shop_id = $1 AND discount.id = pool.discount_id
       LEFT JOIN readable.assignment AS holder ON holder.shop_id = $1 AND holder.code_id = code.id
             AND holder.released_at IS NULL AND NOT holder.shared
       LEFT JOIN LATERAL (
         SELECT id FROM readable.assignment WHERE shop_id = $1 AND code_id = code.id
            AND (released_at IS NOT NULL OR shared) AND pool.type <> 'shared'
          ORDER BY id DESC LIMIT 1) AS past ON true
      CROSS JOIN LATERAL (
         SELECT pool.type <> 'shared' AND EXISTS (
           SELECT 1 FROM redemption WHERE shop_id = $1 AND code_id = code.id
              AND order_id <> ALL($3::text[]) AND NOT removed
              AND reversal IS DISTINCT FROM 'restore') AS used) AS elsewhere`,
    [shop.id, keys, orderIds, pools],
  );
  return rows.map(({ limits, ...code }) => ({ ...code, usableAgain: usableAgain(limits) }));
}

function readRedemptions(
  tx: Transaction,
  shop: OfShop,
  orderIds: readonly string[],
): Promise<Redemption[]> {
  return tx.query<Redemption>(
    `SELECT order_id AS "orderId", code_id AS "codeId", pool_id AS "poolId",
            assignment_id AS "assignmentId", amount::text, buyer, code_was AS "codeWas", removed,
            reversal
       FROM redemption WHERE shop_id = $1 AND order_id = ANY($2::text[])`,
    [shop.id, orderIds],
  );
}

/** The buyers' assignments of shared codes, by any of their identities. */
async function readShared(
  tx: Transaction,
  shop: OfShop,
  codes: readonly LedgerCode[],
  orders: readonly LedgerOrder[],
): Promise<Map<string, number>> {
  const shared = codes.filter((code) => code.shared);
  if (shared.length === 0) return new Map();
  const buyers = orders.flatMap(buyerIdentities);
  const rows = await tx.query<{ codeId: number; recipient: string; id: number }>(
    `SELECT assignment.code_id AS "codeId", encode(recipient.key, 'hex') AS recipient,
            max(assignment.id) AS id
       FROM readable.recipient CROSS JOIN ${identitiesOfPerson}
       JOIN readable.assignment ON assignment.shop_id = $1 AND assignment.recipient_id = name.id
        AND assignment.pool_id = ANY($3::int[]) AND assignment.code_id = ANY($4::bigint[])
      WHERE recipient.shop_id = $1
        AND recipient.key = ANY(ARRAY(SELECT decode(key, 'hex') FROM unnest($2::text[]) AS key))
      GROUP BY assignment.code_id, recipient.key`,
    [shop.id, buyers, shared.map(({ poolId }) => poolId), shared.map(({ id }) => id)],
  );
  return new Map(rows.map(({ codeId, recipient, id }) => [sharedKey(codeId, recipient), id]));
}

/** A recipient whose address is unreadable counts as one without an address. */
async function readAssignments(
  tx: Transaction,
  services: Pick<Services, "keyring" | "log">,
  shop: OfShop,
  ids: readonly (number | null)[],
): Promise<LedgerAssignment[]> {
  type Row = Omit<LedgerAssignment, "recipientKeys" | "recipientIs" | "aliasKey"> & {
    keys: (string | null)[];
    address: Buffer | null;
  };
  const rows = await tx.query<Row>(
    `SELECT assignment.id, assignment.source, assignment.expires_at AS "expiresAt",
            ARRAY(SELECT encode(name.key, 'hex') FROM ${identitiesOfPerson}) AS keys, recipient.address
       FROM readable.assignment
       JOIN readable.recipient ON recipient.shop_id = $1 AND recipient.id = assignment.recipient_id
      WHERE assignment.shop_id = $1 AND assignment.id = ANY($2::bigint[])`,
    [shop.id, ids.filter((id) => id !== null)],
  );
  const addresses = addressReader(services, shop);
  const assignments = rows.map(({ address, keys, ...row }) => {
    const recipientKeys = keys.filter((key) => key !== null);
    const text = address && addresses.read(address);
    const recipientIs = identityKinds(recipientKeys.length, text);
    return { ...row, recipientKeys, recipientIs, aliasKey: aliasKeyOf(services, shop, text) };
  });
  await addresses.finish(tx);
  return assignments;
}

function aliasKeyOf(
  services: Pick<Services, "keyring">,
  shop: OfShop,
  text: string | null,
): string | null {
  const plain = normaliseRecipient(plainAddress(text ?? ""));
  return plain.ok ? recipientKey(services, shop, plain.value).toString("hex") : null;
}

function identityKinds(names: number, text: string | null): LedgerAssignment["recipientIs"] {
  if (names > 1) return ["address", "customer"];
  if (text === null) return [];
  return text.startsWith("customer:") ? ["customer"] : ["address"];
}
