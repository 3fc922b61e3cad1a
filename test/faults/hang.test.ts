import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openTestServices, type TestServices } from "../setup/test-services";
import { type HungShopify, hangShopify } from "./hang";

let services: TestServices;
let hung: HungShopify;

beforeAll(async () => {
  // Far fewer connections than stores waiting for Shopify.
  services = await openTestServices(4);
  services.setTime(new Date());
  hung = await hangShopify(services, 30);
});
afterAll(async () => {
  await hung.end();
  await services.close();
});

it("the app assigns codes, accepts webhooks and stays healthy while 30 stores wait for Shopify", async () => {
  await vi.waitFor(() => expect(hung.hanging()).toBe(30), 30_000);
  for (let turn = 0; turn < 10; turn += 1) {
    await Promise.all([hung.once("assignment"), hung.once("webhook"), hung.once("healthz")]);
  }
  // No operation waited for a hanging request to time out.
  expect(hung.hanging()).toBe(30);
}, 60_000);
