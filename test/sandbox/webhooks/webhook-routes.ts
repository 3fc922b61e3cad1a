import { json, notFound } from "../http/answers";
import type { Route } from "../http/route";
import { findShop } from "../shops/find-shop";
import { resendDelivery } from "./resend-delivery";
import { sendCompliance } from "./send-compliance";

/** The log of webhooks, and those that somebody asks for. */
export const webhookRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/control/api/webhooks",
    handle: ({ sandbox }) => json({ deliveries: [...sandbox.world.deliveries].reverse() }),
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
      const asked = (await request.json()) as { topic?: string; customerId?: string };
      if (!sendCompliance(sandbox, shop, asked.topic ?? "", asked.customerId ?? "")) {
        return json({ errors: "No such topic" }, 400);
      }
      await sandbox.settle();
      return json({});
    },
  },
];
