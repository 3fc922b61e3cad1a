import type { ActionFunctionArgs } from "@remix-run/node";
import type { z } from "zod";
import { gatherCalls } from "../core/gather";
import type { ShopContext } from "../core/ids";
import type { Database, Transaction } from "../database/database.server";
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
  return receive(topic, schema, (services, { facts, payload }) =>
    services.database.transaction(async (tx) => {
      const now = services.clock.now();
      if ((await rememberEvents(tx, topic, [facts], now)).length === 0) return;
      const shop = await findShop(tx, facts.shopDomain);
      if (!shop) return;
      await work(tx, { services, shop, payload, at: facts.triggeredAt ?? now });
    }),
  );
}

/** An event as it came in. */
interface Delivery<Payload> {
  facts: WebhookFacts;
  payload: Payload;
}

/** As many as one transaction takes without making the first of them wait. */
const mostTogether = 500;

/**
 * As `webhook`, for topics that come by the thousand: events of one shop that arrive while others are
 * being stored are stored together next. `work` gets the payloads of those that are new, in the
 * order they came.
 */
export function gatheredWebhook<Schema extends z.ZodType>(
  topic: string,
  schema: Schema,
  work: (tx: Transaction, events: Omit<WebhookEvent<z.output<Schema>[]>, "at">) => Promise<unknown>,
) {
  type Call = Delivery<z.output<Schema>> & { services: AppServices };
  const gathered = new WeakMap<Database, (group: string, call: Call) => Promise<undefined>>();
  const storeTogether = async (calls: Call[]): Promise<undefined[]> => {
    const [first] = calls;
    if (!first) return [];
    const { services, facts } = first;
    await services.database.transaction(async (tx) => {
      const now = services.clock.now();
      const all = calls.map((call) => call.facts);
      const fresh = new Set(await rememberEvents(tx, topic, all, now));
      const shop = await findShop(tx, facts.shopDomain);
      const payloads = calls.filter((call) => fresh.has(call.facts)).map(({ payload }) => payload);
      if (shop && payloads.length > 0) await work(tx, { services, shop, payload: payloads });
    });
    return calls.map(() => undefined);
  };
  return receive(topic, schema, (services, delivery) => {
    const store = gathered.get(services.database) ?? gatherCalls(mostTogether, storeTogether);
    gathered.set(services.database, store);
    return store(delivery.facts.shopDomain, { ...delivery, services });
  });
}

/** Lets signed events through that can be understood. */
function receive<Schema extends z.ZodType>(
  topic: string,
  schema: Schema,
  store: (services: AppServices, delivery: Delivery<z.output<Schema>>) => Promise<unknown>,
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
    await store(services, { facts, payload: payload.data });
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

/**
 * Those of the events that are seen for the first time. A second delivery at the same moment waits
 * here for the first; sorted, so that two processes wait for each other in one direction.
 */
async function rememberEvents(
  tx: Transaction,
  topic: string,
  events: readonly WebhookFacts[],
  now: Date,
): Promise<WebhookFacts[]> {
  const byId = new Map(events.map((facts) => [facts.eventId, facts]));
  const rows = await tx.query<{ eventId: string }>(
    `INSERT INTO webhook_receipt (shop_domain, topic, event_id, received_at)
     SELECT $1, $2, event_id, $4 FROM unnest($3::text[]) AS told (event_id)
     ON CONFLICT DO NOTHING RETURNING event_id AS "eventId"`,
    [events[0]?.shopDomain, topic, [...byId.keys()].sort(), now],
  );
  return rows.flatMap(({ eventId }) => byId.get(eventId) ?? []);
}

async function findShop(tx: Transaction, domain: string): Promise<ShopContext | undefined> {
  const [shop] = await tx.query<ShopContext>(
    `SELECT id, domain, name, time_zone AS "timeZone", currency FROM shop WHERE domain = $1`,
    [domain],
  );
  return shop;
}
