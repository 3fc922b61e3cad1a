import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { releaseAssignments } from "../../../app/features/assignments/release/release-assignments.server";
import {
  boundPools,
  readBindingProgress,
} from "../../../app/features/guard/bindings/read-binding-progress.server";
import { sweepBindings } from "../../../app/features/guard/bindings/sweep-bindings.server";
import { writeCustomerCodes } from "../../../app/features/guard/bindings/write-customer-codes.server";
import { eraseCustomer } from "../../../app/features/privacy/erasure/erase-customer.server";
import { setRecipientBlocked } from "../../../app/features/recipients/blocking/set-recipient-blocked.server";
import { linkCustomer } from "../../../app/features/recipients/identities/link-customer.server";
import { normaliseRecipient } from "../../../app/features/recipients/recipient";
import { recipientKey } from "../../../app/features/recipients/recipient-encryption.server";
import { giveCode } from "../../factories/give-code";
import { insertPool, type StockedPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { FakeCustomers } from "./fake-customers";

const never = new AbortController().signal;
const actor = { name: "Ada" };

describe("the codes of a customer on the platform", () => {
  const opened: TestServices[] = [];
  let services: TestServices;
  let shop: ShopContext;
  let platform: FakeCustomers;

  beforeEach(async () => {
    services = opened[0] ?? (await openTestServices());
    opened[0] = services;
    services.setTime(new Date("2026-11-21T12:00:00Z"));
    shop = await insertShop(services, `shop-${opened.push(services)}.myshopify.com`);
    platform = new FakeCustomers();
    services.platform = platform.open;
  });
  afterAll(() => services.close());

  const write = () => writeCustomerCodes(services, shop, never);
  const writtenTo = (customer: string) => JSON.parse(platform.written.get(customer) ?? "null");

  async function pool(
    settings: StockedPool & { holderOnly?: boolean; expires?: boolean } = {},
  ): Promise<number> {
    const id = await insertPool(services, shop, { codes: 5, ...settings });
    await protect(id, settings.holderOnly ?? true, settings.expires ?? false);
    return id;
  }

  async function protect(poolId: number, holderOnly: boolean, expires = false): Promise<void> {
    await services.database.query(
      "UPDATE pool SET holder_only = $3, personal_expiration = $4 WHERE shop_id = $1 AND id = $2",
      [shop.id, poolId, holderOnly, expires],
    );
  }

  const keyOf = (text: string): Buffer => {
    const name = normaliseRecipient(text);
    if (!name.ok) throw new Error(text);
    return recipientKey(services, shop, name.value);
  };

  async function marks(): Promise<number> {
    const rows = await services.database.query("SELECT 1 FROM customer_change WHERE shop_id = $1", [
      shop.id,
    ]);
    return rows.length;
  }

  it("lists an assigned code with its pool and last day", async () => {
    platform.customers.set("7", null);
    const poolId = await pool({ code: { useWithinDays: 10 } });
    const { code } = await giveCode(services, shop, poolId, "7");
    await write();
    // December 1 is day 700.
    expect(writtenTo("7")).toEqual({ c: { [code.toLowerCase()]: [poolId, 700] } });
    expect(await marks()).toBe(0);
  });

  it("finds the customer of an address, and remembers addresses without one", async () => {
    platform.customers.set("7", "ada@example.com");
    const poolId = await pool();
    const { code } = await giveCode(services, shop, poolId, "Ada@example.com");
    await giveCode(services, shop, poolId, "bob@example.com");
    await write();
    expect(writtenTo("7")).toEqual({ c: { [code.toLowerCase()]: [poolId, 0] } });
    const searches = platform.searches;
    await giveCode(services, shop, poolId, "bob@example.com", "api");
    await write();
    expect(platform.searches).toBe(searches);
  });

  it("doesn't link a customer who hasn't verified the address", async () => {
    platform.customers.set("7", "ada@example.com");
    platform.unverified.add("ada@example.com");
    await giveCode(services, shop, await pool(), "ada@example.com");
    await write();
    expect(platform.written.size).toBe(0);
  });

  it("writes the codes of an address to its customer once they are linked", async () => {
    const poolId = await pool();
    const { code } = await giveCode(services, shop, poolId, "ada@example.com");
    await write();
    platform.customers.set("7", "ada@example.com");
    const pair = { customer: keyOf("7"), address: keyOf("ada@example.com") };
    await services.database.transaction((tx) => linkCustomer(tx, shop, pair));
    await write();
    expect(writtenTo("7")).toEqual({ c: { [code.toLowerCase()]: [poolId, 0] } });
  });

  it("deletes the list when the last code is released", async () => {
    platform.customers.set("7", null);
    const poolId = await pool();
    const { id } = await giveCode(services, shop, poolId, "7");
    await write();
    await releaseAssignments(services, shop, { poolId, assignmentIds: [id], actor });
    await write();
    expect(platform.written.size).toBe(0);
    const rows = await services.database.query("SELECT 1 FROM customer_codes WHERE shop_id = $1", [
      shop.id,
    ]);
    expect(rows).toEqual([]);
  });

  it("marks nobody for a pool without protection", async () => {
    const poolId = await pool({ holderOnly: false });
    await giveCode(services, shop, poolId, "7");
    expect(await marks()).toBe(0);
  });

  it("writes codes that were assigned before the pool was protected, and shows how far", async () => {
    const poolId = await pool({ holderOnly: false });
    for (const customer of ["7", "8", "9"]) {
      platform.customers.set(customer, null);
      await giveCode(services, shop, poolId, customer);
    }
    await protect(poolId, true);
    platform.fault = () => "denied";
    await write();
    expect(await readBindingProgress(services, shop, poolId)).toMatchObject({
      total: 3,
      pending: 3,
      complete: false,
    });
    platform.fault = () => null;
    await write();
    expect(platform.written.size).toBe(3);
    expect(await readBindingProgress(services, shop, poolId)).toEqual({
      total: 3,
      pending: 0,
      complete: true,
      leftOut: 0,
    });
    expect(await boundPools(services, shop.id)).toEqual([{ poolId, complete: true }]);
  });

  it("deletes the lists after a pool has lost its protection", async () => {
    platform.customers.set("7", null);
    const poolId = await pool();
    await giveCode(services, shop, poolId, "7");
    await write();
    await protect(poolId, false);
    await write();
    expect(platform.written.size).toBe(0);
    expect(await readBindingProgress(services, shop, poolId)).toBeNull();
    expect(await boundPools(services, shop.id)).toEqual([]);
  });

  it("doesn't write again what a customer has", async () => {
    platform.customers.set("7", null);
    const poolId = await pool();
    await giveCode(services, shop, poolId, "7");
    await write();
    const { writes } = platform;
    await setRecipientBlocked(services, shop, { recipient: "7", blocked: true, actor });
    await setRecipientBlocked(services, shop, { recipient: "7", blocked: false, actor });
    await write();
    expect(platform.writes).toBe(writes);
  });

  it("says that a customer is blocked", async () => {
    platform.customers.set("7", null);
    const poolId = await pool();
    const { code } = await giveCode(services, shop, poolId, "7");
    await setRecipientBlocked(services, shop, { recipient: "7", blocked: true, actor });
    await write();
    expect(writtenTo("7")).toEqual({ c: { [code.toLowerCase()]: [poolId, 0] }, x: 1 });
  });

  it("says so too about people who were blocked before the guard had a pool", async () => {
    platform.customers.set("7", null);
    await setRecipientBlocked(services, shop, { recipient: "7", blocked: true, actor });
    await pool();
    await write();
    expect(writtenTo("7")).toEqual({ c: {}, x: 1 });
  });

  it("writes again what changed while it was written", async () => {
    platform.customers.set("7", null);
    const poolId = await pool();
    const { id } = await giveCode(services, shop, poolId, "7");
    platform.meanwhile = async () => {
      platform.meanwhile = async () => undefined;
      await releaseAssignments(services, shop, { poolId, assignmentIds: [id], actor });
    };
    await write();
    expect(platform.written.size).toBe(0);
  });

  it("writes again after a lost response or a killed process", async () => {
    platform.customers.set("7", null);
    const poolId = await pool();
    const { code } = await giveCode(services, shop, poolId, "7");
    for (const fault of ["killed_before", "killed_after"] as const) {
      platform.fault = (call) => (call === "writeCustomerCodes" ? fault : null);
      await expect(write()).rejects.toThrow("killed");
    }
    const faults = ["lost_answer", "unreachable"] as const;
    let calls = 0;
    platform.fault = () => faults[calls++] ?? null;
    await write();
    expect(writtenTo("7")).toEqual({ c: { [code.toLowerCase()]: [poolId, 0] } });
    expect(await marks()).toBe(0);
  });

  it("forgets a customer who was deleted on the platform", async () => {
    platform.customers.set("8", null);
    const poolId = await pool();
    await giveCode(services, shop, poolId, "7");
    const { code } = await giveCode(services, shop, poolId, "8");
    await write();
    expect(writtenTo("8")).toEqual({ c: { [code.toLowerCase()]: [poolId, 0] } });
    expect(await marks()).toBe(0);
  });

  it("isn't complete while a customer's list is refused", async () => {
    platform.customers.set("7", null);
    platform.refuses.set("7", "Value is invalid");
    const poolId = await pool();
    await giveCode(services, shop, poolId, "7");
    await write();
    expect(await boundPools(services, shop.id)).toEqual([{ poolId, complete: false }]);
    platform.refuses.clear();
    await giveCode(services, shop, await pool(), "7");
    await write();
    expect(await boundPools(services, shop.id)).toContainEqual({ poolId, complete: true });
  });

  it("isn't complete any longer once a customer waits for more than a minute", async () => {
    const poolId = await pool();
    await write();
    expect(await boundPools(services, shop.id)).toEqual([{ poolId, complete: true }]);
    await giveCode(services, shop, poolId, "7");
    await services.database.query(
      "UPDATE customer_change SET changed_at = now() - interval '61 seconds' WHERE shop_id = $1",
      [shop.id],
    );
    await sweepBindings(services, never);
    expect(await boundPools(services, shop.id)).toEqual([{ poolId, complete: false }]);
  });

  it("deletes the list of an erased customer, also one that is being written", async () => {
    for (const customer of ["7", "8"]) platform.customers.set(customer, null);
    const poolId = await pool();
    await giveCode(services, shop, poolId, "7");
    await write();
    await giveCode(services, shop, poolId, "8");
    platform.meanwhile = async () => {
      platform.meanwhile = async () => undefined;
      for (const customer of ["7", "8"]) {
        const keys = [keyOf(customer).toString("hex")];
        await eraseCustomer(services, { shopId: shop.id, keys, orders: [] }, never);
      }
    };
    await write();
    expect(platform.written.size).toBe(0);
    const rows = await services.database.query("SELECT 1 FROM customer_codes WHERE shop_id = $1", [
      shop.id,
    ]);
    expect(rows).toEqual([]);
  });

  it("writes everything again after the app was installed again", async () => {
    platform.customers.set("7", null);
    const poolId = await pool();
    const { code } = await giveCode(services, shop, poolId, "7");
    await write();
    platform.written.clear();
    services.setTime(new Date("2026-11-22T12:00:00Z"));
    await services.database.query("UPDATE shop SET installed_at = $2 WHERE id = $1", [
      shop.id,
      services.clock.now(),
    ]);
    await write();
    expect(writtenTo("7")).toEqual({ c: { [code.toLowerCase()]: [poolId, 0] } });
  });

  it("lists the shared code with each recipient's own last day", async () => {
    for (const customer of ["7", "8"]) platform.customers.set(customer, null);
    const poolId = await pool({
      type: "shared",
      codes: 1,
      expires: true,
      code: { useWithinDays: 10 },
    });
    const { code } = await giveCode(services, shop, poolId, "7");
    services.setTime(new Date("2026-11-25T12:00:00Z"));
    await giveCode(services, shop, poolId, "8");
    await write();
    expect(writtenTo("7")).toEqual({ c: { [code.toLowerCase()]: [poolId, 700] } });
    expect(writtenTo("8")).toEqual({ c: { [code.toLowerCase()]: [poolId, 704] } });
  });
});
