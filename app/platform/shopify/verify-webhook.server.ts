import "@shopify/shopify-api/adapters/web-api";
import { ApiVersion, LogSeverity, shopifyApi } from "@shopify/shopify-api";

/** What Shopify says about an event, beside the event itself. */
export interface WebhookFacts {
  /** As in `APP_UNINSTALLED`. */
  topic: string;
  shopDomain: string;
  /** The same for every delivery of one event. */
  eventId: string;
  /** When it happened; undefined where Shopify does not say. */
  triggeredAt: Date | undefined;
}

/** Resolves the facts of a request that Shopify signed, undefined for any other. */
export type VerifyWebhook = (
  request: Request,
  rawBody: string,
) => Promise<WebhookFacts | undefined>;

/**
 * Checks the signature with Shopify's library, below its sign-in: `authenticate.webhook` looks for a
 * session first and fails for shops that uninstalled, whose last webhooks matter most.
 */
export function webhookVerifier(app: {
  apiKey: string;
  apiSecret: string;
  url: string;
}): VerifyWebhook {
  const { webhooks } = shopifyApi({
    apiKey: app.apiKey,
    apiSecretKey: app.apiSecret,
    hostName: new URL(app.url).host,
    apiVersion: ApiVersion.October26,
    isEmbeddedApp: true,
    // It would tell of every request that is not signed; our own log says what matters.
    logger: { level: LogSeverity.Error },
  });
  return async (request, rawBody) => {
    const checked = await webhooks.validate({ rawBody, rawRequest: request });
    if (!checked.valid) return undefined;
    const eventId = "eventId" in checked ? checked.eventId : undefined;
    return {
      topic: checked.topic,
      shopDomain: checked.domain,
      eventId: eventId ?? checked.webhookId,
      triggeredAt: asDate(checked.triggeredAt),
    };
  };
}

function asDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? "");
  return Number.isNaN(date.getTime()) ? undefined : date;
}
