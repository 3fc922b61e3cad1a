import type { LoaderFunctionArgs } from "@remix-run/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { adminLoader } from "../../../app/admin/admin.server";
import type { ShopContext } from "../../../app/core/ids";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

let services: TestServices;
let shop: ShopContext;

beforeAll(async () => {
  services = await openTestServices();
  shop = await insertShop(services);
});
afterAll(() => services.close());

it("authenticates once per request, even when a page has nested loaders", async () => {
  const authenticated: string[] = [];
  const admin = async (request: Request) => {
    authenticated.push(request.url);
    return { session: { shop: shop.domain }, redirect: () => undefined };
  };
  const load = adminLoader(async ({ shop: { id }, url }) => [id, url.pathname]);
  const page = async () => {
    const context = { services: { ...services, shopify: { authenticate: { admin } } } };
    const loaders = ["/app", "/app/pools/7", "/app/pools/7/history"].map((path) => {
      const request = new Request(`https://app.example${path}`);
      return load({ request, params: {}, context } as unknown as LoaderFunctionArgs);
    });
    return Promise.all(loaders);
  };
  expect(await page()).toEqual([
    [shop.id, "/app"],
    [shop.id, "/app/pools/7"],
    [shop.id, "/app/pools/7/history"],
  ]);
  expect(authenticated).toHaveLength(1);
  await page();
  expect(authenticated).toHaveLength(2);
});
