import { beforeEach, expect, test } from "vitest";
import { adminApi } from "../for-tests/admin-api";
import {
  addCodes,
  allCodes,
  newDiscount,
  numbered,
  readCreation,
} from "../for-tests/discount-calls";
import { DEMO_SHOP, OTHER_SHOP, testSandbox } from "../for-tests/test-sandbox";
import type { Fault } from "./fault";

const sandbox = testSandbox();
const api = adminApi(sandbox);
const ADD = "graphql:discountRedeemCodeBulkAdd";
let discount: string;

beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset");
  discount = await newDiscount(api);
});

const addFault = (fault: object) => sandbox.call("POST", "/control/api/faults", fault);
const later = () => sandbox.call("POST", "/control/api/clock", { advanceMs: 10_000 });
const count = async () => (await allCodes(api, discount)).length - 1;

test("refuse-codes rejects the given codes, ignoring case, with the given message", async () => {
  await addFault({
    match: ADD,
    kind: "refuse-codes",
    codes: ["c-1"],
    message: "is rude",
    times: 1,
  });
  const id = await addCodes(api, discount, numbered("C", 3));
  await later();
  const { codes, ...creation } = await readCreation(api, id);
  expect(creation).toMatchObject({ done: true, importedCount: 2, failedCount: 1 });
  expect(codes.nodes[1]).toMatchObject({ code: "C-1", errors: [{ message: "is rude" }] });
  await addCodes(api, discount, ["C-1"]);
  await later();
  expect(await count()).toBe(3);
});

test("refuse-codes with a seed rejects the same share of codes every time", async () => {
  const refused = async (prefix: string, seed: number): Promise<number[]> => {
    await addFault({ match: ADD, kind: "refuse-codes", share: 0.3, seed, times: 1 });
    const id = await addCodes(api, discount, numbered(prefix, 200));
    await later();
    const { codes } = await readCreation(api, id);
    return codes.nodes.flatMap(({ errors }, at) => (errors.length > 0 ? [at] : []));
  };
  const first = await refused("A", 7);
  expect(first.length).toBeGreaterThan(30);
  expect(first.length).toBeLessThan(90);
  expect(await refused("B", 7)).toEqual(first);
  expect(await refused("C", 8)).not.toEqual(first);
});

test("lost-answer loses the response after the work was done", async () => {
  await addFault({ match: ADD, kind: "lost-answer", times: 1 });
  await expect(addCodes(api, discount, ["A"])).rejects.toThrow("fetch failed");
  await later();
  expect(await count()).toBe(1);
  await addCodes(api, discount, ["B"]);
});

test("5xx fails without doing the work", async () => {
  await addFault({ match: ADD, kind: "5xx", times: 1 });
  const body = `mutation { discountRedeemCodeBulkAdd(discountId: "${discount}", codes: [{ code: "A" }]) { bulkCreation { id } } }`;
  expect((await api.post(body)).status).toBe(503);
  await later();
  expect(await count()).toBe(0);
});

test("delay responds late and does the work", async () => {
  await addFault({ match: ADD, kind: "delay", delayMs: 300, times: 1 });
  const started = performance.now();
  await addCodes(api, discount, ["A"]);
  expect(performance.now() - started).toBeGreaterThan(290);
  await later();
  expect(await count()).toBe(1);
});

test("a rate applies randomly, and with a seed reproducibly", async () => {
  const failures = async (): Promise<boolean[]> => {
    await addFault({ match: "graphql:shop", kind: "5xx", rate: 0.5, seed: 3 });
    const all: boolean[] = [];
    for (let calls = 0; calls < 20; calls += 1) {
      all.push((await api.post("{ shop { name } }")).status === 503);
    }
    await sandbox.call("DELETE", "/control/api/faults");
    return all;
  };
  const first = await failures();
  expect(new Set(first).size).toBe(2);
  expect(await failures()).toEqual(first);
});

test("a fault can match the operation's name", async () => {
  await addFault({ match: "graphql:ReadName", kind: "5xx", times: 1 });
  expect((await api.post("query Other { shop { name } }")).status).toBe(200);
  expect((await api.post("query ReadName { shop { name } }")).status).toBe(503);
});

test("a fault can be limited to one shop", async () => {
  await addFault({ match: "graphql", kind: "5xx", shop: OTHER_SHOP });
  expect((await api.post("{ shop { name } }")).status).toBe(200);
  await addFault({ match: "graphql", kind: "5xx", shop: DEMO_SHOP });
  expect((await api.post("{ shop { name } }")).status).toBe(503);
});

test("never-done stops a creation after half of its codes", async () => {
  await addFault({ match: ADD, kind: "never-done", times: 1 });
  const id = await addCodes(api, discount, numbered("C", 200));
  await later();
  await later();
  expect(await readCreation(api, id)).toMatchObject({ done: false, importedCount: 100 });
});

test("never-done reports a deletion of codes as done but never does it", async () => {
  const match = "graphql:discountCodeRedeemCodeBulkDelete";
  await addFault({ match, kind: "never-done", times: 1 });
  const { job } = await api.field<{ job: { id: string } }>(
    "discountCodeRedeemCodeBulkDelete",
    `mutation ($id: ID!) { discountCodeRedeemCodeBulkDelete(discountId: $id, search: "ten") { job { id } } }`,
    { id: discount },
  );
  await later();
  const calls = "query ($id: ID!) { job(id: $id) { done } }";
  expect(await api.field("job", calls, { id: job.id })).toEqual({ done: true });
  expect(await allCodes(api, discount)).toHaveLength(1);
});

test.each([
  { match: "graphql:shop", kind: "refuse-codes" },
  { match: "graphql", kind: "never-done" },
  { match: ADD, kind: "refuse-codes", share: 2 },
  { match: ADD, kind: "5xx", rate: -1 },
  { match: "graphql", kind: "5xx", shop: "nobody.myshopify.com" },
  { match: "mail", kind: "5xx", shop: DEMO_SHOP },
])("a fault that could never occur is rejected: %o", async (fault) => {
  await expect(addFault(fault)).rejects.toThrow("400");
  const { faults } = (await sandbox.call("GET", "/control/api/faults")) as { faults: Fault[] };
  expect(faults).toEqual([]);
});
