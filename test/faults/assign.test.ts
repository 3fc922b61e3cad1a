import { afterAll, beforeAll, expect, it } from "vitest";
import type { ShopContext } from "../../app/core/ids";
import { insertShop, openTestServices, type TestServices } from "../setup/test-services";
import { assignFaults } from "./assign";

let services: TestServices;
let shop: ShopContext;

beforeAll(async () => {
  services = await openTestServices();
  shop = await insertShop(services);
});
afterAll(() => services.close());

it("every recipient gets exactly one code while processes are killed", async () => {
  const { databaseUrl } = services;
  const round = { services, databaseUrl, shop, recipients: 1500, callers: 16, killEvery: 500 };
  const { kills, ...faults } = await assignFaults(round);
  expect(kills).toBeGreaterThan(0);
  expect(faults).toMatchObject({ lost: 0, doubled: 0, wrongFigures: 0 });
}, 180_000);
