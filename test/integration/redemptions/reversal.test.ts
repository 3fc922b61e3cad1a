import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { listAssignments } from "../../../app/features/assignments/history/list-assignments.server";
import { releaseAssignments } from "../../../app/features/assignments/release/release-assignments.server";
import type { CancelPolicy } from "../../../app/features/pools/pool";
import { assignReplacements } from "../../../app/features/redemptions/replacements/assign-replacements.server";
import { giveCode } from "../../factories/give-code";
import { expectTrueFigures, readRedemptions } from "../../factories/ledger-truth";
import { cancelled, follow, later, orderWith } from "../../factories/orders";
import { expectTruth } from "../../factories/stock-truth";
import { addCodes, insertPool, type StockedPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const actor = { name: "Ada" };
const never = new AbortController().signal;

describe("orders that are reversed", () => {
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
    await follow(services, shop, order);
    return { given, order };
  }
  const giveAll = () => assignReplacements(services, never);
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
  const trueEverywhere = async () => {
    await expectTruth(services, shop);
    await expectTrueFigures(services, shop);
  };

  it("change nothing about the code where it is kept, and leave the statistics", async () => {
    const poolId = await poolWith("keep");
    const { order } = await used(poolId);
    await follow(services, shop, cancelled(order));
    await giveAll();
    expect(await stock(poolId)).toEqual({ available: 2, redeemed: 1 });
    expect(await redemptions()).toMatchObject([{ reversal: "keep" }]);
    expect(await replacements()).toEqual([]);
    await trueEverywhere();
  });

  it.each([
    ["cancelled", cancelled],
    [
      "refunded as a whole",
      (order: Parameters<typeof cancelled>[0]) =>
        later(order, 10, { fullyRefunded: true, refunded: order.total }),
    ],
  ])("give their recipient a new code when they were %s", async (_, reverse) => {
    const poolId = await poolWith("reissue");
    const { given, order } = await used(poolId);
    const after = reverse(order);
    await follow(services, shop, after, order, after);
    await giveAll();
    const next = await give(poolId);
    expect(next).toMatchObject({ outcome: "reused" });
    expect(await replacements()).toEqual([
      {
        old: given.id,
        state: "given",
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
    // Refunded after it was cancelled, and told again: nothing more.
    await follow(services, shop, later(after, 30, { fullyRefunded: true, refunded: "50.00" }));
    await giveAll();
    expect(await replacements()).toHaveLength(1);
    await trueEverywhere();
  });

  it("give one new code, although the code was in two orders that were both reversed", async () => {
    const poolId = await poolWith("reissue");
    const { given, order } = await used(poolId);
    const second = orderWith([given.code]);
    await follow(services, shop, second, cancelled(second), cancelled(order));
    await giveAll();
    expect(await replacements()).toHaveLength(1);
    expect(await stock(poolId)).toEqual({ available: 1, assigned: 1, redeemed: 1 });
  });

  it("owe a new code while there is none, and give it when stock comes", async () => {
    const poolId = await poolWith("reissue", { codes: 1 });
    const { order } = await used(poolId);
    await follow(services, shop, cancelled(order));
    await giveAll();
    expect(await replacements()).toMatchObject([{ state: "owed", refusal: "pool_empty" }]);
    const [code] = await addCodes(services, shop, poolId, 1);
    await giveAll();
    expect(await replacements()).toMatchObject([{ state: "given", refusal: null, code }]);
    await giveAll();
    expect(await stock(poolId)).toEqual({ assigned: 1, redeemed: 1 });
    await trueEverywhere();
  });

  it("take the new code from the fallback of a pool that is empty", async () => {
    const fallbackPoolId = await insertPool(services, shop, { codes: 1 });
    const poolId = await poolWith("reissue", { codes: 1, fallbackPoolId });
    const { order } = await used(poolId);
    await follow(services, shop, cancelled(order));
    await giveAll();
    expect(await replacements()).toMatchObject([{ state: "given" }]);
    expect(await stock(fallbackPoolId)).toEqual({ assigned: 1 });
  });

  it("hand out once, although four workers give new codes at once", async () => {
    const poolId = await poolWith("reissue", { codes: 40 });
    const people = Array.from({ length: 12 }, (_, n) => `person-${n}@example.com`);
    for (const person of people) {
      const { order } = await used(poolId, person);
      await follow(services, shop, cancelled(order));
    }
    await Promise.all(Array.from({ length: 4 }, giveAll));
    await giveAll();
    const given = await replacements();
    expect(given).toHaveLength(12);
    expect(new Set(given.map(({ code }) => code))).toHaveLength(12);
    expect(await stock(poolId)).toEqual({ available: 16, assigned: 12, redeemed: 12 });
    await trueEverywhere();
  });

  it("give nothing to a person who was erased", async () => {
    const poolId = await poolWith("reissue");
    const { order } = await used(poolId);
    await services.database.query(
      "UPDATE recipient SET key = NULL, address = NULL, domain_key = NULL WHERE shop_id = $1",
      [shop.id],
    );
    await follow(services, shop, cancelled(order));
    await giveAll();
    expect(await replacements()).toMatchObject([{ state: "dropped", refusal: "recipient_erased" }]);
    expect(await stock(poolId)).toEqual({ available: 2, redeemed: 1 });
  });

  it("give the code back where the discount lets it be used again", async () => {
    const poolId = await poolWith("restore", { limits: unlimited });
    const { given, order } = await used(poolId);
    await follow(services, shop, cancelled(order));
    await giveAll();
    expect(await stock(poolId)).toEqual({ available: 2, assigned: 1 });
    expect(await give(poolId)).toMatchObject({ outcome: "reused", code: given.code });
    expect(await replacements()).toEqual([]);
    await trueEverywhere();
    // What becomes of the code afterwards is not the old order's business.
    const assignmentIds = [given.id];
    await releaseAssignments(services, shop, { poolId, assignmentIds, actor });
    await follow(services, shop, later(order, 60, { cancelledAt: new Date(), total: "1.00" }));
    expect(await stock(poolId)).toEqual({ available: 3 });
    await trueEverywhere();
  });

  it("end in the same place when the order was never seen before it was cancelled", async () => {
    const poolId = await poolWith("restore", { limits: unlimited });
    const { code } = await give(poolId);
    await follow(services, shop, cancelled(orderWith([code])));
    expect(await stock(poolId)).toEqual({ available: 2, assigned: 1 });
    expect(await redemptions()).toMatchObject([{ reversal: "restore", state: "assigned" }]);
    await trueEverywhere();
  });

  it("let a restored code be used again", async () => {
    const poolId = await poolWith("restore", { limits: unlimited });
    const { given, order } = await used(poolId);
    await follow(services, shop, cancelled(order), orderWith([given.code]));
    expect(await stock(poolId)).toEqual({ available: 2, redeemed: 1 });
    await trueEverywhere();
  });

  it("do not bring back a code whose time is over", async () => {
    const poolId = await poolWith("restore", {
      limits: unlimited,
      code: { useBy: new Date("2026-11-22T12:00:00Z") },
    });
    const { order } = await used(poolId);
    services.setTime(new Date("2026-11-23T12:00:00Z"));
    await follow(services, shop, cancelled(order, 3000));
    expect(await stock(poolId)).toEqual({ available: 2, expired: 1 });
    await trueEverywhere();
  });

  it.each([
    ["has a limit of uses", { usageLimit: 1, oncePerCustomer: false }],
    ["is once per customer", { usageLimit: null, oncePerCustomer: true }],
    ["is not known", undefined],
  ])("give a new code instead, and say so, where the discount %s", async (_, limits) => {
    const poolId = await poolWith("restore", limits ? { limits } : {});
    const { order } = await used(poolId);
    await follow(services, shop, cancelled(order));
    await giveAll();
    expect(await replacements()).toMatchObject([{ state: "given", insteadOfRestore: true }]);
    expect(
      await services.database.query(
        "SELECT detail FROM audit_entry WHERE shop_id = $1 AND action = 'codes.replaced'",
        [shop.id],
      ),
    ).toEqual([{ detail: { count: 1, insteadOfRestore: 1 } }]);
    await trueEverywhere();
  });

  it("keep a code that nobody holds", async () => {
    const poolId = await poolWith("reissue");
    const [free] = await services.database.query<{ code: string }>(
      "SELECT code FROM code WHERE shop_id = $1 AND pool_id = $2 ORDER BY position LIMIT 1",
      [shop.id, poolId],
    );
    await follow(services, shop, cancelled(orderWith([free?.code ?? ""])));
    await giveAll();
    expect(await redemptions()).toMatchObject([{ reversal: "keep", state: "redeemed" }]);
    expect(await replacements()).toEqual([]);
    await trueEverywhere();
  });

  it("only lose value when they are refunded in part", async () => {
    const poolId = await poolWith("reissue");
    const { order } = await used(poolId);
    await follow(services, shop, later(order, 10, { refunded: "10.00" }));
    expect(await redemptions()).toMatchObject([{ reversal: null }]);
    expect(await replacements()).toEqual([]);
    await trueEverywhere();
  });
});
