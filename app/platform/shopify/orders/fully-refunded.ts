/**
 * Whether the money for everything bought was given back. Shopify calls an order partially refunded
 * while any money is left, for example when all items were returned and shipping was kept.
 * `left`: of each line, how many items are still part of the order; undefined where it is not told.
 */
export function isFullyRefunded(
  financialStatus: string | null,
  left: readonly (number | null | undefined)[],
): boolean {
  const status = financialStatus?.toLowerCase();
  if (status === "refunded") return true;
  return status === "partially_refunded" && left.length > 0 && left.every((count) => count === 0);
}
