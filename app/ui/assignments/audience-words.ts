import type { BadgeProps } from "@shopify/polaris";
import type { AudienceState } from "../../campaigns/audience";

/** How the states of a list are called and coloured. */
export const audienceBadges: Record<
  AudienceState,
  { label: string; props: Pick<BadgeProps, "tone"> | Record<string, never> }
> = {
  queued: { label: "Waiting", props: {} },
  running: { label: "Running", props: { tone: "info" } },
  done: { label: "Finished", props: { tone: "success" } },
  failed: { label: "Failed", props: { tone: "critical" } },
  cancelled: { label: "Cancelled", props: { tone: "warning" } },
};
