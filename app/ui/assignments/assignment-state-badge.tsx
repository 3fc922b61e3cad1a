import { Badge, type BadgeProps } from "@shopify/polaris";
import type { AssignmentState } from "../../assignments/assignment";

const badges: Record<AssignmentState, { label: string; tone?: BadgeProps["tone"] & string }> = {
  assigned: { label: "Assigned", tone: "info" },
  redeemed: { label: "Redeemed", tone: "success" },
  expired: { label: "Expired", tone: "warning" },
  released: { label: "Released" },
  voided: { label: "Voided", tone: "critical" },
};

/** What became of an assignment. */
export function AssignmentStateBadge({ state }: { state: AssignmentState }) {
  const { label, tone } = badges[state];
  return <Badge {...(tone ? { tone } : {})}>{label}</Badge>;
}
