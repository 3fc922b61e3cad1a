/** JSON in which a `bigint` is a plain number of any length, like Shopify's IDs. */
export const payloadText = (payload: unknown): string =>
  JSON.stringify(payload, (_key, value) =>
    typeof value === "bigint" ? `\u0000${value}\u0000` : value,
  ).replace(/"\\u0000(\d+)\\u0000"/g, "$1");
