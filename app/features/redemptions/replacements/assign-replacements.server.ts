import { eachIsolated } from "../../../core/each-isolated";
import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { allocateCodes } from "../../assignments/allocation/allocate-codes.server";
import { prepareRequests } from "../../assignments/allocation/prepare-requests.server";
import { decryptAddress } from "../../recipients/recipient-encryption.server";
import { findShop } from "../../shops/find-shop.server";
import { dropReplacements, recordAssigned } from "./replacement-rows.server";

/** Recipients per step. */
const recipientsPerStep = 500;

/**
 * Assigns replacements for reversed orders, in all shops, through the normal claim. Recipients
 * whose pool is empty stay pending until the next run. A pool that fails is logged and doesn't stop
 * the others. Throws when `signal` is aborted.
 */
export async function assignReplacements(services: Services, signal: AbortSignal): Promise<void> {
  const pools = await services.database.query<{ shopId: number; poolId: number }>(
    `SELECT DISTINCT shop_id AS "shopId", pool_id AS "poolId" FROM replacement
      WHERE state = 'pending' ORDER BY 1, 2`,
  );
  await eachIsolated(
    pools,
    signal,
    async ({ shopId, poolId }) => {
      const shop = await findShop(services, shopId);
      if (shop) await replaceInPool(services, shop, poolId, signal);
    },
    (pool, error) =>
      services.log.error({ ...pool, err: error }, "replacements could not be assigned"),
  );
}

interface PendingReplacement {
  assignmentId: number;
  pendingSince: Date;
  /** Null once the customer was erased. */
  address: Buffer | null;
}

async function replaceInPool(
  services: Services,
  shop: ShopContext,
  poolId: number,
  signal: AbortSignal,
): Promise<void> {
  for (let last: PendingReplacement | undefined; ; ) {
    signal.throwIfAborted();
    const pending = await findPending(services, shop, poolId, last);
    last = pending.at(-1);
    if (!last) return;
    const served = await replaceStep(services, shop, poolId, pending);
    if (!served) return;
  }
}

function findPending(
  { database }: Services,
  shop: ShopContext,
  poolId: number,
  after: PendingReplacement | undefined,
): Promise<PendingReplacement[]> {
  return database.query<PendingReplacement>(
    `SELECT assignment_id AS "assignmentId", pending_since AS "pendingSince", recipient.address
       FROM replacement
       JOIN readable.assignment ON assignment.shop_id = $1 AND assignment.id = replacement.assignment_id
       JOIN readable.recipient ON recipient.shop_id = $1 AND recipient.id = assignment.recipient_id
      WHERE replacement.shop_id = $1 AND replacement.pool_id = $2 AND state = 'pending'
        AND (pending_since, assignment_id) > ($3, $4)
      ORDER BY pending_since, assignment_id LIMIT $5`,
    [
      shop.id,
      poolId,
      after?.pendingSince ?? new Date(0),
      after?.assignmentId ?? 0,
      recipientsPerStep,
    ],
  );
}

/** Resolves whether the pool may have more codes. */
async function replaceStep(
  services: Services,
  shop: ShopContext,
  poolId: number,
  pending: readonly PendingReplacement[],
): Promise<boolean> {
  const erased = pending.filter(({ address }) => address === null);
  await dropReplacements(services.database, shop, erased, "recipient_erased");
  const people = pending.flatMap(({ address, assignmentId }) => {
    if (address === null) return [];
    try {
      return [{ assignmentId, recipient: decryptAddress(services, shop, address) }];
    } catch (error) {
      // Stays pending. An address that can't be decrypted doesn't block the others.
      services.log.error(
        { shopId: shop.id, assignmentId, err: error },
        "an address could not be decrypted",
      );
      return [];
    }
  });
  const prepared = prepareRequests(services, shop, poolId, people);
  const served = await allocateCodes(services, shop, {
    ...prepared,
    poolId,
    source: "reissue",
    commitResults: (tx, results) =>
      recordAssigned(tx, shop, {
        poolId,
        now: services.clock.now(),
        results: [...results].flatMap(([index, result]) => {
          const person = people[index];
          return person ? [{ assignmentId: person.assignmentId, result }] : [];
        }),
      }),
  });
  if (!served.ok) {
    if (served.failure.kind === "pool_not_found") {
      await dropReplacements(services.database, shop, pending, "pool_not_found");
    }
    return false;
  }
  const empty = [...served.value.values()].some(
    (result) => !result.ok && ["pool_empty", "pool_inactive"].includes(result.failure.kind),
  );
  return !empty;
}
