import { Badge } from "@shopify/polaris";
import type { PoolType } from "../pool";

const names: Record<PoolType, string> = { static: "Static", shared: "Shared", dynamic: "Dynamic" };

/** Badge with the type of a pool. */
export function TypeBadge({ type }: { type: PoolType }) {
  return type === "dynamic" ? (
    <Badge tone="info">{names[type]}</Badge>
  ) : (
    <Badge>{names[type]}</Badge>
  );
}
