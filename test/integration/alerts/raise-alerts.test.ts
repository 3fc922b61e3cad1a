import { describe, expect, it } from "vitest";
import { readPoolAlerts } from "../../../app/features/alerts/read-pool-alerts.server";
import { alertFixture } from "./alert-fixture";

const fixture = alertFixture();
const { addPool, setAvailable, look, raised } = fixture;
const longAgo = "2026-11-01T00:00:00Z";

describe("raising alerts", () => {
  it("sends nothing for a well-stocked pool", async () => {
    await addPool();
    expect(await look()).toEqual([]);
  });

  it("sends one mail when stock falls below the threshold", async () => {
    const pool = await addPool();
    await look();
    await setAvailable(pool, 99);
    expect(await look()).toEqual(["Welcome: 99 codes left"]);
    expect(await look()).toEqual([]);
    fixture.services.setTime(new Date("2026-11-24T12:00:00Z"));
    expect(await look()).toEqual([]);
    expect(await raised()).toEqual(["low"]);
  });

  it("alerts again when stock falls after a restock", async () => {
    const pool = await addPool({ available: 99 });
    await look();
    await setAvailable(pool, 500);
    expect(await look()).toEqual([]);
    expect(await raised()).toEqual([]);
    fixture.services.setTime(new Date("2026-11-22T12:00:00Z"));
    await setAvailable(pool, 50);
    expect(await look()).toEqual(["Welcome: 50 codes left"]);
  });

  it("warns when running campaigns will use up the pool, ignoring drafts and finished ones", async () => {
    const pool = await addPool({ available: 500, threshold: null });
    const campaign = (state: string, people: number, done: number) =>
      fixture.services.database.query(
        `INSERT INTO campaign (shop_id, pool_id, name, source, state, file_name, byte_size, total, done,
                               assigned, reused, people, holding, created_by, created_at)
         VALUES ($1, $2, 'News', 'campaign:News', $3, '', 0, $4, $5, $5, 0, $4, 10, 'Ada', now())`,
        [fixture.shop.id, pool, state, people, done],
      );
    await campaign("done", 5_000, 5_000);
    await campaign("draft", 5_000, 0);
    // 600 recipients, 10 of whom already had a code. 91 are done, so 499 codes are still needed.
    await campaign("running", 600, 91);
    expect(await look()).toEqual([]);
    const alerts = async () => {
      const read = await readPoolAlerts(fixture.services, fixture.shop, pool);
      return read.ok ? read.value.projection : undefined;
    };
    expect(await alerts()).toEqual({ kind: "no-rate", inLists: 0, planned: 499 });
    await campaign("queued", 20, 0);
    expect(await alerts()).toEqual({ kind: "planned-out", available: 500, planned: 509 });
    expect(await look()).toEqual(["Welcome: running campaigns use up its codes"]);
    expect(fixture.services.mails.at(-1)?.text).toContain(
      "Running campaigns need 509 codes, and 500 codes are left.",
    );
    await fixture.services.database.query(
      "UPDATE campaign SET state = 'stopped' WHERE pool_id = $1",
      [pool],
    );
    await look();
    expect(await raised()).toEqual([]);
  });

  it("sends a single mail when a pool is empty", async () => {
    const pool = await addPool();
    await fixture.services.database.query(
      "INSERT INTO pool_day (shop_id, pool_id, day, assigned) VALUES ($1, $2, '2026-11-21', 1000)",
      [fixture.shop.id, pool],
    );
    await setAvailable(pool, 0);
    expect(await look()).toEqual(["Welcome: no codes left"]);
    expect(await raised()).toEqual(["empty"]);
  });

  it("projects from the last seven days in the store's time zone", async () => {
    const pool = await addPool({ available: 350, threshold: null });
    const give = (day: string, assigned: number) =>
      fixture.services.database.query(
        "INSERT INTO pool_day (shop_id, pool_id, day, assigned) VALUES ($1, $2, $3, $4)",
        [fixture.shop.id, pool, day, assigned],
      );
    await give("2026-11-14", 5000);
    await give("2026-11-15", 340);
    expect(await look()).toEqual([]);
    await give("2026-11-21", 10);
    expect(await look()).toEqual(["Welcome: runs out in 7 days"]);
  });

  it("leaves campaigns and imports out of the projected rate", async () => {
    const pool = await addPool({ available: 300, threshold: null });
    const give = (day: number, assigned: number, source: string) =>
      fixture.services.database.query(
        "INSERT INTO pool_day (shop_id, pool_id, day, source, assigned) VALUES ($1, $2, $3, $4, $5)",
        [fixture.shop.id, pool, `2026-11-${day}`, source, assigned],
      );
    for (let day = 15; day <= 21; day += 1) await give(day, 30, "api");
    await give(20, 2000, "campaign:Spring");
    await give(20, 500, "import");
    await give(19, 400, "manual");
    expect(await look()).toEqual([]);
    await setAvailable(pool, 210);
    expect(await look()).toEqual(["Welcome: runs out in 7 days"]);
  });

  it("combines two alerts about a pool in one mail", async () => {
    const pool = await addPool({ available: 50 });
    await fixture.services.database.query(
      "INSERT INTO pool_day (shop_id, pool_id, day, assigned) VALUES ($1, $2, '2026-11-21', 60)",
      [fixture.shop.id, pool],
    );
    expect(await look()).toEqual(["Welcome: 50 codes left, runs out in 5 days"]);
    const text = fixture.services.mails.at(-1)?.text ?? "";
    expect(text).toContain("has 50 codes left");
    expect(text).toContain("runs out in 5 days");
    expect(await raised()).toEqual(["low", "runs-out"]);
    expect(await look()).toEqual([]);
  });

  it("alerts on codes redeemed by someone else and on redeemed codes that were never assigned", async () => {
    const pool = await addPool();
    const use = (day: string, source: string, redeemed: number, leaked: number) =>
      fixture.services.database.query(
        `INSERT INTO order_day (shop_id, pool_id, day, source, currency, redeemed, leaked, orders,
                                discount, order_value)
         VALUES ($1, $2, $3, $4, 'EUR', $5, $6, $5, 0, 0)`,
        [fixture.shop.id, pool, day, source, redeemed, leaked],
      );
    await use("2026-11-18", "", 9, 9);
    await use("2026-11-21", "", 5, 0);
    expect(await look()).toEqual([]);
    await use("2026-11-20", "", 3, 1);
    await use("2026-11-20", "unassigned", 2, 0);
    expect(await look()).toEqual([
      "Welcome: 1 code used by someone else, 2 codes used without being assigned",
    ]);
    fixture.services.setTime(new Date("2026-11-23T12:00:00Z"));
    expect(await look()).toEqual([]);
    expect(await raised()).toEqual([]);
  });

  it("warns when available codes are about to expire", async () => {
    const pool = await addPool();
    const insert = (id: number, state: string, assignBy: string) =>
      fixture.services.database.query(
        `INSERT INTO code (shop_id, pool_id, position, stored_state, assign_by, expires_at, created_at, code, code_key)
         VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $7)`,
        [fixture.shop.id, pool, id, state, assignBy, longAgo, `code-${id}`],
      );
    await insert(1, "available", "2026-12-24T22:59:59Z");
    await insert(2, "assigned", "2026-11-24T22:59:59Z");
    expect(await look()).toEqual([]);
    await insert(3, "available", "2026-11-24T22:59:59Z");
    await insert(4, "available", "2026-11-25T22:59:59Z");
    expect(await look()).toEqual(["Welcome: codes expire unused from November 24, 2026"]);
    expect(fixture.services.mails.at(-1)?.text).toContain("2 of the available codes");
    fixture.services.setTime(new Date("2026-11-26T12:00:00Z"));
    expect(await look()).toEqual([]);
    expect(await raised()).toEqual([]);
  });

  it("says why codes are not generated or uploaded after ten minutes of failures", async () => {
    const poolId = await addPool();
    const failure = "Shopify isn’t responding. The app keeps trying to upload the codes.";
    await fixture.services.database.query(
      `INSERT INTO pool_supply (shop_id, pool_id, failure, failing, failed_at)
       VALUES ($1, $2, $3, 'uploading', $4)`,
      [fixture.shop.id, poolId, failure, fixture.services.clock.now()],
    );
    fixture.services.setTime(new Date("2026-11-21T12:09:00Z"));
    expect(await look()).toEqual([]);
    fixture.services.setTime(new Date("2026-11-21T12:10:00Z"));
    expect(await look()).toEqual(["Welcome: codes aren’t being added to your store"]);
    expect(fixture.services.mails[0]?.text).toContain(failure);
    await fixture.services.database.query("UPDATE pool_supply SET failure = NULL, failing = NULL");
    expect(await look()).toEqual([]);
    expect(await raised()).toEqual([]);
  });
});
