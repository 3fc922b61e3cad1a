import type { BadgeProps } from "@shopify/polaris";
import { count, number } from "../../../ui/format";
import { type Campaign, type CampaignState, campaignResult } from "../campaign";

/** How the states of a campaign are called and coloured. */
const stateBadges: Record<CampaignState, { label: string; tone?: BadgeProps["tone"] & string }> = {
  reading: { label: "Counting", tone: "info" },
  draft: { label: "Draft" },
  queued: { label: "Waiting", tone: "info" },
  running: { label: "Running", tone: "info" },
  done: { label: "Finished", tone: "success" },
  failed: { label: "Stopped", tone: "critical" },
  cancelled: { label: "Canceled", tone: "warning" },
  discarded: { label: "Discarded" },
};

/** The state in a word, with how far it is while something is at work. */
export function stateBadge(campaign: Campaign): {
  label: string;
  tone?: BadgeProps["tone"] & string;
} {
  const badge = stateBadges[campaign.state];
  if (campaign.state === "done" && campaign.refused > 0) {
    return { label: `Finished with ${number(campaign.refused)} skipped`, tone: "warning" };
  }
  const busy = campaign.state === "reading" || campaign.state === "running";
  return busy ? { ...badge, label: `${badge.label} ${percentDone(campaign)}%` } : badge;
}

/** How far the counting or the run is, 0…100; 100 only when it is over. */
export function percentDone({ state, bytesRead, byteSize, done, total }: Campaign): number {
  if (state === "done") return 100;
  const share = state === "reading" ? bytesRead / Math.max(1, byteSize) : done / Math.max(1, total);
  return Math.min(99, Math.floor(share * 100));
}

/** What became of the recipients so far, in a line. */
export function progressLine(campaign: Campaign): string {
  const { total, done, assigned, reused, refused } = campaign;
  const result = campaignResult(campaign);
  const parts = [
    `${count(assigned, "code")} assigned`,
    ...(result
      ? [
          result.held > 0 && `${count(result.held, "recipient")} had a code already`,
          result.repeated > 0 && `${count(result.repeated, "repeated line")}`,
        ]
      : [reused > 0 && `${count(reused, "line")} of recipients who have a code`]),
    refused > 0 && `${number(refused)} skipped`,
  ];
  return `${number(done)} of ${count(total, "line")} done: ${parts.filter(Boolean).join(", ")}`;
}

/** Who the list names, and how many codes they have; lines where people are not counted yet. */
export function listColumns(campaign: Campaign): [recipients: number, codes: number] {
  const { people, total, codes, assigned } = campaign;
  return [people ?? total, codes ?? assigned];
}

/** What became of the lines, in figures that add up to the whole list. */
export function runFigures(campaign: Campaign): [label: string, value: number][] {
  const { people, total, done, assigned, reused, refused } = campaign;
  const result = campaignResult(campaign);
  return [
    ...(people === null ? [] : [["Recipients", people] as [string, number]]),
    ["Codes assigned", assigned],
    ...(result
      ? ([
          ["Had a code already", result.held],
          ["Repeated lines", result.repeated],
        ] as [string, number][])
      : ([["Lines of recipients with a code", reused]] as [string, number][])),
    ["Skipped lines", refused],
    ["Lines not done yet", total - done],
  ];
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
