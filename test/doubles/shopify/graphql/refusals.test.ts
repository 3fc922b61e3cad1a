import { expect, test } from "vitest";
import { ask, stillSandbox } from "./ask-for-test";

const sandbox = stillSandbox("small");
const shop = sandbox.world.shops["demo-store.myshopify.com"];
const product = Object.keys(shop?.products ?? {})[0];

test("an unknown field is rejected", async () => {
  const { data, errors } = await ask(sandbox, "{ shop { name colour } }");
  expect(data).toBeUndefined();
  expect(errors).toEqual([
    {
      message: "Field 'colour' doesn't exist on type 'Shop'",
      locations: [{ line: 1, column: 15 }],
      path: ["query", "shop", "colour"],
      extensions: { code: "undefinedField", typeName: "Shop", fieldName: "colour" },
    },
  ]);
});

test("a field that the sandbox doesn't support is reported as such", async () => {
  const { data, errors } = await ask(sandbox, "{ appDiscountTypes { title } }");
  expect(data).toBeNull();
  expect(errors?.[0]).toMatchObject({
    message: "The sandbox doesn't support QueryRoot.appDiscountTypes yet",
    extensions: { code: "SANDBOX_DOES_NOT_ANSWER" },
  });
});

test("an ID of the wrong type finds nothing", async () => {
  const { data, errors } = await ask(sandbox, "query ($id: ID!) { customer(id: $id) { id } }", {
    variables: { id: `gid://shopify/Product/${product}` },
  });
  expect(data).toEqual({ customer: null });
  expect(errors?.[0]).toMatchObject({
    message: `Invalid id: gid://shopify/Product/${product}`,
    extensions: { code: "RESOURCE_NOT_FOUND" },
  });
});

test("a malformed ID is rejected", async () => {
  const { errors } = await ask(sandbox, `{ product(id: "17") { id } }`);
  expect(errors?.[0]?.message).toBe("Invalid global id '17'");
});

test("an invalid value is reported with type, path and reason", async () => {
  const query =
    "mutation ($input: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $input) { userErrors { code } } }";
  const customerGets = { value: { discountAmount: { amount: "abc" } } };
  const { errors } = await ask(sandbox, query, { variables: { input: { customerGets } } });
  const path = ["customerGets", "value", "discountAmount", "amount"];
  expect(errors?.[0]).toMatchObject({
    message: `Variable $input of type DiscountCodeBasicInput! was provided invalid value for ${path.join(".")} (invalid decimal 'abc')`,
    extensions: {
      code: "INVALID_VARIABLE",
      problems: [{ path, explanation: "invalid decimal 'abc'" }],
    },
  });
});

test("an unknown segment is an error", async () => {
  const { errors } = await ask(sandbox, `{ segment(id: "gid://shopify/Segment/1") { name } }`);
  expect(errors?.[0]?.extensions?.["code"]).toBe("NOT_FOUND");
});

test("an unknown ID returns null", async () => {
  const { data, errors } = await ask(
    sandbox,
    `{ product(id: "gid://shopify/Product/1") { id } discountNode(id: "gid://shopify/DiscountNode/1") { id } }`,
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({ product: null, discountNode: null });
});

test.each([
  ["customers(first: 1) { nodes { id } }", "customers", "read_customers"],
  ["products(first: 1) { nodes { id } }", "products", "read_products"],
  ["discountNodes(first: 1) { nodes { id } }", "discountNodes", "read_discounts"],
  [`codeDiscountNodeByCode(code: "WELCOME10") { id }`, "codeDiscountNodeByCode", "read_discounts"],
  ["shop { accountOwner { name } }", "accountOwner", "read_users"],
])("a query without its scope is rejected: %s", async (field, name, scope) => {
  const { errors } = await ask(sandbox, `{ ${field} }`, { scopes: ["read_themes"] });
  expect(errors?.[0]?.message).toContain(`Access denied for ${name} field.`);
  expect(errors?.[0]?.message).toContain(`\`${scope}\``);
  expect(errors?.[0]?.extensions?.["code"]).toBe("ACCESS_DENIED");
});

test("shops can't access each other's data", async () => {
  const query = `query ($id: ID!) { product(id: $id) { id } codeDiscountNodeByCode(code: "TEATIME") { id } }`;
  const id = `gid://shopify/Product/${product}`;
  const { data } = await ask(sandbox, query, {
    variables: { id },
    shop: "other-store.myshopify.com",
  });
  expect(data).toEqual({ product: null, codeDiscountNodeByCode: null });
});

test("a node without the required scope is rejected, and the others are returned", async () => {
  const ids = [
    `gid://shopify/Customer/${Object.keys(shop?.customers ?? {})[0]}`,
    `gid://shopify/Product/${product}`,
    `gid://shopify/DiscountNode/${Object.keys(shop?.discounts ?? {})[0]}`,
  ];
  const options = { variables: { ids, id: ids[0] }, scopes: ["read_products"] };
  const { data, errors } = await ask(
    sandbox,
    "query ($ids: [ID!]!, $id: ID!) { nodes(ids: $ids) { id } node(id: $id) { id } }",
    options,
  );
  expect(data).toEqual({ nodes: [null, { id: ids[1] }, null], node: null });
  expect(errors?.map(({ path, extensions }) => [path, extensions?.["code"]])).toEqual([
    [["nodes", 0], "ACCESS_DENIED"],
    [["nodes", 2], "ACCESS_DENIED"],
    [["node"], "ACCESS_DENIED"],
  ]);
  expect(errors?.[0]?.message).toMatch(/^Access denied for nodes field\. .*`read_customers`/);
});
