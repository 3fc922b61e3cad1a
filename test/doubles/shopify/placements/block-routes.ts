import { json, notFound } from "../http/answers";
import type { Route } from "../http/route";
import type { Sandbox } from "../sandbox";
import { findShop } from "../shops/find-shop";
import type { Shop } from "../shops/shop";
import { appBlocks } from "./app-blocks";
import { type PlacementChange, placeBlock } from "./place-block";
import { placementOf } from "./placement-of";

const describe = (sandbox: Sandbox, shop: Shop) => ({
  blocks: appBlocks(sandbox).map((block) => ({ ...block, ...placementOf(shop, block) })),
});

/** The app's blocks in a store: `{block, on?, settings?}` places, removes or sets up one. */
export const blockRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/control/api/shops/:shop/blocks",
    handle: ({ sandbox, params }) => {
      const shop = findShop(sandbox, params["shop"] ?? "");
      return shop ? json(describe(sandbox, shop)) : notFound("No such shop");
    },
  },
  {
    method: "POST",
    path: "/control/api/shops/:shop/blocks",
    handle: async ({ sandbox, params, request }) => {
      const shop = findShop(sandbox, params["shop"] ?? "");
      if (!shop) return notFound("No such shop");
      const placed = placeBlock(sandbox, shop, (await request.json()) as PlacementChange);
      if (typeof placed === "string") return json({ errors: placed }, 422);
      return json(describe(sandbox, shop));
    },
  },
];
