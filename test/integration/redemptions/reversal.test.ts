import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { listAssignments } from "../../../app/features/assignments/history/list-assignments.server";
import { releaseAssignments } from "../../../app/features/assignments/release/release-assignments.server";
import type { CancelPolicy } from "../../../app/features/pools/pool";
import { assignReplacements } from "../../../app/features/redemptions/replacements/assign-replacements.server";
import { expectConsistentLedger, readRedemptions } from "../../factories/consistent-ledger";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { giveCode } from "../../factories/give-code";
import { cancelled, later, orderWith, processOrders } from "../../factories/orders";
import { addCodes, insertPool, type StockedPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const actor = { name: "Ada" };
const never = new AbortController().signal;

describe("reversed orders", () => {
  let services: TestServices;
  let shop: ShopContext;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    services.setTime(new Date("2026-11-21T12:00:00Z"));
    shops += 1;
    shop = await insertShop(services, `reversal-${shops}.myshopify.com`);
  });

  async function poolWith(policy: CancelPolicy, parts: StockedPool & { limits?: object } = {}) {
    const poolId = await insertPool(services, shop, { codes: 3, ...parts });
    const limits = parts.limits && JSON.stringify(parts.limits);
    await services.database.query(
      `WITH terms AS (
         INSERT INTO discount (shop_id, platform_id, title, status, terms, read_at)
         SELECT $1, 'discount-' || $2::int, 'Ten percent', 'active', $4::jsonb, $5
          WHERE $4::jsonb IS NOT NULL RETURNING id)
       UPDATE pool SET cancel_policy = $3::cancel_policy, discount_id = (SELECT id FROM terms)
        WHERE shop_id = $1 AND id = $2`,
      [shop.id, poolId, policy, limits ?? null, services.clock.now()],
    );
    return poolId;
  }
  const unlimited = { usageLimit: null, oncePerCustomer: false };

  const give = (pool: number, recipient = "ada@example.com") =>
    giveCode(services, shop, pool, recipient);
  async function used(poolId: number, recipient = "ada@example.com") {
    const given = await give(poolId, recipient);
    const order = orderWith([given.code], { email: recipient });
    await processOrders(services, shop, order);
    return { given, order };
  }
  const assignAll = () => assignReplacements(services, never);
  const redemptions = () => readRedemptions(services, shop);
  const stock = async (poolId: number) => {
    const [row] = await services.database.query<Record<string, number>>(
      "SELECT available, assigned, redeemed, expired, voided FROM pool_stock WHERE shop_id = $1 AND pool_id = $2",
      [shop.id, poolId],
    );
    return Object.fromEntries(Object.entries(row ?? {}).filter(([, count]) => count !== 0));
  };
  const replacements = () =>
    services.database.query(
      `SELECT assignment_id AS "old", replacement.state, replacement.refusal, instead_of_restore AS "insteadOfRestore",
              given.source, code.code
         FROM replacement
         LEFT JOIN assignment AS given ON given.shop_id = $1 AND given.id = new_assignment_id
         LEFT JOIN code ON code.shop_id = $1 AND code.id = given.code_id
        WHERE replacement.shop_id = $1 ORDER BY assignment_id`,
      [shop.id],
    );
  const expectConsistent = async () => {
    await expectConsistentStock(services, shop);
    await expectConsistentLedger(services, shop);
  };

  it("keep the code as used and leave the statistics if the policy is to keep it", async () => {
    const poolId = await poolWith("keep");
    const { order } = await used(poolId);
    await processOrders(services, shop, cancelled(order));
    await assignAll();
    expect(await stock(poolId)).toEqual({ available: 2, redeemed: 1 });
    expect(await redemptions()).toMatchObject([{ reversal: "keep" }]);
    expect(await replacements()).toEqual([]);
    await expectConsistent();
  });

  it.each([
    ["canceled", cancelled],
    [
      "fully refunded",
      (order: Parameters<typeof cancelled>[0]) =>
        later(order, 10, { fullyRefunded: true, refunded: order.total }),
    ],
  ])("give their recipient a new code when %s", async (_, reverse) => {
    const poolId = await poolWith("reissue");
    const { given, order } = await used(poolId);
    const after = reverse(order);
    await processOrders(services, shop, after, order, after);
    await assignAll();
    const next = await give(poolId);
    expect(next).toMatchObject({ outcome: "reused" });
    expect(await replacements()).toEqual([
      {
        old: given.id,
        state: "assigned",
        refusal: null,
        insteadOfRestore: false,
        source: "reissue",
        code: next.code,
      },
    ]);
    expect(next.code).not.toBe(given.code);
    const history = await listAssignments(services, shop, { poolId, search: "", limit: 10 });
    expect(history.ok && history.value.entries).toMatchObject([
      { id: next.id, order: null, replacedBy: null, state: "assigned" },
      { id: given.id, order: order.name, replacedBy: next.id, state: "redeemed" },
    ]);
    expect(await stock(poolId)).toEqual({ available: 1, assigned: 1, redeemed: 1 });
    // A refund after the cancellation, or a repeated webhook, changes nothing.
    await processOrders(
      services,
      shop,
      later(after, 30, { fullyRefunded: true, refunded: "50.00" }),
    );
    await assignAll();
    expect(await replacements()).toHaveLength(1);
    await expectConsistent();
  });

  it("give one new code even if two orders with the code were reversed", async () => {
    const poolId = await poolWith("reissue");
    const { given, order } = await used(poolId);
    const second = orderWith([given.code]);
    await processOrders(services, shop, second, cancelled(second), cancelled(order));
    await assignAll();
    expect(await replacements()).toHaveLength(1);
    expect(await stock(poolId)).toEqual({ available: 1, assigned: 1, redeemed: 1 });
  });

  it("keep a new code pending while the pool is empty, and assign it after a restock", async () => {
    const poolId = await poolWith("reissue", { codes: 1 });
    const { order } = await used(poolId);
    await processOrders(services, shop, cancelled(order));
    await assignAll();
    expect(await replacements()).toMatchObject([{ state: "pending", refusal: "pool_empty" }]);
    const [code] = await addCodes(services, shop, poolId, 1);
    await assignAll();
    expect(await replacements()).toMatchObject([{ state: "assigned", refusal: null, code }]);
    await assignAll();
    expect(await stock(poolId)).toEqual({ assigned: 1, redeemed: 1 });
    await expectConsistent();
  });

  it("assign the new code from the fallback if the pool is empty", async () => {
    const fallbackPoolId = await insertPool(services, shop, { codes: 1 });
    const poolId = await poolWith("reissue", { codes: 1, fallbackPoolId });
    const { order } = await used(poolId);
    await processOrders(services, shop, cancelled(order));
    await assignAll();
    expect(await replacements()).toMatchObject([{ state: "assigned" }]);
    expect(await stock(fallbackPoolId)).toEqual({ assigned: 1 });
  });

  it("assign each new code once with four concurrent workers", async () => {
    const poolId = await poolWith("reissue", { codes: 40 });
    const people = Array.from({ length: 12 }, (_, n) => `person-${n}@example.com`);
    for (const person of people) {
      const { order } = await used(poolId, person);
      await processOrders(services, shop, cancelled(order));
    }
    await Promise.all(Array.from({ length: 4 }, assignAll));
    await assignAll();
    const given = await replacements();
    expect(given).toHaveLength(12);
    expect(new Set(given.map(({ code }) => code))).toHaveLength(12);
    expect(await stock(poolId)).toEqual({ available: 16, assigned: 12, redeemed: 12 });
    await expectConsistent();
  });

  it("assign nothing to an erased customer", async () => {
    const poolId = await poolWith("reissue");
    const { order } = await used(poolId);
    await services.database.query(
      "UPDATE recipient SET key = NULL, address = NULL, domain_key = NULL WHERE shop_id = $1",
      [shop.id],
    );
    await processOrders(services, shop, cancelled(order));
    await assignAll();
    expect(await replacements()).toMatchObject([{ state: "dropped", refusal: "recipient_erased" }]);
    expect(await stock(poolId)).toEqual({ available: 2, redeemed: 1 });
  });

  it("restore the code if the discount allows another use", async () => {
    const poolId = await poolWith("restore", { limits: unlimited });
    const { given, order } = await used(poolId);
    await processOrders(services, shop, cancelled(order));
    await assignAll();
    expect(await stock(poolId)).toEqual({ available: 2, assigned: 1 });
    expect(await give(poolId)).toMatchObject({ outcome: "reused", code: given.code });
    expect(await replacements()).toEqual([]);
    await expectConsistent();
    // Later changes to the old order don't affect the code.
    const assignmentIds = [given.id];
    await releaseAssignments(services, shop, { poolId, assignmentIds, actor });
    await processOrders(
      services,
      shop,
      later(order, 60, { cancelledAt: new Date(), total: "1.00" }),
    );
    expect(await stock(poolId)).toEqual({ available: 3 });
    await expectConsistent();
  });

  it("restore the code even if the order was never seen before its cancellation", async () => {
    const poolId = await poolWith("restore", { limits: unlimited });
    const { code } = await give(poolId);
    await processOrders(services, shop, cancelled(orderWith([code])));
    expect(await stock(poolId)).toEqual({ available: 2, assigned: 1 });
    expect(await redemptions()).toMatchObject([{ reversal: "restore", state: "assigned" }]);
    await expectConsistent();
  });

  it("allow a restored code to be used again", async () => {
    const poolId = await poolWith("restore", { limits: unlimited });
    const { given, order } = await used(poolId);
    await processOrders(services, shop, cancelled(order), orderWith([given.code]));
    expect(await stock(poolId)).toEqual({ available: 2, redeemed: 1 });
    await expectConsistent();
  });

  it("don't restore an expired code", async () => {
    const poolId = await poolWith("restore", {
      limits: unlimited,
      code: { useBy: new Date("2026-11-22T12:00:00Z") },
    });
    const { order } = await used(poolId);
    services.setTime(new Date("2026-11-23T12:00:00Z"));
    await processOrders(services, shop, cancelled(order, 3000));
    expect(await stock(poolId)).toEqual({ available: 2, expired: 1 });
    await expectConsistent();
  });

  it.each([
    ["has a usage limit", { usageLimit: 1, oncePerCustomer: false }],
    ["is limited to once per customer", { usageLimit: null, oncePerCustomer: true }],
    ["is unknown", undefined],
  ])("give a new code instead, and say so, if the discount %s", async (_, limits) => {
    const poolId = await poolWith("restore", limits ? { limits } : {});
    const { order } = await used(poolId);
    await processOrders(services, shop, cancelled(order));
    await assignAll();
    expect(await replacements()).toMatchObject([{ state: "assigned", insteadOfRestore: true }]);
    expect(
      await services.database.query(
        "SELECT detail FROM audit_entry WHERE shop_id = $1 AND action = 'codes.replaced'",
        [shop.id],
      ),
    ).toEqual([{ detail: { count: 1, insteadOfRestore: 1 } }]);
    await expectConsistent();
  });

  it("keep an unassigned code as used", async () => {
    const poolId = await poolWith("reissue");
    const [free] = await services.database.query<{ code: string }>(
      "SELECT code FROM code WHERE shop_id = $1 AND pool_id = $2 ORDER BY position LIMIT 1",
      [shop.id, poolId],
    );
    await processOrders(services, shop, cancelled(orderWith([free?.code ?? ""])));
    await assignAll();
    expect(await redemptions()).toMatchObject([{ reversal: "keep", state: "redeemed" }]);
    expect(await replacements()).toEqual([]);
    await expectConsistent();
  });

  it("only lose value when partially refunded", async () => {
    const poolId = await poolWith("reissue");
    const { order } = await used(poolId);
    await processOrders(services, shop, later(order, 10, { refunded: "10.00" }));
    expect(await redemptions()).toMatchObject([{ reversal: null }]);
    expect(await replacements()).toEqual([]);
    await expectConsistent();
  });
});
