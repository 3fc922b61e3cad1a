import { Badge } from "@shopify/polaris";
import type { DiscountStatus } from "../../discounts/discount";
import { type PoolType, poolLevel } from "../pool";

const names: Record<PoolType, string> = { static: "Static", shared: "Shared", dynamic: "Dynamic" };

/** Badge with the type of a pool. */
export function TypeBadge({ type }: { type: PoolType }) {
  return type === "dynamic" ? (
    <Badge tone="info">{names[type]}</Badge>
  ) : (
    <Badge>{names[type]}</Badge>
  );
}

/** Stock level of a pool; empty if there's plenty. `stopped`: it isn't being replenished. */
export function LevelBadge({
  pool,
  stopped,
}: {
  pool: Parameters<typeof poolLevel>[0];
  stopped: boolean;
}) {
  if (stopped) return <Badge tone="critical">Stopped</Badge>;
  const level = poolLevel(pool);
  if (level === "plenty") return null;
  if (pool.type === "dynamic") return <Badge tone="info">Filling</Badge>;
  return level === "empty" ? (
    <Badge tone="critical">Empty</Badge>
  ) : (
    <Badge tone="warning">Low</Badge>
  );
}

/** Warns in the list that a pool's discount isn't active. Empty if it is. */
export function DiscountWarning({ status }: { status: DiscountStatus | null }) {
  if (status === null || status === "active") return null;
  return (
    <span data-testid={`discount-${status}`}>
      {status === "deleted" ? (
        <Badge tone="critical">Discount deleted</Badge>
      ) : (
        <Badge tone="warning">{`Discount ${status}`}</Badge>
      )}
    </span>
  );
}
