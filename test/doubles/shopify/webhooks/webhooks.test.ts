import { createHmac } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { API_SECRET, DEMO_SHOP, testSandbox } from "../for-tests/test-sandbox";
import type { Delivery } from "./delivery";

const sandbox = testSandbox();
const HOUR_MS = 3_600_000;

beforeEach(async () => {
  sandbox.app.answer = () => ({ status: 200 });
  await sandbox.call("POST", "/control/api/reset");
  sandbox.app.received = [];
});

const uninstall = () => sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/uninstall`);
const advance = (ms: number) => sandbox.call("POST", "/control/api/clock", { advanceMs: ms });
const compliance = (topic: string) =>
  sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/compliance`, { topic });
const addFault = (kind: string, more: object = {}) =>
  sandbox.call("POST", "/control/api/faults", { match: "webhook", kind, times: 1, ...more });
const deliveries = async (): Promise<Delivery[]> =>
  ((await sandbox.call("GET", "/control/api/webhooks")) as { deliveries: Delivery[] }).deliveries;
const receivedTopics = () => sandbox.app.received.map(({ headers }) => headers["x-shopify-topic"]);

test("webhooks are signed over the exact body", async () => {
  await uninstall();
  const [received] = sandbox.app.received;
  expect(received?.path).toBe("/webhooks/app/uninstalled");
  const signature = createHmac("sha256", API_SECRET)
    .update(received?.body ?? "")
    .digest("base64");
  expect(received?.headers).toMatchObject({
    "x-shopify-topic": "app/uninstalled",
    "x-shopify-hmac-sha256": signature,
    "x-shopify-shop-domain": DEMO_SHOP,
    "x-shopify-api-version": "2026-10",
    "x-shopify-webhook-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    "x-shopify-event-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    "x-shopify-triggered-at": expect.stringMatching(/Z$/),
  });
});

test("IDs are numbers too large for JavaScript", async () => {
  await compliance("customers/redact");
  const [, id = ""] = /"customer":\{"id":(\d+)/.exec(sandbox.app.received[0]?.body ?? "") ?? [];
  expect(BigInt(id)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
});

test("a failed webhook is retried eight times within four hours, with the same IDs", async () => {
  sandbox.app.answer = () => ({ status: 500 });
  await compliance("customers/redact");
  expect(sandbox.app.received).toHaveLength(1);
  await advance(4 * HOUR_MS);
  expect(sandbox.app.received).toHaveLength(9);
  const ids = sandbox.app.received.map(({ headers }) => headers["x-shopify-webhook-id"]);
  expect(new Set(ids).size).toBe(1);
  expect((await deliveries())[0]?.state).toBe("failed");
  await advance(48 * HOUR_MS);
  expect(sandbox.app.received).toHaveLength(9);
});

test("retries stop once the app responds with success", async () => {
  sandbox.app.answer = () => ({ status: sandbox.app.received.length < 3 ? 503 : 200 });
  await compliance("customers/redact");
  await advance(4 * HOUR_MS);
  const [delivery] = await deliveries();
  expect(delivery?.state).toBe("delivered");
  expect(delivery?.attempts.map(({ status }) => status)).toEqual([503, 503, 200]);
});

test("shop/redact is sent two days after an uninstall, unless the app was reinstalled", async () => {
  await uninstall();
  await advance(47 * HOUR_MS);
  expect(receivedTopics()).toEqual(["app/uninstalled"]);
  await advance(2 * HOUR_MS);
  expect(receivedTopics()).toEqual(["app/uninstalled", "shop/redact"]);
  await sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/install`);
  await uninstall();
  await sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/install`);
  await advance(49 * HOUR_MS);
  expect(receivedTopics()).toEqual(["app/uninstalled", "shop/redact", "app/uninstalled"]);
});

test("faults drop, repeat, delay and reorder webhooks", async () => {
  await addFault("drop");
  await compliance("customers/redact");
  expect(receivedTopics()).toEqual([]);
  await addFault("repeat");
  await compliance("customers/redact");
  expect(receivedTopics()).toEqual(["customers/redact", "customers/redact"]);
  sandbox.app.received = [];
  await addFault("delay", { delayMs: HOUR_MS });
  await compliance("customers/redact");
  expect(receivedTopics()).toEqual([]);
  await advance(HOUR_MS);
  expect(receivedTopics()).toEqual(["customers/redact"]);
  sandbox.app.received = [];
  await addFault("reorder");
  await compliance("customers/data_request");
  await compliance("customers/redact");
  await advance(10_000);
  expect(receivedTopics()).toEqual(["customers/redact", "customers/data_request"]);
});

test("a webhook can be resent", async () => {
  await compliance("customers/redact");
  const [delivery] = await deliveries();
  await sandbox.call("POST", `/control/api/webhooks/${delivery?.id}/resend`);
  const ids = sandbox.app.received.map(({ headers }) => headers["x-shopify-event-id"]);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});
