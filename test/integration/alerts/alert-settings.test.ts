import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { setAlertRecipients } from "../../../app/features/alerts/mail/set-alert-recipients.server";
import { readAlertSettings } from "../../../app/features/alerts/read-alert-settings.server";
import { readPoolAlerts } from "../../../app/features/alerts/read-pool-alerts.server";
import { setLowStockThreshold } from "../../../app/features/alerts/set-low-stock-threshold.server";
import { createPool } from "../../../app/features/pools/changing/create-pool.server";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("the settings of alerts", () => {
  let services: TestServices;
  let shop: ShopContext;
  const actor = { name: "Ada" };

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
  });
  afterAll(() => services.close());

  const change = (emails: string[], seen: string[]) =>
    setAlertRecipients(services, shop, { emails, seen, actor });

  it("goes to the shop's own address until somebody is chosen", async () => {
    expect(await readAlertSettings(services, shop)).toEqual({
      emails: [],
      shopEmail: "owner@demo-store.example",
    });
  });

  it("keeps each address once, as it is compared", async () => {
    const made = await change(["Bob@Example.com", "ada@example.com", "bob@example.com "], []);
    expect(made).toEqual({ ok: true, value: { emails: ["ada@example.com", "bob@example.com"] } });
  });

  it("refuses an edit of a list that somebody else changed", async () => {
    expect(await change(["cy@example.com"], [])).toEqual({
      ok: false,
      failure: { kind: "outdated" },
    });
  });

  it("names the address that is none, and changes nothing", async () => {
    const seen = ["ada@example.com", "bob@example.com"];
    for (const wrong of ["bob", "7001", "a@b", "x@example.com, y@example.com"]) {
      expect(await change(["ok@example.com", wrong], seen)).toMatchObject({
        ok: false,
        failure: { kind: "invalid_input", field: "emails.1" },
      });
    }
    expect((await readAlertSettings(services, shop)).emails).toEqual(seen);
  });

  it("refuses more than twenty addresses", async () => {
    const many = Array.from({ length: 21 }, (_, n) => `person-${n}@example.com`);
    expect(await change(many, ["ada@example.com", "bob@example.com"])).toMatchObject({
      ok: false,
      failure: { kind: "invalid_input", field: "emails.20" },
    });
  });

  it("keeps addresses out of the audit", async () => {
    const entries = await services.database.query<{ detail: unknown }>(
      "SELECT detail FROM audit_entry WHERE action = 'alerts.recipients-changed'",
    );
    expect(entries).toEqual([{ detail: { added: 2, removed: 0, count: 2 } }]);
  });

  it("sets a pool's threshold, shows the projection, and hides other shops' pools", async () => {
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
