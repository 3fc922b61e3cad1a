import type { AuditFacts } from "../audit-sentence";

export interface LinkedFacts extends AuditFacts {
  poolId: number | null;
  poolExists: boolean;
  campaignExists: boolean;
}

/** Links to the objects of an entry, the most specific first. */
export function auditLinks(entry: LinkedFacts): { label: string; to: string }[] {
  const { action, detail, poolId } = entry;
  const links: { label: string; to: string }[] = [];
  if (entry.campaignExists) {
    links.push({ label: "Campaign", to: `/app/campaigns/${detail["campaignId"]}` });
  }
  if (entry.poolExists && typeof detail["batchId"] === "number") {
    links.push({ label: "Import", to: `/app/pools/${poolId}/import/${detail["batchId"]}` });
  }
  if (typeof detail["code"] === "string") {
    links.push({ label: "Code", to: `/app/explain?code=${encodeURIComponent(detail["code"])}` });
  }
  const [object = ""] = action.split(".");
  const page = pages[action] ?? pages[object];
  if (page) links.push(page);
  if (entry.poolExists) links.push({ label: "Pool", to: `/app/pools/${poolId}` });
  return links;
}

/** By action, or by the object of an action. */
const pages: Record<string, { label: string; to: string }> = {
  key: { label: "API keys", to: "/app/api-keys" },
  reconciliation: { label: "Differences", to: "/app/check" },
  difference: { label: "Differences", to: "/app/check" },
  discount: { label: "Discounts", to: "/app/discounts" },
  recipient: { label: "Blocked recipients", to: "/app/blocked" },
  "codes.used-by-others": { label: "Uses", to: "/app/uses" },
  "codes.replaced": { label: "Codes to send", to: "/app/unsent" },
  "codes.reissued": { label: "Codes to send", to: "/app/unsent" },
};
