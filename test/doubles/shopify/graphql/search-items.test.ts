import { expect, test } from "vitest";
import type { Customer } from "../customers/customer";
import { answerOf, ask, stillSandbox } from "./ask-for-test";

const sandbox = stillSandbox("demo");
const shop = sandbox.world.shops["demo-store.myshopify.com"];

async function find(field: string, query: string, names = "title"): Promise<string[]> {
  const response = await ask(
    sandbox,
    `query ($query: String) { found: ${field}(first: 250, query: $query) { nodes { ${names} } } }`,
    { variables: { query } },
  );
  const { nodes } = answerOf<{ nodes: Record<string, string>[] }>(response, "found");
  return nodes.map((node) => Object.values(node).join(" "));
}

test.each([
  ["title:mug", ["Stoneware Mug"]],
  ["title:'stoneware mug'", ["Stoneware Mug"]],
  ["title:stone*", ["Stoneware Mug"]],
  ["title:ston", []],
  ["sencha", ["Sencha"]],
  ["status:draft", ["Barista Workshop"]],
  ["status:DRAFT,archived", ["Winter Roast", "Barista Workshop"]],
  ["tag:gift -product_type:Homeware", ["Sampler Box"]],
  ["tag:gift AND NOT product_type:Homeware", ["Sampler Box"]],
  ["title:mug OR title:sencha", ["Stoneware Mug", "Sencha"]],
  ["inventory_total:<0", []],
  ["(title:mug OR title:sencha) product_type:Homeware", ["Stoneware Mug"]],
  ["status:active -(title:sencha OR title:winter) title:mug", ["Stoneware Mug"]],
  ["((title:mug", ["Stoneware Mug"]],
  ["title:mug) )", ["Stoneware Mug"]],
  ['title:mug "', ["Stoneware Mug"]],
  ["title:mug OR", ["Stoneware Mug"]],
])("products are found by %s", async (query, titles) => {
  expect(await find("products", query)).toEqual(titles);
});

test("customers are found by email, ID and time", async () => {
  const customer = Object.values(shop?.customers ?? {})[40] as Customer;
  const name = `${customer.firstName} ${customer.lastName}`;
  const names = "firstName lastName";
  const email = (customer.email ?? "").toUpperCase();
  expect(await find("customers", `email:${email}`, names)).toEqual([name]);
  expect(await find("customers", customer.email ?? "", names)).toContain(name);
  expect(await find("customers", `id:${customer.id}`, names)).toEqual([name]);
  const since = new Date(customer.createdAt).toISOString();
  expect(await find("customers", `customer_date:>='${since}'`, names)).toHaveLength(80);
  expect(await find("customers", `customer_date:<'${since}'`, names)).toHaveLength(40);
});

test("discounts are found by status, method, type and code", async () => {
  const titles =
    "discount { ... on DiscountCodeBasic { title } ... on DiscountAutomaticBasic { title } }";
  const search = async (query: string): Promise<number> =>
    (await find("discountNodes", query, titles)).length;
  expect(await search("status:expired")).toBe(1);
  expect(await search("status:scheduled")).toBe(1);
  expect(await search("status:active")).toBe(7);
  expect(await search("method:automatic")).toBe(1);
  expect(await search("discount_type:free_shipping")).toBe(1);
  expect(await search("code:welcome10")).toBe(1);
  const pool = Object.values(shop?.discounts ?? {}).find(
    (discount) => discount.codes.length === 500,
  );
  expect(await search(`code:${pool?.codes[0]?.code}`)).toBe(0);
});

test.each([
  ["products", "colour:red", "doesn't support the search term 'colour'"],
  ["customers", "orders_count:>3", "doesn't support the search term 'orders_count'"],
  ["webhookSubscriptions", "anything", "doesn't support bare words"],
  ["products", "created_at:>yesterday", "Invalid time 'yesterday'"],
])("searching %s for %s is rejected", async (field, query, message) => {
  await expect(find(field, query, "id")).rejects.toThrow(message);
});
