import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { releaseAssignments } from "../../../app/features/assignments/release/release-assignments.server";
import { dayNumber } from "../../../app/features/publishing/sealing/seal";
import { setRecipientBlocked } from "../../../app/features/recipients/blocking/set-recipient-blocked.server";
import { linkCustomer } from "../../../app/features/recipients/identities/link-customer.server";
import { normaliseRecipient } from "../../../app/features/recipients/recipient";
import { recipientKey } from "../../../app/features/recipients/recipient-encryption.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { insertPool } from "../../factories/stocked-pool";
import { runJobs } from "../../setup/run-jobs";
import {
  insertShop,
  openTestServices,
  otherServer,
  type TestServices,
} from "../../setup/test-services";
import { insertDiscount } from "./demo-discount";
import { FakePlatform } from "./fake-platform";
import {
  assignTo,
  codesOf,
  expectSealedFor,
  insertSealedPool,
  poolOf,
  protect,
  unseal,
} from "./sealed-fixture";

const actor = { name: "Ada" };

describe("a claim from a pool whose codes are sealed", () => {
  let services: TestServices;
  let shop: ShopContext;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    services.setTime(new Date("2026-11-21T12:00:00Z"));
    shop = await insertShop(services, `shop-${shops}.myshopify.com`);
  });
  afterEach(() => expectConsistentStock(services, shop));
  afterAll(() => services.close());

  const people = (count: number, name = "person") =>
    Array.from({ length: count }, (_, n) => `${name}-${n}@example.com`);
  const set = (poolId: number, column: string, value: unknown) =>
    services.database.query(`UPDATE pool SET ${column} = $3 WHERE shop_id = $1 AND id = $2`, [
      shop.id,
      poolId,
      value,
    ]);
  const keysOfJobs = async () =>
    (
      await services.database.query<{ key: string }>(
        "SELECT key FROM graphile_worker.jobs WHERE key LIKE $1 ORDER BY key",
        [`%:${shop.id}:%`],
      )
    ).map(({ key }) => key);

  it("gives each recipient a code of their own, in any order and with duplicates in the list", async () => {
    const poolId = await insertSealedPool(services, shop);
    const list = [...people(300), "Person-3@Example.com", "customer-without-at", ...people(2)];
    const results = await assignTo(services, shop, poolId, list);
    expect(results[301]).toMatchObject({ kind: "recipient_invalid" });
    const given = codesOf(results.filter((_, place) => place !== 301));
    await expectSealedFor(services, shop, poolId, given);
    expect(given[300]).toMatchObject({ code: given[3]?.code, outcome: "reused" });
    expect(new Set(given.map(({ code }) => code)).size).toBe(300);
    expect(await unseal(services, shop, poolId, given[0]?.code ?? "", "ben@example.com")).toEqual({
      key: 0,
      lastDay: 0,
      fits: false,
    });
    expect(await poolOf(services, shop, poolId)).toMatchObject({ available: 0, assigned: 300 });
    expect(await codesOf(await assignTo(services, shop, poolId, people(1)))).toMatchObject([
      { code: given[0]?.code, outcome: "reused" },
    ]);
  });

  it("gives codes that are uploaded first, and have no reserve to replenish", async () => {
    const platform = new FakePlatform(new Set(["ours"]));
    services.platform = platform.open;
    const discountId = await insertDiscount(services, shop, { platformId: "ours" });
    const poolId = await insertSealedPool(services, shop, { discountId });
    await runJobs(services, ["replenish-pool", "void-superseded-codes"]);
    expect(await poolOf(services, shop, poolId)).toMatchObject({ total: 0 });
    const [first] = codesOf(await assignTo(services, shop, poolId, people(1)));
    expect(first?.live).toBe(false);
    expect(await keysOfJobs()).toContain(`upload-urgent-codes:${shop.id}:${poolId}`);
    expect(await keysOfJobs()).not.toContain(`replenish-pool:${shop.id}:${poolId}`);
    await runJobs(services, ["upload-urgent-codes"]);
    expect(platform.codes.has(first?.code.toLowerCase() ?? "")).toBe(true);
    expect(codesOf(await assignTo(services, shop, poolId, people(1)))).toMatchObject([
      { code: first?.code, live: true },
    ]);
  });

  it("draws again when a code exists, and still gives everyone the code made for them", async () => {
    const poolId = await insertSealedPool(services, shop);
    const [taken] = codesOf(await assignTo(services, shop, poolId, ["ben@example.com"]));
    // The second code of the next claim is the one that exists, as if it had been drawn again.
    const { database } = services;
    await database.query("CREATE SEQUENCE drawn");
    await database.query(
      `CREATE FUNCTION draw_taken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF nextval('drawn') = 2 THEN NEW.code_key := lower('${taken?.code}'); END IF;
         RETURN NEW; END $$`,
    );
    await database.query(
      "CREATE TRIGGER draw_taken BEFORE INSERT ON code FOR EACH ROW EXECUTE FUNCTION draw_taken()",
    );
    const given = codesOf(await assignTo(services, shop, poolId, people(3)));
    expect(await database.query("SELECT last_value AS drawn FROM drawn")).toEqual([{ drawn: 5 }]);
    await database.query("DROP TRIGGER draw_taken ON code");
    await expectSealedFor(services, shop, poolId, given);
    expect(await poolOf(services, shop, poolId)).toMatchObject({ assigned: 4, total: 4 });
  });

  it("gives codes to concurrent callers on two servers, one each", async () => {
    const poolId = await insertSealedPool(services, shop);
    const server = otherServer(services);
    const calls = people(40).flatMap((name) => [
      assignTo(services, shop, poolId, [name]),
      assignTo(server, shop, poolId, [name]),
    ]);
    const given = codesOf((await Promise.all(calls)).flat());
    await server.database.close();
    await expectSealedFor(services, shop, poolId, given);
    expect(new Set(given.map(({ code }) => code)).size).toBe(40);
  });

  it("seals the code for the identity that asked first when a person has two", async () => {
    const poolId = await insertSealedPool(services, shop);
    await assignTo(services, shop, await insertPool(services, shop, { codes: 1 }), [
      "ada@example.com",
    ]);
    const keyOf = (text: string) => {
      const recipient = normaliseRecipient(text);
      if (!recipient.ok) throw new Error(text);
      return recipientKey(services, shop, recipient.value);
    };
    const identities = { customer: keyOf("7"), address: keyOf("ada@example.com") };
    await services.database.transaction((tx) => linkCustomer(tx, shop, identities));
    const [byMail, byId] = codesOf(
      await assignTo(services, shop, poolId, ["ada@example.com", "7"]),
    );
    expect(byId?.code).toBe(byMail?.code);
    await expectSealedFor(services, shop, poolId, [byMail ?? { code: "", recipient: "" }]);
  });

  it("skips blocked recipients without moving the codes of the others", async () => {
    const poolId = await insertSealedPool(services, shop);
    await setRecipientBlocked(services, shop, {
      recipient: "person-1@example.com",
      blocked: true,
      actor,
    });
    const results = await assignTo(services, shop, poolId, people(3));
    expect(results[1]).toMatchObject({ kind: "recipient_blocked" });
    const given = codesOf([results[0], results[2]].flatMap((one) => (one ? [one] : [])));
    await expectSealedFor(services, shop, poolId, given);
  });

  it("seals with the key and format of the fallback pool when that one serves", async () => {
    const fallback = await insertSealedPool(services, shop);
    const poolId = await insertPool(services, shop, { codes: 1, fallbackPoolId: fallback });
    const given = codesOf(await assignTo(services, shop, poolId, people(3)));
    expect(given.map((one) => one.poolId)).toEqual([poolId, fallback, fallback]);
    await expectSealedFor(services, shop, fallback, given.slice(1));
  });

  it("returns the stored code for an idempotency key", async () => {
    const poolId = await insertSealedPool(services, shop);
    const request = { recipient: "ada@example.com", idempotencyKey: "order-1" };
    const [first] = codesOf(await assignTo(services, shop, poolId, [request]));
    await set(poolId, "resend_policy", "always_new");
    const [again, twin] = codesOf(await assignTo(services, shop, poolId, [request, request]));
    expect(again).toMatchObject({ id: first?.id, code: first?.code, outcome: "replayed" });
    expect(twin?.code).toBe(first?.code);
  });

  it.each([
    { days: 3, by: null, until: "2026-11-24T22:59:59Z", day: "2026-11-24" },
    { days: null, by: "2026-12-24T22:59:59Z", until: "2026-12-24T22:59:59Z", day: "2026-12-24" },
    { days: 90, by: "2026-12-24T10:00:00Z", until: "2026-12-24T10:00:00Z", day: "2026-12-24" },
    // Half past eleven in the evening in London is already the next day in Berlin.
    { days: null, by: "2026-12-24T23:30:00Z", until: "2026-12-24T23:30:00Z", day: "2026-12-25" },
    // At midnight in Berlin the 24th is over.
    { days: null, by: "2026-12-24T23:00:00Z", until: "2026-12-24T23:00:00Z", day: "2026-12-24" },
  ])("seals the last day in the store's time zone: $day", async ({ days, by, until, day }) => {
    const poolId = await insertSealedPool(services, shop);
    await set(poolId, "default_use_within_days", days);
    await set(poolId, "default_use_by", by);
    const [given] = codesOf(await assignTo(services, shop, poolId, ["ada@example.com"]));
    expect(given?.expiresAt).toEqual(new Date(until));
    const opened = await unseal(services, shop, poolId, given?.code ?? "", "ada@example.com");
    expect(opened).toEqual({ key: 0, lastDay: dayNumber(day), fits: true });
  });

  it("serves the first recipients up to the code limit, and tells the merchant why the rest got none", async () => {
    const poolId = await insertSealedPool(services, shop);
    await set(poolId, "code_limit", 2);
    const results = await assignTo(services, shop, poolId, people(3));
    expect(results[2]).toMatchObject({ kind: "pool_empty" });
    await expectSealedFor(services, shop, poolId, codesOf(results.slice(0, 2)));
    expect(await assignTo(services, shop, poolId, ["late@example.com"])).toMatchObject([
      { kind: "pool_empty" },
    ]);
    const failing = () =>
      services.database.query(
        "SELECT failing FROM pool_supply WHERE shop_id = $1 AND pool_id = $2",
        [shop.id, poolId],
      );
    expect(await failing()).toEqual([{ failing: "generating" }]);
    await set(poolId, "code_limit", 3);
    codesOf(await assignTo(services, shop, poolId, ["late@example.com"]));
    expect(await failing()).toEqual([{ failing: null }]);
  });

  it("never gives a released code to someone else, and makes no code in its place", async () => {
    const poolId = await insertSealedPool(services, shop);
    await set(poolId, "restock_released", true);
    const [ada] = codesOf(await assignTo(services, shop, poolId, ["ada@example.com"]));
    const released = await releaseAssignments(services, shop, {
      poolId,
      assignmentIds: [ada?.id ?? 0],
      actor,
    });
    expect(released).toMatchObject([{ ok: true, value: { code: "voided" } }]);
    expect(await poolOf(services, shop, poolId)).toMatchObject({ available: 0, voided: 1 });
    const [ben] = codesOf(await assignTo(services, shop, poolId, ["ben@example.com"]));
    expect(ben?.code).not.toBe(ada?.code);
  });

  it("replaces a code that the store rejected with one sealed for the same person", async () => {
    const platform = new FakePlatform(new Set(["ours"]));
    services.platform = platform.open;
    const discountId = await insertDiscount(services, shop, { platformId: "ours" });
    const poolId = await insertSealedPool(services, shop, { discountId });
    const given = codesOf(await assignTo(services, shop, poolId, [...people(3), "7"]));
    for (const { code } of given.slice(1)) platform.put("theirs", code);
    await runJobs(services, ["upload-urgent-codes", "reissue-codes"]);
    const again = codesOf(await assignTo(services, shop, poolId, [...people(3), "7"]));
    expect(again[0]?.code).toBe(given[0]?.code);
    expect(again.slice(1).some(({ code }, place) => code === given[place + 1]?.code)).toBe(false);
    await expectSealedFor(services, shop, poolId, again);
  });

  it("doesn't claim while the pool is inactive", async () => {
    const poolId = await insertSealedPool(services, shop);
    await set(poolId, "active", false);
    expect(await assignTo(services, shop, poolId, people(1))).toMatchObject([
      { kind: "pool_inactive" },
    ]);
  });

  it("gives unsealed codes again once the protection is off", async () => {
    const poolId = await insertSealedPool(services, shop);
    const [sealed] = codesOf(await assignTo(services, shop, poolId, ["ada@example.com"]));
    await protect(services, shop, poolId);
    await runJobs(services, ["replenish-pool"]);
    expect(await poolOf(services, shop, poolId)).toMatchObject({ available: 100, assigned: 1 });
    const [ada, ben] = codesOf(
      await assignTo(services, shop, poolId, ["ada@example.com", "ben@example.com"]),
    );
    expect(ada?.code).toBe(sealed?.code);
    const opened = await unseal(services, shop, poolId, ben?.code ?? "", "ben@example.com");
    expect(opened?.fits ?? false).toBe(false);
  });
});
