import { describe, expect, it } from "vitest";
import { ledgerFixture } from "../../factories/ledger-fixture";
import { follow, later, orderWith } from "../../factories/orders";
import { insertPool } from "../../factories/stocked-pool";

const world = ledgerFixture("buyers");

/** Who used Ada's code, as the ledger judges an order with these facts. */
async function judged(facts: object, recipient = "ada@example.com") {
  const { code } = await world.give(recipient);
  await follow(world.services, world.shop, orderWith([code], facts));
  const [row] = await world.redemptions();
  return row?.buyer;
}

async function leaksTold() {
  const rows = await world.services.database.query(
    "SELECT 1 FROM audit_entry WHERE shop_id = $1 AND action = 'codes.used-by-others'",
    [world.shop.id],
  );
  return rows.length;
}

const bob = "gid://shopify/Customer/8001";

describe("a buyer", () => {
  it("with another address at checkout than in their account is the recipient by either", async () => {
    const facts = { email: "ada.work@example.com", customerEmail: "Ada@example.com" };
    expect(await judged({ ...facts, customerId: bob })).toBe("recipient");
    expect(await leaksTold()).toBe(0);
  });

  it("whose account alone has an address is judged by it", async () => {
    expect(await judged({ email: null, customerEmail: "ada@example.com" })).toBe("recipient");
  });

  it("whose account has somebody else's address is somebody else", async () => {
    expect(await judged({ email: null, customerEmail: "bob@example.com" })).toBe("other");
    expect(await leaksTold()).toBe(1);
  });

  it.each([
    ["ada@gmail.com", "a.d.a+x@gmail.com"],
    ["a.da@googlemail.com", "ADA@gmail.com"],
    ["ada+news@example.com", "ada@example.com"],
  ])("who was given a code as %s and writes %s is unknown, and no leak", async (given, typed) => {
    expect(await judged({ email: typed }, given)).toBe("unknown");
    expect(await leaksTold()).toBe(0);
  });

  it.each([
    ["ada@example.com", "a.d.a@example.com"],
    ["ada@gmail.com", "adam@gmail.com"],
  ])("who was given a code as %s and writes %s is somebody else", async (given, typed) => {
    expect(await judged({ email: typed }, given)).toBe("other");
  });

  it("is found by the account's address for a code that is everybody's", async () => {
    const pool = await insertPool(world.services, world.shop, { type: "shared", codes: 1 });
    const { code } = await world.give("ada@example.com", pool);
    const facts = { email: "ada.work@example.com", customerEmail: "ada@example.com" };
    await follow(world.services, world.shop, orderWith([code], facts));
    expect(await world.redemptions()).toMatchObject([{ code, buyer: "recipient" }]);
  });

  it("stays forgotten once erased, whatever later states of the order tell", async () => {
    const { code } = await world.give("ada@example.com");
    const order = orderWith([code], { email: null, customerEmail: "ada@example.com" });
    await follow(world.services, world.shop, order);
    await world.services.database.query(
      "UPDATE shop_order SET buyer_erased = true, customer_email_key = NULL, alias_keys = '{}' WHERE shop_id = $1",
      [world.shop.id],
    );
    await follow(world.services, world.shop, later(order, 5, { total: "40.00" }));
    const [row] = await world.services.database.query(
      "SELECT customer_email_key, alias_keys, trim_scale(total)::text AS total FROM shop_order WHERE shop_id = $1",
      [world.shop.id],
    );
    expect(row).toEqual({ customer_email_key: null, alias_keys: [], total: "40" });
  });
});
