import { expect, test } from "vitest";
import { DEMO_SHOP, testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox();

const open = async (domain: string) => {
  const body = JSON.stringify({ domain });
  const response = await fetch(`${sandbox.running.url}/control/api/shops`, {
    method: "POST",
    body,
  });
  return { status: response.status, body: await response.json() };
};

test("a new store has the app installed", async () => {
  expect(await open("new-store.myshopify.com")).toMatchObject({
    status: 201,
    body: { domain: "new-store.myshopify.com", installed: true, discounts: 2 },
  });
  const { shops } = (await sandbox.call("GET", "/control/api/shops")) as { shops: unknown[] };
  expect(shops).toHaveLength(3);
});

test("a new store needs an unused myshopify.com domain", async () => {
  expect(await open(DEMO_SHOP)).toMatchObject({ status: 422 });
  expect(await open("store.example.com")).toMatchObject({ status: 400 });
});
