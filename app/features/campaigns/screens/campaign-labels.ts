import type { BadgeProps } from "@shopify/polaris";
import { count, number, timeLeftText } from "../../../core/format";
import { type Campaign, type CampaignState, campaignResult } from "../campaign";

const stateBadges: Record<CampaignState, { label: string; tone?: BadgeProps["tone"] & string }> = {
  reading: { label: "Counting", tone: "info" },
  draft: { label: "Draft" },
  queued: { label: "Waiting", tone: "info" },
  running: { label: "Running", tone: "info" },
  done: { label: "Finished", tone: "success" },
  failed: { label: "Failed", tone: "critical" },
  stopped: { label: "Stopped", tone: "warning" },
  discarded: { label: "Discarded" },
};

/** The state, with the progress while a job runs. */
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

/** Progress of the counting or the run, 0–100; 100 only at the end. */
export function percentDone({ state, bytesRead, byteSize, done, total }: Campaign): number {
  if (state === "done") return 100;
  const share = state === "reading" ? bytesRead / Math.max(1, byteSize) : done / Math.max(1, total);
  return Math.min(99, Math.floor(share * 100));
}

/** The results so far, in one line. */
export function progressLine(campaign: Campaign): string {
  const { total, done, assigned, reused, refused } = campaign;
  const result = campaignResult(campaign);
  const parts = [
    `${count(assigned, "code")} assigned`,
    ...(result
      ? [
          result.existing > 0 && `${count(result.existing, "recipient")} already had a code`,
          result.repeated > 0 && `${count(result.repeated, "repeated row")}`,
        ]
      : [reused > 0 && `${count(reused, "row")} of recipients with a code`]),
    refused > 0 && `${number(refused)} skipped`,
  ];
  return `${number(done)} of ${count(total, "row")} done: ${parts.filter(Boolean).join(", ")}`;
}

/** Distinct recipients and codes, or rows while they aren't counted. */
export function listColumns(campaign: Campaign): [recipients: number, codes: number] {
  const { people, total, codes, assigned } = campaign;
  return [people ?? total, codes ?? assigned];
}

/** Figures that add up to the rows of the list. */
export function runFigures(campaign: Campaign): [label: string, value: number][] {
  const { people, total, done, assigned, reused, refused } = campaign;
  const result = campaignResult(campaign);
  return [
    ...(people === null ? [] : [["Recipients", people] as [string, number]]),
    ["Codes assigned", assigned],
    ...(result
      ? ([
          ["Already have a code", result.existing],
          ["Repeated rows", result.repeated],
        ] as [string, number][])
      : ([["Rows of recipients with a code", reused]] as [string, number][])),
    ["Skipped rows", refused],
    ["Pending", total - done],
  ];
}

/** Time left at the rate so far; undefined if it can't be estimated yet. */
export function timeLeft(campaign: Campaign, now: number): string | undefined {
  const { state, total, done, paceFrom, paceDone } = campaign;
  const spent = paceFrom ? now - new Date(paceFrom).getTime() : 0;
  const worked = done - paceDone;
  if (state !== "running" || worked < total / 50 || spent < 1_000) return undefined;
  const seconds = Math.ceil((spent * (total - done)) / worked / 1_000);
  return timeLeftText(seconds);
}
