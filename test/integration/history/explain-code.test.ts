import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { failure, success } from "../../../app/core/result";
import { releaseAssignments } from "../../../app/features/assignments/release/release-assignments.server";
import { explainCode } from "../../../app/features/history/explain-code.server";
import {
  headline,
  storeSentence,
  timelineEvents,
} from "../../../app/features/history/screens/timeline-labels";
import type { FoundCode, Platform } from "../../../app/platform/platform";
import { giveCode } from "../../factories/give-code";
import { cancelled, orderWith, processOrders } from "../../factories/orders";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { FakePlatform } from "../publishing/fake-platform";

const actor = { name: "Ada" };

describe("a code's history", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;
  let platform: FakePlatform;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    services.setTime(new Date("2026-11-21T10:00:00Z"));
    shops += 1;
    shop = await insertShop(services, `explain-${shops}.myshopify.com`);
    platform = new FakePlatform(new Set(["welcome"]));
    services.platform = platform.open;
    poolId = await insertPool(services, shop, { codes: 2 });
  });

  const give = (recipient: string, source?: string) =>
    giveCode(services, shop, poolId, recipient, source);

  /** What a merchant reads about one of our codes. */
  async function read(code: string) {
    const explained = await explainCode(services, shop, code);
    if (!explained.ok || explained.value.kind !== "ours") throw new Error("not ours");
    const { life } = explained.value;
    return {
      headline: headline(life, "UTC"),
      inStore: storeSentence(life, "Shopify"),
      events: timelineEvents(life, "UTC").map(({ text }) => text),
    };
  }

  it("shows a code that is available", async () => {
    const [code] = await services.database.query<{ code: string }>(
      "SELECT code FROM code WHERE shop_id = $1 AND pool_id = $2 ORDER BY position LIMIT 1",
      [shop.id, poolId],
    );
    const shown = await read(` ${code?.code.toLowerCase()}  `);
    expect(shown.headline).toBe("This code is available. It hasn’t been assigned yet.");
    expect(shown.events).toEqual(["Added to the pool."]);
  });

  it("says whether a code the app didn't upload works in the store", async () => {
    const { code } = await give("ada@example.com");
    expect((await read(code)).inStore).toBe(
      "This code isn’t in Shopify. At checkout, customers see “Enter a valid discount code”. Link its pool to a discount and the app will add it.",
    );
    platform.titles.set("welcome", "Welcome");
    platform.put("welcome", code);
    expect((await read(code)).inStore).toBe(
      "In Shopify this code belongs to the discount “Welcome”.",
    );
    platform.ended.add("welcome");
    expect((await read(code)).inStore).toMatch(/has ended\. It doesn’t work at checkout/);
    platform.fault = () => "unreachable";
    expect((await read(code)).inStore).toMatch(/isn’t responding/);
  });

  it("lists assignments, a redemption by another customer, and the effect of its cancellation", async () => {
    const first = await give("ada@example.com", "campaign:Spring");
    services.setTime(new Date("2026-11-21T10:10:00Z"));
    const released = await releaseAssignments(services, shop, {
      poolId,
      assignmentIds: [first.id],
      actor,
    });
    expect(released.map(({ ok }) => ok)).toEqual([true]);
    await services.database.query(
      "UPDATE pool SET cancel_policy = 'restore' WHERE shop_id = $1 AND id = $2",
      [shop.id, poolId],
    );
    services.setTime(new Date("2026-11-21T10:20:00Z"));
    // The released code went to the end of the queue, so the assignment after next gets it.
    await give("grace@example.com");
    const again = await give("edsger@example.com");
    expect(again.code).toBe(first.code);
    services.setTime(new Date("2026-11-21T11:30:00Z"));
    const order = orderWith([again.code], { email: "mallory@example.com" });
    await processOrders(services, shop, order, cancelled(order));

    const shown = await read(first.code);
    expect(shown.events).toEqual([
      "Added to the pool.",
      "Assigned to ada@example.com (source: campaign:Spring).",
      "Released from ada@example.com.",
      "Assigned to edsger@example.com (source: manual).",
      `Used in order ${order.name} by someone other than its recipient. Discount: 5 EUR.`,
      // The platform might not accept the code again, and the pool has no other.
      `Order ${order.name} was canceled: its recipient gets a new code.`,
      "A replacement for edsger@example.com is pending: the pool had no codes left.",
    ]);
  });

  it("links a replaced code to its replacement and back", async () => {
    const old = await give("ada@example.com");
    const fresh = await give("grace@example.com");
    await services.database.query(
      "UPDATE assignment SET replaces_id = $3 WHERE shop_id = $1 AND id = $2",
      [shop.id, fresh.id, old.id],
    );
    const explained = await explainCode(services, shop, old.code);
    if (!explained.ok || explained.value.kind !== "ours") throw new Error("not ours");
    expect(explained.value.life.assignments[0]?.replacedBy).toBe(fresh.code);
    const shown = await read(fresh.code);
    expect(shown.events.at(-1)).toBe(
      `Assigned to grace@example.com (source: manual), replacing ${old.code}.`,
    );
  });

  it("reveals nothing about another shop's codes and asks the platform instead", async () => {
    const { code } = await give("ada@example.com");
    const stranger = await insertShop(services, `explain-stranger-${shops}.myshopify.com`);
    const domains: string[] = [];
    const platformWith = (result: Awaited<ReturnType<Platform["findCodes"]>>) => ({
      ...services,
      platform: (domain: string) => {
        domains.push(domain);
        return { findCodes: () => Promise.resolve(result) } as unknown as Platform;
      },
    });
    const found: FoundCode = {
      platformCodeId: "7",
      discountId: "d",
      discountTitle: "Spring",
      discountStatus: "active",
    };
    const cases = [
      [
        success(new Map([[code.toLowerCase(), found]])),
        { kind: "discount", title: "Spring", ended: false },
      ],
      [success(new Map()), { kind: "nowhere" }],
      [failure({ kind: "platform_unreachable", detail: "" } as const), { kind: "unknown" }],
    ] as const;
    for (const [result, elsewhere] of cases) {
      const explained = await explainCode(platformWith(result), stranger, code);
      expect(explained).toEqual(success({ kind: "not_ours", code, elsewhere }));
    }
    expect(new Set(domains)).toEqual(new Set([stranger.domain]));
  });

  it("rejects text that can't be a code", async () => {
    const explained = await explainCode(services, shop, "two\nlines");
    expect(explained.ok).toBe(false);
  });
});
