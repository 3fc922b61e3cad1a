import { createHmac, randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { API_SECRET, DEMO_SHOP, type Heard } from "../../doubles/shopify/for-tests/test-sandbox";
import { giveCode } from "../../factories/give-code";
import { expectTrueFigures, readRedemptions } from "../../factories/ledger-truth";
import { orderFixture } from "../../factories/order-fixture";
import { expectTruth } from "../../factories/stock-truth";
import { insertPool } from "../../factories/stocked-pool";

describe("the platform's events about orders", () => {
  const world = orderFixture();
  let poolId: number;

  beforeEach(async () => {
    world.sandbox.app.heard.length = 0;
    poolId = await insertPool(world.services, world.shop, { codes: 5 });
    await world.publish(poolId);
    await world.wait(30);
  });
  afterEach(async () => {
    const { services } = world;
    await expectTruth(services, world.shop);
    await expectTrueFigures(services, world.shop);
    // The shop keeps its orders; without codes of ours they are nobody's.
    await services.database.query(
      `TRUNCATE pool, code, assignment, recipient, redemption, shop_order, order_day, pool_day,
         order_watermark, webhook_receipt, session CASCADE`,
    );
    await services.database.query("DELETE FROM graphile_worker._private_jobs");
  });

  const give = async (recipient?: string) =>
    (await giveCode(world.services, world.shop, poolId, recipient)).code;
  const redemptions = () => readRedemptions(world.services, world.shop);
  const heard = (topic: string): Heard => {
    const found = world.sandbox.app.heard.find(({ path }) => path === `/webhooks/${topic}`);
    if (!found) throw new Error(`No ${topic} was sent.`);
    return found;
  };

  it("redeem a code, with what it took off and who bought", async () => {
    const code = await give();
    const order = await world.orders.place({
      codes: [code],
      email: "ADA@example.com",
      force: true,
    });
    expect(await world.deliver(heard("orders/create"))).toBe(200);
    await world.work();
    expect(await redemptions()).toEqual([
      {
        order: order.name,
        code,
        state: "redeemed",
        amount: String(Number(order.discounts[0]?.amount)),
        buyer: "recipient",
        removed: false,
        reversal: null,
      },
    ]);
    expect(
      await world.services.database.query(
        "SELECT total::text, currency, refunded::text FROM shop_order",
      ),
    ).toEqual([{ total: `${order.total}00`, currency: "EUR", refunded: "0.0000" }]);
  });

  it("come to the same, whichever of them is delivered, and what reading the order tells", async () => {
    const code = await give();
    await world.orders.place({ codes: [code], email: "ada@example.com" });
    const { database } = world.services;
    const states = new Set<string>();
    const note = async () => {
      await world.work();
      const [order] = await database.query<{ codes: { amount: string }[] }>(
        "SELECT * FROM shop_order",
      );
      const codes = order?.codes.map((one) => ({ ...one, amount: Number(one.amount) }));
      states.add(JSON.stringify([await redemptions(), { ...order, codes }]));
      await database.query("DELETE FROM shop_order");
    };
    for (const topic of ["orders/create", "orders/paid", "orders/updated"]) {
      await database.query("DELETE FROM order_day");
      await world.deliver(heard(topic));
      await note();
    }
    await database.query("DELETE FROM order_day");
    await world.reconcile();
    await note();
    expect([...states]).toHaveLength(1);
    await database.query("DELETE FROM redemption");
    await database.query("DELETE FROM order_day");
    await database.query(
      "UPDATE code SET stored_state = 'assigned' WHERE stored_state = 'redeemed'",
    );
    await database.query("UPDATE pool_stock SET assigned = 1, redeemed = 0");
  });

  it("tell of refunds and edits without codes, and the order is read", async () => {
    const code = await give();
    const order = await world.orders.place({ codes: [code] });
    await world.deliver(heard("orders/create"));
    await world.wait(1);
    await world.orders.act(order, "refund");
    await world.deliver(heard("refunds/create"));
    await world.work();
    expect(await redemptions()).toMatchObject([{ reversal: "keep" }]);
    await world.wait(1);
    const second = await world.orders.place({
      codes: [await give("bob@example.com")],
      force: true,
    });
    await world.wait(1);
    await world.orders.act(second, "edit", {
      add: [{ title: "A mug", price: "10.00", quantity: 1 }],
    });
    await world.deliver(heard("orders/edited"));
    await world.work();
    expect(await redemptions()).toMatchObject([{ order: order.name }, { order: second.name }]);
  });

  it("store nothing but their receipt for an order without our codes", async () => {
    await world.orders.place({});
    for (const event of world.sandbox.app.heard) await world.deliver(event);
    const { database } = world.services;
    expect(await database.query("SELECT 1 FROM shop_order")).toEqual([]);
    expect(await database.query("SELECT 1 FROM graphile_worker._private_jobs")).toEqual([]);
    expect(await database.query("SELECT topic FROM webhook_receipt ORDER BY 1")).toEqual(
      ["orders/create", "orders/paid", "orders/updated"].map((topic) => ({ topic })),
    );
  });

  it("are each worked once, although fifty arrive at once and each of them four times", async () => {
    const code = await give();
    for (let n = 0; n < 10; n += 1) {
      await world.orders.place({ codes: [code], email: `b${n}@example.com` });
    }
    const events = world.sandbox.app.heard.flatMap((event) => Array<Heard>(4).fill(event));
    const answers = await Promise.all(events.map(world.deliver));
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(
      await world.services.database.query(
        "SELECT count(*) AS count FROM webhook_receipt WHERE topic LIKE 'orders/%'",
      ),
    ).toEqual([{ count: 30 }]);
    await world.work();
    expect(await redemptions()).toHaveLength(10);
  });

  it("of a shop that left change nothing, and its jobs end quietly", async () => {
    const { database } = world.services;
    const code = await give();
    const order = await world.orders.place({ codes: [code] });
    await world.deliver(heard("orders/create"));
    await database.query("UPDATE shop SET uninstalled_at = now()");
    await world.reconcile();
    expect(await redemptions()).toEqual([]);
    expect(await database.query("SELECT 1 FROM graphile_worker._private_jobs")).toEqual([]);
    await database.query("UPDATE shop SET uninstalled_at = NULL");
    await world.reconcile();
    await database.query(
      "SELECT graphile_worker.add_job('apply-orders', json_build_object('shopId', $1::int))",
      [world.shop.id],
    );
    await world.work();
    expect(await redemptions()).toMatchObject([{ order: order.name }]);
  });

  it("may all be lost: the orders are found, also those of before the install", async () => {
    const code = await give();
    const early = new Date(world.services.clock.now().getTime() - 30 * 86_400_000).toISOString();
    await world.orders.place({ codes: [code], createdAt: early, webhooks: false });
    for (let n = 0; n < 120; n += 1) {
      const codes = n % 10 === 0 ? [code] : [];
      await world.orders.place({ codes, webhooks: false });
    }
    await world.services.database.query("DELETE FROM order_watermark");
    await world.reconcile();
    expect(await redemptions()).toHaveLength(13);
    const [first] = await world.services.database.query<{ until: Date }>(
      "SELECT until FROM order_watermark",
    );
    await world.wait(10);
    const cancelled = (await redemptions())[5];
    const order = (await world.orders.list()).find(({ name }) => name === cancelled?.order);
    await world.orders.act(order ?? { id: "" }, "cancel");
    await world.reconcile();
    const reversed = (await redemptions()).filter(({ reversal }) => reversal !== null);
    expect(reversed).toMatchObject([{ order: order?.name }]);
    const [second] = await world.services.database.query<{ until: Date }>(
      "SELECT until FROM order_watermark",
    );
    expect(second?.until.getTime()).toBeGreaterThan(first?.until.getTime() ?? 0);
  });

  it("may be lost for one of two changes in one second", async () => {
    const code = await give();
    const order = await world.orders.place({ codes: [code] });
    await world.deliver(heard("orders/create"));
    await world.work();
    // The clock stands still for the shop: as fast as two changes of one second.
    await world.orders.act(order, "cancel");
    await world.services.database.query("UPDATE shop_order SET updated_at = $1", [
      (await world.orders.list())
        .find(({ id }) => id === order.id)
        ?.updatedAt.replace(/\.\d+Z/, "Z"),
    ]);
    await world.reconcile();
    expect(await redemptions()).toMatchObject([{ reversal: "keep" }]);
  });

  it("keep the watermark when the platform does not answer, and go on where it stood", async () => {
    const code = await give();
    await world.services.database.query("DELETE FROM order_watermark");
    const order = await world.orders.place({ codes: [code] });
    await world.sandbox.call("POST", "/control/api/faults", {
      match: "graphql:order",
      kind: "5xx",
    });
    await world.reconcile();
    expect(await redemptions()).toEqual([]);
    // Pages before that of the order were worked off whole.
    const behind = "SELECT 1 FROM order_watermark WHERE until >= $1";
    expect(await world.services.database.query(behind, [order.updatedAt])).toEqual([]);
    await world.sandbox.call("DELETE", "/control/api/faults");
    await world.services.database.query(
      "UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL",
    );
    await world.work();
    expect(await redemptions()).toHaveLength(1);
  });

  it("tell which permissions were granted", async () => {
    await world.services.database.query(
      `INSERT INTO session (id, shop, state, "accessToken", scope) VALUES ('offline', $1, '', 't', 'read_orders')`,
      [world.shop.domain],
    );
    const status = await world.deliver({
      ...signed("app/scopes_update", '{"current":["read_products","read_orders"]}'),
    });
    expect(status).toBe(200);
    expect(await world.services.database.query("SELECT scope FROM session")).toEqual([
      { scope: "read_orders,read_products" },
    ]);
  });

  function signed(topic: string, body: string): Heard {
    const hmac = createHmac("sha256", API_SECRET).update(body).digest("base64");
    return {
      method: "POST",
      path: `/webhooks/${topic}`,
      body,
      headers: {
        "x-shopify-topic": topic,
        "x-shopify-hmac-sha256": hmac,
        "x-shopify-shop-domain": DEMO_SHOP,
        "x-shopify-api-version": "2026-10",
        "x-shopify-webhook-id": randomUUID(),
      },
    };
  }
});
