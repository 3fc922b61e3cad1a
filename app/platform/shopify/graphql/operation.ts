/** An operation of the Admin API, with what it answers and takes. Only `graphql` makes one. */
export interface Operation<Data, Variables> {
  text: string;
  name: string;
  writes: boolean;
  /** Points that Shopify asks for it at most. */
  cost: number;
  /** Never there: it carries the types. */
  types?: { data: Data; variables: Variables };
}

/**
 * Declares an operation. Its text is checked against the committed schema and typed from it
 * (`npm run check` makes the types); `cost` is the most that Shopify may reckon it at, and a test
 * compares it with the schema's price.
 */
export function graphql<Text extends keyof ShopifyOperations>(
  text: Text,
  { cost }: { cost: number },
): Operation<ShopifyOperations[Text]["data"], ShopifyOperations[Text]["variables"]> {
  const [, kind, name] = /^\s*(query|mutation)\s+(\w+)/.exec(text) ?? [];
  if (!kind || !name) throw new Error(`An operation without a name: ${text}`);
  return { text, name, writes: kind === "mutation", cost };
}
