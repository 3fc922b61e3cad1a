import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import type { AssignedCode, AssignmentResult } from "../../../app/features/assignments/assignment";
import { expireCodes } from "../../../app/features/codes/expire-codes.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { type CodeDates, insertPool, redeemCode } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("codes with expiration dates", () => {
  let services: TestServices;
  let berlin: ShopContext;
  const noon = new Date("2026-11-21T12:00:00Z");

  beforeAll(async () => {
    services = await openTestServices();
    berlin = await insertShop(services);
  });
  beforeEach(async () => {
    // Codes of other tests expire now, so that a test counts only its own.
    services.setTime(new Date("2100-01-01T00:00:00Z"));
    await expireCodes(services);
    services.setTime(noon);
  });
  afterAll(() => services.close());

  async function request(
    shop: ShopContext,
    pool: number,
    email: string,
  ): Promise<AssignmentResult> {
    const recipients = [{ recipient: email }];
    const result = await assignCodes(services, shop, { pool, recipients, source: "manual" });
    const one = result.ok ? result.value[0] : undefined;
    if (!one) throw new Error("no answer");
    return one;
  }

  async function assign(shop: ShopContext, pool: number, email: string): Promise<AssignedCode> {
    const result = await request(shop, pool, email);
    if (!result.ok) throw new Error(result.failure.kind);
    return result.value;
  }

  const stock = async (pool: number) =>
    services.database.query(
      "SELECT available, assigned, expired FROM pool_stock WHERE pool_id=$1",
      [pool],
    );

  it.each<[string, string, string, CodeDates, string | null]>([
    ["no date", "Europe/Berlin", "2026-11-21T12:00:00Z", {}, null],
    [
      "days across the end of daylight saving time",
      "Europe/Berlin",
      "2026-10-24T12:00:00Z",
      { useWithinDays: 1 },
      "2026-10-25T22:59:59Z",
    ],
    [
      "days across the start of daylight saving time",
      "Europe/Berlin",
      "2026-03-28T12:00:00Z",
      { useWithinDays: 1 },
      "2026-03-29T21:59:59Z",
    ],
    [
      "an evening that is the next day in UTC",
      "America/New_York",
      "2026-11-22T03:30:00Z",
      { useWithinDays: 2 },
      "2026-11-24T04:59:59Z",
    ],
    [
      "a day whose last hour repeats",
      "America/Santiago",
      "2027-04-02T12:00:00Z",
      { useWithinDays: 1 },
      "2027-04-04T02:59:59Z",
    ],
    [
      "a use-by date before the days are over",
      "Asia/Tokyo",
      "2026-11-21T12:00:00Z",
      { useWithinDays: 30, useBy: new Date("2026-12-01T14:59:59Z") },
      "2026-12-01T14:59:59Z",
    ],
    [
      "an assign-by date, which doesn't matter after assignment",
      "Asia/Tokyo",
      "2026-11-21T12:00:00Z",
      { assignBy: new Date("2026-11-22T14:59:59Z") },
      null,
    ],
  ])("expire at the right time: %s", async (_, timeZone, at, code, expiresAt) => {
    services.setTime(new Date(at));
    const domain = `${timeZone}-${at}`.toLowerCase().replace(/\W+/g, "-");
    const shop = await insertShop(services, `${domain}-${expiresAt}.myshopify.com`, timeZone);
    const pool = await insertPool(services, shop, { codes: 1, code });
    const assigned = await assign(shop, pool, "ada@example.com");
    expect(assigned.expiresAt).toEqual(expiresAt === null ? null : new Date(expiresAt));
  });

  it("aren't assigned after their date, even before the job has expired them", async () => {
    const assignBy = new Date("2026-11-21T22:59:59Z");
    const pool = await insertPool(services, berlin, { codes: 10, code: { assignBy } });
    services.setTime(new Date("2026-11-21T22:59:58Z"));
    expect(await request(berlin, pool, "last@example.com")).toMatchObject({ ok: true });
    services.setTime(assignBy);
    expect(await request(berlin, pool, "late@example.com")).toMatchObject({
      failure: { kind: "pool_empty" },
    });
    await expireCodes(services);
    expect(await stock(pool)).toEqual([{ available: 0, assigned: 1, expired: 9 }]);
    await expectConsistentStock(services, berlin);
  });

  it("expire at the recipient's own date, who then gets a new code", async () => {
    const pool = await insertPool(services, berlin, { codes: 3, code: { useWithinDays: 1 } });
    const first = await assign(berlin, pool, "ada@example.com");
    services.setTime(new Date("2026-11-22T22:59:58Z"));
    expect((await assign(berlin, pool, "ada@example.com")).id).toBe(first.id);
    services.setTime(new Date("2026-11-22T22:59:59Z"));
    expect((await assign(berlin, pool, "ada@example.com")).outcome).toBe("new");
    await expireCodes(services);
    expect(await stock(pool)).toEqual([{ available: 1, assigned: 1, expired: 1 }]);
    await expectConsistentStock(services, berlin);
  });

  it("don't expire once redeemed", async () => {
    const useBy = new Date("2026-11-22T22:59:59Z");
    const pool = await insertPool(services, berlin, { codes: 1, code: { useBy } });
    const { code } = await assign(berlin, pool, "ada@example.com");
    await redeemCode(services, berlin, pool, code);
    services.setTime(new Date("2026-11-25T00:00:00Z"));
    await expireCodes(services);
    await expectConsistentStock(services, berlin);
    expect(await stock(pool)).toEqual([{ available: 0, assigned: 0, expired: 0 }]);
  });

  it("expire across many pools and shops, with two workers at the same time", async () => {
    const useBy = new Date("2026-11-22T22:59:59Z");
    const other = await insertShop(services, "many-store.myshopify.com", "Asia/Tokyo");
    const pools = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        insertPool(services, n % 2 ? other : berlin, { codes: 700, code: { useBy } }),
      ),
    );
    services.setTime(new Date("2026-11-23T00:00:00Z"));
    const moved = await Promise.all([expireCodes(services), expireCodes(services)]);
    expect(moved[0] + moved[1]).toBe(12 * 700);
    for (const pool of pools) {
      expect(await stock(pool)).toEqual([{ available: 0, assigned: 0, expired: 700 }]);
    }
    expect(await expireCodes(services)).toBe(0);
  });

  it("stop expiring between batches when the worker shuts down", async () => {
    const stopped = AbortSignal.abort();
    await insertPool(services, berlin, { codes: 1, code: { useBy: noon } });
    await expect(expireCodes(services, stopped)).rejects.toThrow();
    expect(await expireCodes(services)).toBe(1);
  });
});
