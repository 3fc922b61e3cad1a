import { json, notFound } from "../http/answers";
import type { Route } from "../http/route";
import { discountDefaults } from "../seed/discount-defaults";
import { findShop } from "../shops/find-shop";
import { addDiscount } from "./change-discount";
import { discountStatus } from "./discount-status";

const MAX_ADDED = 100;

/** Adds native automatic discounts of a merchant, so that a store reaches Shopify's limit of 25. */
export const discountControlRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/control/api/shops/:shop/automatic-discounts",
    handle: async ({ sandbox, params, request }) => {
      const shop = findShop(sandbox, params["shop"] ?? "");
      if (!shop) return notFound("No such shop");
      const { count } = (await request.json()) as { count?: unknown };
      if (!Number.isInteger(count) || !(Number(count) > 0 && Number(count) <= MAX_ADDED)) {
        return json({ errors: `count is a number from 1 to ${MAX_ADDED}` }, 400);
      }
      for (let added = 1; added <= Number(count); added += 1) {
        addDiscount(sandbox, shop, {
          ...discountDefaults(sandbox, `Large orders ${added}`, []),
          kind: "basic",
          value: { kind: "percentage", percentage: 0.05 },
          items: { kind: "all" },
          // High enough that no order of a test gets it.
          minimum: { kind: "subtotal", amount: "100000.00" },
        });
      }
      await sandbox.settle();
      const active = Object.values(shop.discounts).filter(
        (one) => one.method === "automatic" && discountStatus(sandbox, one) === "ACTIVE",
      );
      return json({ active: active.map(({ id, title }) => ({ id, title })) }, 201);
    },
  },
];
