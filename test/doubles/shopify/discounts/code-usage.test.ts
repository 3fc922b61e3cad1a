import { beforeEach, expect, test } from "vitest";
import { adminApi } from "../for-tests/admin-api";
import { newDiscount } from "../for-tests/discount-calls";
import { DEMO_SHOP, testSandbox } from "../for-tests/test-sandbox";
import { findShop } from "../shops/find-shop";
import { findCode } from "./codes/code-index";
import { recordUse } from "./codes/record-use";

const sandbox = testSandbox();
const api = adminApi(sandbox);

beforeEach(() => sandbox.call("POST", "/control/api/reset"));

const counts = async (id: string) => {
  const node = await api.field<{ codeDiscount: object }>(
    "codeDiscountNode",
    `query ($id: ID!) { codeDiscountNode(id: $id) { codeDiscount { ... on DiscountCodeBasic {
      asyncUsageCount codes(first: 1) { nodes { asyncUsageCount } } } } } }`,
    { id },
  );
  return node.codeDiscount;
};
const usedOnce = { asyncUsageCount: 1, codes: { nodes: [{ asyncUsageCount: 1 }] } };
const unused = { asyncUsageCount: 0, codes: { nodes: [{ asyncUsageCount: 0 }] } };

test("the API counts the use of a code with a delay", async () => {
  await sandbox.call("POST", "/control/api/pace", { usageMs: 3_600_000 });
  const id = await newDiscount(api);
  const { sandbox: running } = sandbox.running;
  const shop = findShop(running, DEMO_SHOP);
  const found = shop && findCode(shop, "ten");
  if (!shop || !found) throw new Error("The code doesn't exist");
  recordUse(running, shop, found);
  expect(await counts(id)).toEqual(unused);
  await sandbox.call("POST", "/control/api/clock", { advanceMs: 3_700_000 });
  expect(await counts(id)).toEqual(usedOnce);
});
