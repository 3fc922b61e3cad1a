import { expect, test } from "vitest";
import { adminApi } from "../for-tests/admin-api";
import { addCodes, newDiscount, numbered } from "../for-tests/discount-calls";
import { orderCalls } from "../for-tests/order-calls";
import { DEMO_SHOP, testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox({ scopes: ["read_orders", "write_discounts"] });
const orders = orderCalls(sandbox);
const MANY = 20_000;
const CODES = 250;

interface Page {
  orders: {
    nodes: { id: string; discountCodes: string[] }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

test("20,000 orders can be placed with one call and read page by page", async () => {
  const api = adminApi(sandbox);
  await addCodes(api, await newDiscount(api, { code: "BASE" }), numbered("burst", CODES));
  await sandbox.call("POST", "/control/api/clock", { advanceMs: 10_000 });
  // Takes seconds on a slow machine. Quadratic growth would exceed the test's timeout.
  const response = await sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/orders/many`, {
    orders: Array.from({ length: MANY }, (_none, at) => ({
      codes: [`BURST-${at % CODES}`],
      email: `buyer-${at}@mail.example`,
    })),
  });
  expect(response).toMatchObject({ placed: MANY });
  const read = new Map<string, string>();
  let after: string | null = null;
  for (let more = true; more; ) {
    // The time that the rate limit requires an app to wait.
    await sandbox.call("POST", "/control/api/clock", { advanceMs: 2000 });
    const page: Page = await orders.ask<Page>(
      `query ($after: String) { orders(first: 250, after: $after, sortKey: UPDATED_AT) {
        nodes { id discountCodes } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    for (const { id, discountCodes } of page.orders.nodes) read.set(id, discountCodes.join());
    after = page.orders.pageInfo.endCursor;
    more = page.orders.pageInfo.hasNextPage;
  }
  const truth = (await orders.list()).map(({ gid, codes }) => [gid, codes.join()] as const);
  expect(read.size).toBe(MANY);
  expect(read).toEqual(new Map(truth));
});
