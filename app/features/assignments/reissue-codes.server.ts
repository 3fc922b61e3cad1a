import { dayOf } from "../../core/dates";
import { count } from "../../core/format";
import type { ShopContext } from "../../core/ids";
import type { Transaction } from "../../database/database.server";
import type { Services } from "../../services.server";
import { recordAudit } from "../audit/record-audit.server";
import { markVoided } from "../codes/move-codes.server";
import { changePoolDays } from "../pools/stock/pool-days.server";
import { changeStock, lockStock } from "../pools/stock/stock.server";
import { clearSupplyFailure, recordSupplyFailure } from "../pools/stock/supply-failure.server";
import { identitiesOfPerson } from "../recipients/identities/identities-of-person";
import { claimCodes } from "./allocation/claim-codes.server";
import type { ClaimedCode } from "./allocation/claim-order";
import { enqueueSupply, generateShortfall } from "./allocation/generate-shortfall.server";
import { type LockedPool, readLockedPool } from "./allocation/read-locked-pool.server";
import { markUnsent } from "./unsent/mark-sent.server";

/** Recipients per transaction. */
const batchSize = 500;

/**
 * Assigns new codes to recipients whose codes the platform rejected after the assignment. The old
 * code becomes void, its assignment stays in the history, and the new assignment refers to it. If
 * there are not enough codes, the remaining recipients keep theirs until there are, and the pool shows
 * a warning. Safe to repeat. Throws when `signal` aborts; the job then continues later.
 */
export async function reissueCodes(
  services: Services,
  shop: ShopContext,
  poolId: number,
  signal: AbortSignal,
): Promise<void> {
  let more = true;
  while (more) {
    signal.throwIfAborted();
    more = await services.database.transaction((tx) => reissueStep(tx, services, shop, poolId));
  }
}

interface RefusedCode {
  codeId: number;
  code: string;
  assignmentId: number;
  assignedAt: Date;
  recipientId: number;
  /** Null: the customer was erased or is blocked, and gets no new code. */
  key: Buffer | null;
  source: string;
  requestedPoolId: number | null;
}

/** Resolves whether there may be more rejected codes. */
async function reissueStep(
  tx: Transaction,
  services: Services,
  shop: ShopContext,
  poolId: number,
): Promise<boolean> {
  if (!(await lockStock(tx, shop.id, poolId))) return false;
  const now = services.clock.now();
  const refused = await readRefused(tx, shop.id, poolId);
  if (refused.length === 0) return false;
  const pool = await readLockedPool(tx, shop.id, poolId, refused.length, now);
  const supply = { shopId: shop.id, poolId, pool, now };
  const topped = await generateShortfall(tx, supply, refused.length);
  const reissued = new Map<number, ClaimedCode>();
  let left: LockedPool = topped;
  for (const group of groupBySource(refused)) {
    const codes = await claimFor(tx, services, shop, { poolId, pool: left, group, now });
    left = await readLockedPool(tx, shop.id, poolId, refused.length, now);
    for (const code of codes) {
      const old = group[code.claimIndex - 1];
      if (old) reissued.set(old.assignmentId, code);
    }
    await enqueueSupply(tx, { ...supply, pool: topped }, codes);
  }
  const done = refused.filter(({ assignmentId, key }) => !key || reissued.has(assignmentId));
  await voidCodes(tx, shop, poolId, done);
  await reportReissue(tx, shop, poolId, refused, reissued, now);
  return done.length === batchSize;
}

async function readRefused(tx: Transaction, shopId: number, poolId: number) {
  return tx.query<RefusedCode>(
    `SELECT code.id AS "codeId", code.code, assignment.id AS "assignmentId",
            assignment.assigned_at AS "assignedAt", recipient.id AS "recipientId",
            CASE WHEN NOT EXISTS (SELECT 1 FROM ${identitiesOfPerson} WHERE name.blocked_at IS NOT NULL)
                 THEN recipient.key END AS key,
            assignment.source, assignment.requested_pool_id AS "requestedPoolId"
       FROM readable.code
       JOIN assignment ON assignment.shop_id = $1 AND assignment.code_id = code.id
        AND assignment.released_at IS NULL AND NOT assignment.shared
       JOIN readable.recipient ON recipient.shop_id = $1 AND recipient.id = assignment.recipient_id
      WHERE code.shop_id = $1 AND code.pool_id = $2 AND code.publish_status = 'refused'
        AND code.stored_state = 'assigned'
      ORDER BY code.id LIMIT $3`,
    [shopId, poolId, batchSize],
  );
}

/** Rejected codes belong to recipients with a row, so the claim stores no address. */
const none = Buffer.alloc(0);

/** One claim covers one source and one requested pool. */
function groupBySource(refused: readonly RefusedCode[]): RefusedCode[][] {
  const groups = new Map<string, RefusedCode[]>();
  for (const code of refused) {
    if (!code.key) continue;
    const name = JSON.stringify([code.source, code.requestedPoolId]);
    groups.set(name, [...(groups.get(name) ?? []), code]);
  }
  return [...groups.values()];
}

async function claimFor(
  tx: Transaction,
  services: Services,
  shop: ShopContext,
  {
    poolId,
    pool,
    group,
    now,
  }: { poolId: number; pool: LockedPool; group: RefusedCode[]; now: Date },
): Promise<ClaimedCode[]> {
  const [first] = group;
  if (!first) return [];
  const { source, requestedPoolId } = first;
  const claims = group.map(({ recipientId, key }, index) => ({
    claimIndex: index + 1,
    recipientId,
    request: { key: key ?? none, recipient: none, domain: null },
  }));
  const plan = { claims, records: [] };
  const codes = await claimCodes(tx, services, shop, {
    poolId,
    requestedPoolId,
    source,
    pool,
    plan,
    now,
  });
  await tx.query(
    `UPDATE assignment SET replaces_id = pair.old FROM unnest($2::bigint[], $3::bigint[]) AS pair (id, old)
      WHERE assignment.shop_id = $1 AND assignment.id = pair.id`,
    [
      shop.id,
      codes.map(({ id }) => id),
      codes.map(({ claimIndex }) => group[claimIndex - 1]?.assignmentId),
    ],
  );
  await markUnsent(
    tx,
    shop,
    codes.map(({ id }) => id),
    now,
  );
  return codes;
}

/** Also subtracts the codes from the statistics of the days they were assigned. */
async function voidCodes(
  tx: Transaction,
  shop: ShopContext,
  poolId: number,
  codes: readonly RefusedCode[],
): Promise<void> {
  if (codes.length === 0) return;
  await markVoided(
    tx,
    shop.id,
    codes.map(({ codeId }) => codeId),
  );
  await changeStock(tx, shop.id, poolId, { assigned: -codes.length, voided: codes.length });
  await changePoolDays(
    tx,
    shop.id,
    poolId,
    codes.map(({ assignedAt, source }) => ({
      day: dayOf(assignedAt, shop.timeZone),
      source,
      released: 1,
    })),
  );
}

/** Codes listed in the activity entry. The pool's history shows them all. */
const codesInAudit = 5;

async function reportReissue(
  tx: Transaction,
  shop: ShopContext,
  poolId: number,
  refused: readonly RefusedCode[],
  reissued: ReadonlyMap<number, ClaimedCode>,
  now: Date,
): Promise<void> {
  const changed = refused.flatMap(({ assignmentId, code }) => {
    const fresh = reissued.get(assignmentId);
    return fresh ? [`${code} → ${fresh.code}`] : [];
  });
  if (changed.length > 0) {
    const detail = { count: changed.length, codes: changed.slice(0, codesInAudit).join(", ") };
    const app = { name: "app" };
    await recordAudit(tx, shop, app, now, { action: "codes.reissued", poolId, detail });
  }
  const missing = refused.filter(
    ({ assignmentId, key }) => key && !reissued.has(assignmentId),
  ).length;
  if (missing === 0) return clearSupplyFailure(tx, shop.id, [poolId], "generating");
  const text = `Your store rejected ${count(missing, "assigned code")}, and the pool has none left to replace ${missing === 1 ? "it" : "them"}. Add more codes.`;
  await recordSupplyFailure(tx, shop.id, [poolId], "generating", text, now);
}
