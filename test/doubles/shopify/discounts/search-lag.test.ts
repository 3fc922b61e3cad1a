import { beforeEach, expect, test } from "vitest";
import { adminApi } from "../for-tests/admin-api";
import { newDiscount } from "../for-tests/discount-calls";
import { testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox();
const api = adminApi(sandbox);

beforeEach(() => sandbox.call("POST", "/control/api/reset", { seed: "small" }));

const found = () =>
  api
    .field<{ nodes: { id: string }[] }>(
      "codeDiscountNodes",
      `{ codeDiscountNodes(first: 50, query: "title:'Ten percent'") { nodes { id } } }`,
    )
    .then(({ nodes }) => nodes.map(({ id }) => id));

test("a new discount is available by ID immediately, and in search after a delay", async () => {
  await sandbox.call("POST", "/control/api/pace", { searchMs: 5000 });
  const id = await newDiscount(api);
  expect(await found()).toEqual([]);
  const byId = `query ($id: ID!) { codeDiscountNode(id: $id) { id } }`;
  expect(await api.field("codeDiscountNode", byId, { id })).toEqual({ id });
  await sandbox.call("POST", "/control/api/clock", { advanceMs: 5000 });
  expect(await found()).toEqual([id]);
});
