import { beforeEach, expect, test } from "vitest";
import { adminApi } from "../for-tests/admin-api";
import { addCodes, createBasic, newDiscount, userErrors } from "../for-tests/discount-calls";
import { DEMO_SHOP, testSandbox } from "../for-tests/test-sandbox";
import { findShop } from "../shops/find-shop";

const sandbox = testSandbox();
const api = adminApi(sandbox);

beforeEach(() => sandbox.call("POST", "/control/api/reset"));

const shop = () => findShop(sandbox.running.sandbox, DEMO_SHOP);
const product = () => `gid://shopify/Product/${Object.keys(shop()?.products ?? {})[0]}`;
const customer = () => `gid://shopify/Customer/${Object.keys(shop()?.customers ?? {})[0]}`;

test("a new discount is found by its code, ignoring case", async () => {
  const { codeDiscountNode } = await createBasic(api, { code: "Spring" });
  expect(codeDiscountNode?.codeDiscount).toMatchObject({
    title: "Ten percent",
    status: "ACTIVE",
    codes: { nodes: [{ code: "Spring" }] },
  });
  const query = `{ codeDiscountNodeByCode(code: "sPRING") { id } }`;
  expect(await api.field("codeDiscountNodeByCode", query)).toEqual({ id: codeDiscountNode?.id });
});

const input = "basicCodeDiscount";
const half = { value: { percentage: 0.5 }, items: { all: true } };

test.each<[name: string, input: object, field: string[], message: string, code: string]>([
  [
    "a code that exists",
    { code: "Welcome10" },
    ["code"],
    "Code must be unique. Please try a different code.",
    "TAKEN",
  ],
  ["no code", { code: null }, ["code"], "Code can't be blank", "BLANK"],
  [
    "an empty code",
    { code: "" },
    ["code"],
    "Code is too short (minimum is 1 character)",
    "TOO_SHORT",
  ],
  [
    "a long code",
    { code: "x".repeat(256) },
    ["code"],
    "Code is too long (maximum is 255 characters)",
    "TOO_LONG",
  ],
  [
    "a code with a line break",
    { code: "a\nb" },
    ["code"],
    "Code cannot contain newline characters.",
    "INVALID",
  ],
  ["no title", { title: " " }, ["title"], "Title can't be blank", "BLANK"],
  ["no start", { startsAt: null }, ["startsAt"], "Starts at can't be blank", "BLANK"],
  [
    "an end before the start",
    { endsAt: "2025-12-31T00:00:00Z" },
    ["endsAt"],
    "Ends at needs to be after starts_at",
    "INVALID",
  ],
  [
    "more than 100 percent",
    { customerGets: { value: { percentage: 1.01 }, items: { all: true } } },
    ["customerGets", "value", "percentage"],
    "Value must be between 0.0 and 1.0",
    "VALUE_OUTSIDE_RANGE",
  ],
  [
    "a usage limit beyond 32 bits",
    { usageLimit: 2_147_483_648 },
    ["usageLimit"],
    "Usage limit must be less than or equal to 2147483647",
    "LESS_THAN_OR_EQUAL_TO",
  ],
  [
    "no uses",
    { usageLimit: 0 },
    ["usageLimit"],
    "Usage limit must be greater than 0",
    "GREATER_THAN",
  ],
  [
    "a product that does not exist",
    {
      customerGets: {
        ...half,
        items: { products: { productsToAdd: ["gid://shopify/Product/7"] } },
      },
    },
    ["customerGets", "items", "products", "productsToAdd"],
    "Product with id: 7 is invalid",
    "INVALID",
  ],
  [
    "subscriptions",
    { customerGets: { ...half, appliesOnSubscription: true } },
    ["customerGets", "appliesOnSubscription"],
    "Customer gets applies on subscription is not permitted for this shop.",
    "INVALID",
  ],
])("creating a discount rejects %s", async (_name, more, field, message, code) => {
  expect(await createBasic(api, more)).toEqual({
    codeDiscountNode: null,
    userErrors: [{ field: [input, ...field], message, code, extraInfo: null }],
  });
});

test("all errors are reported together", async () => {
  const { userErrors: errors } = await createBasic(api, { code: "", usageLimit: 0 });
  expect(errors.map(({ code }) => code)).toEqual(["TOO_SHORT", "GREATER_THAN"]);
});

test("a discount with two values is rejected", async () => {
  const value = { percentage: 0.1, discountAmount: { amount: "1.00" } };
  await expect(createBasic(api, { customerGets: { ...half, value } })).rejects.toThrow(
    "A discount can only have one of percentage, discountOnQuantity or discountAmount.",
  );
});

const update = (id: string, more: object) =>
  api.field<{ userErrors: unknown[] }>(
    "discountCodeBasicUpdate",
    `mutation ($id: ID!, $input: DiscountCodeBasicInput!) { discountCodeBasicUpdate(id: $id, basicCodeDiscount: $input) {
      codeDiscountNode { codeDiscount { ... on DiscountCodeBasic { title endsAt usageLimit
        codes(first: 2) { nodes { code } }
        context { ... on DiscountCustomers { customers { id } } }
        customerGets { value { ... on DiscountAmount { amount { amount } appliesOnEachItem } } items { ... on DiscountProducts { products(first: 5) { nodes { id } } } } } } } }
      ${userErrors} } }`,
    { id, input: more },
  );

test("an update changes the given fields and keeps the rest", async () => {
  const id = await newDiscount(api, { usageLimit: 3, endsAt: "2099-01-01T00:00:00Z" });
  const result = await update(id, {
    code: "RENAMED",
    endsAt: null,
    context: { customers: { add: [customer()] } },
    customerGets: {
      value: { discountAmount: { amount: 4.5, appliesOnEachItem: true } },
      items: { products: { productsToAdd: [product()] } },
    },
  });
  expect(result).toMatchObject({
    codeDiscountNode: {
      codeDiscount: {
        title: "Ten percent",
        endsAt: null,
        usageLimit: 3,
        codes: { nodes: [{ code: "RENAMED" }] },
        context: { customers: [{ id: customer() }] },
        customerGets: {
          value: { amount: { amount: "4.5" }, appliesOnEachItem: true },
          items: { products: { nodes: [{ id: product() }] } },
        },
      },
    },
    userErrors: [],
  });
  expect(await api.ask(`{ codeDiscountNodeByCode(code: "ten") { id } }`)).toMatchObject({
    data: { codeDiscountNodeByCode: null },
  });
});

test("an update with an error changes nothing", async () => {
  const id = await newDiscount(api);
  expect((await update(id, { title: "New", usageLimit: 0 })).userErrors).toHaveLength(1);
  expect(await update(id, {})).toMatchObject({
    codeDiscountNode: { codeDiscount: { title: "Ten percent" } },
  });
});

test("an update can't change the code of a discount with several codes", async () => {
  const id = await newDiscount(api);
  await addCodes(api, id, ["SECOND"]);
  await sandbox.call("POST", "/control/api/clock", { advanceMs: 10_000 });
  expect((await update(id, { code: "OTHER" })).userErrors).toEqual([
    {
      field: ["id"],
      message: "Cannot update the code of a bulk discount.",
      code: null,
      extraInfo: null,
    },
  ]);
  expect((await update(id, { title: "Still possible" })).userErrors).toEqual([]);
});

test("an update of an unknown discount is rejected", async () => {
  expect((await update("gid://shopify/DiscountCodeNode/1", { title: "x" })).userErrors).toEqual([
    { field: ["id"], message: "Discount does not exist", code: null, extraInfo: null },
  ]);
});
