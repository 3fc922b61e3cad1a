import { beforeEach, expect, test } from "vitest";
import { orderCalls } from "../for-tests/order-calls";
import { testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox({ tomlFile: "./orders.test.toml", scopes: ["read_orders"] });
const orders = orderCalls(sandbox);

beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset");
  sandbox.app.received = [];
});

const topics = (): (string | undefined)[] =>
  sandbox.app.received.map(({ headers }) => headers["x-shopify-topic"] as string).sort();
const bodyOf = (topic: string) =>
  JSON.parse(
    sandbox.app.received.findLast(({ headers }) => headers["x-shopify-topic"] === topic)?.body ??
      "{}",
  );
const twenty = { lines: [{ title: "Mug", price: "10.00", quantity: 2 }], shippingPrice: "4.90" };

test("a paid order sends create, paid and updated webhooks with one event ID", async () => {
  const order = await orders.place({ ...twenty, email: "guest@mail.example", test: true });
  expect(order).toMatchObject({
    name: "#1001",
    total: "24.90",
    financialStatus: "PAID",
    customerId: expect.any(String),
    email: "guest@mail.example",
    test: true,
  });
  expect(topics()).toEqual(["customers/create", "orders/create", "orders/paid", "orders/updated"]);
  const received = sandbox.app.received.slice(1);
  const events = received.map(({ headers }) => headers["x-shopify-event-id"]);
  const webhooks = received.map(({ headers }) => headers["x-shopify-webhook-id"]);
  expect([new Set(events).size, new Set(webhooks).size]).toEqual([1, 3]);
});

test("a pending order can be paid later, once", async () => {
  const order = await orders.place({ ...twenty, paid: false });
  expect(order.financialStatus).toBe("PENDING");
  expect(topics()).toEqual(["orders/create", "orders/updated"]);
  sandbox.app.received = [];
  expect((await orders.act(order, "pay")).financialStatus).toBe("PAID");
  expect(topics()).toEqual(["orders/paid", "orders/updated"]);
  await expect(orders.act(order, "pay")).rejects.toThrow("422");
});

test("a free order counts as paid without a transaction", async () => {
  const order = await orders.place({
    lines: [{ title: "Sample", price: "0.00" }],
    shippingPrice: null,
  });
  expect([order.financialStatus, order.total]).toEqual(["PAID", "0.00"]);
  expect(topics()).toContain("orders/paid");
});

test("canceling an order refunds the payment and removes its items", async () => {
  const order = await orders.place(twenty);
  sandbox.app.received = [];
  const cancelled = await orders.act(order, "cancel", { reason: "FRAUD" });
  expect(cancelled).toMatchObject({
    financialStatus: "REFUNDED",
    total: "24.90",
    currentTotal: "0.00",
    refunded: "24.90",
  });
  expect(topics()).toEqual(["orders/cancelled", "orders/updated", "refunds/create"]);
  expect(bodyOf("orders/cancelled")).toMatchObject({ cancel_reason: "fraud", refunds: [{}] });
  expect(bodyOf("orders/cancelled").cancelled_at).toMatch(/\+0\d:00$/);
  await expect(orders.act(order, "cancel")).rejects.toThrow("422");
});

test("canceling can keep the payment, and voids a pending order", async () => {
  const kept = await orders.act(await orders.place(twenty), "cancel", { refund: false });
  expect([kept.financialStatus, kept.refunded]).toEqual(["PAID", "0.00"]);
  const pending = await orders.place({ ...twenty, paid: false });
  expect((await orders.act(pending, "cancel")).financialStatus).toBe("VOIDED");
});

test("an order can be partially refunded, and then completely", async () => {
  const order = await orders.place({ ...twenty, codes: ["WELCOME10"] });
  expect([order.total, order.totalDiscounts]).toEqual(["22.90", "2.00"]);
  const [line] = order.lines;
  const part = await orders.act(order, "refund", { lines: [{ lineId: line?.id, quantity: 1 }] });
  expect(part).toMatchObject({
    financialStatus: "PARTIALLY_REFUNDED",
    refunded: "9.00",
    currentTotal: "13.90",
    currentDiscounts: "1.00",
    totalDiscounts: "2.00",
  });
  expect(topics()).toContain("refunds/create");
  const whole = await orders.act(order, "refund");
  expect([whole.financialStatus, whole.currentTotal]).toEqual(["REFUNDED", "0.00"]);
  await expect(orders.act(order, "refund")).rejects.toThrow("422");
});

test("a refund of more than the order's items is rejected", async () => {
  const order = await orders.place(twenty);
  const [line] = order.lines;
  const tooMany = { lines: [{ lineId: line?.id, quantity: 3 }] };
  await expect(orders.act(order, "refund", tooMany)).rejects.toThrow("422");
});

test("an edit changes quantities and can leave an outstanding amount", async () => {
  const order = await orders.place({ ...twenty, codes: ["WELCOME10"] });
  const [line] = order.lines;
  sandbox.app.received = [];
  const fewer = await orders.act(order, "edit", {
    quantities: [{ lineId: line?.id, quantity: 1 }],
  });
  expect(fewer).toMatchObject({ edited: true, currentTotal: "13.90", currentDiscounts: "1.00" });
  expect(topics()).toEqual(["orders/edited", "orders/updated"]);
  const more = await orders.act(order, "edit", { add: [{ title: "Pot", price: "39.00" }] });
  expect(more).toMatchObject({ financialStatus: "PARTIALLY_PAID", currentTotal: "52.90" });
  expect((await orders.act(order, "pay")).financialStatus).toBe("PAID");
});

test("many orders can be placed with one call that lists the rejected ones", async () => {
  const response = await sandbox.call(
    "POST",
    "/control/api/shops/demo-store.myshopify.com/orders/many",
    {
      orders: [twenty, { ...twenty, codes: ["NOSUCHCODE"] }, { ...twenty, webhooks: false }],
      settle: true,
    },
  );
  expect(response).toMatchObject({
    placed: 2,
    orders: [{ name: "#1001" }, { refused: [{ reason: "DISCOUNT_NOT_FOUND" }] }, { name: "#1002" }],
  });
  expect(topics()).toHaveLength(3);
});
