import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { addCodes } from "../../../app/features/codes/add-codes.server";
import { buildConfig } from "../../../app/features/guard/config/build-config.server";
import { writeGuard } from "../../../app/features/guard/discount/write-guard.server";
import { readConfig } from "../../../app/features/guard/rule/config";
import { readGuard } from "../../../app/features/guard/settings/read-guard.server";
import { setGuardMessages } from "../../../app/features/guard/settings/set-guard-messages.server";
import { archivePool } from "../../../app/features/pools/changing/archive-pool.server";
import { deletePool } from "../../../app/features/pools/changing/delete-pool.server";
import { setCheckoutPaused } from "../../../app/features/pools/changing/set-checkout-paused.server";
import { setPoolActive } from "../../../app/features/pools/changing/set-pool-active.server";
import { blockedMark } from "../../../app/features/publishing/sealing/seal";
import { rotateSealKey, sealKeys } from "../../../app/features/publishing/sealing/seal-keys.server";
import { setProtection } from "../../../app/features/publishing/sealing/set-protection.server";
import { setRecipientBlocked } from "../../../app/features/recipients/blocking/set-recipient-blocked.server";
import { type GuardPlatform, guardPlatform } from "../../factories/guard-platform";
import { insertCodes } from "../../factories/insert-codes";
import { insertProtectedPool } from "../../factories/protected-pool";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const actor = { name: "Ada L." };

let services: TestServices;
let platform: GuardPlatform;
let shop: ShopContext;
let shops = 0;

beforeAll(async () => {
  services = await openTestServices();
  return () => services.close();
});

beforeEach(async () => {
  platform = guardPlatform(services);
  shops += 1;
  shop = await insertShop(services, `store-${shops}.myshopify.com`);
});

const work = () => runJobs(services, ["write-guard"]);
/** What the function reads at checkout. */
const config = () => readConfig(JSON.parse(platform.guards[0]?.texts.config ?? "null"));
const view = () => readGuard(services, shop);
const block = (recipient: string, blocked = true) =>
  setRecipientBlocked(services, shop, { recipient, blocked, actor });

describe("a pool at checkout", () => {
  it("is recognized by what all of its codes begin with", async () => {
    const id = await insertProtectedPool(services, shop, { prefix: "SUMMER" });
    await writeGuard(services, shop);
    expect(config()?.p).toEqual([{ i: id, x: "summer-", f: 1 }]);
  });

  it("is recognized by its only code if that is shared", async () => {
    const id = await insertProtectedPool(services, shop, {
      type: "shared",
      prefix: "WELCOME",
      codes: 1,
      checkoutPaused: true,
    });
    await writeGuard(services, shop);
    expect(config()?.p).toEqual([{ i: id, e: "welcome-1", f: 4 }]);
  });

  it("can't be recognized if its codes have nothing in common", async () => {
    const id = await insertProtectedPool(services, shop, { name: "Mixed", prefix: "SUN" });
    await insertCodes(services, shop.id, id, 1, "RAIN");
    await writeGuard(services, shop);
    expect(config()?.p).toEqual([]);
    expect((await view()).pools).toEqual({
      guarded: 1,
      leftOut: [],
      unrecognizable: [{ id, name: "Mixed", reason: "no_common_prefix" }],
    });
  });

  it("is recognized by the codes that can still be used", async () => {
    const id = await insertProtectedPool(services, shop, { prefix: "SUN" });
    await insertCodes(services, shop.id, id, 3, "OLD");
    await services.database.query(
      "UPDATE code SET stored_state = 'voided' WHERE shop_id = $1 AND code_key LIKE 'old-%'",
      [shop.id],
    );
    await writeGuard(services, shop);
    expect(config()?.p).toEqual([{ i: id, x: "sun-", f: 1 }]);
  });

  it.each([
    ["that begin the same way", "SUN-RISE", ["prefix_of_other_pool"]],
    ["around its own", "SUM", []],
  ])("shares the store with codes of another pool %s", async (_what, others, reasons) => {
    await insertProtectedPool(services, shop, { prefix: "SUN" });
    await insertProtectedPool(services, shop, {
      prefix: others,
      holderOnly: false,
      name: `Others ${shops}`,
    });
    const other = await insertProtectedPool(services, shop, { prefix: "SUO", holderOnly: false });
    await insertCodes(services, shop.id, other, 2, "SAL");
    const { pools } = await view();
    expect(pools.unrecognizable.map(({ reason }) => reason)).toEqual(reasons);
  });

  it("has no entry while it has no codes", async () => {
    await insertProtectedPool(services, shop, { codes: 0 });
    await writeGuard(services, shop);
    expect(config()?.p).toEqual([]);
    expect((await view()).pools).toMatchObject({ guarded: 1, unrecognizable: [] });
  });
});

describe("what the guard knows follows", () => {
  it("a pool that is protected, paused, deactivated, archived and deleted", async () => {
    const id = await insertProtectedPool(services, shop, { prefix: "VIP", name: `VIP ${shops}` });
    await writeGuard(services, shop);
    const flags = async (change: Promise<{ ok: boolean }>) => {
      expect((await change).ok).toBe(true);
      await work();
      return config()?.p.map(({ f }) => f);
    };
    const at = { poolId: id, actor };
    const both = { holderOnly: true, personalExpiration: true, version: 1 };
    expect(await flags(setProtection(services, shop, { ...at, ...both }))).toEqual([3]);
    expect(await flags(setCheckoutPaused(services, shop, { ...at, paused: true }))).toEqual([7]);
    expect(await flags(setCheckoutPaused(services, shop, { ...at, paused: false }))).toEqual([3]);
    expect(await flags(setPoolActive(services, shop, { ...at, active: false }))).toEqual([7]);
    expect(await flags(setPoolActive(services, shop, { ...at, active: true }))).toEqual([3]);
    expect(await flags(archivePool(services, shop, { ...at, archived: true }))).toEqual([7]);
    const typedName = `VIP ${shops}`;
    expect(await flags(deletePool(services, shop, { ...at, typedName }))).toEqual([]);
  });

  it("new codes of a pool", async () => {
    const id = await insertProtectedPool(services, shop, { prefix: "NORTH-A" });
    await writeGuard(services, shop);
    expect(config()?.p).toMatchObject([{ x: "north-a-" }]);
    await addCodes(services, shop, {
      poolId: id,
      actor,
      codes: [{ code: "NORTH-B", message: null, assignBy: null, useBy: null, useWithinDays: null }],
    });
    await work();
    expect(config()?.p).toMatchObject([{ x: "north-" }]);
  });

  it("people who are blocked and unblocked, as hashes", async () => {
    await insertProtectedPool(services, shop, { prefix: "VIP" });
    await writeGuard(services, shop);
    await block("Eve@Example.com");
    await block("77");
    await work();
    const [key] = await sealKeys(services, shop.id);
    const mark = (identity: string) => blockedMark(key?.secret ?? Buffer.alloc(0), identity);
    expect(config()?.b).toBe(mark("customer:77") + mark("eve@example.com"));
    expect(platform.guards[0]?.texts.config).not.toMatch(/eve|example/i);
    expect((await view()).blocked).toEqual({ covered: 2, total: 2 });
    await block("eve@example.com", false);
    await work();
    expect(config()?.b).toBe(mark("customer:77"));
  });

  it("keys, and codes are sealed with a new key only once the guard has it", async () => {
    await insertProtectedPool(services, shop, { prefix: "VIP" });
    await writeGuard(services, shop);
    await rotateSealKey(services, shop, { actor: { name: "Ada" } });
    await work();
    const keys = await sealKeys(services, shop.id);
    expect(config()?.k).toEqual(keys.map(({ secret }) => secret.toString("hex")));
    expect(keys.map(({ id }) => id)).toEqual([2, 1]);
    const published = await services.database.query(
      "SELECT 1 FROM seal_key WHERE shop_id = $1 AND published_at IS NOT NULL",
      [shop.id],
    );
    expect(published).toHaveLength(2);
  });

  it("the merchant's messages", async () => {
    await insertProtectedPool(services, shop, { prefix: "VIP" });
    await writeGuard(services, shop);
    const { version } = await view();
    const messages = { de: { holder: "Nur für dich." }, en: { paused: "Not now." } };
    expect(await setGuardMessages(services, shop, { messages, version, actor })).toEqual({
      ok: true,
      value: { version: version + 1 },
    });
    await work();
    expect(JSON.parse(platform.guards[0]?.texts.messages ?? "")).toEqual(messages);
    expect((await view()).messages).toEqual(messages);
    expect(await setGuardMessages(services, shop, { messages, version, actor })).toEqual({
      ok: false,
      failure: { kind: "outdated" },
    });
  });
});

it("messages can be written before the guard is on, and don't turn it on", async () => {
  const messages = { en: { paused: "Not now." } };
  const { version } = await view();
  expect(version).toBe(0);
  await setGuardMessages(services, shop, { messages, version, actor });
  await work();
  expect(await view()).toMatchObject({ enabled: false, status: "off", messages, version: 1 });
  expect(platform.guards).toEqual([]);
  await insertProtectedPool(services, shop, { prefix: "VIP" });
  await writeGuard(services, shop);
  expect(JSON.parse(platform.guards[0]?.texts.messages ?? "")).toEqual(messages);
});

it("an older configuration never replaces a newer one", async () => {
  const id = await insertProtectedPool(services, shop, { prefix: "VIP" });
  await writeGuard(services, shop);
  await insertProtectedPool(services, shop, { prefix: "GOLD" });
  let interrupted = false;
  platform.before = async (call) => {
    if (call !== "writeGuardConfig" || interrupted) return;
    interrupted = true;
    // The first worker has built its texts. Meanwhile another one writes newer texts.
    await setCheckoutPaused(services, shop, { poolId: id, paused: true, actor });
    await writeGuard(services, shop);
    expect(config()?.p.map(({ f }) => f)).toEqual([5, 1]);
  };
  await writeGuard(services, shop);
  expect(interrupted).toBe(true);
  expect(config()?.p.map(({ f }) => f)).toEqual([5, 1]);
  expect(await view()).toMatchObject({ upToDate: true });
});

it("a configuration that somebody else changed is written again", async () => {
  await insertProtectedPool(services, shop, { prefix: "VIP" });
  await writeGuard(services, shop);
  const [guard] = platform.guards;
  if (guard) guard.texts = { ...guard.texts, config: "{}" };
  services.setTime(new Date(services.clock.now().getTime() + 15 * 60_000));
  await writeGuard(services, shop);
  expect(config()?.p).toHaveLength(1);
});

it("a store with 500 protected pools and 5,000 blocked people gets 10,000 bytes at most", async () => {
  await services.database.query(
    `WITH pools AS (
       INSERT INTO pool (shop_id, name, name_key, handle, type, active, created_at, updated_at, holder_only)
       SELECT $1, 'Big ' || n, 'big ' || n, 'big-' || n, 'static', true, now(), now(), true
         FROM generate_series(1, 500) AS n RETURNING id, handle)
     INSERT INTO code (shop_id, pool_id, position, stored_state, created_at, code, code_key)
     SELECT $1, id, nextval('code_position_seq'), 'available', now(), handle || '-x' || k, handle || '-x' || k
       FROM pools, generate_series(1, 3) AS k`,
    [shop.id],
  );
  for (const recipient of ["first@example.com", "last@example.com"]) await block(recipient);
  await services.database.query(
    `INSERT INTO recipient (shop_id, key, address, domain_key, blocked_at)
     SELECT $1, decode(md5(n::text), 'hex'), address, domain_key, blocked_at - interval '1 day'
       FROM recipient, generate_series(1, 4998) AS n
      WHERE shop_id = $1 AND id = (SELECT max(id) FROM recipient WHERE shop_id = $1)`,
    [shop.id],
  );
  await writeGuard(services, shop);
  const text = platform.guards[0]?.texts.config ?? "";
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(10_000);
  const { pools, bytes, blocked } = await view();
  expect(bytes).toEqual({ used: Buffer.byteLength(text), max: 10_000 });
  expect(config()?.p).toHaveLength(500 - pools.leftOut.length);
  expect(pools.guarded).toBe(500);
  expect(blocked.total).toBe(5_000);
  expect(blocked.covered).toBeLessThan(10);
});

it("equal hashes mean equal texts", async () => {
  const poolId = await insertProtectedPool(services, shop, { prefix: "VIP" });
  const seen = new Map<string, string>();
  const changes = [
    () => block("eve@example.com"),
    () => setCheckoutPaused(services, shop, { poolId, paused: true, actor }),
    () => block("eve@example.com", false),
    () => setCheckoutPaused(services, shop, { poolId, paused: false, actor }),
    () => rotateSealKey(services, shop, { actor: { name: "Ada" } }),
    () => insertProtectedPool(services, shop, { prefix: "GOLD" }),
  ];
  for (const change of [async () => undefined, ...changes]) {
    await change();
    for (const messages of [{}, { en: { paused: "Not now." } }]) {
      const { hash, texts } = await buildConfig(services, shop, messages);
      const text = JSON.stringify(texts);
      expect(seen.get(hash) ?? text).toBe(text);
      seen.set(hash, text);
    }
  }
  expect(new Set(seen.values()).size).toBe(seen.size);
  expect(seen.size).toBe(8);
});
