import { Badge } from "@shopify/polaris";
import type { DiscountStatus } from "../../discounts/discount";

/** Says in the list that a pool's codes are worth nothing now; nothing when they are. */
export function DiscountWarning({ status }: { status: DiscountStatus | null }) {
  if (status === null || status === "active") return null;
  return status === "deleted" ? (
    <Badge tone="critical">Discount deleted</Badge>
  ) : (
    <Badge tone="warning">{`Discount ${status}`}</Badge>
  );
}
