import { beforeEach, expect, test } from "vitest";
import { orderCalls } from "../for-tests/order-calls";
import { DEMO_SHOP, testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox({
  tomlFile: "./orders.test.toml",
  scopes: ["write_orders", "write_draft_orders", "read_customers"],
});
const orders = orderCalls(sandbox);

beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset");
  sandbox.app.received = [];
});

const mugs = { lines: [{ title: "Mug", price: "10.00", quantity: 2 }], shippingPrice: "4.90" };
const errors = "userErrors { field message }";
const topics = () => sandbox.app.received.map(({ headers }) => headers["x-shopify-topic"]).sort();
const customer = () =>
  Object.values(sandbox.running.sandbox.world.shops[DEMO_SHOP]?.customers ?? {})[0];

test("orderMarkAsPaid marks an order as paid once", async () => {
  const { gid } = await orders.place({ ...mugs, paid: false });
  const pay = `mutation ($id: ID!) { orderMarkAsPaid(input: { id: $id }) { order { displayFinancialStatus } ${errors} } }`;
  const paid = { order: { displayFinancialStatus: "PAID" }, userErrors: [] as object[] };
  expect(await orders.ask(pay, { id: gid })).toEqual({ orderMarkAsPaid: paid });
  paid.userErrors = [{ field: ["id"], message: "The order is paid already" }];
  expect(await orders.ask(pay, { id: gid })).toEqual({ orderMarkAsPaid: paid });
});

test("orderCancel cancels in a job", async () => {
  const order = await orders.place(mugs);
  const cancel = `mutation ($id: ID!) { orderCancel(orderId: $id, reason: FRAUD, restock: true, refundMethod: { originalPaymentMethodsRefund: true }) {
    job { id done } orderCancelUserErrors { code message } } }`;
  const { orderCancel } = await orders.ask<{ orderCancel: { job: { id: string } } }>(cancel, {
    id: order.gid,
  });
  expect(orderCancel).toMatchObject({ job: { done: false }, orderCancelUserErrors: [] });
  await sandbox.call("POST", "/control/api/clock", { advanceMs: 5000 });
  const after = `query ($id: ID!, $job: ID!) { job(id: $job) { done } order(id: $id) { cancelReason totalRefundedSet { shopMoney { amount } } } }`;
  expect(await orders.ask(after, { id: order.gid, job: orderCancel.job.id })).toEqual({
    job: { done: true },
    order: { cancelReason: "FRAUD", totalRefundedSet: { shopMoney: { amount: "24.9" } } },
  });
  expect(topics()).toContain("orders/cancelled");
  expect(await orders.ask(cancel, { id: order.gid })).toMatchObject({
    orderCancel: {
      job: null,
      orderCancelUserErrors: [
        { code: "INVALID", message: "Cannot cancel an order that has already been canceled" },
      ],
    },
  });
});

test.each([
  ["refund: true, refundMethod: { originalPaymentMethodsRefund: true }", "Only one of refund"],
  [`refund: true, staffNote: "${"x".repeat(256)}"`, "maximum is 255"],
])("orderCancel rejects %s", async (more, message) => {
  const order = await orders.place(mugs);
  const cancel = `mutation ($id: ID!) { orderCancel(orderId: $id, reason: OTHER, restock: true, ${more}) {
    job { id } orderCancelUserErrors { message } } }`;
  expect(await orders.ask(cancel, { id: order.gid })).toMatchObject({
    orderCancel: {
      job: null,
      orderCancelUserErrors: [{ message: expect.stringContaining(message) }],
    },
  });
});

test("refundCreate refunds the amounts of its transactions", async () => {
  const order = await orders.place(mugs);
  sandbox.app.received = [];
  const query = await orders.ask<{ order: { transactions: { id: string }[] } }>(
    "query ($id: ID!) { order(id: $id) { transactions(first: 1) { id } } }",
    { id: order.gid },
  );
  const parentId = query.order.transactions[0]?.id;
  const create = `mutation ($input: RefundInput!) { refundCreate(input: $input) {
    refund { totalRefundedSet { shopMoney { amount } } } order { displayFinancialStatus currentTotalPriceSet { shopMoney { amount } } } ${errors} } }`;
  const input = (amount: string) => ({
    orderId: order.gid,
    refundLineItems: [{ lineItemId: `gid://shopify/LineItem/${order.lines[0]?.id}`, quantity: 1 }],
    transactions: [{ orderId: order.gid, amount, gateway: "bogus", kind: "REFUND", parentId }],
  });
  expect(await orders.ask(create, { input: input("7.50") })).toEqual({
    refundCreate: {
      refund: { totalRefundedSet: { shopMoney: { amount: "7.5" } } },
      order: {
        displayFinancialStatus: "PARTIALLY_REFUNDED",
        currentTotalPriceSet: { shopMoney: { amount: "14.9" } },
      },
      userErrors: [],
    },
  });
  await sandbox.call("POST", "/control/api/webhooks/settle");
  expect(topics()).toEqual(["orders/updated", "refunds/create"]);
  expect(await orders.ask(create, { input: input("100.00") })).toMatchObject({
    refundCreate: {
      refund: null,
      userErrors: [
        { message: "Refund amount €100.00 is greater than net payment received €17.40" },
      ],
    },
  });
  const orphan = input("1.00");
  delete (orphan.transactions[0] as { parentId?: string }).parentId;
  expect(await orders.ask(create, { input: orphan })).toMatchObject({
    refundCreate: { refund: null, userErrors: [{ field: ["transactions"] }] },
  });
});

test("a draft order can be created and completed", async () => {
  const person = customer();
  const { draftOrderCreate } = await orders.ask<{ draftOrderCreate: { draftOrder: Draft } }>(
    `mutation ($input: DraftOrderInput!) { draftOrderCreate(input: $input) {
      draftOrder { id name status totalPriceSet { shopMoney { amount } } totalDiscountsSet { shopMoney { amount } } } ${errors} } }`,
    {
      input: {
        customerId: `gid://shopify/Customer/${person?.id}`,
        lineItems: [{ title: "Repair", originalUnitPrice: "50.00", quantity: 1 }],
        discountCodes: ["FIVER"],
      },
    },
  );
  const { id, ...draft } = draftOrderCreate.draftOrder;
  expect(draft).toEqual({
    name: "#D1",
    status: "OPEN",
    totalPriceSet: { shopMoney: { amount: "45.0" } },
    totalDiscountsSet: { shopMoney: { amount: "5.0" } },
  });
  const complete = `mutation ($id: ID!) { draftOrderComplete(id: $id, paymentPending: true) {
    draftOrder { status order { name sourceName displayFinancialStatus discountCodes } } ${errors} } }`;
  expect(await orders.ask(complete, { id })).toEqual({
    draftOrderComplete: {
      draftOrder: {
        status: "COMPLETED",
        order: {
          name: "#1001",
          sourceName: "shopify_draft_order",
          displayFinancialStatus: "PENDING",
          discountCodes: ["FIVER"],
        },
      },
      userErrors: [],
    },
  });
  expect(await orders.ask(complete, { id })).toMatchObject({
    draftOrderComplete: { userErrors: [{ message: "This order has been paid" }] },
  });
});

interface Draft {
  id: string;
  name: string;
}

test("a customer has orders and a total amount spent", async () => {
  const person = customer();
  await orders.place({ ...mugs, customerId: person?.id });
  const second = await orders.place({ ...mugs, customerId: person?.id });
  await orders.place(mugs);
  await orders.act(second, "refund", { lines: [{ lineId: second.lines[0]?.id, quantity: 1 }] });
  const query = `query ($id: ID!) { customer(id: $id) { numberOfOrders amountSpent { amount } lastOrder { name }
    orders(first: 5, reverse: true) { nodes { name customer { id } } } } }`;
  const id = `gid://shopify/Customer/${person?.id}`;
  expect(await orders.ask(query, { id })).toEqual({
    customer: {
      numberOfOrders: "2",
      amountSpent: { amount: "39.8" },
      lastOrder: { name: "#1002" },
      orders: {
        nodes: [
          { name: "#1002", customer: { id } },
          { name: "#1001", customer: { id } },
        ],
      },
    },
  });
});

test("customers/redact lists the customer's orders", async () => {
  const order = await orders.place({ ...mugs, customerId: customer()?.id });
  await sandbox.call("POST", "/control/api/webhooks/settle");
  const path = `/control/api/shops/${DEMO_SHOP}/compliance`;
  await sandbox.call("POST", path, { topic: "customers/redact", customerId: customer()?.id });
  const { deliveries } = (await sandbox.call(
    "GET",
    "/control/api/webhooks?topic=customers/redact",
  )) as { deliveries: { body: string }[] };
  expect(deliveries[0]?.body).toContain(`"orders_to_redact":[${order.id}]`);
});
