import { beforeEach, expect, test } from "vitest";
import { now } from "../clock/now";
import { adminApi, type UserError } from "../for-tests/admin-api";
import { appFolder, functionToml } from "../for-tests/app-folder";
import { bulkAdd, userErrors } from "../for-tests/discount-calls";
import { DEMO_SHOP, testSandbox } from "../for-tests/test-sandbox";
import { metafieldForFunction } from "../metafields/metafield-for-function";
import { findShop } from "../shops/find-shop";
import { parseGid } from "../shops/gid";

const otherApi = (toml: string): string =>
  toml
    .replace("cart.lines.discounts.generate.run", "cart.transform.run")
    .replace("Code guard", "Bundles");

const sandbox = testSandbox({
  tomlFile: appFolder({
    guard: functionToml("code-guard"),
    bundles: functionToml("bundles", otherApi),
  }),
  scopes: ["write_discounts", "read_customers"],
});
const api = adminApi(sandbox);

beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset");
  sandbox.app.received = [];
});

interface AppDiscount {
  discountId: string;
  title: string;
  status: string;
  [field: string]: unknown;
}

interface Payload {
  automaticAppDiscount: AppDiscount | null;
  codeAppDiscount: AppDiscount | null;
  userErrors: UserError[];
}

const fields = `discountId title status startsAt endsAt tags discountClasses recurringCycleLimit
  appliesOnOneTimePurchase appliesOnSubscription
  combinesWith { orderDiscounts productDiscounts shippingDiscounts }
  appDiscountType { functionId title description appKey }`;

const guard = (more: object = {}) => ({
  title: "Code protection",
  functionHandle: "code-guard",
  discountClasses: ["ORDER"],
  startsAt: "2026-01-01T00:00:00Z",
  ...more,
});

const create = (more: object = {}): Promise<Payload> =>
  api.field(
    "discountAutomaticAppCreate",
    `mutation ($input: DiscountAutomaticAppInput!) { discountAutomaticAppCreate(automaticAppDiscount: $input) {
      automaticAppDiscount { ${fields} } ${userErrors} } }`,
    { input: guard(more) },
  );

const update = (id: string, input: object): Promise<Payload> =>
  api.field(
    "discountAutomaticAppUpdate",
    `mutation ($id: ID!, $input: DiscountAutomaticAppInput!) { discountAutomaticAppUpdate(id: $id, automaticAppDiscount: $input) {
      automaticAppDiscount { ${fields} } ${userErrors} } }`,
    { id, input },
  );

const createCode = (more: object = {}): Promise<Payload> =>
  api.field(
    "discountCodeAppCreate",
    `mutation ($input: DiscountCodeAppInput!) { discountCodeAppCreate(codeAppDiscount: $input) {
      codeAppDiscount { ${fields} codes(first: 5) { nodes { code } } } ${userErrors} } }`,
    { input: guard({ code: "TIERS", ...more }) },
  );

async function created(more: object = {}): Promise<AppDiscount> {
  const { automaticAppDiscount, userErrors: errors } = await create(more);
  if (!automaticAppDiscount) throw new Error(errors[0]?.message);
  return automaticAppDiscount;
}

const change = (what: "Activate" | "Deactivate", id: string) =>
  api.field(
    `discountAutomatic${what}`,
    `mutation ($id: ID!) { discountAutomatic${what}(id: $id) {
      automaticDiscountNode { id automaticDiscount { ... on DiscountAutomaticApp { status endsAt } } } ${userErrors} } }`,
    { id },
  );

const remove = (id: string) =>
  api.field(
    "discountAutomaticDelete",
    `mutation ($id: ID!) { discountAutomaticDelete(id: $id) { deletedAutomaticDiscountId ${userErrors} } }`,
    { id },
  );

const webhooks = () =>
  sandbox.app.received.map(({ headers, body }) => [
    headers["x-shopify-topic"],
    JSON.parse(body).status ?? "",
  ]);

const addNative = (count: number) =>
  sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/automatic-discounts`, { count });

const withdraw = (deployed: boolean) =>
  sandbox.call("POST", "/control/api/functions/code-guard", { deployed });

test("an app creates an automatic discount with its function, by handle or by ID", async () => {
  const made = await created({ tags: ["guard"], combinesWith: { orderDiscounts: true } });
  expect(made).toMatchObject({
    discountId: expect.stringMatching(/^gid:\/\/shopify\/DiscountAutomaticNode\/\d+$/),
    title: "Code protection",
    status: "ACTIVE",
    startsAt: "2026-01-01T00:00:00Z",
    endsAt: null,
    tags: ["guard"],
    discountClasses: ["ORDER"],
    recurringCycleLimit: 1,
    appliesOnSubscription: true,
    combinesWith: { orderDiscounts: true, productDiscounts: false, shippingDiscounts: false },
    appDiscountType: { title: "Code guard", description: "Rejects codes" },
  });
  const { functionId } = made["appDiscountType"] as { functionId: string };
  const other = await created({ functionId, functionHandle: null, startsAt: "2099-01-01T00:00Z" });
  expect(other).toMatchObject({ status: "SCHEDULED", appDiscountType: { functionId } });
});

test.each<[what: string, change: object, field: string[], message: string, code: string | null]>([
  ["a blank title", { title: "" }, ["title"], "Title can't be blank.", "INVALID"],
  ["no start", { startsAt: null }, ["startsAt"], "Starts at can't be blank.", "INVALID"],
  [
    "no classes",
    { discountClasses: [] },
    ["discountClasses"],
    "Discount classes can't be empty.",
    "INVALID",
  ],
  [
    "no function",
    { functionHandle: null },
    ["functionHandle"],
    "Function id can't be blank.",
    "MISSING_FUNCTION_IDENTIFIER",
  ],
  [
    "two identifiers",
    { functionId: "0199a3c2-0000-7000-9000-000000000000" },
    [],
    "Only one of functionId or functionHandle is allowed.",
    "MULTIPLE_FUNCTION_IDENTIFIERS",
  ],
  [
    "an unknown function",
    { functionHandle: "other" },
    ["functionHandle"],
    "Function other not found. Ensure that it is released in the current app (9000000000000001), and that the app is installed.",
    "INVALID",
  ],
  [
    "a function of another API",
    { functionHandle: "bundles" },
    ["functionHandle"],
    "Unexpected Function API. The provided function must implement one of the following extension targets: [product_discounts, order_discounts, shipping_discounts, discount].",
    null,
  ],
  [
    "an empty list of customers",
    { context: { customers: { add: [] } } },
    ["context"],
    "a minimum of one prerequisite segment or prerequisite customer must be provided",
    "INVALID",
  ],
  [
    "an end before its start",
    { endsAt: "2025-01-01T00:00:00Z" },
    ["endsAt"],
    "Ends at needs to be after starts_at",
    "INVALID",
  ],
  [
    "six tags",
    { tags: ["1", "2", "3", "4", "5", "6"] },
    ["tags"],
    "The number of tags exceeds the maximum of 5.",
    "TOO_MANY_TAGS",
  ],
  [
    "a metafield that is no JSON",
    { metafields: [{ namespace: "$app:guard", key: "config", type: "json", value: "" }] },
    ["metafields", "0", "value"],
    "Value can't be blank.",
    "INVALID",
  ],
])("an automatic app discount with %s is rejected", async (_what, input, field, message, code) => {
  expect(await create(input)).toMatchObject({
    automaticAppDiscount: null,
    userErrors: [{ field: ["automaticAppDiscount", ...field], message, code }],
  });
});

test("functions see the metafields of a new discount at once, and those of an update later", async () => {
  const config = (value: string) => ({
    metafields: [{ namespace: "$app:guard", key: "config", type: "json", value }],
  });
  const { discountId } = await created(config('{"k":["1"]}'));
  const number = parseGid(discountId)?.number ?? "";
  const seen = (afterMs: number) => {
    const shop = findShop(sandbox.running.sandbox, DEMO_SHOP);
    const place = { namespace: "$app:guard", key: "config" };
    const at = now(sandbox.running.sandbox) + afterMs;
    const owner = { type: "DISCOUNT", id: number } as const;
    return shop && metafieldForFunction(shop, owner, place, at)?.value;
  };
  expect(seen(0)).toBe('{"k":["1"]}');
  await update(discountId, config('{"k":["2"]}'));
  expect(seen(0)).toBe('{"k":["1"]}');
  expect(seen(3500)).toBe('{"k":["2"]}');
  const node = await api.field(
    "automaticDiscountNode",
    `query ($id: ID!) { automaticDiscountNode(id: $id) { metafield(namespace: "$app:guard", key: "config") { value } } }`,
    { id: discountId },
  );
  expect(node).toEqual({ metafield: { value: '{"k":["2"]}' } });
});

test("an update keeps what it doesn't mention and rejects what a new discount can't have", async () => {
  const { discountId } = await created();
  expect(await update(discountId, { title: "Another title" })).toMatchObject({
    automaticAppDiscount: { title: "Another title", startsAt: "2026-01-01T00:00:00Z" },
    userErrors: [],
  });
  expect(await update(discountId, { title: "" })).toMatchObject({
    automaticAppDiscount: null,
    userErrors: [{ field: ["automaticAppDiscount", "title"] }],
  });
  const gone = discountId.replace(/\d+$/, "1");
  expect((await update(gone, { title: "None" })).userErrors).toMatchObject([{ field: ["id"] }]);
});

test("a discount is deactivated, activated and deleted, which sends webhooks", async () => {
  const { discountId: id } = await created();
  expect(await change("Deactivate", id)).toMatchObject({
    automaticDiscountNode: { id, automaticDiscount: { status: "EXPIRED" } },
  });
  expect(await change("Activate", id)).toMatchObject({
    automaticDiscountNode: { id, automaticDiscount: { status: "ACTIVE", endsAt: null } },
  });
  expect(await remove(id)).toEqual({ deletedAutomaticDiscountId: id, userErrors: [] });
  await sandbox.call("POST", "/control/api/webhooks/settle");
  expect(webhooks()).toEqual([
    ["discounts/create", "ACTIVE"],
    ["discounts/update", "EXPIRED"],
    ["discounts/update", "ACTIVE"],
    ["discounts/delete", ""],
  ]);
  const unknown = {
    userErrors: [{ message: "Automatic discount does not exist.", code: "INVALID" }],
  };
  expect(await remove(id)).toMatchObject(unknown);
  expect(await change("Activate", id)).toMatchObject(unknown);
});

test("a lost discount is found by its method and type", async () => {
  await addNative(2);
  const { discountId } = await created({ tags: ["guard"] });
  const found = async (query: string) => {
    const { nodes } = await api.field<{ nodes: { id: string }[] }>(
      "discountNodes",
      `query ($query: String) { discountNodes(first: 9, query: $query) { nodes { id } } }`,
      { query },
    );
    return nodes.map(({ id }) => id);
  };
  expect(await found("method:automatic discount_type:app")).toEqual([discountId]);
  expect(await found("type:app")).toEqual([discountId]);
  expect(await found("tag:guard")).toEqual([discountId]);
  expect(await found("method:automatic")).toHaveLength(3);
});

test("a store can have 25 active automatic discounts, native ones included", async () => {
  await addNative(24);
  const { discountId } = await created();
  const refused = await create();
  expect(refused).toMatchObject({
    automaticAppDiscount: null,
    userErrors: [{ code: "ACTIVE_PERIOD_OVERLAP" }],
  });
  await change("Deactivate", discountId);
  await addNative(1);
  expect(await change("Activate", discountId)).toMatchObject({
    automaticDiscountNode: null,
    userErrors: [{ field: ["id"], code: "ACTIVE_PERIOD_OVERLAP" }],
  });
  // One that starts when the others have not ended overlaps too.
  expect((await create({ startsAt: "2099-01-01T00:00:00Z" })).automaticAppDiscount).toBeNull();
});

test("25 discounts of apps have an error code of their own", async () => {
  for (let made = 0; made < 25; made += 1) await created();
  expect((await create()).userErrors).toMatchObject([{ code: "MAX_APP_DISCOUNTS" }]);
});

test("a merchant deactivates and deletes an app's discount in the admin", async () => {
  const { discountId } = await created();
  const number = parseGid(discountId)?.number ?? "";
  const path = `${sandbox.running.url}/admin/store/demo-store/discounts`;
  expect(await (await fetch(path)).text()).toContain("Code protection");
  const page = await (await fetch(`${path}/${number}`)).text();
  expect(page).toMatch(/Deactivate<.*Delete discount</s);
  sandbox.app.received = [];
  for (const action of ["deactivate", "activate", "delete"]) {
    await fetch(`${path}/${number}/${action}`, { method: "POST" });
  }
  expect(webhooks()).toEqual([
    ["discounts/update", "EXPIRED"],
    ["discounts/update", "ACTIVE"],
    ["discounts/delete", ""],
  ]);
});

test("a discount stays when its function is withdrawn, and no other can be made", async () => {
  const { discountId } = await created();
  await withdraw(false);
  expect((await create()).userErrors).toMatchObject([
    { field: ["automaticAppDiscount", "functionHandle"], code: "INVALID" },
  ]);
  const query = `query ($id: ID!) { automaticDiscountNode(id: $id) { automaticDiscount { ... on DiscountAutomaticApp { status } } } }`;
  expect(await api.field("automaticDiscountNode", query, { id: discountId })).toEqual({
    automaticDiscount: { status: "ACTIVE" },
  });
});

test("an app's code discount has the same rules, and takes more codes", async () => {
  expect(await createCode({ code: "" })).toMatchObject({
    codeAppDiscount: null,
    userErrors: [
      {
        field: ["codeAppDiscount", "code"],
        message: "Discount code can't be blank.",
        code: "INVALID",
      },
    ],
  });
  const { codeAppDiscount } = await createCode();
  expect(codeAppDiscount).toMatchObject({ codes: { nodes: [{ code: "TIERS" }] } });
  const added = await bulkAdd(api, codeAppDiscount?.discountId ?? "", ["TIERS-2"]);
  expect(added).toMatchObject({ bulkCreation: { codesCount: 1 }, userErrors: [] });
});
