import { afterAll, beforeAll, expect, it } from "vitest";
import type { ShopContext } from "../../app/core/ids";
import { insertShop, openTestServices, type TestServices } from "../setup/test-services";
import { importFaults } from "./import";

let services: TestServices;
let shop: ShopContext;

beforeAll(async () => {
  services = await openTestServices();
  shop = await insertShop(services);
});
afterAll(() => services.close());

it("an import adds every code once while its worker is killed", async () => {
  const { databaseUrl } = services;
  const faults = await importFaults({ services, databaseUrl, shop, codes: 150_000, kills: 3 });
  expect(faults).toEqual({ kills: 3, lost: 0, doubled: 0, wrongFigures: 0 });
}, 180_000);
