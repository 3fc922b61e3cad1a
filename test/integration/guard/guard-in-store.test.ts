import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { success } from "../../../app/core/result";
import { writeGuard } from "../../../app/features/guard/discount/write-guard.server";
import { readGuard } from "../../../app/features/guard/settings/read-guard.server";
import { repairGuard } from "../../../app/features/guard/settings/repair-guard.server";
import { setGuardEnabled } from "../../../app/features/guard/settings/set-guard-enabled.server";
import { shopifyPlatform } from "../../../app/platform/shopify/shopify-platform.server";
import { webhookVerifier } from "../../../app/platform/shopify/verify-webhook.server";
import type { HandlerInput, RequestHandler } from "../../../app/server/router.server";
import { webhookHandlers } from "../../../app/webhooks/topics.server";
import {
  API_KEY,
  API_SECRET,
  adminApi,
  DEMO_SHOP,
  testSandbox,
} from "../../doubles/shopify/testing";
import { offlineToken } from "../../factories/offline-token";
import { insertProtectedPool } from "../../factories/protected-pool";
import { noPause } from "../../setup/no-pause";
import { postedRequest } from "../../setup/posted-request";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const scopes = ["read_products", "read_discounts", "write_discounts", "write_customers"];
const actor = { name: "Ada L." };

describe("the guard of a store on Shopify", () => {
  const sandbox = testSandbox({ tomlFile: "../../../../shopify.app.toml", scopes });
  const admin = adminApi(sandbox);
  let services: TestServices;
  let shop: ShopContext;

  beforeAll(async () => {
    await sandbox.follow();
    services = await openTestServices();
    return () => services.close();
  });

  beforeEach(async () => {
    await sandbox.call("POST", "/control/api/reset", { seed: "small" });
    const token = await offlineToken(sandbox, DEMO_SHOP);
    services.platform = shopifyPlatform(async () => success(token), {
      apiKey: API_KEY,
      pause: noPause,
    });
    services.setTime(new Date());
    await services.database.query("DELETE FROM shop");
    await services.database.query("DELETE FROM guard");
    shop = await insertShop(services, DEMO_SHOP);
    await insertProtectedPool(services, shop, { prefix: `VIP${shop.id}` });
    sandbox.app.received = [];
  });

  const view = () => readGuard(services, shop);
  const work = () => runJobs(services, ["write-guard"]);
  const sandboxShop = () => {
    const found = sandbox.running.sandbox.world.shops[DEMO_SHOP];
    if (!found) throw new Error("There is no demo store");
    return found;
  };
  const discounts = () =>
    Object.values(sandboxShop().discounts).filter(({ kind }) => kind === "app");
  const advance = async (minutes: number) => {
    const clock = (await sandbox.call("POST", "/control/api/clock", {
      advanceMs: minutes * 60_000,
    })) as { now: string };
    services.setTime(new Date(clock.now));
  };
  const fault = (field: string, kind: string) =>
    sandbox.call("POST", "/control/api/faults", { match: `graphql:${field}`, kind, times: 1 });
  /** What the function reads at checkout. */
  const metafields = async () => {
    const id = discounts()[0]?.id ?? "";
    const node = await admin.field<{ config: { value: string } }>(
      "node",
      `query ($id: ID!) { node(id: $id) { ... on DiscountAutomaticNode {
        config: metafield(namespace: "$app:guard", key: "config") { value } } } }`,
      { id: `gid://shopify/DiscountAutomaticNode/${id}` },
    );
    return node.config.value;
  };
  /** A merchant changes the discount in the admin, and Shopify sends its webhook. */
  const inAdmin = async (action: "deactivate" | "activate" | "delete") => {
    const path = `/admin/store/demo-store/discounts/${discounts()[0]?.id}/${action}`;
    sandbox.app.received = [];
    await fetch(`${sandbox.running.url}${path}`, { method: "POST", redirect: "manual" });
    const topic = action === "delete" ? "discounts/delete" : "discounts/update";
    const delivery = await vi.waitUntil(() =>
      sandbox.app.received.find(({ path }) => path === `/webhooks/${topic}`),
    );
    const handler = (webhookHandlers as Record<string, RequestHandler>)[topic];
    const headers = delivery.headers as Record<string, string>;
    const request = postedRequest(delivery.path, headers, delivery.body);
    const verifyWebhook = webhookVerifier({ apiSecret: API_SECRET });
    const input = { request, services: { ...services, verifyWebhook } };
    expect((await handler?.(input as unknown as HandlerInput))?.status).toBe(200);
  };

  it("is an automatic discount that takes nothing off and combines with all others", async () => {
    await writeGuard(services, shop);
    const { status, upToDate, discountUrl } = await view();
    expect({ status, upToDate }).toEqual({ status: "on", upToDate: true });
    expect(discounts()).toMatchObject([
      {
        method: "automatic",
        combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true },
      },
    ]);
    expect(discountUrl).toContain(`/discounts/${discounts()[0]?.id}`);
    expect(JSON.parse(await metafields()).p).toMatchObject([{ x: `vip${shop.id}-`, f: 1 }]);
  });

  it("is written again when a pool changes, and not when none did", async () => {
    await writeGuard(services, shop);
    const before = await metafields();
    await advance(15);
    await writeGuard(services, shop);
    expect(await metafields()).toBe(before);
    await insertProtectedPool(services, shop, { prefix: `GOLD${shop.id}` });
    await writeGuard(services, shop);
    expect(JSON.parse(await metafields()).p).toHaveLength(2);
  });

  it("is created once although the response was lost and search doesn't find it yet", async () => {
    await sandbox.call("POST", "/control/api/pace", { searchMs: 3_600_000 });
    await fault("discountAutomaticAppCreate", "lost-answer");
    await expect(writeGuard(services, shop)).rejects.toThrow("No response");
    await advance(2);
    await writeGuard(services, shop);
    expect(discounts()).toHaveLength(1);
    expect(await view()).toMatchObject({ status: "on", upToDate: true });
  });

  it("is missing when the merchant deletes it, until it is repaired", async () => {
    await writeGuard(services, shop);
    await inAdmin("delete");
    await work();
    expect(await view()).toMatchObject({ status: "missing", remedy: "repair" });
    await repairGuard(services, shop, { actor });
    await work();
    expect(discounts()).toHaveLength(1);
    expect(await view()).toMatchObject({ status: "on" });
  });

  it("is deactivated when the merchant does that, until it is repaired", async () => {
    await writeGuard(services, shop);
    await inAdmin("deactivate");
    await work();
    expect(await view()).toMatchObject({ status: "deactivated", remedy: "repair" });
    await repairGuard(services, shop, { actor });
    await fault("discountAutomaticActivate", "lost-answer");
    await work();
    expect(await view()).toMatchObject({ status: "on" });
  });

  it("works again when the merchant activates it", async () => {
    await writeGuard(services, shop);
    await inAdmin("deactivate");
    await work();
    await inAdmin("activate");
    await work();
    expect(await view()).toMatchObject({ status: "on" });
  });

  it("has no room beside 25 automatic discounts until one of them ends", async () => {
    const { active } = (await sandbox.call(
      "POST",
      `/control/api/shops/${DEMO_SHOP}/automatic-discounts`,
      { count: 25 },
    )) as { active: { id: string }[] };
    await writeGuard(services, shop);
    expect(await view()).toMatchObject({ status: "no_room", remedy: "free_discount" });
    expect(discounts()).toEqual([]);
    for (const { id } of active) delete sandboxShop().discounts[id];
    await writeGuard(services, shop);
    expect(await view()).toMatchObject({ status: "on" });
  });

  it("waits until its function is deployed", async () => {
    await sandbox.call("POST", "/control/api/functions/code-guard", { deployed: false });
    await writeGuard(services, shop);
    expect(await view()).toMatchObject({ status: "function_missing", remedy: "contact_support" });
    await sandbox.call("POST", "/control/api/functions/code-guard", { deployed: true });
    await writeGuard(services, shop);
    expect(await view()).toMatchObject({ status: "on" });
  });

  it("isn't written over what another process has written since", async () => {
    await writeGuard(services, shop);
    const platform = services.platform(DEMO_SHOP);
    const read = await platform.readGuard(null);
    if (!read.ok || !read.value) throw new Error("There is no guard");
    const texts = { config: `{"k":[],"p":[]}`, messages: "{}" };
    expect(await platform.writeGuardConfig(read.value, texts)).toMatchObject({ ok: true });
    const others = { ...texts, config: `{"k":[],"p":[],"b":""}` };
    expect(await platform.writeGuardConfig(read.value, others)).toEqual({
      ok: false,
      failure: { kind: "guard_outdated" },
    });
    await advance(15);
    await writeGuard(services, shop);
    expect(JSON.parse(await metafields()).p).toHaveLength(1);
  });

  it("is written in the next run if the response to a write was lost", async () => {
    await writeGuard(services, shop);
    await insertProtectedPool(services, shop, { prefix: `GOLD${shop.id}` });
    await fault("metafieldsSet", "lost-answer");
    await expect(writeGuard(services, shop)).rejects.toThrow("No response");
    expect(await view()).toMatchObject({ status: "on", trouble: { kind: "unreachable" } });
    await writeGuard(services, shop);
    expect(await view()).toMatchObject({ status: "on", trouble: null, upToDate: true });
  });

  it("is deleted when it is turned off, also if the response is lost", async () => {
    await writeGuard(services, shop);
    await setGuardEnabled(services, shop, { enabled: false, actor });
    await fault("discountAutomaticDelete", "lost-answer");
    await work();
    expect(discounts()).toEqual([]);
    expect(await view()).toMatchObject({ status: "off" });
  });
});
