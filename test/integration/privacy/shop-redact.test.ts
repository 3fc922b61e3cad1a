import { describe, expect, it } from "vitest";
import { jobs } from "../../../app/jobs/jobs.server";
import { webhookHandlers } from "../../../app/webhooks/topics.server";
import { runJobs } from "../../setup/run-jobs";
import { signedWebhook } from "../../setup/signed-webhook";
import { insertShop } from "../../setup/test-services";
import { addHistory, addresses, privacyFixture, untouched } from "./privacy-fixture";

describe("the shop/redact webhook", () => {
  const fixture = privacyFixture();

  const requestErasure = () =>
    webhookHandlers["shop/redact"](
      signedWebhook(fixture.services, {
        topic: "shop/redact",
        body: `{"shop_domain":"${fixture.shop.domain}"}`,
      }),
    );

  /** The tables in which the shop has rows. */
  async function tablesWithRowsOf(shopId: number): Promise<string[]> {
    const tables = await fixture.services.database.query<{ table_name: string }>(
      "SELECT table_name FROM information_schema.columns WHERE column_name = 'shop_id' AND table_schema = 'public' ORDER BY 1",
    );
    const filled: string[] = [];
    for (const { table_name: table } of tables) {
      const rows = await fixture.services.database.query(
        `SELECT 1 FROM ${table} WHERE shop_id = $1 LIMIT 1`,
        [shopId],
      );
      if (rows.length > 0) filled.push(table);
    }
    return filled;
  }

  it("erases all data of an uninstalled shop, and no other shop's", async () => {
    const before = await tablesWithRowsOf(fixture.other.id);
    expect(before.length).toBeGreaterThan(6);
    await fixture.services.database.query("UPDATE shop SET uninstalled_at = now() WHERE id = $1", [
      fixture.shop.id,
    ]);
    expect((await requestErasure()).status).toBe(200);
    await runJobs(fixture.services, ["erase-shop"]);
    expect(await tablesWithRowsOf(fixture.shop.id)).toEqual([]);
    expect(await fixture.services.database.query("SELECT id FROM shop")).toEqual([
      { id: fixture.other.id },
    ]);
    expect(await tablesWithRowsOf(fixture.other.id)).toEqual(before);
    expect(await addresses(fixture.services, fixture.other.id)).toEqual(untouched);
  });

  const withPlatform = (isInstalled: () => Promise<boolean>) => ({
    ...fixture.services,
    platform: (domain: string) => ({ ...fixture.services.platform(domain), isInstalled }),
  });

  it("keeps the data of a shop that reinstalled the app", async () => {
    const before = await tablesWithRowsOf(fixture.shop.id);
    await requestErasure();
    await runJobs(
      withPlatform(() => Promise.resolve(true)),
      ["erase-shop"],
    );
    expect(await tablesWithRowsOf(fixture.shop.id)).toEqual(before);
  });

  it("erases a shop whose uninstall webhook was lost", async () => {
    await requestErasure();
    await runJobs(
      withPlatform(() => Promise.resolve(false)),
      ["erase-shop"],
    );
    expect(await tablesWithRowsOf(fixture.shop.id)).toEqual([]);
  });

  it("erases nothing while it is unknown whether the app is installed", async () => {
    const before = await tablesWithRowsOf(fixture.shop.id);
    await requestErasure();
    await runJobs(
      withPlatform(() => Promise.reject(new Error("no answer"))),
      ["erase-shop"],
    );
    expect(await tablesWithRowsOf(fixture.shop.id)).toEqual(before);
  });

  it("leaves a shop intact that reinstalls the app during the erasure", async () => {
    await fixture.services.database.query("UPDATE shop SET uninstalled_at = now() WHERE id = $1", [
      fixture.shop.id,
    ]);
    const stopped = new AbortController();
    stopped.abort();
    await expect(
      jobs["erase-shop"].run(fixture.services, { shopId: fixture.shop.id }, stopped.signal),
    ).rejects.toThrow();
    const again = await insertShop(fixture.services, fixture.shop.domain);
    await addHistory(fixture.services, again.id);
    await jobs["erase-shop"].run(
      fixture.services,
      { shopId: fixture.shop.id },
      new AbortController().signal,
    );
    expect(await tablesWithRowsOf(fixture.shop.id)).toEqual([]);
    expect(await addresses(fixture.services, again.id)).toEqual(untouched);
  });
});
