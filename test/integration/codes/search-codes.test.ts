import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { listCodes } from "../../../app/features/codes/list-codes.server";
import { streamCodes } from "../../../app/features/codes/stream-codes.server";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("searching a pool's codes by their first or last characters", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
    poolId = await insertPool(services, shop);
    // 10,300 codes that start the same. Only every hundredth of the last 300 is available.
    await services.database.query(
      `INSERT INTO code (shop_id, pool_id, code, code_key, position, stored_state, created_at)
       SELECT $1, $2, 'MIL-' || lpad(n::text, 6, '0'), 'mil-' || lpad(n::text, 6, '0'), n,
              (CASE WHEN n > 10000 AND n % 100 = 0 THEN 'available' ELSE 'assigned' END)::code_state, now()
         FROM generate_series(1, 10300) AS n`,
      [shop.id, poolId],
    );
  });
  afterAll(() => services.close());

  const insertAvailable = (pool: number, codes: string[]) =>
    services.database.query(
      `INSERT INTO code (shop_id, pool_id, code, code_key, position, stored_state, created_at)
       SELECT $1, $2, code, lower(code), place, 'available', now()
         FROM unnest($3::text[]) WITH ORDINALITY AS brought (code, place)`,
      [shop.id, pool, codes],
    );
  const search = (text: string) => listCodes(services, shop, { poolId, search: text, limit: 50 });

  it("lists available codes by page", async () => {
    const other = await insertPool(services, shop);
    const numbers = Array.from({ length: 99 }, (_, n) => String(n + 1).padStart(3, "0"));
    await insertAvailable(
      other,
      numbers.map((number) => `PAGE-${number}`),
    );
    const page = (cursor: { after?: string; before?: string }) =>
      listCodes(services, shop, { poolId: other, search: "page-0", limit: 50, ...cursor });
    const first = await page({});
    expect(first.codes).toHaveLength(50);
    expect(first.codes[0]?.code).toBe("PAGE-001");
    expect(first).toMatchObject({ lookedAt: null, before: null });
    const second = await page({ after: first.after ?? "" });
    expect(second.codes[0]?.code).toBe("PAGE-051");
    const back = await page({ before: second.before ?? "" });
    expect(back.codes.map(({ code }) => code)).toEqual(first.codes.map(({ code }) => code));
  });

  it("checks at most 10,000 codes that start the same, and says so", async () => {
    expect(await search("MIL")).toMatchObject({ codes: [], lookedAt: 10_000 });
    const narrower = await search("MIL-0101");
    expect(narrower).toMatchObject({ codes: [{ code: "MIL-010100" }], lookedAt: null });
    expect(await search("MIL-010200")).toMatchObject({ codes: [{ code: "MIL-010200" }] });
    expect(await search("nothing")).toMatchObject({ codes: [], lookedAt: null });
  });

  it("finds codes by their last characters when none starts with them", async () => {
    const found = await search("10200");
    expect(found).toMatchObject({
      codes: [{ code: "MIL-010200" }],
      matched: "end",
      lookedAt: null,
    });
    expect(await search("L-01")).toMatchObject({ codes: [], matched: "end", endSearched: true });
    const narrow = { poolId, search: "300", limit: 1 };
    expect(await listCodes(services, shop, narrow)).toMatchObject({
      codes: [{ code: "MIL-010300" }],
      after: null,
    });
    expect(await search("MIL-0102")).toMatchObject({ matched: "start" });
    // Two characters are too few.
    expect(await search("00")).toMatchObject({ codes: [], endSearched: false });
    expect(await search("%00")).toMatchObject({ codes: [] });
  });

  it("pages through codes with the same ending", async () => {
    const other = await insertPool(services, shop);
    const codes = Array.from({ length: 7 }, (_, n) => `AB${n}-TAIL`);
    await insertAvailable(other, codes);
    const page = (cursor: { after?: string; before?: string }) =>
      listCodes(services, shop, { poolId: other, search: "tail", limit: 3, ...cursor });
    const first = await page({});
    const second = await page({ after: first.after ?? "" });
    const third = await page({ after: second.after ?? "" });
    const shown = [first, second, third].flatMap((one) => one.codes.map(({ code }) => code));
    expect(shown).toEqual(codes);
    expect(third.after).toBe(null);
    const back = await page({ before: second.before ?? "" });
    expect(back.codes).toEqual(first.codes);
    const written: string[] = [];
    for await (const some of streamCodes(services, shop, { poolId: other, search: "-tail" })) {
      written.push(...some.map(({ code }) => code));
    }
    expect(written).toEqual(codes);
  });

  it("doesn't search by ending in a very large pool, and says so", async () => {
    const other = await insertPool(services, shop);
    await insertAvailable(other, ["BIG-LAST"]);
    await services.database.query("UPDATE pool_stock SET voided = 250001 WHERE pool_id = $1", [
      other,
    ]);
    const large = { poolId: other, search: "last", limit: 5 };
    expect(await listCodes(services, shop, large)).toMatchObject({ codes: [], endSearched: false });
    expect(await listCodes(services, shop, { ...large, search: "big" })).toMatchObject({
      codes: [{ code: "BIG-LAST" }],
    });
  });

  it("exports all of them, however many start the same", async () => {
    const codes: string[] = [];
    for await (const page of streamCodes(services, shop, { poolId, search: "MIL" })) {
      codes.push(...page.map(({ code }) => code));
    }
    expect(codes).toEqual(["MIL-010100", "MIL-010200", "MIL-010300"]);
  });
});
