import Ajv2020 from "ajv/dist/2020";
import { schemaForWebhook } from "shopify-webhook-schemas";
import { beforeEach, expect, test } from "vitest";
import { DEMO_SHOP, testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox({ tomlFile: "../../../../shopify.app.toml" });

beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset");
  await sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/install`);
  sandbox.app.received = [];
});

/** Runs an action and returns the payload of its only webhook, after checking it against the schema. */
async function eventOf(action: string, topic: string, body?: object) {
  await sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/${action}`, body);
  expect(sandbox.app.received.map(({ headers }) => headers["x-shopify-topic"])).toEqual([topic]);
  const payload = JSON.parse(sandbox.app.received[0]?.body ?? "");
  const schema = structuredClone(schemaForWebhook("2026-07", topic)) as {
    properties: Record<string, { type: unknown }>;
    required: string[];
  };
  // The schema is inferred from one example, which has values for these.
  for (const name of ["province", "province_code"]) {
    const known = schema.properties[name];
    if (known) known.type = ["null", "string"];
  }
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  validate(payload);
  expect(validate.errors).toBe(null);
  expect(Object.keys(payload).sort()).toEqual([...schema.required].sort());
  return payload;
}

test("app/uninstalled has all fields of the shop that Shopify sends", async () => {
  const payload = await eventOf("uninstall", "app/uninstalled");
  expect(payload).toMatchObject({ myshopify_domain: DEMO_SHOP, iana_timezone: "Europe/Berlin" });
});

test("shop/update has the current settings of the shop", async () => {
  const change = { email: "new@owner.example", timeZone: "America/Toronto" };
  const payload = await eventOf("settings", "shop/update", change);
  expect(payload).toMatchObject({ email: "new@owner.example", iana_timezone: "America/Toronto" });
});

test("app/scopes_update has the previous and current scopes, which also apply to tokens", async () => {
  const payload = await eventOf("scopes", "app/scopes_update", { scopes: ["read_customers"] });
  expect(payload).toMatchObject({
    previous: ["read_customers", "read_products", "write_discounts"],
    current: ["read_customers"],
  });
});
