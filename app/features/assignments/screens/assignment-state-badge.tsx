import { Badge, type BadgeProps } from "@shopify/polaris";
import type { AssignmentState } from "../assignment";
import type { OrderOutcome } from "../history/history-entry";

const badges: Record<AssignmentState, { label: string; tone?: BadgeProps["tone"] & string }> = {
  assigned: { label: "Assigned", tone: "info" },
  redeemed: { label: "Redeemed", tone: "success" },
  expired: { label: "Expired", tone: "warning" },
  released: { label: "Released" },
  voided: { label: "Voided", tone: "critical" },
};

/** A redeemed code isn't shown as a success if its order was canceled or refunded. */
export function AssignmentStateBadge(props: {
  state: AssignmentState;
  orderState: OrderOutcome | null;
}) {
  const { label, tone: usual } = badges[props.state];
  const reversed = props.orderState === "canceled" || props.orderState === "refunded";
  const tone = props.state === "redeemed" && reversed ? undefined : usual;
  return (
    <span data-testid={`assignment-${props.state}`}>
      <Badge {...(tone ? { tone } : {})}>{label}</Badge>
    </span>
  );
}
