import { beforeEach, expect, test } from "vitest";
import { adminApi } from "../for-tests/admin-api";
import { newDiscount } from "../for-tests/discount-calls";
import { DEMO_SHOP, OTHER_SHOP, testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox();
const api = adminApi(sandbox);

beforeEach(() => sandbox.call("POST", "/control/api/reset"));

interface ThrottledExtensions {
  shops: Record<
    string,
    { throttled: number; currentlyAvailable: number; maximumAvailable: number; restoreRate: number }
  >;
}
const throttling = async (shop = DEMO_SHOP) =>
  ((await sandbox.call("GET", "/control/api/throttling")) as ThrottledExtensions).shops[shop];
const plan = (name: string) =>
  sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/plan`, { plan: name });

test.each([
  ["Basic", 2000, 100],
  ["Advanced", 4000, 200],
  ["Plus", 20_000, 1000],
  ["Enterprise", 40_000, 2000],
])("on %s, the bucket has %i points and restores %i per second", async (name, maximum, rate) => {
  await plan(name);
  expect(await throttling()).toMatchObject({
    maximumAvailable: maximum,
    currentlyAvailable: maximum,
    restoreRate: rate,
  });
});

test("a mutation costs 10, including the changed objects, and more for deeper fields", async () => {
  await plan("Basic");
  const id = await newDiscount(api);
  const costOf = async (fields: string) => {
    const { extensions } = await api.ask(
      `mutation ($id: ID!) { discountRedeemCodeBulkAdd(discountId: $id, codes: [{ code: "A" }]) { ${fields} userErrors { message } } }`,
      { id },
    );
    return extensions?.cost.requestedQueryCost;
  };
  expect(await costOf("bulkCreation { id done codesCount }")).toBe(10);
  expect(await costOf("bulkCreation { id codes(first: 10) { nodes { code } } }")).toBe(16);
  expect(await costOf("bulkCreation { discountCode { id codeDiscount { __typename } } }")).toBe(12);
});

test("throttled responses are counted per shop", async () => {
  expect(await throttling()).toMatchObject({ throttled: 0 });
  await api.ask("{ shop { name } }");
  const bucket = sandbox.running.sandbox.buckets.get(DEMO_SHOP);
  if (!bucket) throw new Error("No points were counted");
  bucket.available = -1_000_000;
  const query = "{ products(first: 10) { nodes { id } } }";
  for (let times = 0; times < 3; times += 1) {
    const { data, errors, extensions } = await api.ask(query);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions?.["code"]).toBe("THROTTLED");
    expect(extensions?.cost.actualQueryCost).toBeNull();
  }
  expect(await throttling()).toMatchObject({ throttled: 3, currentlyAvailable: 0 });
  expect(await throttling(OTHER_SHOP)).toMatchObject({ throttled: 0 });
  await sandbox.call("POST", "/control/api/reset");
  expect(await throttling()).toMatchObject({ throttled: 0 });
});

test("an unknown plan is rejected", async () => {
  await expect(plan("Gratis")).rejects.toThrow("400");
});
