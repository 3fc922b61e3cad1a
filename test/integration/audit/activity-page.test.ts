import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { assignCode } from "../../../app/features/assignments/assign-code.server";
import { releaseAssignments } from "../../../app/features/assignments/release/release-assignments.server";
import { auditSentence } from "../../../app/features/audit/audit-sentence";
import { auditLinks } from "../../../app/features/audit/screens/audit-links";
import { eraseCustomer } from "../../../app/features/privacy/erasure/erase-customer.server";
import { setRecipientBlocked } from "../../../app/features/recipients/blocking/set-recipient-blocked.server";
import { normaliseRecipient } from "../../../app/features/recipients/recipient";
import { recipientKey } from "../../../app/features/recipients/recipient-encryption.server";
import { loader } from "../../../app/routes/app.activity";
import { campaignsOf } from "../../factories/campaign-of";
import { insertPool } from "../../factories/stocked-pool";
import { loadPage } from "../../setup/admin-page";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("the activity page", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;
  const actor = { name: "Ada" };

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
    poolId = await insertPool(services, shop, { name: "Welcome", codes: 10 });
  });
  afterAll(() => services.close());

  const entries = async () => (await loadPage(services, shop, loader)).page.entries;
  const newest = async () => {
    const [entry] = await entries();
    if (!entry) throw new Error("no entry");
    return { text: auditSentence(entry), to: auditLinks(entry).map((link) => link.to) };
  };

  it("names code and recipient in an entry about one code, until the recipient is erased", async () => {
    const request = {
      poolId,
      recipient: "ada@example.com",
      source: "manual",
      idempotencyKey: undefined,
      actor,
    };
    const given = await assignCode(services, shop, request);
    if (!given.ok) throw new Error(given.failure.kind);
    const { code, id } = given.value;
    const assigned = {
      text: `Ada assigned the code “${code}” from the pool “Welcome” to ada@example.com`,
      to: [`/app/explain?code=${code}`, `/app/pools/${poolId}`],
    };
    expect(await newest()).toEqual(assigned);
    await setRecipientBlocked(services, shop, {
      recipient: request.recipient,
      blocked: true,
      actor,
    });
    expect((await newest()).text).toBe("Ada blocked ada@example.com");
    await releaseAssignments(services, shop, { poolId, assignmentIds: [id], actor });
    expect((await newest()).text).toBe(
      `Ada released the code “${code}” from the pool “Welcome” assigned to ada@example.com`,
    );

    const stored = await services.database.query("SELECT detail::text FROM audit_entry");
    expect(JSON.stringify(stored)).not.toContain("ada@example.com");
    const person = normaliseRecipient(request.recipient);
    if (!person.ok) throw new Error("not an address");
    const keys = [recipientKey(services, shop, person.value).toString("hex")];
    const erasure = { shopId: shop.id, keys, orders: [] };
    await eraseCustomer(services, erasure, new AbortController().signal);
    const texts = (await entries()).map(auditSentence);
    expect(texts.join("\n")).not.toContain("ada@");
    expect(texts).toContain("Ada blocked an erased customer");
  });

  it("counts a campaign's recipients and links to it while it exists", async () => {
    const campaigns = campaignsOf(services, shop);
    const list = "email\na@example.com\nb@example.com\nb@example.com\nnobody";
    const campaignId = await campaigns.send(poolId, list, "News");
    await campaigns.read(campaignId);
    await campaigns.start(campaignId);
    const started = await newest();
    expect(started.text).toContain("2 recipients, codes from the pool “Welcome”");
    expect(started.to).toEqual([`/app/campaigns/${campaignId}`, `/app/pools/${poolId}`]);
    await campaigns.run(campaignId);
    expect((await newest()).text).toMatch(
      /finished the campaign “News”: 2 codes from the pool “Welcome” assigned(, 1 recipient skipped)?$/,
    );
    await services.database.query("UPDATE campaign SET state = 'discarded' WHERE id = $1", [
      campaignId,
    ]);
    expect((await newest()).to).toEqual([`/app/pools/${poolId}`]);
  });
});
