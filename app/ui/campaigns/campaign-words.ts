import type { BadgeProps } from "@shopify/polaris";
import type { Campaign, CampaignState } from "../../campaigns/campaign";
import { count, number } from "../format";

/** How the states of a campaign are called and coloured. */
const stateBadges: Record<CampaignState, { label: string; tone?: BadgeProps["tone"] & string }> = {
  reading: { label: "Counting", tone: "info" },
  draft: { label: "Draft" },
  queued: { label: "Waiting", tone: "info" },
  running: { label: "Running", tone: "info" },
  done: { label: "Finished", tone: "success" },
  failed: { label: "Stopped", tone: "critical" },
  cancelled: { label: "Cancelled", tone: "warning" },
  discarded: { label: "Discarded" },
};

/** The state in a word, with how far it is while something is at work. */
export function stateBadge(campaign: Campaign): {
  label: string;
  tone?: BadgeProps["tone"] & string;
} {
  const badge = stateBadges[campaign.state];
  const busy = campaign.state === "reading" || campaign.state === "running";
  return busy ? { ...badge, label: `${badge.label} ${percentDone(campaign)}%` } : badge;
}

/** How far the counting or the run is, 0…100; 100 only when it is over. */
export function percentDone({ state, bytesRead, byteSize, done, total }: Campaign): number {
  if (state === "done") return 100;
  const share = state === "reading" ? bytesRead / Math.max(1, byteSize) : done / Math.max(1, total);
  return Math.min(99, Math.floor(share * 100));
}

/** What became of the members so far, in a line. */
export function progressLine({ total, done, assigned, reused, refused }: Campaign): string {
  const parts = [
    `${number(assigned)} assigned`,
    reused > 0 && `${number(reused)} had a code already`,
    refused > 0 && `${number(refused)} refused`,
  ];
  return `${number(done)} of ${number(total)} done: ${parts.filter(Boolean).join(", ")}`;
}

/** How much longer a run takes at its pace so far; nothing when that cannot be told yet. */
export function timeLeft(campaign: Campaign, now: number): string | undefined {
  const { state, total, done, paceFrom, paceDone } = campaign;
  const spent = paceFrom ? now - new Date(paceFrom).getTime() : 0;
  const worked = done - paceDone;
  if (state !== "running" || worked < total / 50 || spent < 1_000) return undefined;
  const seconds = Math.ceil((spent * (total - done)) / worked / 1_000);
  return seconds < 60
    ? "less than a minute left"
    : `about ${count(Math.ceil(seconds / 60), "minute")} left`;
}
