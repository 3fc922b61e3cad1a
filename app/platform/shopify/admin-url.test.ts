import { expect, test } from "vitest";
import { adminUrl, recordUrl } from "./admin-url";

const shop = "demo-store.myshopify.com";

test.each([
  [{ kind: "order", id: "gid://shopify/Order/9007199254740993" }, "orders/9007199254740993"],
  [{ kind: "customer", id: "7001" }, "customers/7001"],
  [{ kind: "discount", id: "gid://shopify/DiscountCodeNode/12" }, "discounts/12"],
] as const)("links to the admin page of %o", (record, page) => {
  expect(recordUrl(shop, record, {})).toBe(`https://admin.shopify.com/store/demo-store/${page}`);
});

test("links to pages of the app inside the admin, at any admin URL", () => {
  const app = { apiKey: "key", admin: "http://localhost:4100/admin" };
  expect(adminUrl(shop, "/app", app)).toBe(
    "http://localhost:4100/admin/store/demo-store/apps/key/app",
  );
});
