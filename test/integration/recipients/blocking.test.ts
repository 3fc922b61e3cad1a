import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { assignCode } from "../../../app/features/assignments/assign-code.server";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import { listAssignments } from "../../../app/features/assignments/history/list-assignments.server";
import { listCampaignRecipients } from "../../../app/features/campaigns/list-campaign-recipients.server";
import { listRejects } from "../../../app/features/codes/import/list-rejects.server";
import { eraseCustomer } from "../../../app/features/privacy/erasure/erase-customer.server";
import {
  type BlockedQuery,
  listBlocked,
} from "../../../app/features/recipients/blocking/list-blocked.server";
import { readBlock } from "../../../app/features/recipients/blocking/read-block.server";
import { setRecipientBlocked } from "../../../app/features/recipients/blocking/set-recipient-blocked.server";
import { normaliseRecipient } from "../../../app/features/recipients/recipient";
import { recipientKey } from "../../../app/features/recipients/recipient-encryption.server";
import { campaignsOf } from "../../factories/campaign-of";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { expectOk, importFile } from "../../factories/import-file";
import { insertPool } from "../../factories/stocked-pool";
import {
  insertShop,
  openTestServices,
  otherServer,
  type TestServices,
} from "../../setup/test-services";

describe("blocking recipients", () => {
  let services: TestServices;
  let shop: ShopContext;
  let shops = 0;
  const actor = { name: "Ada" };
  const blocked = { ok: false, failure: { kind: "recipient_blocked" } };

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    shop = await insertShop(services, `shop-${shops}.myshopify.com`);
  });
  afterAll(() => services.close());

  const set = async (recipient: string, to: boolean, of = shop, through = services) =>
    expectOk(await setRecipientBlocked(through, of, { recipient, blocked: to, actor }));
  const list = (query: Partial<BlockedQuery> = {}, of = shop) =>
    listBlocked(services, of, { search: "", limit: 50, ...query });
  const names = async (query: Partial<BlockedQuery> = {}, of = shop) =>
    (await list(query, of)).recipients.map(({ recipient }) => recipient);
  const assign = (poolId: number, recipient: string, of = shop) =>
    assignCode(services, of, { poolId, recipient, idempotencyKey: undefined, source: "manual" });
  const audit = () =>
    services.database.query<{ action: string; actor: string; detail: object }>(
      "SELECT action, actor, detail FROM audit_entry WHERE shop_id = $1 ORDER BY id",
      [shop.id],
    );

  it("rejects requests of a recipient who is new to the app, in any spelling", async () => {
    const pool = await insertPool(services, shop, { codes: 5 });
    expect(await set(" Eve@Example.com ", true)).toEqual({
      recipient: "eve@example.com",
      changed: true,
    });
    expect(await assign(pool, "eve@EXAMPLE.com")).toEqual(blocked);
    const recipients = [{ recipient: "ada@example.com" }, { recipient: "eve@example.com" }];
    const both = expectOk(await assignCodes(services, shop, { pool, recipients, source: "api" }));
    expect(both[0]?.ok).toBe(true);
    expect(both[1]).toEqual(blocked);
    expect(await set("7001", true)).toEqual({ recipient: "customer:7001", changed: true });
    expect(await assign(pool, "gid://shopify/Customer/7001")).toEqual(blocked);
    await expectConsistentStock(services, shop);
  });

  it("keeps a recipient's codes, and allows new ones after unblocking", async () => {
    const pool = await insertPool(services, shop, { codes: 5 });
    const before = expectOk(await assign(pool, "eve@example.com"));
    await set("eve@example.com", true);
    expect(await assign(pool, "eve@example.com")).toEqual(blocked);
    const history = expectOk(
      await listAssignments(services, shop, { poolId: pool, search: "", limit: 9 }),
    );
    expect(history.entries).toMatchObject([
      { code: before.code, state: "assigned", blocked: true },
    ]);
    await set("eve@example.com", false);
    expect(expectOk(await assign(pool, "eve@example.com"))).toMatchObject({
      code: before.code,
      outcome: "reused",
    });
    await expectConsistentStock(services, shop);
  });

  it("still replays an idempotency key, which assigns no new code", async () => {
    const pool = await insertPool(services, shop, { codes: 5, resendPolicy: "always_new" });
    const request = { poolId: pool, recipient: "eve@example.com", source: "api" };
    const first = expectOk(await assignCode(services, shop, { ...request, idempotencyKey: "one" }));
    await set("eve@example.com", true);
    const again = expectOk(await assignCode(services, shop, { ...request, idempotencyKey: "one" }));
    expect(again.code).toBe(first.code);
    expect(await assignCode(services, shop, { ...request, idempotencyKey: "two" })).toEqual(
      blocked,
    );
  });

  it("applies to campaigns and imports, which report it per row", async () => {
    const pool = await insertPool(services, shop, { codes: 5 });
    await set("eve@example.com", true);
    const campaigns = campaignsOf(services, shop);
    const campaignId = await campaigns.begin(pool, "ada@example.com\neve@example.com\n");
    await campaigns.run(campaignId);
    expect(await campaigns.find(campaignId)).toMatchObject({
      assigned: 1,
      refused: 1,
      retriable: 0,
    });
    const page = { campaignId, afterLine: 0, limit: 9, refusedOnly: true };
    expect(await listCampaignRecipients(services, shop, page)).toMatchObject([
      { line: 2, address: "eve@example.com", refusal: "recipient_blocked" },
    ]);
    const batch = await importFile(services, shop, pool, "code,email\nE-1,eve@example.com\n");
    expect(batch).toMatchObject({ added: 0 });
    const rejects = { batchId: batch.id, after: 0, limit: 9 };
    expect(JSON.stringify(await listRejects(services, shop, rejects))).toContain(
      "This recipient is blocked.",
    );
    await expectConsistentStock(services, shop);
  });

  it("happens once, even with concurrent requests, and the audit log has no address", async () => {
    const elsewhere = otherServer(services);
    const both = await Promise.all([
      set("eve@example.com", true),
      set("EVE@example.com", true, shop, elsewhere),
    ]);
    await elsewhere.close();
    expect(both.map(({ changed }) => changed).sort()).toEqual([false, true]);
    expect(await set("eve@example.com", true)).toMatchObject({ changed: false });
    expect(await set("nobody@example.com", false)).toMatchObject({ changed: false });
    await set("eve@example.com", false);
    expect(await set("eve@example.com", false)).toMatchObject({ changed: false });
    const entries = await audit();
    expect(entries).toMatchObject([
      { action: "recipient.blocked", actor: "Ada", detail: { recipient: expect.any(Number) } },
      { action: "recipient.unblocked", actor: "Ada" },
    ]);
    expect(JSON.stringify(entries)).not.toContain("example.com");
    expect(await names()).toEqual([]);
  });

  it("is never bypassed by concurrent assignments", async () => {
    const pool = await insertPool(services, shop, { codes: 60, resendPolicy: "always_new" });
    const people = Array.from({ length: 20 }, (_, n) => `race-${n}@example.com`);
    await Promise.all(
      people.flatMap((one) => [assign(pool, one), set(one, true), assign(pool, one)]),
    );
    for (const one of people) expect(await assign(pool, one)).toEqual(blocked);
    expect((await list({ limit: 50 })).recipients).toHaveLength(20);
    await expectConsistentStock(services, shop);
  });

  it("rejects an invalid recipient and writes nothing", async () => {
    const setting = { recipient: "eve@", blocked: true, actor };
    expect(await setRecipientBlocked(services, shop, setting)).toEqual({
      ok: false,
      failure: { kind: "recipient_invalid" },
    });
    expect(await audit()).toEqual([]);
  });

  it("affects only its own shop", async () => {
    shops += 1;
    const other = await insertShop(services, `shop-${shops}.myshopify.com`);
    const pool = await insertPool(services, other, { codes: 1 });
    await set("eve@example.com", true);
    expect(await names({}, other)).toEqual([]);
    expect(await names({ search: "eve@example.com" }, other)).toEqual([]);
    expect(await readBlock(services, other, "eve@example.com")).toMatchObject({ blocked: false });
    expect(await readBlock(services, shop, "eve@example.com")).toMatchObject({ blocked: true });
    await set("eve@example.com", false, other);
    expect(await names()).toEqual(["eve@example.com"]);
    expect((await assign(pool, "eve@example.com", other)).ok).toBe(true);
  });

  it("lists the most recently blocked first, and pages both ways even through equal times", async () => {
    const insert = (count: number, at: string) =>
      services.database.query(
        `INSERT INTO recipient (shop_id, key, address, blocked_at, domain_key)
         SELECT $1, decode(md5($2 || n), 'hex'), address, $3::timestamptz, ''
           FROM generate_series(1, $4::int) AS n,
                (SELECT address FROM recipient WHERE shop_id = $1 ORDER BY id LIMIT 1) AS one`,
        [shop.id, at, at, count],
      );
    await set("first@example.com", true);
    await insert(2_500, "2026-11-22T10:00:00Z");
    await insert(500, "2026-11-23T10:00:00Z");
    const seen: number[] = [];
    let page = await list({ limit: 400 });
    expect(page.before).toBeNull();
    for (;;) {
      seen.push(...page.recipients.map(({ id }) => id));
      if (page.after === null) break;
      const next = await list({ limit: 400, after: page.after });
      const back = await list({ limit: 400, before: next.before ?? "" });
      expect(back.recipients).toEqual(page.recipients);
      page = next;
    }
    expect(new Set(seen).size).toBe(3_001);
    expect(seen).toHaveLength(3_001);
    expect(page.recipients.at(-1)?.recipient).toBe("first@example.com");
    expect(await names({ search: " FIRST@example.com" })).toEqual(["first@example.com"]);
    expect(await names({ search: "first@" })).toEqual([]);
  });

  it("ends when the customer is erased", async () => {
    await set("eve@example.com", true);
    const eve = expectOk(normaliseRecipient("eve@example.com"));
    const keys = [recipientKey(services, shop, eve).toString("hex")];
    const customer = { shopId: shop.id, keys, orders: [] };
    await eraseCustomer(services, customer, new AbortController().signal);
    expect(await names()).toEqual([]);
    expect(await readBlock(services, shop, "eve@example.com")).toMatchObject({ blocked: false });
  });
});
