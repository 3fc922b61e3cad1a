import { isoTime } from "../clock/now";
import type { GraphqlContext, ResponseObject } from "../graphql/context";
import { gid } from "../shops/gid";
import type { WebhookSubscription } from "./subscription";

export function presentSubscription(
  { sandbox }: GraphqlContext,
  subscription: WebhookSubscription,
): ResponseObject {
  const { apiVersion } = sandbox.settings.webhooks;
  return {
    __typename: "WebhookSubscription",
    id: gid("WebhookSubscription", subscription.id),
    legacyResourceId: subscription.id,
    topic: subscription.topic,
    uri: subscription.uri,
    callbackUrl: subscription.uri,
    endpoint: { __typename: "WebhookHttpEndpoint", callbackUrl: subscription.uri },
    apiVersion: {
      __typename: "ApiVersion",
      handle: apiVersion,
      displayName: apiVersion,
      supported: true,
    },
    format: "JSON",
    name: null,
    filter: null,
    includeFields: [],
    metafieldNamespaces: [],
    createdAt: isoTime(subscription.createdAt),
    updatedAt: isoTime(subscription.updatedAt),
  };
}
