import { Badge } from "@shopify/polaris";
import type { DiscountStatus } from "../discount";

const words: Record<
  DiscountStatus,
  { text: string; tone: "success" | "attention" | "warning" | "critical" }
> = {
  active: { text: "Active", tone: "success" },
  scheduled: { text: "Scheduled", tone: "attention" },
  expired: { text: "Expired", tone: "warning" },
  deleted: { text: "Deleted", tone: "critical" },
};

export function DiscountStatusBadge({ status }: { status: DiscountStatus }) {
  const { text, tone } = words[status];
  return <Badge tone={tone}>{text}</Badge>;
}
