import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { setAlertRecipients } from "../../../app/features/alerts/mail/set-alert-recipients.server";
import { readAlertSettings } from "../../../app/features/alerts/read-alert-settings.server";
import { readPoolAlerts } from "../../../app/features/alerts/read-pool-alerts.server";
import { createPool } from "../../../app/features/pools/changing/create-pool.server";
import { setLowStockThreshold } from "../../../app/features/pools/changing/set-low-stock-threshold.server";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("alert settings", () => {
  let services: TestServices;
  let shop: ShopContext;
  let shops = 0;
  const actor = { name: "Ada" };

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    shop = await insertShop(services, `alert-settings-${shops}.myshopify.com`);
  });
  afterAll(() => services.close());

  const change = (emails: string[], seen: string[]) =>
    setAlertRecipients(services, shop, { emails, seen, actor });

  it("send alerts to the store's email until recipients are selected", async () => {
    expect(await readAlertSettings(services, shop)).toEqual({
      emails: [],
      shopEmail: "owner@demo-store.example",
    });
  });

  it("normalize addresses and store each one once", async () => {
    const made = await change(["Bob@Example.com", "ada@example.com", "bob@example.com "], []);
    expect(made).toEqual({ ok: true, value: { emails: ["ada@example.com", "bob@example.com"] } });
  });

  it("reject an edit of a list that changed in the meantime", async () => {
    await change(["ada@example.com"], []);
    expect(await change(["cy@example.com"], [])).toEqual({
      ok: false,
      failure: { kind: "outdated" },
    });
  });

  it("point to the invalid address and change nothing", async () => {
    const seen = ["ada@example.com", "bob@example.com"];
    await change(seen, []);
    for (const wrong of ["bob", "7001", "a@b", "x@example.com, y@example.com"]) {
      expect(await change(["ok@example.com", wrong], seen)).toMatchObject({
        ok: false,
        failure: { kind: "invalid_input", field: "emails.1" },
      });
    }
    expect((await readAlertSettings(services, shop)).emails).toEqual(seen);
  });

  it("reject more than 20 addresses", async () => {
    const many = Array.from({ length: 21 }, (_, n) => `person-${n}@example.com`);
    expect(await change(many, [])).toMatchObject({
      ok: false,
      failure: { kind: "invalid_input", field: "emails.20" },
    });
  });

  it("keep addresses out of the audit log", async () => {
    await change(["ada@example.com", "bob@example.com"], []);
    const entries = await services.database.query<{ detail: unknown }>(
      "SELECT detail FROM audit_entry WHERE shop_id = $1 AND action = 'alerts.recipients-changed'",
      [shop.id],
    );
    expect(entries).toEqual([{ detail: { added: 2, removed: 0, count: 2 } }]);
  });

  it("hold a pool's threshold and projection, invisible to other shops", async () => {
    const made = await createPool(services, shop, { name: "Welcome", type: "static", actor });
    if (!made.ok) throw new Error("not made");
    const poolId = made.value.id;
    expect(await setLowStockThreshold(services, shop, { poolId, threshold: 50, actor })).toEqual({
      ok: true,
      value: { version: 2 },
    });
    expect(await readPoolAlerts(services, shop, poolId)).toMatchObject({
      ok: true,
      value: { lowStockThreshold: 50, watched: false, projection: { kind: "empty" }, raised: [] },
    });
    const other = await insertShop(services, "other-store.myshopify.com");
    const notFound = { ok: false, failure: { kind: "pool_not_found" } };
    expect(await readPoolAlerts(services, other, poolId)).toEqual(notFound);
    expect(await setLowStockThreshold(services, other, { poolId, threshold: 1, actor })).toEqual(
      notFound,
    );
  });
});
