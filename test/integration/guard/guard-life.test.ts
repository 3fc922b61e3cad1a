import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { noticeGuardChange } from "../../../app/features/guard/discount/notice-guard-change.server";
import { writeGuard } from "../../../app/features/guard/discount/write-guard.server";
import { readGuard } from "../../../app/features/guard/settings/read-guard.server";
import { repairGuard } from "../../../app/features/guard/settings/repair-guard.server";
import { setGuardEnabled } from "../../../app/features/guard/settings/set-guard-enabled.server";
import { type GuardPlatform, guardPlatform } from "../../factories/guard-platform";
import { insertProtectedPool } from "../../factories/protected-pool";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const actor = { name: "Ada L." };
const start = new Date("2026-11-21T12:00:00Z");
const unreachable = { kind: "platform_unreachable", detail: "No response" } as const;
const denied = { kind: "platform_denied", detail: "Access denied" } as const;
const refused = (reason: "too_many_automatic_discounts" | "function_missing" | "scope_missing") =>
  ({ kind: "guard_refused", reason, detail: "Not so" }) as const;

let services: TestServices;
let platform: GuardPlatform;
let shop: ShopContext;
let shops = 0;

beforeAll(async () => {
  services = await openTestServices();
  return () => services.close();
});

beforeEach(async () => {
  services.setTime(start);
  platform = guardPlatform(services);
  shops += 1;
  shop = await insertShop(services, `store-${shops}.myshopify.com`);
});

const work = () => runJobs(services, ["write-guard"]);
const view = () => readGuard(services, shop);
const minutes = (count: number) => services.setTime(new Date(start.getTime() + count * 60_000));
const protect = () => insertProtectedPool(services, shop, { prefix: `SPRING${shops}` });
/** A shop whose guard is on. */
const turnOn = async () => {
  await protect();
  await writeGuard(services, shop);
};
const sweep = () => runJobs(services, ["sweep-guards", "write-guard"]);
const enqueueSweep = () =>
  services.database.query("SELECT graphile_worker.add_job('sweep-guards', job_key => 'sweep')");
const actions = async () => {
  const rows = await services.database.query<{ actor: string; action: string }>(
    "SELECT actor, action FROM audit_entry WHERE shop_id = $1 ORDER BY id",
    [shop.id],
  );
  return rows.map(({ actor, action }) => `${actor}: ${action}`);
};
/** The webhook that Shopify sends when a discount changes. */
const notice = () =>
  services.database.transaction((tx) =>
    noticeGuardChange(services, tx, shop, { platformId: platform.guards[0]?.id ?? "none" }),
  );

describe("the guard", () => {
  it("is off in a store that protects no pool", async () => {
    await enqueueSweep();
    await sweep();
    expect(await view()).toMatchObject({ enabled: false, status: "off", remedy: "none" });
    expect(platform.calls).toEqual([]);
  });

  it("turns itself on for the first protected pool", async () => {
    await protect();
    await enqueueSweep();
    await sweep();
    expect(platform.guards).toHaveLength(1);
    expect(await view()).toMatchObject({
      enabled: true,
      status: "on",
      upToDate: true,
      remedy: "none",
      pools: { guarded: 1, leftOut: [], unrecognizable: [] },
    });
    expect(await actions()).toEqual(["app: guard.enabled"]);
  });

  it("stays off once the merchant has turned it off, and says that pools are unprotected", async () => {
    await setGuardEnabled(services, shop, { enabled: false, actor });
    await protect();
    await enqueueSweep();
    await sweep();
    expect(platform.guards).toEqual([]);
    expect(await view()).toMatchObject({ enabled: false, status: "off", remedy: "turn_on" });
  });

  it("is created when it is turned on, and deleted when it is turned off", async () => {
    expect(await setGuardEnabled(services, shop, { enabled: true, actor })).toEqual({
      changed: true,
    });
    expect(await setGuardEnabled(services, shop, { enabled: true, actor })).toEqual({
      changed: false,
    });
    expect(await view()).toMatchObject({ enabled: true, status: "setting_up", remedy: "wait" });
    await work();
    expect(await view()).toMatchObject({ status: "on", since: start });
    await setGuardEnabled(services, shop, { enabled: false, actor });
    expect(await view()).toMatchObject({ enabled: false, status: "removing" });
    await work();
    expect(await view()).toMatchObject({ status: "off", discountUrl: null });
    expect(platform.guards).toEqual([]);
    expect(await actions()).toEqual(["Ada L.: guard.enabled", "Ada L.: guard.disabled"]);
  });

  it("keeps its discount when it is turned off and on before a job has run", async () => {
    await turnOn();
    await setGuardEnabled(services, shop, { enabled: false, actor });
    await setGuardEnabled(services, shop, { enabled: true, actor });
    await work();
    expect(platform.calls.filter((call) => call === "createGuard")).toHaveLength(1);
    expect(await view()).toMatchObject({ status: "on" });
  });

  it("asks the platform for nothing while nothing changes", async () => {
    await turnOn();
    platform.calls = [];
    minutes(1);
    await writeGuard(services, shop);
    await enqueueSweep();
    await sweep();
    expect(platform.calls).toEqual([]);
  });
});

describe("a guard that the merchant deleted in Shopify", () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      "at once, by the webhook",
      async () =>
        services.database.transaction((tx) =>
          noticeGuardChange(services, tx, shop, {
            platformId: "gid://shopify/DiscountAutomaticNode/1",
          }),
        ),
    ],
    [
      "within 15 minutes without it",
      async () => {
        minutes(15);
        await enqueueSweep();
      },
    ],
  ])("is noticed %s, and created again by one button", async (_how, happen) => {
    await turnOn();
    platform.guards = [];
    await happen();
    await sweep();
    expect(await view()).toMatchObject({ status: "missing", remedy: "repair", discountUrl: null });
    expect(platform.guards).toEqual([]);
    expect(await repairGuard(services, shop, { actor })).toEqual({ ok: true, value: undefined });
    expect(await view()).toMatchObject({ status: "setting_up" });
    await work();
    expect(platform.guards).toHaveLength(1);
    expect(await view()).toMatchObject({ status: "on" });
    expect((await actions()).slice(1)).toEqual(["app: guard.missing", "Ada L.: guard.repaired"]);
  });
});

describe("a guard that the merchant deactivated in Shopify", () => {
  it("is noticed, kept up to date, and activated by one button", async () => {
    await turnOn();
    const [guard] = platform.guards;
    if (guard) guard.active = false;
    await notice();
    await work();
    expect(await view()).toMatchObject({ status: "deactivated", remedy: "repair" });
    await insertProtectedPool(services, shop, { prefix: `EASTER${shops}` });
    await writeGuard(services, shop);
    expect(guard?.active).toBe(false);
    expect(guard?.texts.config).toContain(`easter${shops}-`);
    await repairGuard(services, shop, { actor });
    await work();
    expect(guard?.active).toBe(true);
    expect(await view()).toMatchObject({ status: "on", upToDate: true });
    expect((await actions()).slice(1)).toEqual([
      "app: guard.deactivated",
      "Ada L.: guard.repaired",
    ]);
  });

  it("ignores webhooks about other discounts", async () => {
    await turnOn();
    platform.calls = [];
    await services.database.transaction((tx) =>
      noticeGuardChange(services, tx, shop, { platformId: "gid://shopify/DiscountCodeNode/9" }),
    );
    await work();
    expect(platform.calls).toEqual([]);
  });
});

describe("a guard that Shopify doesn't take", () => {
  it.each([
    ["no_room", "too_many_automatic_discounts", "free_discount"],
    ["function_missing", "function_missing", "contact_support"],
    ["scope_missing", "scope_missing", "approve_scopes"],
  ] as const)(
    "says so (%s), and is created once that has changed",
    async (status, reason, remedy) => {
      await protect();
      platform.next.createGuard = { result: refused(reason) };
      await writeGuard(services, shop);
      expect(await view()).toMatchObject({ status, remedy, detail: "Not so" });
      minutes(5);
      await enqueueSweep();
      await sweep();
      expect(await view()).toMatchObject({ status: "on", detail: null });
      expect(platform.guards).toHaveLength(1);
    },
  );

  it("says since when the platform doesn't respond", async () => {
    await turnOn();
    minutes(15);
    platform.next.readGuard = { result: unreachable };
    await expect(writeGuard(services, shop)).rejects.toThrow("No response");
    minutes(16);
    platform.next.readGuard = { result: unreachable };
    await expect(writeGuard(services, shop)).rejects.toThrow();
    const since = new Date(start.getTime() + 15 * 60_000);
    expect(await view()).toMatchObject({
      status: "on",
      trouble: { kind: "unreachable", since, detail: "No response" },
      remedy: "wait",
    });
    await writeGuard(services, shop);
    expect(await view()).toMatchObject({ status: "on", trouble: null });
  });

  it("says that the app has no access", async () => {
    await protect();
    platform.next.readGuard = { result: denied };
    await writeGuard(services, shop);
    expect(await view()).toMatchObject({
      status: "setting_up",
      trouble: { kind: "denied" },
      remedy: "approve_scopes",
    });
  });
});

describe("a guard is created once", () => {
  it("if the response to its creation was lost", async () => {
    await protect();
    platform.next.createGuard = { result: unreachable, lost: true };
    await expect(writeGuard(services, shop)).rejects.toThrow();
    await expect(writeGuard(services, shop)).resolves.toBeUndefined();
    expect(platform.guards).toHaveLength(1);
    expect(await view()).toMatchObject({ status: "on" });
  });

  it("if the process was killed before it stored the discount's ID", async () => {
    await protect();
    platform.after = (call) => {
      if (call === "createGuard") throw new Error("killed");
    };
    await expect(writeGuard(services, shop)).rejects.toThrow("killed");
    platform.after = () => undefined;
    await enqueueSweep();
    await sweep();
    expect(platform.guards).toHaveLength(1);
    expect(await view()).toMatchObject({ status: "on" });
  });

  it("if two workers do it at the same time", async () => {
    await protect();
    let others = 0;
    platform.before = async (call) => {
      if (call !== "createGuard" || others > 0) return;
      others += 1;
      await expect(writeGuard(services, shop)).rejects.toThrow("being created");
    };
    await writeGuard(services, shop);
    expect(platform.calls.filter((call) => call === "createGuard")).toHaveLength(1);
    expect(platform.guards).toHaveLength(1);
    expect(await view()).toMatchObject({ status: "on" });
  });

  it("and never while the merchant turns it off", async () => {
    await protect();
    platform.after = async (call) => {
      if (call === "createGuard") await setGuardEnabled(services, shop, { enabled: false, actor });
    };
    await writeGuard(services, shop);
    await work();
    expect(platform.guards).toEqual([]);
    expect(await view()).toMatchObject({ status: "off" });
  });

  it("after a reinstallation, although its discount is gone", async () => {
    await turnOn();
    platform.guards = [];
    minutes(60);
    await services.database.query("UPDATE shop SET installed_at = $2 WHERE id = $1", [
      shop.id,
      services.clock.now(),
    ]);
    await enqueueSweep();
    await sweep();
    expect(platform.guards).toHaveLength(1);
    expect(await view()).toMatchObject({ status: "on" });
  });

  it("and not touched by an uninstallation", async () => {
    await turnOn();
    platform.calls = [];
    await services.database.query("UPDATE shop SET uninstalled_at = $2 WHERE id = $1", [
      shop.id,
      start,
    ]);
    minutes(60);
    await enqueueSweep();
    await sweep();
    expect(platform.calls).toEqual([]);
  });
});

it("turning it off deletes the discount even if its creation was never confirmed", async () => {
  await protect();
  platform.next.createGuard = { result: unreachable, lost: true };
  await expect(writeGuard(services, shop)).rejects.toThrow();
  await setGuardEnabled(services, shop, { enabled: false, actor });
  await work();
  expect(platform.guards).toEqual([]);
});

it("a guard that is off can't be repaired", async () => {
  expect(await repairGuard(services, shop, { actor })).toEqual({
    ok: false,
    failure: { kind: "guard_off" },
  });
});
