import { createHmac, randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { API_SECRET, DEMO_SHOP, type ReceivedRequest } from "../../doubles/shopify/testing";
import { expectConsistentLedger, readRedemptions } from "../../factories/consistent-ledger";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { giveCode } from "../../factories/give-code";
import { orderFixture } from "../../factories/order-fixture";
import { insertPool } from "../../factories/stocked-pool";

describe("order webhooks", () => {
  const fixture = orderFixture();
  let poolId: number;

  beforeEach(async () => {
    fixture.sandbox.app.received.length = 0;
    poolId = await insertPool(fixture.services, fixture.shop, { codes: 5 });
    await fixture.publish(poolId);
    await fixture.wait(30);
  });
  afterEach(async () => {
    const { services } = fixture;
    await expectConsistentStock(services, fixture.shop);
    await expectConsistentLedger(services, fixture.shop);
    // The orders stay in the sandbox, but without our codes later tests ignore them.
    await services.database.query(
      `TRUNCATE pool, code, assignment, recipient, redemption, shop_order, order_day, pool_day,
         order_watermark, webhook_receipt, session CASCADE`,
    );
    await services.database.query("DELETE FROM graphile_worker._private_jobs");
  });

  const give = async (recipient?: string) =>
    (await giveCode(fixture.services, fixture.shop, poolId, recipient)).code;
  const redemptions = () => readRedemptions(fixture.services, fixture.shop);
  const received = (topic: string): ReceivedRequest => {
    const found = fixture.sandbox.app.received.find(({ path }) => path === `/webhooks/${topic}`);
    if (!found) throw new Error(`No ${topic} was sent.`);
    return found;
  };

  it("redeem a code, with the discount amount and the buyer", async () => {
    const code = await give();
    const order = await fixture.orders.place({
      codes: [code],
      email: "ADA@example.com",
      force: true,
    });
    expect(await fixture.deliver(received("orders/create"))).toBe(200);
    await fixture.work();
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
      await fixture.services.database.query(
        "SELECT total::text, currency, refunded::text FROM shop_order",
      ),
    ).toEqual([{ total: `${order.total}00`, currency: "EUR", refunded: "0.0000" }]);
  });

  it("have the same result, whichever is delivered, as reading the order", async () => {
    const code = await give();
    await fixture.orders.place({ codes: [code], email: "ada@example.com" });
    const { database } = fixture.services;
    const states = new Set<string>();
    const recordState = async () => {
      await fixture.work();
      const [order] = await database.query<{ codes: { amount: string }[] }>(
        "SELECT * FROM shop_order",
      );
      const codes = order?.codes.map((code) => ({ ...code, amount: Number(code.amount) }));
      states.add(JSON.stringify([await redemptions(), { ...order, codes }]));
      await database.query("DELETE FROM shop_order");
    };
    for (const topic of ["orders/create", "orders/paid", "orders/updated"]) {
      await database.query("DELETE FROM order_day");
      await fixture.deliver(received(topic));
      await recordState();
    }
    await database.query("DELETE FROM order_day");
    await fixture.reconcile();
    await recordState();
    expect([...states]).toHaveLength(1);
    await database.query("DELETE FROM redemption");
    await database.query("DELETE FROM order_day");
    await database.query(
      "UPDATE code SET stored_state = 'assigned' WHERE stored_state = 'redeemed'",
    );
    await database.query("UPDATE pool_stock SET assigned = 1, redeemed = 0");
  });

  it("without codes, for refunds and edits, trigger reading the order", async () => {
    const code = await give();
    const order = await fixture.orders.place({ codes: [code] });
    await fixture.deliver(received("orders/create"));
    await fixture.wait(1);
    await fixture.orders.act(order, "refund");
    await fixture.deliver(received("refunds/create"));
    await fixture.work();
    expect(await redemptions()).toMatchObject([{ reversal: "keep" }]);
    await fixture.wait(1);
    const second = await fixture.orders.place({
      codes: [await give("bob@example.com")],
      force: true,
    });
    await fixture.wait(1);
    await fixture.orders.act(second, "edit", {
      add: [{ title: "A mug", price: "10.00", quantity: 1 }],
    });
    await fixture.deliver(received("orders/edited"));
    await fixture.work();
    expect(await redemptions()).toMatchObject([{ order: order.name }, { order: second.name }]);
  });

  it("store only a receipt for an order without our codes", async () => {
    await fixture.orders.place({});
    for (const event of fixture.sandbox.app.received) await fixture.deliver(event);
    const { database } = fixture.services;
    expect(await database.query("SELECT 1 FROM shop_order")).toEqual([]);
    expect(await database.query("SELECT 1 FROM graphile_worker._private_jobs")).toEqual([]);
    expect(await database.query("SELECT topic FROM webhook_receipt ORDER BY 1")).toEqual(
      ["orders/create", "orders/paid", "orders/updated"].map((topic) => ({ topic })),
    );
  });

  it("are processed once each when 120 arrive concurrently, each delivered four times", async () => {
    const code = await give();
    for (let n = 0; n < 10; n += 1) {
      await fixture.orders.place({ codes: [code], email: `b${n}@example.com` });
    }
    const events = fixture.sandbox.app.received.flatMap((event) =>
      Array<ReceivedRequest>(4).fill(event),
    );
    const results = await Promise.all(events.map(fixture.deliver));
    expect(new Set(results)).toEqual(new Set([200]));
    expect(
      await fixture.services.database.query(
        "SELECT count(*) AS count FROM webhook_receipt WHERE topic LIKE 'orders/%'",
      ),
    ).toEqual([{ count: 30 }]);
    await fixture.work();
    expect(await redemptions()).toHaveLength(10);
  });

  it("of an uninstalled shop change nothing, and its jobs end without errors", async () => {
    const { database } = fixture.services;
    const code = await give();
    const order = await fixture.orders.place({ codes: [code] });
    await fixture.deliver(received("orders/create"));
    await database.query("UPDATE shop SET uninstalled_at = now()");
    await fixture.reconcile();
    expect(await redemptions()).toEqual([]);
    expect(await database.query("SELECT 1 FROM graphile_worker._private_jobs")).toEqual([]);
    await database.query("UPDATE shop SET uninstalled_at = NULL");
    await fixture.reconcile();
    await database.query(
      "SELECT graphile_worker.add_job('apply-orders', json_build_object('shopId', $1::int))",
      [fixture.shop.id],
    );
    await fixture.work();
    expect(await redemptions()).toMatchObject([{ order: order.name }]);
  });

  it("can all be lost: reconciliation finds the orders, even those before the install", async () => {
    const code = await give();
    const early = new Date(fixture.services.clock.now().getTime() - 30 * 86_400_000).toISOString();
    await fixture.orders.place({ codes: [code], createdAt: early, webhooks: false });
    for (let n = 0; n < 120; n += 1) {
      const codes = n % 10 === 0 ? [code] : [];
      await fixture.orders.place({ codes, webhooks: false });
    }
    await fixture.services.database.query("DELETE FROM order_watermark");
    await fixture.reconcile();
    expect(await redemptions()).toHaveLength(13);
    const [first] = await fixture.services.database.query<{ until: Date }>(
      "SELECT until FROM order_watermark",
    );
    await fixture.wait(10);
    const cancelled = (await redemptions())[5];
    const order = (await fixture.orders.list()).find(({ name }) => name === cancelled?.order);
    await fixture.orders.act(order ?? { id: "" }, "cancel");
    await fixture.reconcile();
    const reversed = (await redemptions()).filter(({ reversal }) => reversal !== null);
    expect(reversed).toMatchObject([{ order: order?.name }]);
    const [second] = await fixture.services.database.query<{ until: Date }>(
      "SELECT until FROM order_watermark",
    );
    expect(second?.until.getTime()).toBeGreaterThan(first?.until.getTime() ?? 0);
  });

  it("can be lost for one of two changes within a second", async () => {
    const code = await give();
    const order = await fixture.orders.place({ codes: [code] });
    await fixture.deliver(received("orders/create"));
    await fixture.work();
    // Gives the stored state the time of the cancellation, as if both happened in the same second.
    await fixture.orders.act(order, "cancel");
    await fixture.services.database.query("UPDATE shop_order SET updated_at = $1", [
      (await fixture.orders.list())
        .find(({ id }) => id === order.id)
        ?.updatedAt.replace(/\.\d+Z/, "Z"),
    ]);
    await fixture.reconcile();
    expect(await redemptions()).toMatchObject([{ reversal: "keep" }]);
  });

  it("are made up for from the watermark after the platform was unreachable", async () => {
    const code = await give();
    await fixture.services.database.query("DELETE FROM order_watermark");
    const order = await fixture.orders.place({ codes: [code] });
    await fixture.sandbox.call("POST", "/control/api/faults", {
      match: "graphql:order",
      kind: "5xx",
    });
    await fixture.reconcile();
    expect(await redemptions()).toEqual([]);
    // The watermark may only cover pages before the order's.
    const behind = "SELECT 1 FROM order_watermark WHERE until >= $1";
    expect(await fixture.services.database.query(behind, [order.updatedAt])).toEqual([]);
    await fixture.sandbox.call("DELETE", "/control/api/faults");
    await fixture.services.database.query(
      "UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL",
    );
    await fixture.work();
    expect(await redemptions()).toHaveLength(1);
  });

  it("report the granted permissions", async () => {
    await fixture.services.database.query(
      `INSERT INTO session (id, shop, state, "accessToken", scope) VALUES ('offline', $1, '', 't', 'read_orders')`,
      [fixture.shop.domain],
    );
    const status = await fixture.deliver({
      ...signed("app/scopes_update", '{"current":["read_products","read_orders"]}'),
    });
    expect(status).toBe(200);
    expect(await fixture.services.database.query("SELECT scope FROM session")).toEqual([
      { scope: "read_orders,read_products" },
    ]);
  });

  function signed(topic: string, body: string): ReceivedRequest {
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
