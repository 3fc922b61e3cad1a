import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import { listAssignments } from "../../../app/features/assignments/history/list-assignments.server";
import { setRecipientBlocked } from "../../../app/features/recipients/blocking/set-recipient-blocked.server";
import { campaignsOf } from "../../factories/campaign-of";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("the domains of recipients' addresses", () => {
  let services: TestServices;
  let shop: ShopContext;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
  });
  afterAll(() => services.close());

  const found = async (poolId: number, search: string) => {
    const page = await listAssignments(services, shop, { poolId, search, limit: 50 });
    return page.ok ? page.value.entries.map(({ recipient }) => recipient) : page.failure;
  };

  it("are stored for recipients added by a campaign or a block", async () => {
    const poolId = await insertPool(services, shop, { codes: 5 });
    const campaigns = campaignsOf(services, shop);
    const campaignId = await campaigns.send(poolId, "email\na@listed.example\nb@listed.example");
    await campaigns.read(campaignId);
    await campaigns.start(campaignId);
    await campaigns.run(campaignId);
    expect(await found(poolId, "listed.example")).toHaveLength(2);
    const person = { recipient: "c@blocked.example", actor: { name: "Ada" } };
    await setRecipientBlocked(services, shop, { ...person, blocked: true });
    await setRecipientBlocked(services, shop, { ...person, blocked: false });
    const recipients = [{ recipient: person.recipient }];
    await assignCodes(services, shop, { pool: poolId, recipients, source: "manual" });
    expect(await found(poolId, "blocked.example")).toEqual(["c@blocked.example"]);
  });

  it.each(["address", "domain_key"])(
    "can't be erased apart from the address: %s",
    async (column) => {
      const person = { recipient: `${column}@kept.example`, actor: { name: "Ada" } };
      await setRecipientBlocked(services, shop, { ...person, blocked: true });
      await expect(
        services.database.query(`UPDATE recipient SET ${column} = NULL`),
      ).rejects.toThrow("recipient_domain_of_address");
    },
  );
});
