import { Badge } from "@shopify/polaris";
import type { DiscountStatus } from "../../discounts/discount";

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
