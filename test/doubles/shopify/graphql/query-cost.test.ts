import { Kind, parse } from "graphql";
import { expect, test } from "vitest";
import { loadSchema } from "./load-schema";
import { queryCost } from "./query-cost";

function costOf(query: string, data?: Record<string, unknown>): number {
  const admin = loadSchema("2026-10");
  const document = parse(query);
  const operation = document.definitions[0];
  if (!admin || operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("No operation");
  return queryCost(admin.schema, { document, operation, variables: {} }, data);
}

// The requested cost of such queries on live stores (API 2025-01 to 2026-04).
test.each([
  [1, `{ codeDiscountNodeByCode(code: "A") { id } }`],
  [2, "{ products(first: 0) { nodes { id } } }"],
  [3, "{ products(first: 1) { nodes { id } } }"],
  [3, "{ products(first: 2) { nodes { id } } }"],
  [4, "{ products(first: 3) { edges { cursor node { id } } pageInfo { hasNextPage } } }"],
  [5, "{ customers(first: 5) { nodes { id } } }"],
  [6, "{ customers(first: 10) { nodes { id } } }"],
  [7, "{ orders(first: 20) { nodes { id name cancelledAt } } }"],
  [9, "{ products(first: 50) { nodes { id } } }"],
  [11, "{ products(first: 100) { nodes { id } } }"],
  [12, "{ products(first: 200) { nodes { id } } }"],
  [13, "{ products(first: 250) { nodes { id } } }"],
  [25, "{ product(id: 1) { variants(first: 250) { nodes { image { url } } } } }"],
  [1, "{ nodes(ids: [1, 2, 3, 4]) { __typename id } }"],
  [5, "{ orders(first: 5) { nodes { totalPriceSet { shopMoney { amount } } } } }"],
  [8, "{ discountNodes(first: 5) { nodes { discount { __typename } } } }"],
  [10, "{ discountNodesCount { count } }"],
  [
    15,
    "{ discountRedeemCodeBulkCreation(id: 1) { done codes(first: 10) { nodes { code errors { message } discountRedeemCode { code } } } } }",
  ],
  [
    10,
    `mutation { discountCodeBasicCreate(basicCodeDiscount: {}) { codeDiscountNode { id } userErrors { message } } }`,
  ],
  [
    24,
    `mutation { discountRedeemCodeBulkAdd(discountId: 1, codes: []) { bulkCreation { id codes(first: 10) { nodes { code errors { message } discountRedeemCode { id } } } } userErrors { message } } }`,
  ],
])("the requested cost is %i for %s", (points, query) => {
  expect(costOf(query)).toBe(points);
});

test("the actual cost excludes objects that the response doesn't contain", () => {
  const customers = (ids: string[]) => ({ customers: { nodes: ids.map((id) => ({ id })) } });
  const query = "{ customers(first: 250) { nodes { id } } }";
  expect(costOf(query, customers([]))).toBe(2);
  expect(costOf(query, customers(["1"]))).toBe(3);
  expect(costOf(query, customers(["1", "2", "3"]))).toBe(4);
  expect(costOf("{ product(id: 1) { vendor } }", { product: null })).toBe(1);
});

test("a list of objects costs as much as one", () => {
  const query = "{ nodes(ids: []) { ... on Product { collections(first: 10) { nodes { id } } } } }";
  const full = { collections: { nodes: [{ id: "1" }, { id: "2" }, { id: "3" }] } };
  const none = { collections: { nodes: [] } };
  expect(costOf(query, { nodes: [none, full, null, full] })).toBe(5);
});
