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
import { cancelled, follow, orderWith } from "../../factories/orders";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { FakePlatform } from "../publishing/fake-platform";

const actor = { name: "Ada" };

describe("explaining a code", () => {
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

  /** What a merchant reads of a code of ours. */
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

  it("tells of a code that waits", async () => {
    const [code] = await services.database.query<{ code: string }>(
      "SELECT code FROM code WHERE shop_id = $1 AND pool_id = $2 ORDER BY position LIMIT 1",
      [shop.id, poolId],
    );
    const told = await read(` ${code?.code.toLowerCase()}  `);
    expect(told.headline).toBe("Nobody was given this code: it waits in its pool.");
    expect(told.events).toEqual(["Added to the pool."]);
  });

  it("tells whether a code that the app did not upload works in the store", async () => {
    const { code } = await give("ada@example.com");
    expect((await read(code)).inStore).toBe(
      "The code isn’t in Shopify: at checkout, customers see “Enter a valid discount code”. Link its pool to a discount to have the app add it.",
    );
    platform.titles.set("welcome", "Welcome");
    platform.put("welcome", code);
    expect((await read(code)).inStore).toBe(
      "In Shopify the code belongs to the discount “Welcome”.",
    );
    platform.ended.add("welcome");
    expect((await read(code)).inStore).toMatch(/has ended: it doesn’t work at checkout/);
    platform.mishap = () => "unreachable";
    expect((await read(code)).inStore).toMatch(/doesn’t answer now/);
  });

  it("tells of hand-outs, an order by somebody else, and what its cancellation did", async () => {
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
    // The released code went to the end of the line: the one after next is it.
    await give("grace@example.com");
    const again = await give("edsger@example.com");
    expect(again.code).toBe(first.code);
    services.setTime(new Date("2026-11-21T11:30:00Z"));
    const order = orderWith([again.code], { email: "mallory@example.com" });
    await follow(services, shop, order, cancelled(order));

    const told = await read(first.code);
    expect(told.events).toEqual([
      "Added to the pool.",
      "Assigned to ada@example.com (source: campaign:Spring).",
      "Taken back from ada@example.com.",
      "Assigned to edsger@example.com (source: manual).",
      `Used in the order ${order.name} by somebody else than its recipient. It took 5 EUR off.`,
      // The platform might not take the code again, and the pool has no other.
      `The order ${order.name} was canceled: its recipient gets a new code.`,
      "A new code is owed to edsger@example.com: there was none in stock.",
    ]);
  });

  it("leads from a replaced code to the new one, and back", async () => {
    const old = await give("ada@example.com");
    const fresh = await give("grace@example.com");
    await services.database.query(
      "UPDATE assignment SET replaces_id = $3 WHERE shop_id = $1 AND id = $2",
      [shop.id, fresh.id, old.id],
    );
    const explained = await explainCode(services, shop, old.code);
    if (!explained.ok || explained.value.kind !== "ours") throw new Error("not ours");
    expect(explained.value.life.handOuts[0]?.replacedBy).toBe(fresh.code);
    const told = await read(fresh.code);
    expect(told.events.at(-1)).toBe(
      `Assigned to grace@example.com (source: manual), in place of ${old.code}.`,
    );
  });

  it("knows nothing of another shop's codes, and asks the platform", async () => {
    const { code } = await give("ada@example.com");
    const stranger = await insertShop(services, `explain-stranger-${shops}.myshopify.com`);
    const asked: string[] = [];
    const answering = (answer: Awaited<ReturnType<Platform["findCodes"]>>) => ({
      ...services,
      platform: (domain: string) => {
        asked.push(domain);
        return { findCodes: () => Promise.resolve(answer) } as unknown as Platform;
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
    for (const [answer, elsewhere] of cases) {
      const explained = await explainCode(answering(answer), stranger, code);
      expect(explained).toEqual(success({ kind: "not_ours", code, elsewhere }));
    }
    expect(new Set(asked)).toEqual(new Set([stranger.domain]));
  });

  it("says what can be no code", async () => {
    const explained = await explainCode(services, shop, "two\nlines");
    expect(explained.ok).toBe(false);
  });
});
