import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import { listAssignments } from "../../../app/features/assignments/history/list-assignments.server";
import { setRecipientBlocked } from "../../../app/features/recipients/blocking/set-recipient-blocked.server";
import { fillDomains } from "../../../app/features/recipients/fill-domains.server";
import { jobs } from "../../../app/jobs/jobs.server";
import { campaignsOf } from "../../factories/campaign-of";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const never = new AbortController().signal;

describe("the domains of recipients' addresses", () => {
  let services: TestServices;
  let shop: ShopContext;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
  });
  afterAll(() => services.close());

  const clearDomains = () => services.database.query("UPDATE recipient SET domain_key = NULL");
  const unknown = async () =>
    (
      await services.database.query(
        "SELECT id FROM recipient WHERE address IS NOT NULL AND domain_key IS NULL",
      )
    ).length;
  const found = async (poolId: number, search: string) => {
    const page = await listAssignments(services, shop, { poolId, search, limit: 50 });
    return page.ok ? page.value.entries.map(({ recipient }) => recipient) : page.failure;
  };

  it("are backfilled for existing recipients", async () => {
    const poolId = await insertPool(services, shop, { codes: 4_200 });
    const people = Array.from({ length: 4_100 }, (_, n) => ({ recipient: `${n}@old${n}.example` }));
    const recipients = [...people, { recipient: "555" }];
    await assignCodes(services, shop, { pool: poolId, recipients, source: "manual" });
    await clearDomains();
    expect(await found(poolId, "old7.example")).toEqual([]);
    await jobs["fill-domains"].run(services, {}, never);
    expect(await unknown()).toBe(0);
    expect(await found(poolId, "old7.example")).toEqual(["7@old7.example"]);
    expect(await found(poolId, "old4099.example")).toEqual(["4099@old4099.example"]);
  });

  it("are skipped for an address that can't be decrypted", async () => {
    await services.database.query(
      "INSERT INTO recipient (shop_id, key, address) VALUES ($1, '\\x01', '\\x00')",
      [shop.id],
    );
    await fillDomains(services, never);
    expect(await unknown()).toBe(0);
  });

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
    expect(await unknown()).toBe(0);
  });

  it("can't be stored without the address", async () => {
    await expect(
      services.database.query("UPDATE recipient SET key = NULL, address = NULL"),
    ).rejects.toThrow("recipient_domain_of_address");
  });
});
