import { describe, expect, it } from "vitest";
import { openKeyring } from "../../../app/database/encryption/open-keyring.server";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import { listAssignments } from "../../../app/features/assignments/history/list-assignments.server";
import { listCampaignRecipients } from "../../../app/features/campaigns/list-campaign-recipients.server";
import { eraseCustomer } from "../../../app/features/privacy/erasure/erase-customer.server";
import { exportCustomer } from "../../../app/features/privacy/export/export-customer.server";
import { customerKeys } from "../../../app/features/privacy/privacy-requests.server";
import { readBlock } from "../../../app/features/recipients/blocking/read-block.server";
import { setRecipientBlocked } from "../../../app/features/recipients/blocking/set-recipient-blocked.server";
import { storedTokens } from "../../../app/platform/shopify/sign-in/stored-tokens.server";
import { tokenCipher } from "../../../app/platform/shopify/sign-in/token-cipher.server";
import { campaignsOf } from "../../factories/campaign-of";
import { expectOk } from "../../factories/import-file";
import { insertPool } from "../../factories/stocked-pool";
import { storeTokens } from "../../factories/store-tokens";
import type { TestServices } from "../../setup/test-services";
import {
  ciphertextsByKey,
  longAfterDeployment,
  newKey,
  oldKey,
  reencryptAll,
  rotationFixture,
  withKeyring,
} from "./rotation-fixture";

const forever = new AbortController().signal;

describe("the app while encryption keys are rotated", () => {
  const fixture = rotationFixture();

  /** Services of a process without the old key, after a complete rotation. */
  async function rotated(): Promise<TestServices> {
    await reencryptAll(fixture.fresh);
    await longAfterDeployment(fixture.old);
    await reencryptAll(fixture.fresh);
    const keyring = await openKeyring(fixture.old.database, [newKey]);
    return withKeyring(fixture.old, keyring, fixture.old.log);
  }

  /** Recipients in the pool's assignment history that match a search. */
  async function searchHistory(services: TestServices, poolId: number, search: string) {
    const page = await listAssignments(services, fixture.shop, { poolId, search, limit: 50 });
    return expectOk(page)
      .entries.map(({ recipient }) => recipient)
      .sort();
  }

  it("finds recipients before, during and after a rotation, and assigns nobody a second code", async () => {
    const { shop } = fixture;
    const pool = await insertPool(fixture.old, shop, { codes: 9 });
    const assign = async (services: TestServices, recipient: string) => {
      const request = { pool, recipients: [{ recipient }], source: "api" };
      const [result] = expectOk(await assignCodes(services, shop, request));
      return result?.ok ? result.value : result;
    };
    const ada = await assign(fixture.old, "ada@example.com");
    await setRecipientBlocked(fixture.old, shop, {
      recipient: "eve@example.com",
      blocked: true,
      actor: { name: "Ada" },
    });
    const bob = await assign(fixture.fresh, "bob@example.com");
    const everyone = ["ada@example.com", "bob@example.com"];
    for (const services of [fixture.old, fixture.fresh, await rotated()]) {
      expect(await searchHistory(services, pool, "")).toEqual(everyone);
      expect(await searchHistory(services, pool, "Ada@example.com")).toEqual(["ada@example.com"]);
      expect(await searchHistory(services, pool, "@example.com")).toEqual(everyone);
      expect(await assign(services, "ada@example.com")).toMatchObject({
        code: (ada as { code: string }).code,
        outcome: "reused",
      });
      expect(await assign(services, "bob@example.com")).toMatchObject({
        code: (bob as { code: string }).code,
      });
      expect(await readBlock(services, shop, "eve@example.com")).toMatchObject({ blocked: true });
    }
  });

  it("loses nothing that old and new processes write while data is re-encrypted", async () => {
    const { shop } = fixture;
    const pool = await insertPool(fixture.old, shop, { codes: 400 });
    const writer = async (services: TestServices, name: string) => {
      for (let round = 0; round < 10; round += 1) {
        const recipients = Array.from({ length: 20 }, (_, n) => ({
          recipient: `${name}-${round}-${n}@example.com`,
        }));
        const results = expectOk(
          await assignCodes(services, shop, { pool, recipients, source: "api" }),
        );
        expect(results.every(({ ok }) => ok)).toBe(true);
      }
    };
    let writing = true;
    const reencrypting = async () => {
      while (writing) await reencryptAll(fixture.fresh);
    };
    const writers = Promise.all([writer(fixture.old, "old"), writer(fixture.fresh, "fresh")]);
    await Promise.all([reencrypting(), writers.finally(() => (writing = false))]);
    const after = await rotated();
    expect(await ciphertextsByKey(after)).toEqual({ [newKey.id]: 400 });
    const { entries } = expectOk(
      await listAssignments(after, shop, { poolId: pool, search: "", limit: 500 }),
    );
    expect(new Set(entries.map(({ recipient }) => recipient)).size).toBe(400);
  });

  it("runs a campaign whose list an old process imported, and keeps the list's other columns", async () => {
    const { shop } = fixture;
    const pool = await insertPool(fixture.old, shop, { codes: 2 });
    const list = "email,name\nada@example.com,Ada\nbob@example.com,Bob\neve@example.com,Eve\n";
    const campaignId = await campaignsOf(fixture.old, shop).begin(pool, list);
    expect(await ciphertextsByKey(fixture.old)).toEqual({ [oldKey.id]: 6 });
    await campaignsOf(fixture.fresh, shop).run(campaignId);
    // New recipients are encrypted with the current key, even if the list was encrypted with the old one.
    expect(await ciphertextsByKey(fixture.old)).toEqual({ [oldKey.id]: 4, [newKey.id]: 2 });
    const page = { campaignId, afterLine: 0, limit: 10, refusedOnly: false };
    const listed = await listCampaignRecipients(await rotated(), shop, page);
    expect(listed.map(({ address, fields }) => [address, fields])).toEqual([
      ["ada@example.com", ["Ada"]],
      ["bob@example.com", ["Bob"]],
      ["eve@example.com", ["Eve"]],
    ]);
  });

  it("exports and erases data of customers from before the rotation", async () => {
    const { shop } = fixture;
    const pool = await insertPool(fixture.old, shop, { codes: 1 });
    const recipients = [{ recipient: "ada@example.com" }];
    await assignCodes(fixture.old, shop, { pool, recipients, source: "api" });
    const ada = { id: "7001", email: "ada@example.com" };
    // A new process can run jobs that an old one enqueued.
    const keys = customerKeys(fixture.old, shop, ada);
    const after = await rotated();
    expect(customerKeys(after, shop, ada)).toEqual(keys);
    const request = { shopId: shop.id, keys, requestId: "1", customerId: "7001" };
    await exportCustomer(after, request, forever);
    expect(after.mails[0]?.attachments?.[0]?.content).toContain("ada@example.com");
    await eraseCustomer(after, { shopId: shop.id, keys, orders: [] }, forever);
    expect(await ciphertextsByKey(after)).toEqual({});
  });

  it("keeps stores connected, and skips tokens that are being refreshed", async () => {
    const { domain } = fixture.shop;
    const { database } = fixture.old;
    await storeTokens(fixture.old, { shop: domain, accessToken: "first", refreshToken: "once" });
    const refreshing = storedTokens({ database, vault: tokenCipher(fixture.old.keyring) });
    const claimed = await refreshing.claimRefresh(domain);
    if (!claimed) throw new Error("not claimed");
    await reencryptAll(fixture.fresh);
    expect(await ciphertextsByKey(fixture.old)).toEqual({ [oldKey.id]: 2 });

    const lives = { livesMs: 3_600_000, refreshLivesMs: 7_200_000, scope: undefined };
    const tokens = { accessToken: "second", refreshToken: "twice", ...lives };
    await refreshing.replace(domain, claimed, tokens, new Date());
    const after = await rotated();
    expect(await ciphertextsByKey(after)).toEqual({ [newKey.id]: 2 });
    const stored = storedTokens({ database, vault: tokenCipher(after.keyring) });
    expect(await stored.read(domain)).toMatchObject({
      accessToken: "second",
      refreshToken: "twice",
    });
  });
});
