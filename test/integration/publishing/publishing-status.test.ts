import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import { readSupply } from "../../../app/features/publishing/read-supply.server";
import { listRefusedCodes } from "../../../app/features/publishing/upload/list-refused-codes.server";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const now = new Date("2026-11-21T12:00:00Z");

describe("the publishing status of a pool's codes", () => {
  let services: TestServices;
  let shop: ShopContext;
  let other: ShopContext;
  let poolId: number;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
    other = await insertShop(services, "other-store.myshopify.com");
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    services.setTime(now);
    poolId = await insertPool(services, shop, { codes: 5 });
    await services.database.query(
      `INSERT INTO pool_supply (shop_id, pool_id, uploading, live, refused, replaced, failure, failing, failed_at)
       VALUES ($1, $2, 4000, 6000, 5, 2, 'Shopify is away.', 'uploading', $3)`,
      [shop.id, poolId, now],
    );
  });

  /** Inserts a publish batch that was sent and finished the given number of seconds ago. */
  const call = (codes: number, sent: number, finished: number | null, pool = poolId) =>
    services.database.query(
      `INSERT INTO publish_batch (shop_id, pool_id, discount_id, codes, created_at, sent_at, finished_at)
       VALUES ($1, $2, 1, $3, $4, $4, $5)`,
      [
        shop.id,
        pool,
        codes,
        new Date(now.getTime() - sent * 1000),
        finished === null ? null : new Date(now.getTime() - finished * 1000),
      ],
    );

  it("has totals per status and the current failure", async () => {
    expect(await readSupply(services, shop, poolId)).toEqual({
      uploading: 4000,
      live: 6000,
      missing: 0,
      refused: 5,
      removed: 0,
      replaced: 2,
      failure: "Shopify is away.",
      failing: "uploading",
      failedAt: now,
      perSecond: null,
    });
    expect(await readSupply(services, other, poolId)).toBeNull();
    const unlinked = await insertPool(services, shop);
    expect(await readSupply(services, shop, unlinked)).toBeNull();
  });

  it("shows the upload rate of the last minute", async () => {
    await call(250, 300, 200);
    await call(250, 20, 10);
    await call(250, 15, 5);
    await call(250, 5, null);
    await call(250, 5, 1, await insertPool(services, shop));
    expect((await readSupply(services, shop, poolId))?.perSecond).toBe(25);
  });

  it("lists rejected codes with reason and recipient, by page", async () => {
    await services.database.query("UPDATE pool SET active = true WHERE id = $1", [poolId]);
    const assigned = await assignCodes(services, shop, {
      pool: poolId,
      recipients: [{ recipient: "ada@example.com" }],
      source: "manual",
      actor: { name: "Ada L." },
    });
    expect(assigned).toMatchObject({ ok: true });
    await services.database.query(
      `UPDATE code SET publish_status = 'refused', refusal = 'The discount “Summer” has it already.'
        WHERE shop_id = $1 AND pool_id = $2`,
      [shop.id, poolId],
    );
    const first = await listRefusedCodes(services, shop, { poolId, limit: 3 });
    expect(first.codes).toHaveLength(3);
    expect(first.before).toBeNull();
    const after = first.after ?? 0;
    const second = await listRefusedCodes(services, shop, { poolId, limit: 3, after });
    expect(second).toMatchObject({
      after: null,
      codes: [{ recipient: null }, { assignedAt: now }],
    });
    expect(second.codes[1]).toMatchObject({
      recipient: "ada@example.com",
      reason: "The discount “Summer” has it already.",
    });
    const before = second.before ?? 0;
    const back = await listRefusedCodes(services, shop, { poolId, limit: 3, before });
    expect(back.codes).toEqual(first.codes);
    expect((await listRefusedCodes(services, other, { poolId, limit: 3 })).codes).toEqual([]);
  });
});
