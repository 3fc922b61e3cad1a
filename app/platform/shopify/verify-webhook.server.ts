import { createHmac, timingSafeEqual } from "node:crypto";

/** What Shopify says about an event, beside the event itself. */
export interface WebhookFacts {
  /** As in `app/uninstalled`. */
  topic: string;
  shopDomain: string;
  /** The same for every delivery of one event. */
  eventId: string;
  /** When it happened; undefined where Shopify does not say. */
  triggeredAt: Date | undefined;
}

/** Checks a request's signature while its body comes in. */
interface WebhookCheck {
  /** Takes the next part of the body. */
  update(part: Uint8Array): void;
  /** After the last part: the facts of a request that Shopify signed; undefined for any other. */
  facts(): WebhookFacts | undefined;
}

/** Undefined for a request that lacks what every webhook of Shopify carries: its body need not be read. */
export type VerifyWebhook = (request: {
  headers: { get(name: string): string | null };
}) => WebhookCheck | undefined;

/**
 * Checks signatures below the sign-in of Shopify's library: `authenticate.webhook` looks for a session
 * first and fails for shops that uninstalled, whose last webhooks matter most (shopify-app-js #3360).
 * The check itself is Shopify's: HMAC-SHA256 with the app's secret over the bytes of the body, in
 * base64. The library's own (`webhooks.validate`) is right, but takes as long as all the rest of
 * storing an event.
 */
export function webhookVerifier({ apiSecret }: { apiSecret: string }): VerifyWebhook {
  return ({ headers }) => {
    const signature = headers.get("x-shopify-hmac-sha256");
    const topic = headers.get("x-shopify-topic");
    const shopDomain = headers.get("x-shopify-shop-domain");
    const eventId = headers.get("x-shopify-event-id") ?? headers.get("x-shopify-webhook-id");
    if (!signature || !topic || !shopDomain || !eventId) return undefined;
    const hmac = createHmac("sha256", apiSecret);
    return {
      update: (part) => void hmac.update(part),
      facts: () => {
        const told = Buffer.from(signature, "base64");
        const own = hmac.digest();
        if (told.length !== own.length || !timingSafeEqual(told, own)) return undefined;
        const triggeredAt = asDate(headers.get("x-shopify-triggered-at"));
        return { topic, shopDomain, eventId, triggeredAt };
      },
    };
  };
}

function asDate(text: string | null): Date | undefined {
  const date = new Date(text ?? "");
  return Number.isNaN(date.getTime()) ? undefined : date;
}
