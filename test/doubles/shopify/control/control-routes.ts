import { readBucket } from "../graphql/leaky-bucket";
import { json, notFound, page } from "../http/answers";
import type { Route, RouteCall } from "../http/route";
import { seedStore } from "../seed/seed-world";
import { changeScopes } from "../shops/change-scopes";
import { changeShop, type ShopChange } from "../shops/change-shop";
import { findShop } from "../shops/find-shop";
import { installApp } from "../shops/install-app";
import { PLANS, type Shop } from "../shops/shop";
import { uninstallApp } from "../shops/uninstall-app";
import { controlPage } from "./control-page";
import { describeShop } from "./describe-shop";
import { resetSandbox } from "./reset-sandbox";

/** A route for one shop. It responds once the work is done and its webhooks are delivered. */
const onShop = (
  action: string,
  work: (call: RouteCall, shop: Shop) => void | Promise<void>,
): Route => ({
  method: "POST",
  path: `/control/api/shops/:shop/${action}`,
  handle: async (call) => {
    const shop = findShop(call.sandbox, call.params["shop"] ?? "");
    if (!shop) return notFound("No such shop");
    await work(call, shop);
    await call.sandbox.settle();
    return json(describeShop(shop));
  },
});

const DOMAIN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/** Controls the sandbox: a page for people, JSON for tests. */
export const controlRoutes: readonly Route[] = [
  { method: "GET", path: "/control", handle: ({ sandbox }) => page(controlPage(sandbox)) },
  {
    method: "POST",
    path: "/control/api/reset",
    handle: async ({ sandbox, request }) => {
      const input = JSON.parse((await request.text()) || "{}") as { seed?: string };
      await resetSandbox(sandbox, input.seed === "demo" ? "demo" : "small");
      return json({ shops: Object.values(sandbox.world.shops).map(describeShop) });
    },
  },
  {
    method: "GET",
    path: "/control/api/shops",
    handle: ({ sandbox }) => json({ shops: Object.values(sandbox.world.shops).map(describeShop) }),
  },
  {
    method: "POST",
    path: "/control/api/shops",
    handle: async ({ sandbox, request }) => {
      const { domain = "" } = (await request.json()) as { domain?: string };
      if (!DOMAIN.test(domain))
        return json({ errors: "The domain must end in .myshopify.com" }, 400);
      if (findShop(sandbox, domain)) return json({ errors: "The domain is taken" }, 422);
      const shop = seedStore(sandbox, domain);
      sandbox.saveSoon();
      return json(describeShop(shop), 201);
    },
  },
  onShop("uninstall", ({ sandbox }, shop) => uninstallApp(sandbox, shop)),
  {
    method: "GET",
    path: "/control/api/throttling",
    handle: ({ sandbox }) =>
      json({
        shops: Object.fromEntries(
          Object.values(sandbox.world.shops).map((shop) => [
            shop.domain,
            {
              ...readBucket(sandbox, shop),
              throttled: sandbox.buckets.get(shop.domain)?.throttled,
            },
          ]),
        ),
      }),
  },
  {
    method: "POST",
    path: "/control/api/shops/:shop/plan",
    handle: async ({ sandbox, params, request }) => {
      const shop = findShop(sandbox, params["shop"] ?? "");
      if (!shop) return notFound("No such shop");
      const input = (await request.json()) as { plan?: string };
      const plan = PLANS.find((one) => one === input.plan);
      if (!plan) return json({ errors: "No such plan" }, 400);
      shop.plan = plan;
      // A new plan starts with a full bucket.
      sandbox.buckets.delete(shop.domain);
      return json(describeShop(shop));
    },
  },
  onShop("install", ({ sandbox }, shop) => installApp(sandbox, shop)),
  onShop("scopes", async ({ sandbox, request }, shop) => {
    const { scopes = [] } = (await request.json()) as { scopes?: string[] };
    changeScopes(sandbox, shop, scopes);
  }),
  onShop("settings", async ({ sandbox, request }, shop) =>
    changeShop(sandbox, shop, (await request.json()) as ShopChange),
  ),
  {
    method: "GET",
    path: "/control/api/requests",
    handle: ({ sandbox }) => json({ requests: [...sandbox.requests].reverse() }),
  },
  {
    method: "DELETE",
    path: "/control/api/mails",
    handle: ({ sandbox }) => {
      sandbox.world.mails = [];
      return json({});
    },
  },
];
