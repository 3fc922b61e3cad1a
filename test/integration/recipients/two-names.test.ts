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
import { customerComes } from "../../factories/customer-created";
import { expectOk, importFile } from "../../factories/import-file";
import { readRedemptions } from "../../factories/ledger-truth";
import { follow, orderWith } from "../../factories/orders";
import { expectTruth } from "../../factories/stock-truth";
import { addCodes, insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const never = new AbortController().signal;
const [address, number] = ["ada@example.com", "7001"];

describe("one person under two names", () => {
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
         campaign, campaign_recipient, audit_entry, webhook_receipt RESTART IDENTITY CASCADE`,
    );
    services.mails.length = 0;
    shop = await insertShop(services);
    poolId = await insertPool(services, shop, { codes: 10 });
  });

  async function ask(pool: number, ...requests: (string | AssignmentRequest)[]) {
    const recipients = requests.map((one) => (typeof one === "string" ? { recipient: one } : one));
    return expectOk(await assignCodes(services, shop, { pool, recipients, source: "api" }));
  }
  async function give(recipient: string, pool = poolId) {
    const [one] = await ask(pool, recipient);
    if (!one?.ok) throw new Error("no code");
    return one.value;
  }
  const kinds = async (pool: number, ...requests: (string | AssignmentRequest)[]) =>
    (await ask(pool, ...requests)).map((one) => (one.ok ? one.value.outcome : one.failure.kind));
  /** Ada holds a code by her address, and is a customer now. */
  async function adaTwice() {
    const code = await give(address);
    await customerComes(services, number, address);
    return code;
  }
  const keyOf = (text: string) => {
    const read = normaliseRecipient(text);
    if (!read.ok) throw new Error("nobody");
    return recipientKey(services, shop, read.value).toString("hex");
  };

  it("gets one code where both names stand in one list, or two where each asking is to have a new one", async () => {
    await adaTwice();
    const fresh = await insertPool(services, shop, { codes: 5 });
    expect(await kinds(fresh, number, "bob@example.com", address)).toEqual([
      "new",
      "new",
      "reused",
    ]);
    const generous = await insertPool(services, shop, { codes: 5, resendPolicy: "always_new" });
    expect(await kinds(generous, number, address)).toEqual(["new", "new"]);
    await expectTruth(services, shop);
  });

  it("is given a code of the fallback again, and not one of the pool that was filled meanwhile", async () => {
    await adaTwice();
    const reserve = await insertPool(services, shop, { codes: 5 });
    const empty = await insertPool(services, shop, { fallbackPoolId: reserve });
    const code = await give(address, empty);
    await addCodes(services, shop, empty, 3);
    expect(await give(number, empty)).toMatchObject({ id: code.id, requestedPoolId: empty });
  });

  it("asks another question by the other name: a request key is not good for both", async () => {
    await adaTwice();
    const requestKey = "mail-1";
    expect(await kinds(poolId, { recipient: address, requestKey })).toEqual(["reused"]);
    expect(await kinds(poolId, { recipient: number, requestKey })).toEqual(["request_key_reused"]);
  });

  it.each([
    [address, number],
    [number, address],
  ])(
    "is blocked by both names when %s is, and by neither when that ends",
    async (blocked, other) => {
      await adaTwice();
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
    },
  );

  it("gets codes that a file brings for the name that was a hash so far", async () => {
    await adaTwice();
    const file = `code,email\nMINE,${number}\n`;
    // One code of a pool is enough for one person, by whatever name.
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

  it("is found in the history by either name, each code under the name that asked for it", async () => {
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

  it("counts once before a campaign, and as a holder by either name", async () => {
    await adaTwice();
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
    ["nothing that tells who bought", null, null, "unknown"],
  ])("buys with %s", async (_, email, customer, buyer) => {
    const { code } = await adaTwice();
    const customerId = customer && `gid://shopify/Customer/${customer}`;
    await follow(services, shop, orderWith([code], { email, customerId }));
    expect(await readRedemptions(services, shop)).toMatchObject([{ code, buyer }]);
  });

  it("uses everybody's code as the one who was given it, by either name", async () => {
    const shared = await insertPool(services, shop, { type: "shared", codes: 1 });
    const given = await give(address, shared);
    await customerComes(services, number, address);
    const bought = { email: null, customerId: `gid://shopify/Customer/${number}` };
    await follow(services, shop, orderWith([given.code], bought));
    const [row] = await services.database.query("SELECT assignment_id AS id FROM redemption");
    expect(row).toEqual({ id: given.id });
  });

  it.each([address, number])("is erased under both names when %s is", async (named) => {
    const { code } = await adaTwice();
    await give("bob@example.com");
    const campaigns = campaignsOf(services, shop);
    const campaignId = await campaigns.send(poolId, `recipient\n${address}\n${number}\n`);
    await campaigns.read(campaignId);
    const order = orderWith([code], {
      email: "work@example.com",
      customerId: `gid://shopify/Customer/${number}`,
    });
    await follow(services, shop, order);
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
    // The event comes once more, late: nobody is known by either name.
    await customerComes(services, number, address);
    expect(
      await services.database.query("SELECT 1 FROM recipient WHERE key IS NOT NULL"),
    ).toHaveLength(1);
  });

  it("leaves no name behind when it is linked while it is erased", async () => {
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

  it.each([address, number])("is told everything when they ask as %s", async (named) => {
    const { code } = await adaTwice();
    await follow(
      services,
      shop,
      orderWith([code], { email: address, customerId: null, name: "#2001" }),
    );
    const request = { shopId: shop.id, keys: [keyOf(named)], requestId: "1", customerId: number };
    await exportCustomer(services, request, never);
    const [assigned, orders] = services.mails[0]?.attachments ?? [];
    expect(assigned?.content).toContain(`${address},${code}`);
    expect(assigned?.content).toContain("other name, kept as a keyed hash only");
    expect(orders?.content).toContain("#2001");
  });
});
