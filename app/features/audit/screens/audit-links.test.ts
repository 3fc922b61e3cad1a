import { describe, expect, it } from "vitest";
import { auditLinks, type LinkedFacts } from "./audit-links";

const links = (entry: Partial<LinkedFacts>) =>
  auditLinks({
    actor: "Ada",
    action: "codes.voided",
    poolName: "Welcome",
    poolId: 3,
    poolExists: true,
    campaignExists: false,
    detail: {},
    ...entry,
  }).map(({ to }) => to);

describe("an entry of the activity", () => {
  it("links to its campaign, import, code or key, and then to the pool", () => {
    const campaign = {
      action: "campaign.started",
      detail: { campaignId: 9 },
      campaignExists: true,
    };
    expect(links(campaign)).toEqual(["/app/campaigns/9", "/app/pools/3"]);
    const imported = { action: "codes.import-finished", detail: { batchId: 4 } };
    expect(links(imported)).toEqual(["/app/pools/3/import/4", "/app/pools/3"]);
    expect(links({ detail: { code: "A&B" } })).toEqual(["/app/explain?code=A%26B", "/app/pools/3"]);
    const key = { action: "key.revoked", poolId: null, poolExists: false };
    expect(links(key)).toEqual(["/app/api-keys"]);
  });

  it("does not link to deleted objects", () => {
    const detail = { campaignId: 9, batchId: 4 };
    expect(links({ action: "campaign.deleted", detail, poolExists: false })).toEqual([]);
  });
});
