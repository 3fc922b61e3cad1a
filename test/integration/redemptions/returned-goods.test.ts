import { beforeEach, describe, expect, it } from "vitest";
import { expectConsistentLedger, readRedemptions } from "../../factories/consistent-ledger";
import { giveCode } from "../../factories/give-code";
import { orderFixture } from "../../factories/order-fixture";
import { insertPool } from "../../factories/stocked-pool";

const fixture = orderFixture();

describe("an order whose items were all refunded, but not the shipping", () => {
  beforeEach(async () => {
    await fixture.services.database.query(
      `TRUNCATE pool, code, recipient, assignment, redemption, replacement, shop_order, order_day,
         webhook_receipt CASCADE`,
    );
    fixture.sandbox.app.received = [];
  });

  async function used() {
    const poolId = await insertPool(fixture.services, fixture.shop, { codes: 2 });
    await fixture.services.database.query("UPDATE pool SET cancel_policy = 'reissue'");
    await fixture.publish(poolId);
    const { code } = await giveCode(fixture.services, fixture.shop, poolId, "ada@mail.example");
    const order = await fixture.orders.place({
      codes: [code],
      email: "ada@mail.example",
      lines: [{ title: "Coat", price: "25.00", quantity: 2 }],
      shippingPrice: "5.00",
    });
    return { code, order, lineId: order.lines[0]?.id };
  }
  async function deliverWebhooks(topics = /./) {
    for (const event of fixture.sandbox.app.received.splice(0)) {
      if (topics.test(event.path)) expect(await fixture.deliver(event)).toBe(200);
    }
    await fixture.work();
  }
  const codesOfAda = () =>
    fixture.services.database.query("SELECT 1 FROM assignment WHERE released_at IS NULL");

  it.each([
    ["arrives by webhook", /orders/, false],
    ["is read from the platform", /refunds/, false],
    ["is found by the order reconciliation", /nothing/, true],
  ])("counts as reversed when that %s", async (_, topics, compare) => {
    const { code, order, lineId } = await used();
    await deliverWebhooks();
    const lines = [{ lineId, quantity: 2 }];
    const after = await fixture.orders.act(order, "refund", { lines, shipping: false });
    expect(after).toMatchObject({ financialStatus: "PARTIALLY_REFUNDED", currentTotal: "5.00" });
    await deliverWebhooks(topics);
    if (compare) await fixture.reconcile();
    expect(await readRedemptions(fixture.services, fixture.shop)).toMatchObject([
      { code, reversal: "reissue" },
    ]);
    expect(await codesOfAda()).toHaveLength(2);
    await expectConsistentLedger(fixture.services, fixture.shop);
    // Another reconciliation finds nothing new.
    await fixture.wait(10);
    await fixture.reconcile();
    expect(await codesOfAda()).toHaveLength(2);
  });

  it("doesn't count as reversed while one item is kept", async () => {
    const { order, lineId } = await used();
    await deliverWebhooks();
    await fixture.orders.act(order, "refund", { lines: [{ lineId, quantity: 1 }], shipping: true });
    await deliverWebhooks();
    expect(await readRedemptions(fixture.services, fixture.shop)).toMatchObject([
      { reversal: null },
    ]);
    expect(await codesOfAda()).toHaveLength(1);
  });
});
