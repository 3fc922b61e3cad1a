import { beforeEach, expect, test } from "vitest";
import { adminApi, type UserError } from "../for-tests/admin-api";
import { userErrors } from "../for-tests/discount-calls";
import { DEMO_SHOP, testSandbox } from "../for-tests/test-sandbox";
import { findShop } from "../shops/find-shop";

const sandbox = testSandbox();
const api = adminApi(sandbox);

beforeEach(() => sandbox.call("POST", "/control/api/reset", { seed: "demo" }));

const shop = () => findShop(sandbox.running.sandbox, DEMO_SHOP);
const collection = () => `gid://shopify/Collection/${Object.keys(shop()?.collections ?? {})[0]}`;

interface Payload {
  codeDiscountNode: { id: string; codeDiscount: object } | null;
  userErrors: UserError[];
}

function mutate(kind: "Bxgy" | "FreeShipping", input: object, id?: string): Promise<Payload> {
  const name = `discountCode${kind}${id ? "Update" : "Create"}`;
  const argument = kind === "Bxgy" ? "bxgyCodeDiscount" : "freeShippingCodeDiscount";
  const fields =
    kind === "Bxgy"
      ? `usesPerOrderLimit customerBuys { value { ... on DiscountQuantity { quantity } ... on DiscountPurchaseAmount { amount } } }
         customerGets { value { ... on DiscountOnQuantity { quantity { quantity } effect { ... on DiscountPercentage { percentage } } } } }`
      : `maximumShippingPrice { amount } minimumRequirement { ... on DiscountMinimumSubtotal { greaterThanOrEqualToSubtotal { amount } } }
         destinationSelection { ... on DiscountCountries { countries } ... on DiscountCountryAll { allCountries } }`;
  return api.field(
    name,
    `mutation ($input: DiscountCode${kind}Input! ${id ? "$id: ID!" : ""}) { ${name}(${argument}: $input ${id ? "id: $id" : ""}) {
      codeDiscountNode { id codeDiscount { ... on DiscountCode${kind} { title summary ${fields} } } } ${userErrors} } }`,
    { input, id },
  );
}

const shared = { title: "A gift", code: "GIFT", startsAt: "2026-01-01T00:00:00Z" };
const items = () => ({ collections: { add: [collection()] } });
const bxgy = () => ({
  ...shared,
  usesPerOrderLimit: 1,
  customerBuys: { items: items(), value: { quantity: "2" } },
  customerGets: {
    items: items(),
    value: { discountOnQuantity: { quantity: "1", effect: { percentage: 0.5 } } },
  },
});

test("a Buy X get Y discount can be created and updated", async () => {
  const made = await mutate("Bxgy", bxgy());
  expect(made).toMatchObject({
    codeDiscountNode: {
      codeDiscount: {
        summary: "Buy 2 items, get 1 item at 50% off",
        usesPerOrderLimit: 1,
        customerBuys: { value: { quantity: "2" } },
        customerGets: { value: { quantity: { quantity: "1" }, effect: { percentage: 0.5 } } },
      },
    },
    userErrors: [],
  });
  const change = { customerBuys: { value: { amount: "30" } }, usesPerOrderLimit: null };
  expect(await mutate("Bxgy", change, made.codeDiscountNode?.id)).toMatchObject({
    codeDiscountNode: {
      codeDiscount: { summary: "Spend €30.00, get 1 item at 50% off", usesPerOrderLimit: null },
    },
    userErrors: [],
  });
});

test("a free shipping discount can be created and updated", async () => {
  const made = await mutate("FreeShipping", {
    ...shared,
    minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: "50" } },
    maximumShippingPrice: "7.5",
    destination: { countries: { add: ["DE", "AT"] } },
  });
  expect(made).toMatchObject({
    codeDiscountNode: {
      codeDiscount: {
        maximumShippingPrice: { amount: "7.5" },
        minimumRequirement: { greaterThanOrEqualToSubtotal: { amount: "50.0" } },
        summary: expect.stringContaining("For 2 countries"),
        destinationSelection: { countries: [] },
      },
    },
    userErrors: [],
  });
  const change = {
    minimumRequirement: null,
    maximumShippingPrice: null,
    destination: { countries: { remove: ["AT"] } },
  };
  expect(await mutate("FreeShipping", change, made.codeDiscountNode?.id)).toMatchObject({
    codeDiscountNode: {
      codeDiscount: {
        maximumShippingPrice: null,
        minimumRequirement: null,
        summary: expect.stringContaining("For 1 country"),
        destinationSelection: { countries: [] },
      },
    },
  });
});

test.each<[name: string, more: () => object, field: string[], message: string, code: string]>([
  [
    "all items to get",
    () => ({ customerGets: { ...bxgy().customerGets, items: { all: true } } }),
    ["customerGets"],
    "Items in 'customer get' cannot be set to all",
    "INVALID",
  ],
  [
    "all items to buy",
    () => ({ customerBuys: { ...bxgy().customerBuys, items: { all: true } } }),
    ["customerBuys", "items"],
    "Items in 'customer buys' must be defined",
    "BLANK",
  ],
  [
    "a limit of zero uses",
    () => ({ usesPerOrderLimit: 0 }),
    ["usesPerOrderLimit"],
    "Allocation limit cannot be zero",
    "VALUE_OUTSIDE_RANGE",
  ],
  [
    "a negative limit of uses",
    () => ({ usesPerOrderLimit: -1 }),
    ["usesPerOrderLimit"],
    "Allocation limit must be greater than 0",
    "GREATER_THAN",
  ],
  [
    "no items to buy",
    () => ({ customerBuys: { items: items(), value: { quantity: "0" } } }),
    ["customerBuys", "value", "quantity"],
    "Prerequisite to entitlement quantity ratio antecedent must be greater than 0",
    "GREATER_THAN",
  ],
  [
    "100,000 items to get",
    () => ({
      customerGets: {
        items: items(),
        value: { discountOnQuantity: { quantity: "100000", effect: { percentage: 1 } } },
      },
    }),
    ["customerGets", "value", "discountOnQuantity", "quantity"],
    "Prerequisite to entitlement quantity ratio consequent must be less than 100000",
    "LESS_THAN",
  ],
  [
    "products and collections",
    () => ({
      customerBuys: {
        ...bxgy().customerBuys,
        items: { ...items(), products: { productsToAdd: [] } },
      },
    }),
    ["customerBuys", "items", "collections", "add"],
    "Cannot entitle collections in combination with product variants or products",
    "CONFLICT",
  ],
])("a Buy X get Y discount rejects %s", async (_name, more, field, message, code) => {
  expect((await mutate("Bxgy", { ...bxgy(), ...more() })).userErrors).toEqual([
    { field: ["bxgyCodeDiscount", ...field], message, code, extraInfo: null },
  ]);
});

test("a request that adds and removes the same country is rejected", async () => {
  const countries = { add: ["DE", "AT"], remove: ["AT"] };
  await expect(mutate("FreeShipping", { ...shared, destination: { countries } })).rejects.toThrow(
    "The same Country id is present in both 'add' and 'remove' fields",
  );
});

test("free shipping can't combine with free shipping or have two minimums", async () => {
  const minimumRequirement = {
    subtotal: { greaterThanOrEqualToSubtotal: "5" },
    quantity: { greaterThanOrEqualToQuantity: "5" },
  };
  const combinesWith = { shippingDiscounts: true };
  const refused = await mutate("FreeShipping", { ...shared, minimumRequirement, combinesWith });
  expect(refused.userErrors.map(({ code, message }) => [code, message])).toEqual([
    [
      "INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS",
      "The combinesWith settings are not valid for the discount class.",
    ],
    ["CONFLICT", "Minimum subtotal cannot be defined when minimum quantity is."],
    ["CONFLICT", "Minimum quantity cannot be defined when minimum subtotal is."],
  ]);
});
