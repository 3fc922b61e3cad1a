/** An Admin API operation with the types of its data and variables. Created only by `graphql`. */
export interface Operation<Data, Variables> {
  text: string;
  name: string;
  writes: boolean;
  /** Highest possible cost in points. */
  cost: number;
  /** Never set: it only carries the types. */
  types?: { data: Data; variables: Variables };
}

/**
 * Declares an operation. `npm run check` validates its text against the committed schema and
 * generates its types. `cost` is the highest cost Shopify can calculate; a test compares it with
 * the schema.
 */
export function graphql<Text extends keyof ShopifyOperations>(
  text: Text,
  { cost }: { cost: number },
): Operation<ShopifyOperations[Text]["data"], ShopifyOperations[Text]["variables"]> {
  const [, kind, name] = /^\s*(query|mutation)\s+(\w+)/.exec(text) ?? [];
  if (!kind || !name) throw new Error(`An operation without a name: ${text}`);
  return { text, name, writes: kind === "mutation", cost };
}
