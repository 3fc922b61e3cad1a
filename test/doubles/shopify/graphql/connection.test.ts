import { expect, test } from "vitest";
import { answerOf, ask, stillSandbox } from "./ask-for-test";
import { connection } from "./connection";
import type { Args } from "./context";
import { writeCursor } from "./cursor";

const sandbox = stillSandbox("demo");

interface Page {
  nodes: { title?: string; code?: string; id: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
}

const productPage = `query ($first: Int, $last: Int, $after: String, $before: String, $reverse: Boolean, $key: ProductSortKeys) {
  products(first: $first, last: $last, after: $after, before: $before, reverse: $reverse, sortKey: $key) {
    nodes { id title }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

async function products(variables: Record<string, unknown>): Promise<Page> {
  return answerOf<Page>(await ask(sandbox, productPage, { variables }), "products");
}

const walk = async (rest: Record<string, unknown>): Promise<string[]> => {
  const ids: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const page: Page = await products({ first: 7, after, ...rest });
    ids.push(...page.nodes.map(({ id }) => id));
    after = page.pageInfo.endCursor;
    more = page.pageInfo.hasNextPage;
  }
  return ids;
};

test.each([
  { key: "ID", reverse: false },
  { key: "ID", reverse: true },
  { key: "TITLE", reverse: false },
  // Many products have the same type, so the cursor must distinguish them.
  { key: "PRODUCT_TYPE", reverse: true },
])("pages contain every item once: $key, reverse $reverse", async (order) => {
  const ids = await walk(order);
  const whole = await products({ first: 250, ...order });
  expect(ids).toEqual(whole.nodes.map(({ id }) => id));
  expect(new Set(ids).size).toBe(25);
});

test("a connection pages backward from a cursor", async () => {
  const all = await products({ first: 25 });
  const tail = await products({ last: 3 });
  expect(tail.nodes).toEqual(all.nodes.slice(-3));
  expect(tail.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  const startCursor = (tail.pageInfo as { startCursor?: string }).startCursor;
  const before = await products({ last: 3, before: startCursor });
  expect(before.nodes).toEqual(all.nodes.slice(-6, -3));
  expect(before.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
});

test("a connection continues after a cursor whose item was deleted", async () => {
  const own = stillSandbox("demo");
  const query =
    "query ($after: String) { customers(first: 2, after: $after) { edges { cursor node { id } } } }";
  type Edges = { customers: { edges: { cursor: string; node: { id: string } }[] } };
  const first = (await ask(own, query)).data as unknown as Edges;
  const second = first.customers.edges[1];
  const shop = own.world.shops["demo-store.myshopify.com"];
  const ids = Object.keys(shop?.customers ?? {});
  delete shop?.customers[ids[1] ?? ""];
  const next = (await ask(own, query, { variables: { after: second?.cursor } }))
    .data as unknown as Edges;
  expect(next.customers.edges[0]?.node.id).toBe(`gid://shopify/Customer/${ids[2]}`);
});

test("an empty page has no cursors", async () => {
  const { data } = await ask(
    sandbox,
    `{ products(first: 5, query: "title:nowhere") { nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
  );
  expect(data?.["products"]).toEqual({
    nodes: [],
    edges: [],
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  });
});

test.each([
  ["products { nodes { id } }", "you must provide one of first or last"],
  ["products(first: 251) { nodes { id } }", "first cannot exceed 250"],
  ["products(last: -1) { nodes { id } }", "last cannot be less than zero"],
  [
    "products(first: 1, last: 1) { nodes { id } }",
    "providing both first and last is not supported",
  ],
  [
    `products(first: 1, after: "x") { nodes { id } }`,
    "Invalid cursor for current pagination sort.",
  ],
])("a connection rejects %s", async (field, message) => {
  const { errors } = await ask(sandbox, `{ ${field} }`);
  expect(errors?.[0]?.message).toBe(message);
});

test("a connection rejects a cursor of another sort order", async () => {
  const { pageInfo } = await products({ first: 1 });
  const { errors } = await ask(sandbox, productPage, {
    variables: { first: 1, after: pageInfo.endCursor, key: "TITLE" },
  });
  expect(errors?.[0]?.message).toBe("Invalid cursor for current pagination sort.");
});

test("a page of 100,000 ascending items is found without reading them all", () => {
  let looks = 0;
  const all = Array.from({ length: 100_000 }, (_none, at) => ({ id: String(at + 1) }));
  const items = new Proxy(all, {
    get(target, name, receiver) {
      looks += 1;
      return Reflect.get(target, name, receiver);
    },
  });
  const page = (args: Args) =>
    connection(args, {
      type: "Product",
      items,
      ascending: true,
      present: ({ id }) => ({ __typename: "Product", id }),
    }) as unknown as { nodes: () => { id: string }[]; pageInfo: Page["pageInfo"] };
  const middle = page({ first: 3, after: writeCursor({ id: "70000", value: 0 }) });
  expect(middle.nodes().map(({ id }) => id)).toEqual(["70001", "70002", "70003"]);
  const backwards = page({ first: 2, reverse: true, after: middle.pageInfo.endCursor });
  expect(backwards.nodes().map(({ id }) => id)).toEqual(["70002", "70001"]);
  expect(backwards.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  expect(looks).toBeLessThan(200);
});
