import { afterAll, beforeAll, expect, it } from "vitest";
import type { ShopContext } from "../../app/core/ids";
import { insertShop, openTestServices, type TestServices } from "../setup/test-services";
import { webhookFaults } from "./webhooks";

let services: TestServices;
let shop: ShopContext;

beforeAll(async () => {
  services = await openTestServices();
  shop = await insertShop(services);
});
afterAll(() => services.close());

it("the ledger is correct although webhooks are repeated and the worker is killed", async () => {
  const { databaseUrl } = services;
  const faults = await webhookFaults({ services, databaseUrl, shop, events: 1000, kills: 2 });
  expect(faults).toMatchObject({ kills: 2, lost: 0, doubled: 0, wrongFigures: 0 });
  expect(faults.deliveries).toBe(1334);
}, 180_000);
