import { expect, test } from "vitest";
import { answerOf, ask, stillSandbox } from "./ask-for-test";

const sandbox = stillSandbox("demo");
const shop = sandbox.world.shops["demo-store.myshopify.com"];

test("the shop's time zone offset follows the sandbox's clock", async () => {
  const { data } = await ask(
    sandbox,
    "{ shop { name email myshopifyDomain currencyCode ianaTimezone timezoneOffset timezoneOffsetMinutes plan { publicDisplayName } shopOwnerName primaryDomain { host } shopAddress { countryCodeV2 country } currencyFormats { moneyFormat } } }",
  );
  expect(data?.["shop"]).toMatchObject({
    name: "Lindenhof Kaffee",
    myshopifyDomain: "demo-store.myshopify.com",
    currencyCode: "EUR",
    ianaTimezone: "Europe/Berlin",
    timezoneOffset: expect.stringMatching(/^\+0[12]00$/),
    plan: { publicDisplayName: "Advanced" },
    shopOwnerName: "Hanna Brandt",
    shopAddress: { countryCodeV2: "DE", country: "Germany" },
    currencyFormats: { moneyFormat: "€{{amount_with_comma_separator}}" },
  });
});

test("the app can read its installation and scopes", async () => {
  const { data } = await ask(
    sandbox,
    "{ currentAppInstallation { id accessScopes { handle } app { title handle apiKey } } app { installation { id } } }",
  );
  expect(data?.["currentAppInstallation"]).toMatchObject({
    id: `gid://shopify/AppInstallation/${shop?.installation?.id}`,
    accessScopes: [
      { handle: "read_customers" },
      { handle: "read_products" },
      { handle: "write_discounts" },
      { handle: "read_discounts" },
    ],
    app: { title: "The app", handle: "the-app", apiKey: "key" },
  });
});

test("a product links to its variants and collections and back", async () => {
  const response = await ask(
    sandbox,
    `{ products(first: 1, query: "title:'Stoneware Mug'") { nodes {
      hasOnlyDefaultVariant options { name values } priceRangeV2 { minVariantPrice { amount currencyCode } }
      variants(first: 1) { nodes { title displayName price selectedOptions { name value } product { handle } } }
      collections(first: 5) { nodes { title productsCount { count precision } products(first: 1) { nodes { title } } } }
    } } }`,
  );
  expect(answerOf<{ nodes: unknown[] }>(response, "products").nodes).toEqual([
    {
      hasOnlyDefaultVariant: false,
      options: [{ name: "Color", values: ["Sand", "Slate", "Moss"] }],
      priceRangeV2: { minVariantPrice: { amount: "18.0", currencyCode: "EUR" } },
      variants: {
        nodes: [
          {
            title: "Sand",
            displayName: "Stoneware Mug - Sand",
            price: "18.00",
            selectedOptions: [{ name: "Color", value: "Sand" }],
            product: { handle: "stoneware-mug" },
          },
        ],
      },
      collections: {
        nodes: [
          {
            title: "Gifts",
            productsCount: { count: 4, precision: "EXACT" },
            products: { nodes: [{ title: "Stoneware Mug" }] },
          },
        ],
      },
    },
  ]);
});

test("nodes of several types are returned in order", async () => {
  const ids = [
    `gid://shopify/Segment/${Object.keys(shop?.segments ?? {})[0]}`,
    "gid://shopify/Customer/1",
    `gid://shopify/DiscountCodeNode/${Object.keys(shop?.discounts ?? {})[0]}`,
  ];
  const { data } = await ask(
    sandbox,
    "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Segment { name } } }",
    { variables: { ids } },
  );
  expect(data?.["nodes"]).toEqual([
    { __typename: "Segment", id: ids[0], name: "VIP customers" },
    null,
    { __typename: "DiscountCodeNode", id: ids[2] },
  ]);
});

test("subscriptions of the TOML file are not listed", async () => {
  const { data } = await ask(
    sandbox,
    "{ webhookSubscriptions(first: 5) { nodes { id } } webhookSubscriptionsCount { count precision } }",
  );
  expect(data).toEqual({
    webhookSubscriptions: { nodes: [] },
    webhookSubscriptionsCount: { count: 0, precision: "EXACT" },
  });
});
