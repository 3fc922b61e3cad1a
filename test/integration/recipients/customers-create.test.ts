import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { eraseCustomer } from "../../../app/features/privacy/erasure/erase-customer.server";
import { linkCustomer } from "../../../app/features/recipients/identities/link-customer.server";
import { normaliseRecipient } from "../../../app/features/recipients/recipient";
import {
  decryptAddress,
  recipientKey,
} from "../../../app/features/recipients/recipient-encryption.server";
import { jobs as allJobs } from "../../../app/jobs/jobs.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import {
  customerComes,
  customerCreated,
  customerOf,
  deliverCustomer,
} from "../../factories/customer-created";
import { giveCode } from "../../factories/give-code";
import { insertPool } from "../../factories/stocked-pool";
import { runJobs } from "../../setup/run-jobs";
import {
  insertShop,
  openTestServices,
  otherServer,
  type TestServices,
} from "../../setup/test-services";

const never = new AbortController().signal;

describe("a recipient who becomes a customer", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;

  beforeAll(async () => {
    services = await openTestServices();
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    await services.database.query(
      "TRUNCATE shop, code, recipient, assignment, customer_link, webhook_receipt RESTART IDENTITY CASCADE",
    );
    await services.database.query("DELETE FROM graphile_worker._private_jobs");
    // The job queue uses the database's clock.
    services.setTime(new Date());
    shop = await insertShop(services);
    poolId = await insertPool(services, shop, { codes: 50 });
  });

  const give = (recipient: string, pool = poolId, of = shop, by = services) =>
    giveCode(by, of, pool, recipient, "api");

  /** The shop's identities, grouped by person. Null: only a hash is stored. */
  async function people(of = shop) {
    const names = await services.database.query<{ person: number; address: Buffer | null }>(
      `SELECT coalesce(identity_group_id, id) AS person, address FROM recipient
        WHERE shop_id = $1 AND key IS NOT NULL ORDER BY 1, id`,
      [of.id],
    );
    const grouped = new Map<number, (string | null)[]>();
    for (const { person, address } of names) {
      const text = address && decryptAddress(services, of, address);
      grouped.set(person, [...(grouped.get(person) ?? []), text]);
    }
    return [...grouped.values()];
  }

  function keyOf(text: string, of = shop): Buffer {
    const read = normaliseRecipient(text);
    if (!read.ok) throw new Error("nobody");
    return recipientKey(services, of, read.value);
  }
  const link = (customer: string, address: string, by = services) =>
    by.database.transaction((tx) =>
      linkCustomer(tx, shop, { customer: keyOf(customer), address: keyOf(address) }),
    );

  /** The pairs of unknown identities that are kept to be checked again. */
  const pairs = () => services.database.query("SELECT customer, address FROM customer_link");
  const jobs = () => services.database.query("SELECT 1 FROM graphile_worker.jobs");

  async function afterMinutes(minutes: number): Promise<void> {
    const now = services.clock.now();
    services.setTime(new Date(now.getTime() + minutes * 60_000));
    await allJobs["sweep-customer-links"].run(services, {}, never);
    await runJobs(services, ["link-customers"]);
    services.setTime(now);
  }

  it("gets the same code by customer ID as by email address, storing only another hash", async () => {
    const code = await give("Ada@Example.com");
    await customerComes(services, "7001", "ada@example.com");
    expect(await people()).toEqual([["ada@example.com", null]]);
    expect(await give("gid://shopify/Customer/7001")).toMatchObject({
      code: code.code,
      id: code.id,
      outcome: "reused",
      recipient: "customer:7001",
    });
    await expectConsistentStock(services, shop);
  });

  it("is linked by Shopify's example payload, with every digit of the ID", async () => {
    const code = await give("bob@biller.com");
    expect(await deliverCustomer(services, customerCreated())).toBe(200);
    expect((await give("706405506930370084")).id).toBe(code.id);
  });

  it("is stored as a pair of hashes to check again if we know neither identity", async () => {
    await customerComes(services, "7001", "ada@example.com");
    expect(await people()).toEqual([]);
    expect(await pairs()).toEqual([{ customer: keyOf("7001"), address: keyOf("ada@example.com") }]);
    await afterMinutes(14);
    expect(await pairs()).toHaveLength(1);
    await afterMinutes(16);
    expect(await people()).toEqual([]);
    expect(await pairs()).toEqual([]);
  });

  it("is linked later if a tool requested a code by customer ID in the meantime", async () => {
    await customerComes(services, "7001", "ada@example.com");
    const code = await give("7001");
    await afterMinutes(16);
    expect(await people()).toEqual([["customer:7001", null]]);
    expect((await give("ada@example.com")).id).toBe(code.id);
  });

  it("adds no job per webhook, but one per store when thousands are checked again", async () => {
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => customerComes(services, `${n}`, `new-${n}@example.com`)),
    );
    expect(await jobs()).toEqual([]);
    await services.database.query(
      `INSERT INTO customer_link (shop_id, customer, address, due_at)
       SELECT $1, decode(md5('c' || n), 'hex'), decode(md5('a' || n), 'hex'), $2
         FROM generate_series(1, 5000) AS n`,
      [shop.id, services.clock.now()],
    );
    const code = await give("new-7@example.com");
    services.setTime(new Date(services.clock.now().getTime() + 16 * 60_000));
    await allJobs["sweep-customer-links"].run(services, {}, never);
    await allJobs["sweep-customer-links"].run(services, {}, never);
    expect(await jobs()).toHaveLength(1);
    await runJobs(services, ["link-customers"]);
    expect(await pairs()).toEqual([]);
    expect(await people()).toEqual([["new-7@example.com", null]]);
    expect((await give("7")).id).toBe(code.id);
  });

  it("is removed from the pairs when erased before the second check", async () => {
    await customerComes(services, "7001", "ada@example.com");
    await customerComes(services, "7002", "bob@example.com");
    const keys = [keyOf("ada@example.com").toString("hex")];
    await eraseCustomer(services, { shopId: shop.id, keys, orders: [] }, never);
    expect(await pairs()).toMatchObject([{ customer: keyOf("7002") }]);
  });

  it("keeps both codes if a tool was faster than the webhook; later requests get the newest", async () => {
    const [old, fresh] = [await give("ada@example.com"), await give("7001")];
    expect(fresh.id).not.toBe(old.id);
    await customerComes(services, "7001", "ada@example.com");
    expect((await give("ada@example.com")).id).toBe(fresh.id);
    expect((await give("7001")).id).toBe(fresh.id);
    expect(
      await services.database.query("SELECT 1 FROM assignment WHERE released_at IS NULL"),
    ).toHaveLength(2);
  });

  it("has an identity stored in full once a code is assigned to it", async () => {
    const alwaysNew = await insertPool(services, shop, { codes: 5, resendPolicy: "always_new" });
    await give("ada@example.com", alwaysNew);
    await customerComes(services, "7001", "ada@example.com");
    await give("7001", alwaysNew);
    await give("7001", alwaysNew);
    expect(await people()).toEqual([["ada@example.com", "customer:7001"]]);
    await expectConsistentStock(services, shop);
  });

  it("is linked once, whatever the number of concurrent webhooks", async () => {
    await give("ada@example.com");
    const body = customerCreated(customerOf("7001", "ada@example.com"));
    const eventId = "one";
    await Promise.all(
      Array.from({ length: 5 }, () => deliverCustomer(services, body, { eventId })),
    );
    const servers = [otherServer(services), otherServer(services)];
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => link("7001", "ada@example.com", servers[n % 2])),
    );
    await Promise.all(servers.map((server) => server.close()));
    await link("7001", "ada@example.com");
    expect(await people()).toEqual([["ada@example.com", null]]);
  });

  it("keeps the first address of a customer ID, and accepts a second ID for an address", async () => {
    await give("ada@example.com");
    await give("bob@example.com");
    await link("7001", "ada@example.com");
    await link("7001", "bob@example.com");
    expect(await people()).toEqual([["ada@example.com", null], ["bob@example.com"]]);
    // The customer was deleted in the shop and created again.
    await link("7002", "ada@example.com");
    expect(await people()).toEqual([["ada@example.com", null, null], ["bob@example.com"]]);
    expect((await give("7002")).id).toBe((await give("7001")).id);
  });

  it.each([
    ["without an address", customerOf("7001", null)],
    ["with an invalid address", customerOf("7001", "ada at example.com")],
    ["whose address is a customer ID", customerOf("7001", "7002")],
    ["without an ID", { ...customerOf("", "ada@example.com") }],
    [
      "whose address is not verified",
      { ...customerOf("7001", "ada@example.com"), verified_email: false },
    ],
    [
      "whose address may not be verified",
      { ...customerOf("7001", "ada@example.com"), verified_email: undefined },
    ],
  ])("isn't linked to a customer %s", async (_, facts) => {
    await give("ada@example.com");
    await give("7002");
    expect(await deliverCustomer(services, customerCreated(facts))).toBe(200);
    expect(await people()).toHaveLength(2);
    expect(await pairs()).toEqual([]);
  });

  it("isn't linked by a webhook with a wrong signature or without a customer", async () => {
    const body = customerCreated(customerOf("7001", "ada@example.com"));
    await give("ada@example.com");
    expect(await deliverCustomer(services, body, { secret: "another" })).toBe(401);
    const nameless = customerCreated({ admin_graphql_api_id: undefined });
    expect(await deliverCustomer(services, nameless)).toBe(400);
    expect(await people()).toEqual([["ada@example.com"]]);
    expect(await pairs()).toEqual([]);
  });

  it("is linked only in the webhook's shop, and not after it uninstalled", async () => {
    const other = await insertShop(services, "other-store.myshopify.com");
    const otherPool = await insertPool(services, other, { codes: 5 });
    await give("ada@example.com");
    await give("ada@example.com", otherPool, other);
    await customerComes(services, "7001", "ada@example.com", { shop: other.domain });
    expect(await people()).toEqual([["ada@example.com"]]);
    expect(await people(other)).toEqual([["ada@example.com", null]]);
    expect((await give("7001")).outcome).toBe("new");
    await services.database.query("UPDATE shop SET uninstalled_at = now() WHERE id = $1", [
      shop.id,
    ]);
    await customerComes(services, "7001", "ada@example.com");
    expect(await people()).toEqual([["ada@example.com"], ["customer:7001"]]);
  });

  it("gets one code by either identity while requests and linking run concurrently", async () => {
    const servers = [otherServer(services), otherServer(services), otherServer(services)];
    const [one = services, two = services, three = services] = servers;
    for (let n = 1; n <= 20; n += 1) {
      const [id, email] = [String(8000 + n), `race-${n}@example.com`];
      const known = n % 2 ? id : email;
      await give(known);
      await Promise.all([
        give(id, poolId, shop, one),
        link(id, email, two),
        give(email, poolId, shop, three),
        link(id, email, one),
      ]);
      const [byId, byEmail] = [await give(id), await give(email)];
      expect(byId.outcome).toBe("reused");
      expect(byId.id).toBe(byEmail.id);
    }
    await Promise.all(servers.map((server) => server.close()));
    expect(await people()).toHaveLength(20);
    await expectConsistentStock(services, shop);
  });
});
