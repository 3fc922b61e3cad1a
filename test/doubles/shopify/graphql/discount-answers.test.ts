import { expect, test } from "vitest";
import { answerOf, ask, stillSandbox } from "./ask-for-test";

const DAY_MS = 24 * 60 * 60 * 1000;
const sandbox = stillSandbox("demo");

const everyField = `{ discountNodes(first: 20) { nodes { id discount { __typename
  ... on DiscountCodeBasic { title status summary shortSummary startsAt endsAt usageLimit appliesOncePerCustomer asyncUsageCount
    codes(first: 2) { nodes { id code asyncUsageCount } } codesCount { count precision }
    combinesWith { orderDiscounts productDiscounts shippingDiscounts }
    context { ... on DiscountBuyerSelectionAll { all } }
    customerGets { value { __typename ... on DiscountPercentage { percentage } ... on DiscountAmount { amount { amount } appliesOnEachItem } }
      items { __typename ... on DiscountCollections { collections(first: 5) { nodes { title } } } } }
    minimumRequirement { ... on DiscountMinimumSubtotal { greaterThanOrEqualToSubtotal { amount currencyCode } } ... on DiscountMinimumQuantity { greaterThanOrEqualToQuantity } } }
  ... on DiscountCodeBxgy { title status summary usesPerOrderLimit
    customerBuys { value { ... on DiscountQuantity { quantity } } }
    customerGets { value { ... on DiscountOnQuantity { quantity { quantity } effect { ... on DiscountPercentage { percentage } } } } } }
  ... on DiscountCodeFreeShipping { title status summary maximumShippingPrice { amount }
    destinationSelection { ... on DiscountCountries { countries } } }
  ... on DiscountCodeApp { title status discountClasses context { ... on DiscountCustomerSegments { segments { name } } }
    appDiscountType { functionId app { title } } }
  ... on DiscountAutomaticBasic { title status summary }
} } } }`;

interface Node {
  id: string;
  discount: Record<string, unknown> & { title: string };
}

async function discounts(): Promise<Map<string, Node["discount"]>> {
  const { nodes } = answerOf<{ nodes: Node[] }>(await ask(sandbox, everyField), "discountNodes");
  return new Map(nodes.map(({ discount }) => [discount.title, discount]));
}

test("each kind of discount has its type and fields", async () => {
  const found = await discounts();
  expect(found.size).toBe(9);
  expect(found.get("Welcome")).toMatchObject({
    __typename: "DiscountCodeBasic",
    status: "ACTIVE",
    summary: "10% off entire order • One use per customer",
    endsAt: null,
    codesCount: { count: 1, precision: "EXACT" },
    context: { all: "ALL" },
    customerGets: { value: { percentage: 0.1 }, items: { __typename: "AllDiscountItems" } },
    minimumRequirement: null,
  });
  expect(found.get("Five off")).toMatchObject({
    summary: "€5.00 off entire order • Minimum purchase of €40.00",
    customerGets: { value: { amount: { amount: "5.0" }, appliesOnEachItem: false } },
    minimumRequirement: { greaterThanOrEqualToSubtotal: { amount: "40.0", currencyCode: "EUR" } },
  });
  expect(found.get("Autumn mailing")).toMatchObject({ codesCount: { count: 500 }, usageLimit: 1 });
  expect(found.get("Tea on us")).toMatchObject({
    __typename: "DiscountCodeBxgy",
    summary: "Buy 2 items, get 1 item free",
    customerBuys: { value: { quantity: "2" } },
    customerGets: { value: { quantity: { quantity: "1" }, effect: { percentage: 1 } } },
  });
  expect(found.get("Free shipping nearby")).toMatchObject({
    __typename: "DiscountCodeFreeShipping",
    maximumShippingPrice: { amount: "9.9" },
    destinationSelection: { countries: [] },
  });
  expect(found.get("Loyalty reward")).toMatchObject({
    __typename: "DiscountCodeApp",
    context: { segments: [{ name: "VIP customers" }] },
    appDiscountType: { app: { title: "The app" } },
  });
  expect(found.get("Brew at home")).toMatchObject({ __typename: "DiscountAutomaticBasic" });
});

test("a discount's status follows the sandbox's clock", async () => {
  const states = async (): Promise<unknown[]> => {
    const found = await discounts();
    return ["Summer sale", "Anniversary", "Welcome"].map((title) => found.get(title)?.["status"]);
  };
  expect(await states()).toEqual(["EXPIRED", "SCHEDULED", "ACTIVE"]);
  sandbox.world.clockOffsetMs = 15 * DAY_MS;
  expect(await states()).toEqual(["EXPIRED", "ACTIVE", "ACTIVE"]);
  sandbox.world.clockOffsetMs = 22 * DAY_MS;
  expect(await states()).toEqual(["EXPIRED", "EXPIRED", "ACTIVE"]);
  sandbox.world.clockOffsetMs = 0;
});

test("a discount is found by code, ignoring case, and its codes can be paged", async () => {
  const shop = sandbox.world.shops["demo-store.myshopify.com"];
  const pool = Object.values(shop?.discounts ?? {}).find(
    (discount) => discount.codes.length === 500,
  );
  const { data } = await ask(
    sandbox,
    `query ($code: String!) { codeDiscountNodeByCode(code: $code) { id codeDiscount { ... on DiscountCodeBasic {
      codes(first: 250) { nodes { code } pageInfo { hasNextPage } } } } } }`,
    { variables: { code: pool?.codes[499]?.code.toLowerCase() } },
  );
  expect(data?.["codeDiscountNodeByCode"]).toMatchObject({
    id: `gid://shopify/DiscountCodeNode/${pool?.id}`,
    codeDiscount: { codes: { pageInfo: { hasNextPage: true } } },
  });
});

test("codes are counted up to a limit", async () => {
  const { data } = await ask(
    sandbox,
    `{ all: discountCodesCount { count precision } few: discountCodesCount(limit: 100) { count precision }
      used: discountCodesCount(query: "times_used:>0") { count } nodes: discountNodesCount(query: "status:active") { count } }`,
  );
  expect(data).toEqual({
    all: { count: 507, precision: "EXACT" },
    few: { count: 100, precision: "AT_LEAST" },
    used: { count: 0 },
    nodes: { count: 7 },
  });
});

interface Nodes {
  nodes: unknown[];
}

test("automatic discounts are not listed as code discounts", async () => {
  const response = await ask(
    sandbox,
    "{ codeDiscountNodes(first: 20) { nodes { id } } automaticDiscountNodes(first: 20) { nodes { id automaticDiscount { ... on DiscountAutomaticBasic { title recurringCycleLimit } } } } }",
  );
  expect(answerOf<Nodes>(response, "codeDiscountNodes").nodes).toHaveLength(8);
  expect(answerOf<Nodes>(response, "automaticDiscountNodes").nodes).toMatchObject([
    { automaticDiscount: { title: "Brew at home", recurringCycleLimit: 1 } },
  ]);
});

test("a discount's ID contains its method and can be used to read it", async () => {
  const { nodes } = answerOf<{ nodes: Node[] }>(await ask(sandbox, everyField), "discountNodes");
  const kinds = new Set<string | undefined>();
  for (const { id, discount } of nodes) {
    kinds.add(id.split("/").at(-2));
    const automatic = String(discount["__typename"]).startsWith("DiscountAutomatic");
    expect(id).toContain(automatic ? "DiscountAutomaticNode" : "DiscountCodeNode");
    const query = `{ discountNode(id: "${id}") { id } }`;
    expect(answerOf(await ask(sandbox, query), "discountNode")).toEqual({ id });
  }
  expect([...kinds].sort()).toEqual(["DiscountAutomaticNode", "DiscountCodeNode"]);
});
