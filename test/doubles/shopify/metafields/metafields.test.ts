import { beforeEach, expect, test } from "vitest";
import { adminApi } from "../for-tests/admin-api";
import { newDiscount } from "../for-tests/discount-calls";
import { DEMO_SHOP, testSandbox } from "../for-tests/test-sandbox";
import { findShop } from "../shops/find-shop";

const sandbox = testSandbox({
  scopes: ["write_customers", "read_products", "write_discounts", "read_orders"],
});
const api = adminApi(sandbox);

beforeEach(() => sandbox.call("POST", "/control/api/reset"));

const shop = () => findShop(sandbox.running.sandbox, DEMO_SHOP);
const customer = (index = 0) =>
  `gid://shopify/Customer/${Object.keys(shop()?.customers ?? {})[index]}`;

const fields =
  "id namespace key type value jsonValue compareDigest sizeInBytes ownerType createdAt updatedAt";

interface Written {
  metafields: { namespace: string; value: string; compareDigest: string }[] | null;
  userErrors: { field: string[]; message: string; code: string; elementIndex: number | null }[];
}

const json = (ownerId: string, more: object = {}) => ({
  ownerId,
  namespace: "$app:guard",
  key: "codes",
  type: "json",
  value: '{"c":{"a-1":[7,0]}}',
  ...more,
});

const set = (...metafields: object[]): Promise<Written> =>
  api.field(
    "metafieldsSet",
    `mutation ($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) {
      metafields { ${fields} } userErrors { field message code elementIndex } } }`,
    { metafields },
  );

const remove = (...metafields: object[]) =>
  api.field(
    "metafieldsDelete",
    `mutation ($metafields: [MetafieldIdentifierInput!]!) { metafieldsDelete(metafields: $metafields) {
      deletedMetafields { ownerId namespace key } userErrors { field message } } }`,
    { metafields },
  );

const read = (id: string, args: string): Promise<{ metafield: unknown }> =>
  api.field(
    "node",
    `query ($id: ID!) { node(id: $id) { ... on HasMetafields { metafield(${args}) { ${fields} } } } }`,
    { id },
  );

const place = (ownerId: string) => ({ ownerId, namespace: "$app:guard", key: "codes" });

test("a metafield is written in the app's own namespace and read back", async () => {
  const { metafields, userErrors } = await set(json(customer()));
  expect(userErrors).toEqual([]);
  expect(metafields).toMatchObject([
    {
      namespace: "app--9000000000000001--guard",
      key: "codes",
      type: "json",
      value: '{"c":{"a-1":[7,0]}}',
      jsonValue: { c: { "a-1": [7, 0] } },
      sizeInBytes: 19,
      ownerType: "CUSTOMER",
    },
  ]);
  for (const namespace of ["$app:guard", "app--9000000000000001--guard"]) {
    const { metafield } = await read(customer(), `namespace: "${namespace}", key: "codes"`);
    expect(metafield).toEqual(metafields?.[0]);
  }
  expect(await read(customer(1), `namespace: "$app:guard", key: "codes"`)).toEqual({
    metafield: null,
  });
});

test("without a namespace, a metafield is in the app's namespace", async () => {
  const { namespace: _none, ...input } = json(customer());
  expect((await set(input)).metafields).toMatchObject([{ namespace: "app--9000000000000001" }]);
  expect(await read(customer(), `key: "codes"`)).toMatchObject({ metafield: { key: "codes" } });
});

test("store, discounts and app installation have metafields too", async () => {
  const discount = await newDiscount(api);
  const own = await api.field<{ id: string }>("shop", "{ shop { id } }");
  const installation = await api.field<{ id: string }>(
    "currentAppInstallation",
    "{ currentAppInstallation { id } }",
  );
  const ids = [own.id, discount, installation.id];
  const { metafields, userErrors } = await set(...ids.map((id) => json(id)));
  expect(userErrors).toEqual([]);
  expect(metafields).toMatchObject([
    { ownerType: "SHOP" },
    { ownerType: "DISCOUNT" },
    { ownerType: "API_PERMISSION" },
  ]);
  const node = await api.field(
    "discountNode",
    `query ($id: ID!) { discountNode(id: $id) { metafields(first: 5) { nodes { key } } } }`,
    { id: discount },
  );
  expect(node).toEqual({ metafields: { nodes: [{ key: "codes" }] } });
});

test("metafields are listed by namespace and by key", async () => {
  await set(
    json(customer(), { key: "one" }),
    json(customer(), { key: "two" }),
    json(customer(), { key: "three", namespace: "custom" }),
  );
  const list = async (filter: string) => {
    const found = await api.field<{ metafields: { nodes: { key: string }[] } }>(
      "customer",
      `query ($id: ID!) { customer(id: $id) { metafields(first: 9, ${filter}) { nodes { key } } } }`,
      { id: customer() },
    );
    return found.metafields.nodes.map(({ key }) => key);
  };
  expect(await list("reverse: false")).toEqual(["one", "two", "three"]);
  expect(await list(`namespace: "$app:guard"`)).toEqual(["one", "two"]);
  expect(await list(`keys: ["$app:guard.two", "custom.three"]`)).toEqual(["two", "three"]);
});

test.each<[what: string, change: object, field: string[], message: string, code: string | null]>([
  ["no type", { type: null }, ["type"], "Type can't be blank", "BLANK"],
  [
    "a short namespace",
    { namespace: "ab" },
    ["namespace"],
    "Namespace is too short (minimum is 3 characters)",
    "TOO_SHORT",
  ],
  ["a short key", { key: "x" }, ["key"], "Key is too short (minimum is 2 characters)", "TOO_SHORT"],
  [
    "a long key",
    { key: "k".repeat(65) },
    ["key"],
    "Key is too long (maximum is 64 characters)",
    "TOO_LONG",
  ],
  [
    "a reserved namespace",
    { namespace: "protected" },
    ["namespace"],
    "Namespace protected is a reserved namespace",
    null,
  ],
  [
    "the namespace of another app",
    { namespace: "app--999999999999--guard" },
    [],
    "Access to this namespace and key on Metafields for this resource type is not allowed.",
    "APP_NOT_AUTHORIZED",
  ],
  ["a blank value", { value: "" }, ["value"], "Value can't be blank.", "INVALID_VALUE"],
  [
    "text that is no JSON",
    { value: "{nope" },
    ["value"],
    expect.stringMatching(/^Value is invalid JSON: /) as unknown as string,
    "INVALID_VALUE",
  ],
  [
    "text that is no number",
    { type: "number_integer", value: "+1" },
    ["value"],
    "Value must be an integer.",
    "INVALID_VALUE",
  ],
  [
    "text that is neither true nor false",
    { type: "boolean", value: "yes" },
    ["value"],
    "Value must be true or false.",
    "INVALID_VALUE",
  ],
  [
    "more than 128 kB of JSON",
    { value: JSON.stringify("x".repeat(128 * 1024)) },
    ["value"],
    "Value can't exceed 131072 bytes.",
    "INVALID_VALUE",
  ],
  [
    "an unknown type",
    { type: "jsonb" },
    ["type"],
    expect.stringMatching(/^Type must be one of the following: boolean, /) as unknown as string,
    "INCLUSION",
  ],
])("a metafield with %s is rejected", async (_what, change, field, message, code) => {
  expect(await set(json(customer(), change))).toEqual({
    metafields: [],
    userErrors: [{ field: ["metafields", "0", ...field], message, code, elementIndex: null }],
  });
});

test("the wrong element of a list is named", async () => {
  const { userErrors } = await set(
    json(customer(), { type: "list.number_integer", value: '[1,"x"]' }),
  );
  expect(userErrors).toMatchObject([{ message: "Value must be an integer.", elementIndex: 1 }]);
});

test("nothing is written if one of the metafields is wrong", async () => {
  const { metafields, userErrors } = await set(
    json(customer()),
    json("gid://shopify/Customer/1234"),
  );
  expect(metafields).toEqual([]);
  expect(userErrors).toEqual([
    {
      field: ["metafields", "1", "ownerId"],
      message: "Owner does not exist.",
      code: "INVALID_VALUE",
      elementIndex: null,
    },
  ]);
  expect(await read(customer(), `namespace: "$app:guard", key: "codes"`)).toEqual({
    metafield: null,
  });
});

test("25 metafields can be written at once, and no more", async () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_none, at) => json(customer(), { key: `key-${at}` }));
  expect((await set(...many(25))).metafields).toHaveLength(25);
  expect(await set(...many(26))).toEqual({
    metafields: null,
    userErrors: [
      {
        field: ["metafields"],
        message: "Exceeded the maximum metafields input limit of 25.",
        code: "LESS_THAN_OR_EQUAL_TO",
        elementIndex: null,
      },
    ],
  });
});

test("a digest protects a value that was changed since it was read", async () => {
  const created = await set(json(customer(), { compareDigest: null }));
  const [first] = created.metafields ?? [];
  const digest = first?.compareDigest;
  const changed = await set(json(customer(), { value: "2", compareDigest: digest }));
  expect(changed.metafields).toMatchObject([{ value: "2" }]);
  const stale = { compareDigest: digest, value: "3" };
  for (const change of [stale, { ...stale, compareDigest: null }]) {
    expect((await set(json(customer(), change))).userErrors).toMatchObject([
      { field: ["metafields", "0"], code: "STALE_OBJECT" },
    ]);
  }
  // Recorded: a value that stays the same is accepted.
  expect((await set(json(customer(), { ...stale, value: "2" }))).userErrors).toEqual([]);
  expect((await set(json(customer(1), stale))).userErrors).toMatchObject([
    { message: "Invalid `compareDigest` value.", code: "INVALID_COMPARE_DIGEST" },
  ]);
});

test("a deleted metafield is named, and one that doesn't exist is null", async () => {
  await set(json(customer()));
  expect(await remove(place(customer()), place(customer(1)))).toEqual({
    deletedMetafields: [
      { ownerId: customer(), namespace: "app--9000000000000001--guard", key: "codes" },
      null,
    ],
    userErrors: [],
  });
  expect(await remove({ ...place(customer()), namespace: "app--9999--guard" })).toMatchObject({
    deletedMetafields: [],
    userErrors: [{ field: ["metafields"] }],
  });
});

test("metafields need the scope that changes their owner", async () => {
  const body = { scopes: ["read_customers", "write_discounts"] };
  await sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/scopes`, body);
  await expect(set(json(customer()))).rejects.toThrow("Access denied for metafieldsSet field.");
  await expect(remove(place(customer()))).rejects.toThrow(
    "Access denied for metafieldsDelete field.",
  );
  expect((await set(json(await newDiscount(api)))).userErrors).toEqual([]);
});

test("the metafields of a deleted discount are gone", async () => {
  const discount = await newDiscount(api);
  await set(json(discount));
  const query = "mutation ($id: ID!) { discountCodeDelete(id: $id) { userErrors { code } } }";
  await api.field("discountCodeDelete", query, { id: discount });
  expect((await set(json(discount))).userErrors).toMatchObject([
    { message: "Owner does not exist." },
  ]);
  expect(Object.keys(shop()?.metafields ?? {})).toEqual([]);
});
