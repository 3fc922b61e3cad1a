import { beforeEach, describe, expect, it } from "vitest";
import { giveCode } from "../../factories/give-code";
import { expectTrueFigures, readRedemptions } from "../../factories/ledger-truth";
import { orderFixture } from "../../factories/order-fixture";
import { insertPool } from "../../factories/stocked-pool";

const world = orderFixture();

describe("an order whose items were all returned, with shipping kept", () => {
  beforeEach(async () => {
    await world.services.database.query(
      `TRUNCATE pool, code, recipient, assignment, redemption, replacement, shop_order, order_day,
         webhook_receipt CASCADE`,
    );
    world.sandbox.app.heard = [];
  });

  async function used() {
    const poolId = await insertPool(world.services, world.shop, { codes: 2 });
    await world.services.database.query("UPDATE pool SET cancel_policy = 'reissue'");
    await world.publish(poolId);
    const { code } = await giveCode(world.services, world.shop, poolId, "ada@mail.example");
    const order = await world.orders.place({
      codes: [code],
      email: "ada@mail.example",
      lines: [{ title: "Coat", price: "25.00", quantity: 2 }],
      shippingPrice: "5.00",
    });
    return { code, order, lineId: order.lines[0]?.id };
  }
  async function hear(topics = /./) {
    for (const event of world.sandbox.app.heard.splice(0)) {
      if (topics.test(event.path)) expect(await world.deliver(event)).toBe(200);
    }
    await world.work();
  }
  const codesOfAda = () =>
    world.services.database.query("SELECT 1 FROM assignment WHERE released_at IS NULL");

  it.each([
    ["is told by its event", /orders/, false],
    ["is read from the platform", /refunds/, false],
    ["is found by the comparison", /nothing/, true],
  ])("counts as reversed when that %s", async (_, topics, compare) => {
    const { code, order, lineId } = await used();
    await hear();
    const lines = [{ lineId, quantity: 2 }];
    const after = await world.orders.act(order, "refund", { lines, shipping: false });
    expect(after).toMatchObject({ financialStatus: "PARTIALLY_REFUNDED", currentTotal: "5.00" });
    await hear(topics);
    if (compare) await world.reconcile();
    expect(await readRedemptions(world.services, world.shop)).toMatchObject([
      { code, reversal: "reissue" },
    ]);
    expect(await codesOfAda()).toHaveLength(2);
    await expectTrueFigures(world.services, world.shop);
    // Comparing once more finds nothing new.
    await world.wait(10);
    await world.reconcile();
    expect(await codesOfAda()).toHaveLength(2);
  });

  it("does not count as reversed while one item is kept", async () => {
    const { order, lineId } = await used();
    await hear();
    await world.orders.act(order, "refund", { lines: [{ lineId, quantity: 1 }], shipping: true });
    await hear();
    expect(await readRedemptions(world.services, world.shop)).toMatchObject([{ reversal: null }]);
    expect(await codesOfAda()).toHaveLength(1);
  });
});
