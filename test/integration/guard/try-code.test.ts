import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { setGuardMessages } from "../../../app/features/guard/settings/set-guard-messages.server";
import { type CodeTrial, tryCode } from "../../../app/features/guard/trying/try-code.server";
import { setCheckoutPaused } from "../../../app/features/pools/changing/set-checkout-paused.server";
import { setRecipientBlocked } from "../../../app/features/recipients/blocking/set-recipient-blocked.server";
import { guardPlatform } from "../../factories/guard-platform";
import { insertProtectedPool } from "../../factories/protected-pool";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { assignTo, codesOf, insertSealedPool, protect } from "../publishing/sealed-fixture";

const actor = { name: "Ada L." };
const ada = "ada@example.com";
const bob = "bob@example.com";

let services: TestServices;
let shop: ShopContext;
let poolId: number;
/** Ada's code of a dynamic pool, which is sealed for her. */
let code: string;
let shops = 0;

beforeAll(async () => {
  services = await openTestServices();
  return () => services.close();
});

beforeEach(async () => {
  guardPlatform(services);
  shops += 1;
  shop = await insertShop(services, `store-${shops}.myshopify.com`);
  poolId = await insertSealedPool(services, shop);
  code = codesOf(await assignTo(services, shop, poolId, [ada]))[0]?.code ?? "";
  await runJobs(services, ["write-guard"]);
});

const attempt = async (trial: Partial<CodeTrial> = {}) => {
  const tried = await tryCode(services, shop, { code, buyer: ada, ...trial });
  if (!tried.ok) throw new Error(tried.failure.kind);
  return tried.value;
};

describe("trying a code", () => {
  it("tells that its holder can use it", async () => {
    expect(await attempt()).toMatchObject({
      verdict: "accepted",
      reason: null,
      message: null,
      pool: { id: poolId },
      facts: { code, state: "assigned" },
      isCustomer: false,
      guardIsOn: true,
    });
  });

  it("tells why somebody else can't, in the sentence that they read", async () => {
    expect(await attempt({ buyer: bob })).toMatchObject({
      verdict: "rejected",
      reason: "holder",
      message: "This code is personal. Please use the email address it was sent to.",
    });
    expect(await attempt({ buyer: bob, language: "de" })).toMatchObject({
      message: expect.stringContaining("persönlich"),
    });
  });

  it("uses the merchant's own message", async () => {
    const messages = { en: { holder: "Only for its owner." } };
    await setGuardMessages(services, shop, { messages, version: 1, actor });
    expect(await attempt({ buyer: bob })).toMatchObject({ message: "Only for its owner." });
    expect(await attempt({ buyer: bob, language: "da" })).toMatchObject({
      message: "Only for its owner.",
    });
  });

  it("tells that its pool is paused, or its buyer is blocked", async () => {
    await setCheckoutPaused(services, shop, { poolId, paused: true, actor });
    expect(await attempt()).toMatchObject({ verdict: "rejected", reason: "paused" });
    await setRecipientBlocked(services, shop, { recipient: ada, blocked: true, actor });
    expect(await attempt()).toMatchObject({ verdict: "rejected", reason: "blocked" });
  });

  it("tells on which day it stops working", async () => {
    await protect(services, shop, poolId, { holderOnly: true, personalExpiration: true });
    await services.database.query(
      "UPDATE pool SET default_use_within_days = 10 WHERE shop_id = $1 AND id = $2",
      [shop.id, poolId],
    );
    const [dated] = codesOf(await assignTo(services, shop, poolId, [bob]));
    const trial = { code: dated?.code ?? "", buyer: bob };
    expect(await attempt({ ...trial, date: "2026-12-01" })).toMatchObject({ verdict: "accepted" });
    expect(await attempt({ ...trial, date: "2026-12-02" })).toMatchObject({ reason: "expired" });
  });

  it("knows the codes of a customer of a static pool", async () => {
    const fixed = await insertProtectedPool(services, shop, {
      prefix: `STATIC${shops}`,
      holderOnly: false,
      personalExpiration: true,
    });
    await services.database.query(
      "UPDATE code SET use_within_days = 10 WHERE shop_id = $1 AND pool_id = $2",
      [shop.id, fixed],
    );
    const [dated] = codesOf(await assignTo(services, shop, fixed, ["4711"]));
    const trial = { code: dated?.code ?? "", buyer: "4711" };
    expect(await attempt({ ...trial, date: "2026-12-02" })).toMatchObject({
      verdict: "rejected",
      reason: "expired",
      isCustomer: true,
    });
  });

  it("says that no pool has the code", async () => {
    expect(await attempt({ code: "NOT-OURS" })).toMatchObject({
      verdict: "accepted",
      pool: null,
      facts: null,
    });
  });

  it("says that the guard is off", async () => {
    await services.database.query("DELETE FROM guard WHERE shop_id = $1", [shop.id]);
    expect(await attempt({ buyer: bob })).toMatchObject({ reason: "holder", guardIsOn: false });
  });

  it("needs an address or a customer ID", async () => {
    expect(await tryCode(services, shop, { code, buyer: "Ada" })).toEqual({
      ok: false,
      failure: { kind: "recipient_invalid" },
    });
  });
});
