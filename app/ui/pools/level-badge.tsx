import { Badge } from "@shopify/polaris";
import { stockLevel } from "../../pools/pool";

/** How well a pool is stocked, in a word; nothing when there is plenty. */
export function LevelBadge({
  pool,
}: {
  pool: { available: number; lowStockThreshold: number | null };
}) {
  const level = stockLevel(pool.available, pool.lowStockThreshold);
  if (level === "plenty") return null;
  return level === "empty" ? (
    <Badge tone="critical">Empty</Badge>
  ) : (
    <Badge tone="warning">Low</Badge>
  );
}
