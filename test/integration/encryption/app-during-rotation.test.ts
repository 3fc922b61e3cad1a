import { describe, expect, it } from "vitest";
import { openKeyring } from "../../../app/database/encryption/open-keyring.server";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import { listAssignments } from "../../../app/features/assignments/history/list-assignments.server";
import { listCampaignRecipients } from "../../../app/features/campaigns/list-campaign-recipients.server";
import { customerKeys } from "../../../app/features/privacy/customer-keys.server";
import { eraseCustomer } from "../../../app/features/privacy/erasure/erase-customer.server";
import { exportCustomer } from "../../../app/features/privacy/export/export-customer.server";
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
  const world = rotationFixture();

  /** A process after the rotation, without the old key. */
  async function rotated(): Promise<TestServices> {
    await reencryptAll(world.fresh);
    await longAfterDeployment(world.old);
    await reencryptAll(world.fresh);
    const keyring = await openKeyring(world.old.database, [newKey]);
    return withKeyring(world.old, keyring, world.old.log);
  }

  /** Of a pool: who holds codes, as the history finds them. */
  async function found(services: TestServices, poolId: number, search: string) {
    const page = await listAssignments(services, world.shop, { poolId, search, limit: 50 });
    return expectOk(page)
      .entries.map(({ recipient }) => recipient)
      .sort();
  }

  it("finds everyone before, during and after, and gives nobody a second code", async () => {
    const { shop } = world;
    const pool = await insertPool(world.old, shop, { codes: 9 });
    const assign = async (services: TestServices, recipient: string) => {
      const request = { pool, recipients: [{ recipient }], source: "api" };
      const [answer] = expectOk(await assignCodes(services, shop, request));
      return answer?.ok ? answer.value : answer;
    };
    const ada = await assign(world.old, "ada@example.com");
    await setRecipientBlocked(world.old, shop, {
      recipient: "eve@example.com",
      blocked: true,
      actor: { name: "Ada" },
    });
    const bob = await assign(world.fresh, "bob@example.com");
    const everyone = ["ada@example.com", "bob@example.com"];
    for (const services of [world.old, world.fresh, await rotated()]) {
      expect(await found(services, pool, "")).toEqual(everyone);
      expect(await found(services, pool, "Ada@example.com")).toEqual(["ada@example.com"]);
      expect(await found(services, pool, "@example.com")).toEqual(everyone);
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

  it("loses nothing that old and new processes write during the walk", async () => {
    const { shop } = world;
    const pool = await insertPool(world.old, shop, { codes: 400 });
    const writer = async (services: TestServices, name: string) => {
      for (let round = 0; round < 10; round += 1) {
        const recipients = Array.from({ length: 20 }, (_, n) => ({
          recipient: `${name}-${round}-${n}@example.com`,
        }));
        const answers = expectOk(
          await assignCodes(services, shop, { pool, recipients, source: "api" }),
        );
        expect(answers.every(({ ok }) => ok)).toBe(true);
      }
    };
    let writing = true;
    const walk = async () => {
      while (writing) await reencryptAll(world.fresh);
    };
    const writers = Promise.all([writer(world.old, "old"), writer(world.fresh, "fresh")]);
    await Promise.all([walk(), writers.finally(() => (writing = false))]);
    const after = await rotated();
    expect(await ciphertextsByKey(after)).toEqual({ [newKey.id]: 400 });
    const { entries } = expectOk(
      await listAssignments(after, shop, { poolId: pool, search: "", limit: 500 }),
    );
    expect(new Set(entries.map(({ recipient }) => recipient)).size).toBe(400);
  });

  it("runs a campaign whose list an old process read, and keeps the other columns", async () => {
    const { shop } = world;
    const pool = await insertPool(world.old, shop, { codes: 2 });
    const list = "email,name\nada@example.com,Ada\nbob@example.com,Bob\neve@example.com,Eve\n";
    const campaignId = await campaignsOf(world.old, shop).begin(pool, list);
    expect(await ciphertextsByKey(world.old)).toEqual({ [oldKey.id]: 6 });
    await campaignsOf(world.fresh, shop).run(campaignId);
    // Recipients are written under the current key, though their addresses came from the list.
    expect(await ciphertextsByKey(world.old)).toEqual({ [oldKey.id]: 4, [newKey.id]: 2 });
    const page = { campaignId, afterLine: 0, limit: 10, refusedOnly: false };
    const listed = await listCampaignRecipients(await rotated(), shop, page);
    expect(listed.map(({ address, fields }) => [address, fields])).toEqual([
      ["ada@example.com", ["Ada"]],
      ["bob@example.com", ["Bob"]],
      ["eve@example.com", ["Eve"]],
    ]);
  });

  it("exports and erases customers whose data came before", async () => {
    const { shop } = world;
    const pool = await insertPool(world.old, shop, { codes: 1 });
    const recipients = [{ recipient: "ada@example.com" }];
    await assignCodes(world.old, shop, { pool, recipients, source: "api" });
    const ada = { id: "7001", email: "ada@example.com" };
    // What an old process enqueued is run by a new one.
    const keys = customerKeys(world.old, shop, ada);
    const after = await rotated();
    expect(customerKeys(after, shop, ada)).toEqual(keys);
    const request = { shopId: shop.id, keys, requestId: "1", customerId: "7001" };
    await exportCustomer(after, request, forever);
    expect(after.mails[0]?.attachments?.[0]?.content).toContain("ada@example.com");
    await eraseCustomer(after, { shopId: shop.id, keys, orders: [] }, forever);
    expect(await ciphertextsByKey(after)).toEqual({});
  });

  it("keeps stores signed in, and leaves tokens alone while they are refreshed", async () => {
    const { domain } = world.shop;
    const { database } = world.old;
    await storeTokens(world.old, { shop: domain, accessToken: "first", refreshToken: "once" });
    const refreshing = storedTokens({ database, vault: tokenCipher(world.old.keyring) });
    const claimed = await refreshing.claimRefresh(domain);
    if (!claimed) throw new Error("not claimed");
    await reencryptAll(world.fresh);
    expect(await ciphertextsByKey(world.old)).toEqual({ [oldKey.id]: 2 });

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
