import { json, notFound } from "../http/answers";
import type { Route } from "../http/route";
import { findShop } from "../shops/find-shop";
import { noPlan, readPlan } from "./delivery-plan";
import { resendDelivery } from "./resend-delivery";
import { sendCompliance } from "./send-compliance";

const MAX_LISTED = 500;

/** Lists webhooks and sends them on demand. */
export const webhookRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/control/api/webhooks",
    handle: ({ sandbox, url }) => {
      const topic = url.searchParams.get("topic");
      const all = Object.values(sandbox.world.deliveries).reverse();
      const matching = all.filter((one) => topic === null || one.topic === topic);
      return json({ deliveries: matching.slice(0, MAX_LISTED) });
    },
  },
  {
    method: "GET",
    path: "/control/api/webhooks/totals",
    handle: ({ sandbox }) => json({ topics: sandbox.world.deliveryTotals }),
  },
  {
    method: "GET",
    path: "/control/api/webhooks/plan",
    handle: ({ sandbox }) => json(sandbox.world.deliveryPlan),
  },
  {
    method: "POST",
    path: "/control/api/webhooks/plan",
    handle: async ({ sandbox, request }) => {
      const plan = readPlan(await request.json());
      if (typeof plan === "string") return json({ errors: plan }, 400);
      sandbox.world.deliveryPlan = plan;
      return json(plan);
    },
  },
  {
    method: "DELETE",
    path: "/control/api/webhooks/plan",
    handle: ({ sandbox }) => {
      sandbox.world.deliveryPlan = noPlan();
      return json({});
    },
  },
  {
    method: "POST",
    path: "/control/api/webhooks/settle",
    handle: async ({ sandbox }) => {
      await sandbox.settle();
      return json({});
    },
  },
  {
    method: "POST",
    path: "/control/api/webhooks/:delivery/resend",
    handle: async ({ sandbox, params }) => {
      if (!resendDelivery(sandbox, params["delivery"] ?? "")) return notFound("No such delivery");
      await sandbox.settle();
      return json({});
    },
  },
  {
    method: "POST",
    path: "/control/api/shops/:shop/compliance",
    handle: async ({ sandbox, params, request }) => {
      const shop = findShop(sandbox, params["shop"] ?? "");
      if (!shop) return notFound("No such shop");
      const input = (await request.json()) as { topic?: string; customerId?: string };
      if (!sendCompliance(sandbox, shop, input.topic ?? "", input.customerId ?? "")) {
        return json({ errors: "No such topic" }, 400);
      }
      await sandbox.settle();
      return json({});
    },
  },
];
