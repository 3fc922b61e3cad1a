import { createHmac, timingSafeEqual } from "node:crypto";

/** Headers of a webhook. */
export interface WebhookFacts {
  /** For example `app/uninstalled`. */
  topic: string;
  shopDomain: string;
  /** The same for all deliveries of an event. */
  eventId: string;
  /** When it happened; undefined if the header is missing. */
  triggeredAt: Date | undefined;
}

/** Verifies a signature while the body is received. */
interface WebhookCheck {
  /** Adds a chunk of the body. */
  update(part: Uint8Array): void;
  /** Call after the last chunk. Undefined if the signature is invalid. */
  facts(): WebhookFacts | undefined;
}

/** Undefined if a required header is missing: the body need not be read then. */
export type VerifyWebhook = (request: {
  headers: { get(name: string): string | null };
}) => WebhookCheck | undefined;

/**
 * Verifies webhooks without the session handling of Shopify's library: `authenticate.webhook` loads
 * a session first and fails for uninstalled shops, whose last webhooks matter most (shopify-app-js
 * #3360). The check is Shopify's: a base64 HMAC-SHA256 of the body with the app's secret. The
 * library's own (`webhooks.validate`) is correct, but takes as long as all the rest of storing an
 * event.
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
        const presented = Buffer.from(signature, "base64");
        const own = hmac.digest();
        if (presented.length !== own.length || !timingSafeEqual(presented, own)) return undefined;
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
