import type { ActionFunctionArgs } from "@remix-run/node";
import type { z } from "zod";
import type { ShopContext } from "../core/ids";
import type { Transaction } from "../database/database.server";
import type { WebhookFacts } from "../platform/shopify/verify-webhook.server";
import type { AppServices } from "../services.server";
import { readPayload } from "./webhook-payload";

/** A signed event of a shop that we know. */
export interface WebhookEvent<Payload> {
  services: AppServices;
  shop: ShopContext;
  payload: Payload;
  /** When it happened. */
  at: Date;
}

/**
 * An action for one topic of Shopify's webhooks. Only signed requests get through; each event is
 * worked once, however often it is delivered: it is remembered in the transaction of its effect. An
 * event of a shop that we do not know has no effect. What `work` throws makes Shopify try again.
 */
export function webhook<Schema extends z.ZodType>(
  topic: string,
  schema: Schema,
  work: (tx: Transaction, event: WebhookEvent<z.output<Schema>>) => Promise<unknown>,
) {
  const storedTopic = topic.toUpperCase().replaceAll("/", "_");
  return async ({ request, context: { services } }: ActionFunctionArgs): Promise<Response> => {
    const raw = await request.text();
    const facts = await services.verifyWebhook(request, raw);
    if (!facts) return answer(401);
    const payload = schema.safeParse(readOrUndefined(raw));
    if (!payload.success || facts.topic !== storedTopic) {
      services.log.error({ topic, received: facts.topic }, "webhook not understood");
      return answer(400);
    }
    await services.database.transaction(async (tx) => {
      if (!(await isNew(tx, topic, facts, services.clock.now()))) return;
      const shop = await findShop(tx, facts.shopDomain);
      if (!shop) return;
      const at = facts.triggeredAt ?? services.clock.now();
      await work(tx, { services, shop, payload: payload.data, at });
    });
    return answer(200);
  };
}

function answer(status: number): Response {
  return new Response(null, { status });
}

function readOrUndefined(raw: string): unknown {
  try {
    return readPayload(raw);
  } catch {
    return undefined;
  }
}

/** Whether this event is seen for the first time. A second delivery at the same moment waits here for the first. */
async function isNew(tx: Transaction, topic: string, facts: WebhookFacts, now: Date) {
  const rows = await tx.query(
    `INSERT INTO webhook_receipt (shop_domain, topic, event_id, received_at)
     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1`,
    [facts.shopDomain, topic, facts.eventId, now],
  );
  return rows.length === 1;
}

async function findShop(tx: Transaction, domain: string): Promise<ShopContext | undefined> {
  const [shop] = await tx.query<ShopContext>(
    `SELECT id, domain, name, time_zone AS "timeZone" FROM shop WHERE domain = $1`,
    [domain],
  );
  return shop;
}
