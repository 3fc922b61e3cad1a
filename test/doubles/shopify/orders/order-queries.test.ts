import { beforeEach, expect, test } from "vitest";
import { orderCalls } from "../for-tests/order-calls";
import { testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox({ scopes: ["read_orders", "read_customers", "read_products"] });
const orders = orderCalls(sandbox);
const DAY_MS = 86_400_000;

beforeEach(() => sandbox.call("POST", "/control/api/reset"));

interface Names {
  orders: { nodes: { name: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
}

const NAMES = `query ($query: String, $sortKey: OrderSortKeys, $reverse: Boolean, $after: String, $first: Int = 50) {
  orders(first: $first, after: $after, query: $query, sortKey: $sortKey, reverse: $reverse) {
    nodes { name } pageInfo { hasNextPage endCursor } } }`;

const names = async (variables: object = {}): Promise<string[]> =>
  (await orders.ask<Names>(NAMES, variables)).orders.nodes.map(({ name }) => name);

const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

test("an order has all fields that the app reads", async () => {
  const customers = sandbox.running.sandbox.world.shops["demo-store.myshopify.com"]?.customers;
  const [customer] = Object.values(customers ?? {});
  const placed = await orders.place({
    customerId: customer?.id,
    codes: ["welcome10"],
    lines: [{ quantity: 2 }],
    test: true,
  });
  await orders.act(placed, "refund", { lines: [{ lineId: placed.lines[0]?.id, quantity: 1 }] });
  const { order } = await orders.ask<{ order: Record<string, unknown> }>(
    `query ($id: ID!) { order(id: $id) {
      id legacyResourceId name test email cancelledAt sourceName discountCode discountCodes
      displayFinancialStatus edited refundable
      customer { id email }
      discountApplications(first: 5) { nodes { __typename index targetType value {
        ... on PricingPercentageValue { percentage } ... on MoneyV2 { amount } }
        ... on DiscountCodeApplication { code } } }
      totalDiscountsSet { shopMoney { amount currencyCode } }
      currentTotalDiscountsSet { shopMoney { amount } }
      totalPriceSet { shopMoney { amount } } currentTotalPriceSet { shopMoney { amount } }
      totalRefundedSet { shopMoney { amount } }
      refunds { id totalRefundedSet { shopMoney { amount } }
        refundLineItems(first: 5) { nodes { quantity lineItem { id } } } }
      transactions { kind status amountSet { shopMoney { amount } } }
      lineItems(first: 5) { nodes { quantity currentQuantity product { id } variant { sku }
        discountAllocations { allocatedAmountSet { shopMoney { amount } } } } }
      shippingLine { title } shippingAddress { city }
    } }`,
    { id: placed.gid },
  );
  const amount = (value: string) => ({ shopMoney: { amount: String(Number(value)) } });
  expect(order).toMatchObject({
    id: placed.gid,
    legacyResourceId: placed.id,
    name: "#1001",
    test: true,
    email: customer?.email,
    discountCode: "WELCOME10",
    discountCodes: ["WELCOME10"],
    displayFinancialStatus: "PARTIALLY_REFUNDED",
    customer: { id: `gid://shopify/Customer/${customer?.id}`, email: customer?.email },
    discountApplications: {
      nodes: [
        {
          __typename: "DiscountCodeApplication",
          code: "WELCOME10",
          targetType: "LINE_ITEM",
          value: { percentage: 10 },
        },
      ],
    },
    totalDiscountsSet: amount(placed.totalDiscounts),
    refunds: [{ refundLineItems: { nodes: [{ quantity: 1 }] } }],
    transactions: [{ kind: "SALE" }, { kind: "REFUND" }],
    lineItems: { nodes: [{ quantity: 2, currentQuantity: 1 }] },
  });
});

test("orders are found by code, status, name, ID and time", async () => {
  const withCode = await orders.place({ codes: ["WELCOME10"], createdAt: daysAgo(5) });
  const cancelled = await orders.place({ createdAt: daysAgo(3) });
  await orders.act(cancelled, "cancel");
  await orders.place({ email: "ann@mail.example", test: true });
  expect(await names()).toEqual(["#1001", "#1002", "#1003"]);
  expect(await names({ query: "discount_code:welcome10" })).toEqual(["#1001"]);
  expect(await names({ query: "status:any" })).toHaveLength(3);
  expect(await names({ query: "status:cancelled" })).toEqual(["#1002"]);
  expect(await names({ query: "status:open" })).toEqual(["#1001", "#1003"]);
  expect(await names({ query: "name:#1003" })).toEqual(["#1003"]);
  expect(await names({ query: `id:${withCode.id}` })).toEqual(["#1001"]);
  expect(await names({ query: `id:>${withCode.id}` })).toEqual(["#1002", "#1003"]);
  expect(await names({ query: "email:ann@mail.example" })).toEqual(["#1003"]);
  expect(await names({ query: "test:true" })).toEqual(["#1003"]);
  expect(await names({ query: `created_at:>='${daysAgo(4)}'` })).toEqual(["#1002", "#1003"]);
  // The canceled order is old but was just updated.
  const lately = { query: `updated_at:>='${daysAgo(1)}'`, sortKey: "UPDATED_AT" };
  expect(await names(lately)).toEqual(["#1002", "#1003"]);
});

test("orders can be sorted both ways and paged without gaps or repeats", async () => {
  for (const days of [3, 1, 2, 5, 4]) await orders.place({ createdAt: daysAgo(days) });
  const byAge = ["#1004", "#1005", "#1001", "#1003", "#1002"];
  expect(await names({ sortKey: "CREATED_AT" })).toEqual(byAge);
  expect(await names({ sortKey: "CREATED_AT", reverse: true })).toEqual([...byAge].reverse());
  expect(await names({ sortKey: "ID" })).toEqual(["#1001", "#1002", "#1003", "#1004", "#1005"]);
  const seen: string[] = [];
  let after: string | null = null;
  for (let more = true; more; ) {
    const page: Names = await orders.ask<Names>(NAMES, { sortKey: "UPDATED_AT", first: 2, after });
    seen.push(...page.orders.nodes.map(({ name }) => name));
    after = page.orders.pageInfo.endCursor;
    more = page.orders.pageInfo.hasNextPage;
  }
  expect(seen).toEqual(byAge);
});

test("orders older than 60 days are hidden without read_all_orders", async () => {
  const old = await orders.place({ createdAt: daysAgo(61) });
  await orders.place({ createdAt: daysAgo(59) });
  expect(await names()).toEqual(["#1002"]);
  const found = await orders.ask(`query ($id: ID!) { order(id: $id) { name } }`, { id: old.gid });
  expect(found).toEqual({ order: null });
});
