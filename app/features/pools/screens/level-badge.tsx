import { Badge } from "@shopify/polaris";
import { type PoolType, stockLevel } from "../pool";

/** Stock level of a pool; empty if there's plenty. `stopped`: it isn't being replenished. */
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
