/**
 * Whether all items were refunded. Shopify calls an order partially refunded while any money is
 * left, for example when all items were returned but shipping was kept. `left`: remaining quantity
 * of each line item; undefined if unknown.
 */
export function isFullyRefunded(
  financialStatus: string | null,
  left: readonly (number | null | undefined)[],
): boolean {
  const status = financialStatus?.toLowerCase();
  if (status === "refunded") return true;
  return status === "partially_refunded" && left.length > 0 && left.every((count) => count === 0);
}
