import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { listCampaignRecipients } from "../../../app/features/campaigns/list-campaign-recipients.server";
import { resumeCampaign } from "../../../app/features/campaigns/running/resume-campaign.server";
import { runCampaign } from "../../../app/features/campaigns/running/run-campaign.server";
import { stopCampaign } from "../../../app/features/campaigns/running/stop-campaign.server";
import { breakingServices } from "../../factories/breaking-services";
import { campaignsOf, people } from "../../factories/campaign-of";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { addCodes, insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("running a campaign", () => {
  let services: TestServices;
  let shop: ShopContext;
  let campaigns: ReturnType<typeof campaignsOf>;
  const actor = { name: "Ada" };
  const bob = { name: "Bob" };
  const forever = new AbortController().signal;
  /** Recipients per batch: small, so a short list takes several batches. */
  const batchSize = 1_000;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
    campaigns = campaignsOf(services, shop);
  });
  afterAll(() => services.close());

  const recipients = (campaignId: number) =>
    listCampaignRecipients(services, shop, {
      campaignId,
      afterLine: 0,
      limit: 20_000,
      refusedOnly: false,
    });

  const given = async (poolId: number) =>
    services.database.query<{ count: number; codes: number; people: number }>(
      `SELECT count(*) AS count, count(DISTINCT code_id) AS codes,
              count(DISTINCT recipient_id) AS people FROM assignment WHERE pool_id = $1`,
      [poolId],
    );

  const audit = (poolId: number) =>
    services.database.query(
      "SELECT action, actor, detail FROM audit_entry WHERE pool_id = $1 ORDER BY id",
      [poolId],
    );

  it("assigns each recipient a code, or records why a row got none", async () => {
    const pool = await insertPool(services, shop, { codes: 3, code: { message: "Hello" } });
    const list =
      "Ada <ada@example.com>\n\nnobody\nADA@example.com\nb@example.com\nc@example.com\nd@example.com";
    const campaign = await campaigns.begin(pool, list);
    await campaigns.run(campaign);
    expect(await campaigns.find(campaign)).toMatchObject({
      state: "done",
      total: 6,
      done: 6,
      assigned: 3,
      reused: 1,
      // The duplicate row doesn't count as a second code.
      codes: 3,
      refused: 2,
      retriable: 1,
      createdBy: "Ada",
    });
    const lines = await recipients(campaign);
    expect(
      lines.map(({ line, address, code, refusal, reused }) => [
        line,
        address,
        code === null ? refusal : reused ? "same code" : "code",
      ]),
    ).toEqual([
      [1, "ada@example.com", "code"],
      [3, "nobody", "recipient_invalid"],
      [4, "ada@example.com", "same code"],
      [5, "b@example.com", "code"],
      [6, "c@example.com", "code"],
      [7, "d@example.com", "pool_empty"],
    ]);
    expect(lines[2]?.code).toBe(lines[0]?.code);
    await expectConsistentStock(services, shop);
    expect(await audit(pool)).toMatchObject([
      { action: "campaign.started", actor: "Ada", detail: { campaign: "Spring", total: 4 } },
      { action: "campaign.finished", actor: "Ada", detail: { assigned: 3, refused: 2 } },
    ]);
    expect(
      await services.database.query("SELECT DISTINCT source FROM assignment WHERE pool_id = $1", [
        pool,
      ]),
    ).toEqual([{ source: "campaign:Spring" }]);
  });

  it("keeps only the addresses of recipients without a code", async () => {
    const pool = await insertPool(services, shop, { codes: 1 });
    const campaign = await campaigns.begin(pool, people(2, "kept"));
    await campaigns.run(campaign);
    expect(
      await services.database.query(
        "SELECT line, key IS NULL AND address IS NULL AS gone FROM campaign_recipient WHERE campaign_id = $1 ORDER BY line",
        [campaign],
      ),
    ).toEqual([
      { line: 1, gone: true },
      { line: 2, gone: false },
    ]);
  });

  it.each<[number, "before" | "after"]>([
    [1, "before"],
    [1, "after"],
    [2, "before"],
    [2, "after"],
    [3, "before"],
    [3, "after"],
    [4, "after"],
    [5, "before"],
  ])(
    "assigns each recipient exactly one code after a crash at commit %i (just %s)",
    async (at, when) => {
      // With `always_new`, only the saved progress shows who has a code already.
      const last = await insertPool(services, shop, { codes: 1_400, resendPolicy: "always_new" });
      const pool = await insertPool(services, shop, {
        codes: 1_130,
        resendPolicy: "always_new",
        fallbackPoolId: last,
      });
      const campaign = await campaigns.begin(pool, people(2_100, `crash-${at}-${when}`));
      const broken = breakingServices(services, at, when);
      // If some recipients were already served, the error says so and has the broken connection as its cause.
      await expect(runCampaign(broken, shop, campaign, forever, batchSize)).rejects.toThrow(
        /broken|before a fallback/,
      );
      await campaigns.run(campaign, batchSize);
      expect(await campaigns.find(campaign)).toMatchObject({
        state: "done",
        done: 2_100,
        assigned: 2_100,
      });
      expect(await given(pool)).toEqual([{ count: 1_130, codes: 1_130, people: 1_130 }]);
      expect(await given(last)).toEqual([{ count: 970, codes: 970, people: 970 }]);
      await expectConsistentStock(services, shop);
    },
  );

  it("assigns no code twice if several workers run it concurrently", async () => {
    const pool = await insertPool(services, shop, { codes: 3_000, resendPolicy: "always_new" });
    const campaign = await campaigns.begin(pool, people(1_200, "twice"));
    await Promise.all([1, 2, 3].map(() => campaigns.run(campaign, batchSize)));
    expect(await campaigns.find(campaign)).toMatchObject({ state: "done", assigned: 1_200 });
    expect(await given(pool)).toEqual([{ count: 1_200, codes: 1_200, people: 1_200 }]);
    await expectConsistentStock(services, shop);
  });

  it("keeps assigned codes when it is stopped, and can be resumed", async () => {
    const pool = await insertPool(services, shop, { codes: 4_000, resendPolicy: "always_new" });
    const campaign = await campaigns.begin(pool, people(3_500, "stopped"));
    const stop = () => stopCampaign(services, shop, { campaignId: campaign, actor: bob });
    const stops: unknown[] = [];
    const transaction: TestServices["database"]["transaction"] = async (work) => {
      const result = await services.database.transaction(work);
      const { done } = await campaigns.find(campaign);
      if (done > 0 && stops.length === 0) stops.push(await stop());
      return result;
    };
    const watched = { ...services, database: { ...services.database, transaction } };
    await runCampaign(watched, shop, campaign, forever, batchSize);
    expect(stops).toMatchObject([{ ok: true }]);
    const stopped = await campaigns.find(campaign);
    expect(stopped).toMatchObject({ state: "stopped", refused: 0 });
    expect(stopped.done).toBeLessThan(3_500);
    expect((await given(pool))[0]?.count).toBe(stopped.assigned);
    await campaigns.run(campaign, batchSize);
    expect((await campaigns.find(campaign)).done).toBe(stopped.done);
    expect(await stop()).toEqual({ ok: false, failure: { kind: "campaign_ended" } });

    const resume = () => resumeCampaign(services, shop, { campaignId: campaign, actor: bob });
    expect(await resume()).toMatchObject({ ok: true });
    expect(await resume()).toMatchObject({ ok: true });
    await campaigns.run(campaign, batchSize);
    expect(await campaigns.find(campaign)).toMatchObject({ state: "done", assigned: 3_500 });
    expect(await given(pool)).toEqual([{ count: 3_500, codes: 3_500, people: 3_500 }]);
    expect(await resume()).toEqual({ ok: false, failure: { kind: "nothing_left" } });
    await expectConsistentStock(services, shop);
    expect(await audit(pool)).toMatchObject([
      { action: "campaign.started", actor: "Ada" },
      { action: "campaign.stopped", actor: "Bob", detail: { assigned: stopped.assigned } },
      { action: "campaign.resumed", actor: "Bob", detail: { left: 3_500 - stopped.done } },
      { action: "campaign.finished", actor: "Ada", detail: { assigned: 3_500 } },
    ]);
  });

  it("skips the rest when the pool is empty, and serves them once codes are added", async () => {
    const pool = await insertPool(services, shop, { codes: 600, resendPolicy: "always_new" });
    const campaign = await campaigns.begin(pool, `${people(700, "rest")}\nnobody`);
    await campaigns.run(campaign);
    expect(await campaigns.find(campaign)).toMatchObject({
      state: "done",
      assigned: 600,
      refused: 101,
      retriable: 100,
    });
    const assignRest = async () => {
      await resumeCampaign(services, shop, { campaignId: campaign, actor });
      await campaigns.run(campaign);
    };
    await addCodes(services, shop, pool, 40);
    await assignRest();
    expect(await campaigns.find(campaign)).toMatchObject({ assigned: 640, retriable: 60 });
    await addCodes(services, shop, pool, 90);
    await assignRest();
    expect(await campaigns.find(campaign)).toMatchObject({
      state: "done",
      done: 701,
      assigned: 700,
      refused: 1,
      retriable: 0,
    });
    expect(await given(pool)).toEqual([{ count: 700, codes: 700, people: 700 }]);
    await expectConsistentStock(services, shop);
  });

  it("skips everyone while the pool is inactive, and asks to activate it", async () => {
    const pool = await insertPool(services, shop, { codes: 5 });
    const campaign = await campaigns.begin(pool, people(5, "off"));
    const active = "UPDATE pool SET active = $2 WHERE id = $1";
    await services.database.query(active, [pool, false]);
    await campaigns.run(campaign);
    expect(await campaigns.find(campaign)).toMatchObject({ refused: 5, retriable: 5 });
    const resume = () => resumeCampaign(services, shop, { campaignId: campaign, actor });
    expect(await resume()).toMatchObject({ failure: { kind: "pool_inactive" } });
    await services.database.query(active, [pool, true]);
    await resume();
    await campaigns.run(campaign);
    expect(await campaigns.find(campaign)).toMatchObject({ assigned: 5, refused: 0 });
  });

  it("stops between batches when the worker shuts down, and continues later", async () => {
    const pool = await insertPool(services, shop, { codes: 10 });
    const campaign = await campaigns.begin(pool, people(10, "paused"));
    await expect(runCampaign(services, shop, campaign, AbortSignal.abort())).rejects.toThrow();
    await campaigns.run(campaign);
    expect(await campaigns.find(campaign)).toMatchObject({ state: "done", assigned: 10 });
  });

  it("fails with a reason if the pool was deleted", async () => {
    const pool = await insertPool(services, shop, { codes: 10 });
    const campaign = await campaigns.begin(pool, people(10, "gone"));
    await services.database.query("UPDATE pool SET deleted_at = now() WHERE id = $1", [pool]);
    await campaigns.run(campaign);
    expect(await campaigns.find(campaign)).toMatchObject({
      state: "failed",
      failure: "The pool was deleted.",
    });
    const resumed = await resumeCampaign(services, shop, { campaignId: campaign, actor });
    expect(resumed).toMatchObject({ failure: { kind: "pool_not_found" } });
  });

  it("can't be changed by another shop", async () => {
    const pool = await insertPool(services, shop, { codes: 1 });
    const campaign = await campaigns.begin(pool, people(1));
    const other = await insertShop(services, "other-store.myshopify.com");
    const command = { campaignId: campaign, actor };
    expect(await stopCampaign(services, other, command)).toMatchObject({ ok: false });
    expect(await resumeCampaign(services, other, command)).toMatchObject({ ok: false });
    await runCampaign(services, other, campaign, forever);
    expect(await campaigns.find(campaign)).toMatchObject({ state: "queued", done: 0 });
  });
});
