import { beforeEach, expect, test } from "vitest";
import { DEMO_SHOP, testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox({ tomlFile: "./orders.test.toml", scopes: ["read_orders"] });
const HOUR_MS = 3_600_000;

beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset");
  sandbox.app.answer = () => ({ status: 200 });
  sandbox.app.received = [];
});

const plan = (rule: object, seed = 7) =>
  sandbox.call("POST", "/control/api/webhooks/plan", { seed, rules: [rule] });
const placeMany = (count: number) =>
  sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/orders/many`, {
    orders: Array.from({ length: count }, () => ({})),
    settle: true,
  });
const advance = (advanceMs: number) => sandbox.call("POST", "/control/api/clock", { advanceMs });
const received = (topic: string) =>
  sandbox.app.received.filter(({ headers }) => headers["x-shopify-topic"] === topic);
const ordersOf = (topic: string): string[] =>
  received(topic).map(({ body }) => /"name":"(#\d+)"/.exec(body)?.[1] ?? "");
const idsOf = (topic: string, kind: "event" | "webhook"): string[] =>
  received(topic).map(({ headers }) => String(headers[`x-shopify-${kind}-id`]));

test("drop loses the given share of a topic, reproducibly with a seed", async () => {
  const rule = { topic: "orders/create", drop: 0.3 };
  await plan(rule);
  await placeMany(200);
  const first = ordersOf("orders/create").sort();
  expect(first.length).toBeGreaterThan(110);
  expect(first.length).toBeLessThan(170);
  expect(received("orders/paid")).toHaveLength(200);
  await sandbox.call("POST", "/control/api/reset");
  sandbox.app.received = [];
  await plan(rule);
  await placeMany(200);
  expect(ordersOf("orders/create").sort()).toEqual(first);
});

test("repeat sends the same webhook twice, or another webhook of the same event", async () => {
  await plan({ topic: "orders/create", repeat: 1 });
  await placeMany(1);
  expect(new Set(idsOf("orders/create", "webhook")).size).toBe(1);
  expect(received("orders/create")).toHaveLength(2);
  sandbox.app.received = [];
  await plan({ topic: "orders/create", repeat: 1, repeatAs: "new-webhook" });
  await placeMany(1);
  expect(new Set(idsOf("orders/create", "webhook")).size).toBe(2);
  expect(new Set(idsOf("orders/create", "event")).size).toBe(1);
});

test("reorder delivers everything in a different order", async () => {
  await plan({ reorder: 0.5 });
  await placeMany(40);
  await advance(5000);
  const arrived = ordersOf("orders/create");
  expect(arrived).toHaveLength(40);
  expect(arrived).not.toEqual([...arrived].sort());
});

test("delay holds webhooks back for the given time", async () => {
  await plan({ topic: "orders/paid", delay: 1, delayMs: HOUR_MS });
  await placeMany(2);
  expect(received("orders/paid")).toHaveLength(0);
  await advance(HOUR_MS);
  expect(received("orders/paid")).toHaveLength(2);
});

test("totals count created, sent, delivered, failed and dropped webhooks", async () => {
  sandbox.app.answer = ({ headers }) => ({
    status: headers["x-shopify-topic"] === "orders/paid" ? 500 : 200,
  });
  await plan({ topic: "orders/updated", drop: 1 });
  await placeMany(3);
  await advance(5 * HOUR_MS);
  expect(await sandbox.call("GET", "/control/api/webhooks/totals")).toEqual({
    topics: {
      "orders/create": { created: 3, sent: 3, delivered: 3, failed: 0, dropped: 0 },
      "orders/paid": { created: 3, sent: 27, delivered: 0, failed: 3, dropped: 0 },
      "orders/updated": { created: 3, sent: 0, delivered: 0, failed: 0, dropped: 3 },
    },
  });
});

test("an invalid plan is rejected", async () => {
  await expect(plan({ drop: 2 })).rejects.toThrow("400");
});

test("a burst is delivered concurrently without losses", async () => {
  await placeMany(500);
  for (const topic of ["orders/create", "orders/paid", "orders/updated"]) {
    expect(new Set(ordersOf(topic)).size).toBe(500);
  }
});
