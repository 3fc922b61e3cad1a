import { describe, expect, it } from "vitest";
import { ledgerFixture } from "../../factories/ledger-fixture";
import { later, orderWith, processOrders } from "../../factories/orders";
import { insertPool } from "../../factories/stocked-pool";

const fixture = ledgerFixture("buyers");

/** Places an order with these facts and Ada's code. Returns how the ledger matches the buyer. */
async function buyerOf(facts: object, recipient = "ada@example.com") {
  const { code } = await fixture.give(recipient);
  await processOrders(fixture.services, fixture.shop, orderWith([code], facts));
  const [row] = await fixture.redemptions();
  return row?.buyer;
}

async function sharingAlerts() {
  const rows = await fixture.services.database.query(
    "SELECT 1 FROM audit_entry WHERE shop_id = $1 AND action = 'codes.used-by-others'",
    [fixture.shop.id],
  );
  return rows.length;
}

const bob = "gid://shopify/Customer/8001";

describe("a buyer", () => {
  it("is the recipient if the checkout or account address matches", async () => {
    const facts = { email: "ada.work@example.com", customerEmail: "Ada@example.com" };
    expect(await buyerOf({ ...facts, customerId: bob })).toBe("recipient");
    expect(await sharingAlerts()).toBe(0);
  });

  it("is matched by the account address if there is no other", async () => {
    expect(await buyerOf({ email: null, customerEmail: "ada@example.com" })).toBe("recipient");
  });

  it("is someone else if the account has another address", async () => {
    expect(await buyerOf({ email: null, customerEmail: "bob@example.com" })).toBe("other");
    expect(await sharingAlerts()).toBe(1);
  });

  it.each([
    ["ada@gmail.com", "a.d.a+x@gmail.com"],
    ["a.da@googlemail.com", "ADA@gmail.com"],
    ["ada+news@example.com", "ada@example.com"],
  ])(
    "who got a code as %s and orders as %s is unknown, which is not code sharing",
    async (given, typed) => {
      expect(await buyerOf({ email: typed }, given)).toBe("unknown");
      expect(await sharingAlerts()).toBe(0);
    },
  );

  it.each([
    ["ada@example.com", "a.d.a@example.com"],
    ["ada@gmail.com", "adam@gmail.com"],
  ])("who got a code as %s and orders as %s is someone else", async (given, typed) => {
    expect(await buyerOf({ email: typed }, given)).toBe("other");
  });

  it("of a shared code is matched by the account address", async () => {
    const pool = await insertPool(fixture.services, fixture.shop, { type: "shared", codes: 1 });
    const { code } = await fixture.give("ada@example.com", pool);
    const facts = { email: "ada.work@example.com", customerEmail: "ada@example.com" };
    await processOrders(fixture.services, fixture.shop, orderWith([code], facts));
    expect(await fixture.redemptions()).toMatchObject([{ code, buyer: "recipient" }]);
  });

  it("stays erased, whatever later states of the order contain", async () => {
    const { code } = await fixture.give("ada@example.com");
    const order = orderWith([code], { email: null, customerEmail: "ada@example.com" });
    await processOrders(fixture.services, fixture.shop, order);
    await fixture.services.database.query(
      "UPDATE shop_order SET buyer_erased = true, customer_email_key = NULL, alias_keys = '{}' WHERE shop_id = $1",
      [fixture.shop.id],
    );
    await processOrders(fixture.services, fixture.shop, later(order, 5, { total: "40.00" }));
    const [row] = await fixture.services.database.query(
      "SELECT customer_email_key, alias_keys, trim_scale(total)::text AS total FROM shop_order WHERE shop_id = $1",
      [fixture.shop.id],
    );
    expect(row).toEqual({ customer_email_key: null, alias_keys: [], total: "40" });
  });
});
