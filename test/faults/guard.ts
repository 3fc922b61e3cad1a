import { randomInt } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { ShopContext } from "../../app/core/ids";
import { assignCodes } from "../../app/features/assignments/assign-codes.server";
import { releaseAssignments } from "../../app/features/assignments/release/release-assignments.server";
import { boundPools } from "../../app/features/guard/bindings/read-binding-progress.server";
import { linkPool } from "../../app/features/publishing/link-pool.server";
import { setRecipientBlocked } from "../../app/features/recipients/blocking/set-recipient-blocked.server";
import type { Services } from "../../app/services.server";
import type { SupplyStack } from "../../dev/stack/start-supply-stack";
import { createCustomer, type Shop } from "../doubles/shopify/index";
import { type ExpectedCodes, expectedCustomerCodes } from "../factories/expected-customer-codes";
import { insertCodes } from "../factories/insert-codes";
import { insertPool } from "../factories/stocked-pool";

export interface GuardFaultsOptions {
  services: Services;
  stack: SupplyStack;
  /** Customers who hold a code when the pool is protected. */
  customers: number;
  /** Codes that expire meanwhile. */
  expiring: number;
  kills: number;
  /** Probabilities (0 to 1) that a call fails, is throttled, and loses its response. */
  failing: number;
  throttled: number;
  losing: number;
}

export interface GuardFaults {
  kills: number;
  /** Customers whose metafield differs from their codes. */
  wrong: number;
  /** Expired codes that the store still has. */
  left: number;
  /** Pools that don't count as completely written. */
  incomplete: number;
}

const actor = { name: "Faults" };
const domain = "demo-store.myshopify.com";

/**
 * Protects a pool whose codes are all assigned, half of them by address, while workers are killed
 * (SIGKILL) at random moments and calls fail, are throttled or lose their responses. Between kills,
 * codes are assigned and released, people are blocked, and codes of another pool expire. Then lets all
 * work finish and compares every customer's metafield with the database.
 */
export async function guardFaults(options: GuardFaultsOptions): Promise<GuardFaults> {
  const { services, stack, customers: count, expiring, kills } = options;
  const { shop } = stack;
  const customers = makeCustomers(stack, count);
  const poolId = await insertPool(services, shop, { resendPolicy: "always_new" });
  await insertCodes(services, shop.id, poolId, count + kills * 20);
  await assignAll(
    services,
    shop,
    poolId,
    customers.map((one, n) => (n % 2 ? one.email : one.id)),
  );
  const expiringId = await insertExpiring(services, stack, expiring);
  await protect(services, shop, poolId);
  await setFaults(options);
  let worker = await stack.startWorker();
  for (let killed = 0; killed < kills; killed += 1) {
    await changeSome(services, shop, poolId, customers);
    if (killed === Math.floor(kills / 2)) await expireNow(services, shop, expiringId);
    await setTimeout(randomInt(20, 2_000));
    process.kill(worker.pid, "SIGKILL");
    await worker.exited;
    worker = await stack.startWorker();
  }
  while (!(await isOver(services, shop))) await setTimeout(200);
  await worker.stop();
  await stack.control("DELETE", "/control/api/faults");
  return {
    kills,
    wrong: await countWrong(services, stack),
    left: await countLeft(services, stack, expiringId),
    incomplete: (await boundPools(services, shop.id)).filter(({ complete }) => !complete).length,
  };
}

function makeCustomers(stack: SupplyStack, count: number): { id: string; email: string }[] {
  const { sandbox } = stack.sandbox;
  return Array.from({ length: count }, (_, n) => {
    const email = `holder-${n}@example.com`;
    const made = createCustomer(sandbox, storeOf(stack), { email }, false);
    if (typeof made === "string") throw new Error(made);
    return { id: made.id, email };
  });
}

function storeOf({ sandbox }: SupplyStack): Shop {
  const store = sandbox.sandbox.world.shops[domain];
  if (!store) throw new Error("The store is gone.");
  return store;
}

async function assignAll(
  services: Services,
  shop: ShopContext,
  poolId: number,
  people: readonly string[],
): Promise<void> {
  for (let from = 0; from < people.length; from += 1_000) {
    const recipients = people.slice(from, from + 1_000).map((recipient) => ({ recipient }));
    const result = await assignCodes(services, shop, { pool: poolId, recipients, source: "api" });
    if (!result.ok || result.value.some((one) => !one.ok)) throw new Error("Someone got no code.");
  }
}

/** A pool whose codes a worker uploads and which has personal expirations. */
async function insertExpiring(
  services: Services,
  { shop, discountId }: SupplyStack,
  count: number,
): Promise<number> {
  const poolId = await insertPool(services, shop);
  await insertCodes(services, shop.id, poolId, count);
  await services.database.query(
    "UPDATE pool SET personal_expiration = true WHERE shop_id = $1 AND id = $2",
    [shop.id, poolId],
  );
  const linked = await linkPool(services, shop, { poolId, version: 1, discountId, actor });
  if (!linked.ok) throw new Error(linked.failure.kind);
  return poolId;
}

/** The worker's clock runs, so the codes expire by their date. */
async function expireNow({ database }: Services, shop: ShopContext, poolId: number): Promise<void> {
  await database.query(
    `UPDATE code SET use_by = now(), expires_at = now()
      WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available'`,
    [shop.id, poolId],
  );
}

async function protect({ database }: Services, shop: ShopContext, poolId: number): Promise<void> {
  await database.query(
    `UPDATE pool SET holder_only = true, personal_expiration = true
      WHERE shop_id = $1 AND id = $2`,
    [shop.id, poolId],
  );
}

async function setFaults({ stack, failing, throttled, losing }: GuardFaultsOptions) {
  const faults = [
    { kind: "5xx", rate: failing },
    { kind: "throttle", rate: throttled },
    { kind: "lost-answer", rate: losing },
  ];
  for (const fault of faults) {
    await stack.control("POST", "/control/api/faults", { match: "graphql", ...fault });
  }
}

async function changeSome(
  services: Services,
  shop: ShopContext,
  poolId: number,
  customers: readonly { id: string; email: string }[],
): Promise<void> {
  const any = () => {
    const one = customers[randomInt(customers.length)];
    if (!one) throw new Error("There are no customers.");
    return one;
  };
  const recipients = Array.from({ length: 10 }, () => ({
    recipient: any()[randomInt(2) ? "id" : "email"],
  }));
  // Those who are blocked get none.
  await assignCodes(services, shop, { pool: poolId, recipients, source: "api" });
  const some = await services.database.query<{ id: number }>(
    `SELECT id FROM assignment WHERE shop_id = $1 AND pool_id = $2 AND released_at IS NULL
      ORDER BY random() LIMIT 5`,
    [shop.id, poolId],
  );
  const assignmentIds = some.map(({ id }) => id);
  await releaseAssignments(services, shop, { poolId, assignmentIds, actor });
  await setRecipientBlocked(services, shop, { recipient: any().email, blocked: true, actor });
}

/** Nothing is marked, swept, uploaded or removed any more. */
async function isOver({ database }: Services, shop: ShopContext): Promise<boolean> {
  const [work] = await database.query<{ left: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM customer_change WHERE shop_id = $1)
         OR NOT EXISTS (SELECT 1 FROM binding_sweep WHERE shop_id = $1 AND pool_id > 0)
         OR EXISTS (SELECT 1 FROM binding_sweep
                     WHERE shop_id = $1 AND (swept_through < through OR pool_id > 0 AND NOT complete))
         OR EXISTS (SELECT 1 FROM code WHERE shop_id = $1 AND (publish_status IN ('uploading')
                       OR publish_status = 'live' AND stored_state IN ('expired', 'voided')
                       OR stored_state = 'available' AND expires_at <= now())) AS left`,
    [shop.id],
  );
  return work?.left === false;
}

async function countWrong(services: Services, stack: SupplyStack): Promise<number> {
  const expected = await expectedCustomerCodes(services, stack.shop);
  const { customers, metafields } = storeOf(stack);
  return Object.keys(customers).filter((id) => {
    const written = metafields[`CUSTOMER/${id}`]?.find(({ key }) => key === "codes");
    const codes = written && (JSON.parse(written.value) as ExpectedCodes);
    return !isDeepStrictEqual(codes, expected.get(id));
  }).length;
}

async function countLeft(
  { database }: Services,
  { shop, discount }: SupplyStack,
  poolId: number,
): Promise<number> {
  const rows = await database.query<{ key: string }>(
    "SELECT code_key AS key FROM code WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'expired'",
    [shop.id, poolId],
  );
  if (rows.length === 0) throw new Error("No code has expired.");
  const inStore = new Set(discount().codes.map(({ code }) => code.toLowerCase()));
  return rows.filter(({ key }) => inStore.has(key)).length;
}
