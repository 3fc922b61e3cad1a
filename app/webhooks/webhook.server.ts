import type { z } from "zod";
import { coalesceCalls } from "../core/coalesce-calls";
import type { ShopContext } from "../core/ids";
import type { Database, Sql, Transaction } from "../database/database.server";
import { shopColumns } from "../features/shops/find-shop.server";
import type { WebhookFacts } from "../platform/shopify/verify-webhook.server";
import { recordEvent } from "../platform/webhook-receipts.server";
import type { MachineResponse } from "../server/machine-response.server";
import type { RequestHandler } from "../server/router.server";
import type { AppServices } from "../services.server";
import { readPayload } from "./webhook-payload";

/** A verified event of an installed or formerly installed shop. */
export interface WebhookEvent<Payload> {
  services: AppServices;
  shop: ShopContext;
  payload: Payload;
  /** When the event occurred. */
  at: Date;
}

/**
 * Creates the handler of a topic. Only signed requests get through. Each event is handled once,
 * however often it is delivered, because its id is recorded in the transaction of its effect.
 * Events of unknown shops have no effect. If `work` throws, Shopify retries.
 */
export function webhook<Schema extends z.ZodType>(
  schema: Schema,
  work: (tx: Transaction, event: WebhookEvent<z.output<Schema>>) => Promise<unknown>,
) {
  return (topic: string) =>
    receive(topic, schema, readPayload, (services, { facts, payload }) =>
      services.database.transaction(async (tx) => {
        const now = services.clock.now();
        // A concurrent delivery of the same event waits here for the first one.
        if (!(await recordEvent(tx, { ...facts, topic }, now))) return;
        const shop = await findShop(tx, facts.shopDomain);
        if (!shop) return;
        await work(tx, { services, shop, payload, at: facts.triggeredAt ?? now });
      }),
    );
}

/** Bytes to buffer before the signature is verified. An order with 500 line items has 1 MB. */
const maxEventBytes = 4_000_000;

/** A verified delivery. */
interface Delivery<Payload> {
  facts: WebhookFacts;
  payload: Payload;
}

/** Events per transaction. More would make the first ones wait. */
const maxEventsPerBatch = 500;

/** Events of one shop that are handled together. */
export interface CoalescedEvents<Payload> {
  services: AppServices;
  shop: ShopContext;
  events: { topic: string; eventId: string; payload: Payload }[];
}

/**
 * Like `webhook`, for high-volume topics with the same payload. Events of a shop that arrive while
 * others are being stored are passed to `store` as one batch. `store` also makes sure that each
 * event is handled once, and resolves to whether it stored them. `wake` then enqueues a job,
 * outside of that transaction, because otherwise all of a shop's events would wait for the row of
 * that one job. Events of unknown and uninstalled shops have no effect.
 */
export function coalescedWebhooks<Schema extends z.ZodType>(
  schema: Schema,
  store: (events: CoalescedEvents<z.output<Schema>>) => Promise<boolean>,
  wake: (services: AppServices, shop: ShopContext) => Promise<void>,
) {
  type Call = Delivery<z.output<Schema>> & { services: AppServices };
  const storeTogether = async (calls: Call[]): Promise<(ShopContext | null)[]> => {
    const [first] = calls;
    if (!first) return [];
    const { services, facts } = first;
    const shop = await findShop(services.database, facts.shopDomain);
    if (!shop || shop.uninstalled) return calls.map(() => null);
    const events = calls.map((call) => ({
      topic: call.facts.topic,
      eventId: call.facts.eventId,
      payload: call.payload,
    }));
    const stored = await store({ services, shop, events });
    return calls.map(() => (stored ? shop : null));
  };
  const wakeTogether = async (calls: { services: AppServices; shop: ShopContext }[]) => {
    const [first] = calls;
    if (first) await wake(first.services, first.shop);
    return calls.map(() => undefined);
  };
  const gather = () => ({
    store: coalesceCalls(maxEventsPerBatch, storeTogether),
    wake: coalesceCalls(maxEventsPerBatch, wakeTogether),
  });
  const gathered = new WeakMap<Database, ReturnType<typeof gather>>();
  return (topic: string) =>
    // Keeping every digit of numbers, which aren't used here, would cost more than all the rest.
    receive(topic, schema, JSON.parse, async (services, delivery) => {
      const together = gathered.get(services.database) ?? gather();
      gathered.set(services.database, together);
      const { shopDomain } = delivery.facts;
      const shop = await together.store(shopDomain, { ...delivery, services });
      if (shop) await together.wake(shopDomain, { services, shop });
    });
}

/**
 * Verifies, parses and stores a delivery. Responds 401 to a wrong signature, 413 to a body that is
 * too large and 400 to an unknown payload.
 */
function receive<Schema extends z.ZodType>(
  topic: string,
  schema: Schema,
  read: (raw: string) => unknown,
  store: (services: AppServices, delivery: Delivery<z.output<Schema>>) => Promise<unknown>,
): RequestHandler {
  return async ({ request, services }) => {
    const check = services.verifyWebhook(request);
    if (!check) {
      await request.discardBody();
      return respond(401);
    }
    const bytes = await request.bytes(maxEventBytes, check.update);
    const facts = check.facts();
    if (!facts) return respond(401);
    if (!bytes) {
      services.log.error({ topic, shop: facts.shopDomain }, "webhook too large");
      return respond(413);
    }
    const payload = schema.safeParse(orUndefined(() => read(bytes.toString())));
    if (!payload.success || facts.topic !== topic) {
      services.log.error({ topic, received: facts.topic }, "webhook not understood");
      return respond(400);
    }
    await store(services, { facts, payload: payload.data });
    return respond(200);
  };
}

function respond(status: number): MachineResponse {
  return { status, headers: {}, body: "" };
}

function orUndefined(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

async function findShop(
  sql: Sql,
  domain: string,
): Promise<(ShopContext & { uninstalled: boolean }) | undefined> {
  const [shop] = await sql.query<ShopContext & { uninstalled: boolean }>(
    `SELECT ${shopColumns},
            uninstalled_at IS NOT NULL AS uninstalled
       FROM readable.shop WHERE domain = $1`,
    [domain],
  );
  return shop;
}
