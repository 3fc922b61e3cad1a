import { count } from "../graphql/answers";
import { connection } from "../graphql/connection";
import type { Args, GraphqlContext, RootField } from "../graphql/context";
import { type SearchTerms, searchItems, timeOf, wholeText } from "../graphql/search-items";
import type { SortKeys } from "../graphql/sort-items";
import { parseGid } from "../shops/gid";
import { presentSubscription } from "./present-subscription";
import type { WebhookSubscription } from "./subscription";

/** What the app subscribed to through the API. Shopify keeps those of the toml out of it, too. */
export const webhookFields: Readonly<Record<string, RootField>> = {
  webhookSubscription: ({ id }, context) => {
    const found = context.shop.webhookSubscriptions[parseGid(String(id))?.number ?? ""];
    return found ? presentSubscription(context, found) : null;
  },
  webhookSubscriptions: (args, context) =>
    connection(args, {
      type: "WebhookSubscription",
      items: asked(args, context),
      present: (subscription) => presentSubscription(context, subscription),
      sortKeys,
      search,
    }),
  webhookSubscriptionsCount: (args, context) =>
    count(searchItems(all(context), args["query"], search).length, args["limit"]),
};

const all = ({ shop }: GraphqlContext): WebhookSubscription[] =>
  Object.values(shop.webhookSubscriptions);

function asked(args: Args, context: GraphqlContext): WebhookSubscription[] {
  const topics = args["topics"] as string[] | null | undefined;
  const uri = args["uri"] ?? args["callbackUrl"];
  // Every delivery is JSON here.
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
