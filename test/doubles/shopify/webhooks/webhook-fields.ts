import { count } from "../graphql/answers";
import { connection } from "../graphql/connection";
import type { Args, GraphqlContext, RootField } from "../graphql/context";
import { type SearchTerms, searchItems, timeOf, wholeText } from "../graphql/search-items";
import type { SortKeys } from "../graphql/sort-items";
import { parseGid } from "../shops/gid";
import { presentSubscription } from "./present-subscription";
import type { WebhookSubscription } from "./subscription";

/** Subscriptions created through the API. Like Shopify, this excludes those of the TOML file. */
export const webhookFields: Readonly<Record<string, RootField>> = {
  webhookSubscription: ({ id }, context) => {
    const found = context.shop.webhookSubscriptions[parseGid(String(id))?.number ?? ""];
    return found ? presentSubscription(context, found) : null;
  },
  webhookSubscriptions: (args, context) =>
    connection(args, {
      type: "WebhookSubscription",
      items: matching(args, context),
      present: (subscription) => presentSubscription(context, subscription),
      sortKeys,
      search,
    }),
  webhookSubscriptionsCount: (args, context) =>
    count(searchItems(all(context), args["query"], search).length, args["limit"]),
};

const all = ({ shop }: GraphqlContext): WebhookSubscription[] =>
  Object.values(shop.webhookSubscriptions);

function matching(args: Args, context: GraphqlContext): WebhookSubscription[] {
  const topics = args["topics"] as string[] | null | undefined;
  const uri = args["uri"] ?? args["callbackUrl"];
  // All deliveries are JSON.
  if (args["format"] === "XML") return [];
  return all(context).filter(
    (one) => (!topics || topics.includes(one.topic)) && (!uri || one.uri === uri),
  );
}

const sortKeys: SortKeys<WebhookSubscription> = { CREATED_AT: ({ createdAt }) => createdAt };

const search: SearchTerms<WebhookSubscription> = {
  topic: wholeText(({ topic }) => [topic]),
  created_at: timeOf(({ createdAt }) => createdAt),
  updated_at: timeOf(({ updatedAt }) => updatedAt),
};
