import { describe, expect, it } from "vitest";
import { jobs } from "../../../app/jobs/jobs.server";
import { webhookHandlers } from "../../../app/webhooks/topics.server";
import { runJobs } from "../../setup/run-jobs";
import { signedWebhook } from "../../setup/signed-webhook";
import { insertShop } from "../../setup/test-services";
import { addresses, givenHistory, privacyFixture, untouched } from "./privacy-fixture";

describe("the compliance webhooks about a shop", () => {
  const world = privacyFixture();

  const askToErase = () =>
    webhookHandlers["shop/redact"](
      signedWebhook(world.services, {
        topic: "shop/redact",
        body: `{"shop_domain":"${world.shop.domain}"}`,
      }),
    );

  /** Tables in which the shop has rows. */
  async function tablesWithRowsOf(shopId: number): Promise<string[]> {
    const tables = await world.services.database.query<{ table_name: string }>(
      "SELECT table_name FROM information_schema.columns WHERE column_name = 'shop_id' AND table_schema = 'public' ORDER BY 1",
    );
    const filled: string[] = [];
    for (const { table_name: table } of tables) {
      const rows = await world.services.database.query(
        `SELECT 1 FROM ${table} WHERE shop_id = $1 LIMIT 1`,
        [shopId],
      );
      if (rows.length > 0) filled.push(table);
    }
    return filled;
  }

  it("erase everything of a shop that left, and nothing of another", async () => {
    const before = await tablesWithRowsOf(world.other.id);
    expect(before.length).toBeGreaterThan(6);
    await world.services.database.query("UPDATE shop SET uninstalled_at = now() WHERE id = $1", [
      world.shop.id,
    ]);
    expect((await askToErase()).status).toBe(200);
    await runJobs(world.services, ["erase-shop"]);
    expect(await tablesWithRowsOf(world.shop.id)).toEqual([]);
    expect(await world.services.database.query("SELECT id FROM shop")).toEqual([
      { id: world.other.id },
    ]);
    expect(await tablesWithRowsOf(world.other.id)).toEqual(before);
    expect(await addresses(world.services, world.other.id)).toEqual(untouched);
  });

  const withPlatform = (isInstalled: () => Promise<boolean>) => ({
    ...world.services,
    platform: (domain: string) => ({ ...world.services.platform(domain), isInstalled }),
  });

  it("keep the data of a shop that came back", async () => {
    const before = await tablesWithRowsOf(world.shop.id);
    await askToErase();
    await runJobs(
      withPlatform(() => Promise.resolve(true)),
      ["erase-shop"],
    );
    expect(await tablesWithRowsOf(world.shop.id)).toEqual(before);
  });

  it("erase a shop of whose leaving nobody told us", async () => {
    await askToErase();
    await runJobs(
      withPlatform(() => Promise.resolve(false)),
      ["erase-shop"],
    );
    expect(await tablesWithRowsOf(world.shop.id)).toEqual([]);
  });

  it("erase nothing while nobody knows whether the shop left", async () => {
    const before = await tablesWithRowsOf(world.shop.id);
    await askToErase();
    await runJobs(
      withPlatform(() => Promise.reject(new Error("no answer"))),
      ["erase-shop"],
    );
    expect(await tablesWithRowsOf(world.shop.id)).toEqual(before);
  });

  it("let a shop that comes back in the middle begin anew", async () => {
    await world.services.database.query("UPDATE shop SET uninstalled_at = now() WHERE id = $1", [
      world.shop.id,
    ]);
    const stopped = new AbortController();
    stopped.abort();
    await expect(
      jobs["erase-shop"].run(world.services, { shopId: world.shop.id }, stopped.signal),
    ).rejects.toThrow();
    const again = await insertShop(world.services, world.shop.domain);
    await givenHistory(world.services, again.id);
    await jobs["erase-shop"].run(
      world.services,
      { shopId: world.shop.id },
      new AbortController().signal,
    );
    expect(await tablesWithRowsOf(world.shop.id)).toEqual([]);
    expect(await addresses(world.services, again.id)).toEqual(untouched);
  });
});
