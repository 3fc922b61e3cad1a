import { beforeEach, expect, test } from "vitest";
import { adminApi } from "../for-tests/admin-api";
import { allCodes, newDiscount, userErrors } from "../for-tests/discount-calls";
import { testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox();
const api = adminApi(sandbox);
const HOUR_MS = 3_600_000;

beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset");
  await settle();
  sandbox.app.received = [];
});

const settle = () => sandbox.call("POST", "/control/api/webhooks/settle");
const later = (ms = 10_000) => sandbox.call("POST", "/control/api/clock", { advanceMs: ms });
const state =
  "codeDiscountNode { codeDiscount { ... on DiscountCodeBasic { status startsAt endsAt } } }";
const call = <T = unknown>(name: string, fields: string, id: string): Promise<T> =>
  api.field<T>(name, `mutation ($id: ID!) { ${name}(id: $id) { ${fields} ${userErrors} } }`, {
    id,
  });
const activate = (id: string) => call("discountCodeActivate", state, id);
const deactivate = (id: string) => call("discountCodeDeactivate", state, id);
const remove = (id: string) => call("discountCodeDelete", "deletedCodeDiscountId", id);
const received = async () => {
  await settle();
  return sandbox.app.received.map(({ headers, body }) => ({
    topic: headers["x-shopify-topic"],
    ...JSON.parse(body),
  }));
};
const payload = (codeDiscount: object) => ({ codeDiscountNode: { codeDiscount }, userErrors: [] });

test("deactivating ends a discount now, and activating removes the end", async () => {
  const id = await newDiscount(api, { endsAt: "2099-01-01T00:00:00Z" });
  // Shopify's times have no fractional seconds.
  const before = Math.floor(Date.now() / 1000) * 1000;
  const ended = (await deactivate(id)) as ReturnType<typeof payload>;
  expect(ended).toMatchObject(payload({ status: "EXPIRED" }));
  const { endsAt } = ended.codeDiscountNode.codeDiscount as { endsAt: string };
  expect(Date.parse(endsAt)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(endsAt)).toBeLessThanOrEqual(Date.now());
  // The original end in 2099 is not restored.
  expect(await activate(id)).toMatchObject(payload({ status: "ACTIVE", endsAt: null }));
});

test("activating starts a scheduled discount", async () => {
  const id = await newDiscount(api, { startsAt: "2099-01-01T00:00:00Z" });
  expect(await activate(id)).toMatchObject(payload({ status: "ACTIVE" }));
});

test("deleting removes a discount and its codes", async () => {
  const id = await newDiscount(api);
  expect(await remove(id)).toEqual({ deletedCodeDiscountId: id, userErrors: [] });
  expect(await api.ask(`{ codeDiscountNodeByCode(code: "TEN") { id } }`)).toMatchObject({
    data: { codeDiscountNodeByCode: null },
  });
  const error = { field: ["id"], message: "Code discount does not exist.", code: "INVALID" };
  for (const change of [activate, deactivate, remove]) {
    expect(await change(id)).toMatchObject({ userErrors: [error] });
  }
});

test("each change sends the documented webhook", async () => {
  const id = await newDiscount(api);
  await deactivate(id);
  await later(HOUR_MS);
  await activate(id);
  await activate(id);
  await remove(id);
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const payload = {
    admin_graphql_api_id: id,
    title: "Ten percent",
    created_at: time,
    updated_at: time,
  };
  const events = await received();
  expect(events).toHaveLength(4);
  expect(events).toEqual(
    expect.arrayContaining([
      { topic: "discounts/create", ...payload, status: "ACTIVE" },
      { topic: "discounts/update", ...payload, status: "EXPIRED" },
      { topic: "discounts/update", ...payload, status: "ACTIVE" },
      { topic: "discounts/delete", admin_graphql_api_id: id, deleted_at: time },
    ]),
  );
});

test("bulk mutations change discounts in a job", async () => {
  // Longer than the requests until then take on a busy machine, shorter than `later`.
  await sandbox.call("POST", "/control/api/pace", { jobMs: 9000 });
  const ids = [await newDiscount(api), await newDiscount(api, { code: "B", title: "Second" })];
  const bulk = (name: string, variables: object) =>
    api.field<{ job: { id: string } | null; userErrors: unknown[] }>(
      name,
      `mutation ($ids: [ID!], $search: String) { ${name}(ids: $ids, search: $search) { job { id done } ${userErrors} } }`,
      variables,
    );
  const statuses = async () => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on DiscountCodeNode { codeDiscount { ... on DiscountCodeBasic { status } } } } }`;
    const nodes = await api.field<({ codeDiscount: { status: string } } | null)[]>("nodes", query, {
      ids,
    });
    return nodes.map((node) => node?.codeDiscount.status ?? null);
  };
  await bulk("discountCodeBulkDeactivate", { ids });
  expect(await statuses()).toEqual(["ACTIVE", "ACTIVE"]);
  await later();
  expect(await statuses()).toEqual(["EXPIRED", "EXPIRED"]);
  await bulk("discountCodeBulkActivate", { search: "title:second" });
  await later();
  expect(await statuses()).toEqual(["EXPIRED", "ACTIVE"]);
  await bulk("discountCodeBulkDelete", { ids });
  await later();
  expect(await statuses()).toEqual([null, null]);
  expect(await bulk("discountCodeBulkDelete", { ids: [] })).toMatchObject({
    job: null,
    userErrors: [{ code: "MISSING_ARGUMENT" }],
  });
});

test.each([
  ["code:TEN", "code"],
  ["title:first discount_class:order", "discount_class"],
  ["(colour:red OR size:xl) title:first", "colour, size"],
])("bulk deletion rejects the search %s", async (search, fields) => {
  const refused = await api.field(
    "discountCodeBulkDelete",
    `mutation ($search: String) { discountCodeBulkDelete(search: $search) { job { id } ${userErrors} } }`,
    { search },
  );
  expect(refused).toMatchObject({
    job: null,
    userErrors: [
      {
        field: ["search"],
        message: `Invalid search field(s): ${fields}. Check the query syntax.`,
      },
    ],
  });
});

test("changes are rejected for an app that may only read", async () => {
  const { installation } = Object.values(sandbox.running.sandbox.world.shops)[0] ?? {};
  if (!installation) throw new Error("The app is not installed");
  installation.scopes = ["read_discounts"];
  const { data, errors } = await api.ask(
    `mutation { discountCodeDelete(id: "gid://shopify/DiscountCodeNode/1") { deletedCodeDiscountId } }`,
  );
  expect(data).toEqual({ discountCodeDelete: null });
  expect(errors?.[0]).toMatchObject({
    message: expect.stringContaining("`write_discounts` access scope"),
    extensions: { code: "ACCESS_DENIED" },
  });
  expect((await api.ask("{ discountNodes(first: 1) { nodes { id } } }")).errors).toBeUndefined();
});

test("codes can be paged in both directions while codes are deleted", async () => {
  const id = await newDiscount(api);
  const [discount] = Object.values(sandbox.running.sandbox.world.shops)
    .flatMap((shop) => Object.values(shop.discounts))
    .filter((one) => id.endsWith(`/${one.id}`));
  expect(discount?.codes).toHaveLength(1);
  const page = (args: string) =>
    api.field<{ codeDiscount: { codes: { nodes: { code: string }[]; pageInfo: object } } }>(
      "codeDiscountNode",
      `query ($id: ID!) { codeDiscountNode(id: $id) { codeDiscount { ... on DiscountCodeBasic {
        codes(${args}) { nodes { code } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } } } }`,
      { id },
    );
  await api.ask(
    `mutation ($id: ID!, $codes: [DiscountRedeemCodeInput!]!) { discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) { bulkCreation { id } } }`,
    { id, codes: ["b", "a", "d", "c"].map((code) => ({ code })) },
  );
  await later();
  const written = (await allCodes(api, id, { first: 2 })).map(({ code }) => code);
  expect(written).toEqual(["TEN", "b", "a", "d", "c"]);
  const reversed = await allCodes(api, id, { first: 2, reverse: true });
  expect(reversed.map(({ code }) => code)).toEqual([...written].reverse());
  const last = await page("last: 2");
  expect(last.codeDiscount.codes).toMatchObject({
    nodes: [{ code: "d" }, { code: "c" }],
    pageInfo: { hasNextPage: false, hasPreviousPage: true },
  });
  const { startCursor } = last.codeDiscount.codes.pageInfo as { startCursor: string };
  expect((await page(`last: 2, before: "${startCursor}"`)).codeDiscount.codes).toMatchObject({
    nodes: [{ code: "b" }, { code: "a" }],
    pageInfo: { hasNextPage: true, hasPreviousPage: true },
  });
  const sorted = await page("first: 5, sortKey: CODE");
  expect(sorted.codeDiscount.codes.nodes.map(({ code }) => code)).toEqual([
    "a",
    "b",
    "c",
    "d",
    "TEN",
  ]);
  expect((await allCodes(api, id, { query: "D" })).map(({ code }) => code)).toEqual(["d"]);
  const first = await page("first: 2");
  const { endCursor } = first.codeDiscount.codes.pageInfo as { endCursor: string };
  await api.ask(
    `mutation ($id: ID!) { discountCodeRedeemCodeBulkDelete(discountId: $id, search: "ten,b") { job { id } } }`,
    { id },
  );
  await later();
  expect((await page(`first: 2, after: "${endCursor}"`)).codeDiscount.codes.nodes).toEqual([
    { code: "a" },
    { code: "d" },
  ]);
});
