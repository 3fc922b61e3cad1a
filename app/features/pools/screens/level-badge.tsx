import { Badge } from "@shopify/polaris";
import { type PoolType, stockLevel } from "../pool";

/** How well a pool is stocked, in a word; nothing when there is plenty. `stopped`: it does not fill itself now. */
export function LevelBadge({
  pool,
  stopped,
}: {
  pool: { type: PoolType; available: number; lowStockThreshold: number | null };
  stopped: boolean;
}) {
  if (stopped) return <Badge tone="critical">Stopped</Badge>;
  const level = stockLevel(pool.available, pool.lowStockThreshold);
  if (level === "plenty") return null;
  if (pool.type === "dynamic") return <Badge tone="info">Filling</Badge>;
  return level === "empty" ? (
    <Badge tone="critical">Empty</Badge>
  ) : (
    <Badge tone="warning">Low</Badge>
  );
}
