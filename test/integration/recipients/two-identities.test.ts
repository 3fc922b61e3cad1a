import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import type { AssignmentRequest } from "../../../app/features/assignments/allocation/prepare-requests.server";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import { listAssignments } from "../../../app/features/assignments/history/list-assignments.server";
import { countHolders } from "../../../app/features/campaigns/drafting/count-holders.server";
import { eraseCustomer } from "../../../app/features/privacy/erasure/erase-customer.server";
import { exportCustomer } from "../../../app/features/privacy/export/export-customer.server";
import { listBlocked } from "../../../app/features/recipients/blocking/list-blocked.server";
import { readBlock } from "../../../app/features/recipients/blocking/read-block.server";
import { setRecipientBlocked } from "../../../app/features/recipients/blocking/set-recipient-blocked.server";
import { linkCustomer } from "../../../app/features/recipients/identities/link-customer.server";
import { normaliseRecipient } from "../../../app/features/recipients/recipient";
import { recipientKey } from "../../../app/features/recipients/recipient-encryption.server";
import { campaignsOf } from "../../factories/campaign-of";
import { readRedemptions } from "../../factories/consistent-ledger";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { customerComes } from "../../factories/customer-created";
import { giveCode } from "../../factories/give-code";
import { expectOk, importFile } from "../../factories/import-file";
import { orderWith, processOrders } from "../../factories/orders";
import { addCodes, insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const never = new AbortController().signal;
const [address, number] = ["ada@example.com", "7001"];

describe("a person with two identities", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;

  beforeAll(async () => {
    services = await openTestServices();
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    await services.database.query(
      `TRUNCATE shop, code, recipient, assignment, idempotency_record, shop_order, redemption,
         campaign, campaign_recipient, erased_identity, audit_entry, webhook_receipt
         RESTART IDENTITY CASCADE`,
    );
    services.mails.length = 0;
    shop = await insertShop(services);
    poolId = await insertPool(services, shop, { codes: 10 });
  });

  async function assign(pool: number, ...requests: (string | AssignmentRequest)[]) {
    const recipients = requests.map((request) =>
      typeof request === "string" ? { recipient: request } : request,
    );
    return expectOk(await assignCodes(services, shop, { pool, recipients, source: "api" }));
  }
  const give = (recipient: string, pool = poolId) =>
    giveCode(services, shop, pool, recipient, "api");
  const kinds = async (pool: number, ...requests: (string | AssignmentRequest)[]) =>
    (await assign(pool, ...requests)).map((one) => (one.ok ? one.value.outcome : one.failure.kind));
  /** Ada has a code by email address, and then becomes a customer. */
  async function makeAdaCustomer() {
    const code = await give(address);
    await customerComes(services, number, address);
    return code;
  }
  const keyOf = (text: string) => {
    const read = normaliseRecipient(text);
    if (!read.ok) throw new Error("nobody");
    return recipientKey(services, shop, read.value).toString("hex");
  };

  it("gets one code if both identities are in one list, or two if the pool always gives new ones", async () => {
    await makeAdaCustomer();
    const fresh = await insertPool(services, shop, { codes: 5 });
    expect(await kinds(fresh, number, "bob@example.com", address)).toEqual([
      "new",
      "new",
      "reused",
    ]);
    const alwaysNew = await insertPool(services, shop, { codes: 5, resendPolicy: "always_new" });
    expect(await kinds(alwaysNew, number, address)).toEqual(["new", "new"]);
    await expectConsistentStock(services, shop);
  });

  it("gets the same fallback code again, even after the pool was restocked", async () => {
    await makeAdaCustomer();
    const reserve = await insertPool(services, shop, { codes: 5 });
    const empty = await insertPool(services, shop, { fallbackPoolId: reserve });
    const code = await give(address, empty);
    await addCodes(services, shop, empty, 3);
    expect(await give(number, empty)).toMatchObject({ id: code.id, requestedPoolId: empty });
  });

  it("can't reuse an idempotency key with the other identity", async () => {
    await makeAdaCustomer();
    const idempotencyKey = "mail-1";
    expect(await kinds(poolId, { recipient: address, idempotencyKey })).toEqual(["reused"]);
    expect(await kinds(poolId, { recipient: number, idempotencyKey })).toEqual([
      "request_key_reused",
    ]);
  });

  it.each([
    [address, number],
    [number, address],
  ])("is blocked and unblocked under both identities through %s", async (blocked, other) => {
    await makeAdaCustomer();
    const actor = { name: "Zoe" };
    const set = (recipient: string, to: boolean) =>
      setRecipientBlocked(services, shop, { recipient, blocked: to, actor });
    const isBlocked = async () => (await readBlock(services, shop, other))?.blocked;
    expectOk(await set(blocked, true));
    expect(await kinds(poolId, other, blocked)).toEqual(Array(2).fill("recipient_blocked"));
    const batch = await importFile(services, shop, poolId, `code,email\nMINE,${other}\n`);
    expect(batch).toMatchObject({ added: 0 });
    expect(await isBlocked()).toBe(true);
    expect((await history(other)).map((entry) => entry.blocked)).toEqual([true]);
    const found = await listBlocked(services, shop, { search: other, limit: 5 });
    expect(found.recipients).toMatchObject([
      { recipient: blocked === number ? "customer:7001" : address },
    ]);
    expect(expectOk(await set(other, false))).toMatchObject({ changed: true });
    expect(await isBlocked()).toBe(false);
    expect(await kinds(poolId, other, blocked)).toEqual(["reused", "reused"]);
  });

  it("gets imported codes under the identity that was only a hash before", async () => {
    await makeAdaCustomer();
    const file = `code,email\nMINE,${number}\n`;
    // A person gets one code per pool, under any identity.
    expect(await importFile(services, shop, poolId, file)).toMatchObject({ added: 0, invalid: 1 });
    const fresh = await insertPool(services, shop);
    await importFile(services, shop, fresh, file);
    expect(await give(address, fresh)).toMatchObject({ code: "MINE", outcome: "reused" });
    const page = await history(number, "search", fresh);
    expect(page.map(({ recipient }) => recipient)).toEqual(["customer:7001"]);
  });

  async function history(search: string, by: "search" | "recipient" = "search", pool = poolId) {
    const query = { poolId: pool, search: "", limit: 10, [by]: search };
    return expectOk(await listAssignments(services, shop, query)).entries;
  }

  it("is found in the history by either identity, with each code under the one that requested it", async () => {
    await give(address);
    await give("bob@example.com");
    await give(number);
    await customerComes(services, number, address);
    for (const name of [address, number]) {
      for (const by of ["search", "recipient"] as const) {
        const recipients = (await history(name, by)).map(({ recipient }) => recipient);
        expect(recipients).toEqual(["customer:7001", address]);
      }
    }
  });

  it("counts once in a campaign, and as having a code under either identity", async () => {
    await makeAdaCustomer();
    const campaigns = campaignsOf(services, shop);
    const counted = async (...list: string[]) => {
      const id = await campaigns.send(poolId, `recipient\n${list.join("\n")}\n`);
      await campaigns.read(id);
      return countHolders(services, shop, { id, poolId });
    };
    expect(await counted(number)).toEqual({ people: 1, holding: 1 });
    expect(await counted(number, address, "bob@example.com", "7009")).toEqual({
      people: 3,
      holding: 1,
    });
  });

  it.each([
    ["their customer account, with another address", "work@example.com", number, "recipient"],
    ["their address, without an account", address, null, "recipient"],
    ["an account and an address that are not theirs", "eve@example.com", "666", "other"],
    ["an address that is not theirs, without an account", "eve@example.com", null, "other"],
    ["an account that is not theirs, without an address", null, "666", "other"],
    ["neither an account nor an address", null, null, "unknown"],
  ])("buys with %s", async (_, email, customer, buyer) => {
    const { code } = await makeAdaCustomer();
    const customerId = customer && `gid://shopify/Customer/${customer}`;
    await processOrders(services, shop, orderWith([code], { email, customerId }));
    expect(await readRedemptions(services, shop)).toMatchObject([{ code, buyer }]);
  });

  it("redeems a shared code as its recipient under either identity", async () => {
    const shared = await insertPool(services, shop, { type: "shared", codes: 1 });
    const given = await give(address, shared);
    await customerComes(services, number, address);
    const bought = { email: null, customerId: `gid://shopify/Customer/${number}` };
    await processOrders(services, shop, orderWith([given.code], bought));
    const [row] = await services.database.query("SELECT assignment_id AS id FROM redemption");
    expect(row).toEqual({ id: given.id });
  });

  it.each([address, number])("is erased under both identities through %s", async (named) => {
    const { code } = await makeAdaCustomer();
    await give("bob@example.com");
    const campaigns = campaignsOf(services, shop);
    const campaignId = await campaigns.send(poolId, `recipient\n${address}\n${number}\n`);
    await campaigns.read(campaignId);
    const order = orderWith([code], {
      email: "work@example.com",
      customerId: `gid://shopify/Customer/${number}`,
    });
    await processOrders(services, shop, order);
    const erasing = { shopId: shop.id, keys: [keyOf(named)], orders: [] };
    await eraseCustomer(services, erasing, never);
    const left = await services.database.query(
      "SELECT encode(key, 'hex') AS key FROM recipient WHERE num_nonnulls(key, address, identity_group_id) > 0",
    );
    expect(left).toEqual([{ key: keyOf("bob@example.com") }]);
    expect(
      await services.database.query("SELECT 1 FROM campaign_recipient WHERE key IS NOT NULL"),
    ).toEqual([]);
    expect(await services.database.query("SELECT buyer_erased FROM shop_order")).toEqual([
      { buyer_erased: true },
    ]);
    // The webhook arrives once more, late, and must not store either identity.
    await customerComes(services, number, address);
    expect(
      await services.database.query("SELECT 1 FROM recipient WHERE key IS NOT NULL"),
    ).toHaveLength(1);
  });

  it("leaves no identity behind if linked while being erased", async () => {
    for (let n = 0; n < 20; n += 1) {
      await give(address);
      const linking = {
        customer: Buffer.from(keyOf(number), "hex"),
        address: Buffer.from(keyOf(address), "hex"),
      };
      const erasing = { shopId: shop.id, keys: [keyOf(address)], orders: [] };
      const both = [
        () => eraseCustomer(services, erasing, never),
        () => services.database.transaction((tx) => linkCustomer(tx, shop, linking)),
      ];
      await Promise.all((n % 2 ? both : both.reverse()).map((start) => start()));
      const left = await services.database.query("SELECT 1 FROM recipient WHERE key IS NOT NULL");
      expect(left).toEqual([]);
      await addCodes(services, shop, poolId, 1);
    }
  });

  it.each([address, number])("receives all data in an export requested as %s", async (named) => {
    const { code } = await makeAdaCustomer();
    await processOrders(
      services,
      shop,
      orderWith([code], { email: address, customerId: null, name: "#2001" }),
    );
    const request = { shopId: shop.id, keys: [keyOf(named)], requestId: "1", customerId: number };
    await exportCustomer(services, request, never);
    const [assigned, orders] = services.mails[0]?.attachments ?? [];
    expect(assigned?.content).toContain(`${address},${code}`);
    expect(assigned?.content).toContain("stored only as a keyed hash");
    expect(orders?.content).toContain("#2001");
  });
});
