import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { redeemCode } from "../../factories/stocked-pool";
import { type ApiFixture, makeKey, openApiFixture } from "./api-fixture";
import { insertPoolWithHandle } from "./pool-with-handle";

describe("codes through the API", () => {
  let fixture: ApiFixture;
  const post = (path: string, body?: unknown, key = fixture.key) =>
    fixture.api.call("POST", `/api/v1/${path}`, { key, body });
  const get = (path: string, key = fixture.key) =>
    fixture.api.call("GET", `/api/v1/${path}`, { key });

  beforeAll(async () => {
    fixture = await openApiFixture();
  });
  afterAll(() => fixture.close());

  it("are added once, with an outcome for each code", async () => {
    const other = await insertPoolWithHandle(fixture);
    await post(`pools/${other.handle}/codes`, { codes: [{ code: "ELSEWHERE" }] });
    const { handle } = await insertPoolWithHandle(fixture);
    const codes = [
      { code: " First ", message: "Hello", use_within_days: 3 },
      { code: "FIRST" },
      { code: "elsewhere" },
      { code: "two\nlines" },
      { code: "late", use_by: "2020-01-01T00:00:00Z" },
      { code: "nul", message: "a\u0000b" },
      { code: "half", message: "a\ud83d" },
    ];
    const { json } = await post(`pools/${handle}/codes`, { codes });
    expect(json).toMatchObject({
      added: 1,
      rejected: 6,
      results: [
        { outcome: "added" },
        { outcome: "twice_in_request" },
        { outcome: "in_another_pool" },
        { outcome: "invalid" },
        { outcome: "invalid" },
        { outcome: "invalid" },
        { outcome: "invalid" },
      ],
    });
    const again = await post(`pools/${handle}/codes`, { codes: codes.slice(0, 1) });
    expect(again.json.results).toMatchObject([{ outcome: "already_in_pool" }]);
    await expectConsistentStock(fixture.services, fixture.shop);
  });

  it("expire on a date in the store's time zone, or at a time with an offset", async () => {
    const { handle, id } = await insertPoolWithHandle(fixture);
    const codes = [
      { code: "a-day", use_by: "2027-12-31" },
      { code: "an-offset", use_by: "2027-12-31T23:59:59+01:00", assign_by: "2027-06-30" },
      { code: "utc", use_by: "2027-12-31T22:59:59Z" },
    ];
    expect((await post(`pools/${handle}/codes`, { codes })).json).toMatchObject({ added: 3 });
    const rows = await fixture.services.database.query(
      "SELECT use_by, assign_by FROM code WHERE pool_id = $1 ORDER BY position",
      [id],
    );
    // The store is in Berlin.
    const end = new Date("2027-12-31T22:59:59Z");
    expect(rows).toEqual([
      { use_by: end, assign_by: null },
      { use_by: end, assign_by: new Date("2027-06-30T21:59:59Z") },
      { use_by: end, assign_by: null },
    ]);
    const refused = await post(`pools/${handle}/codes`, {
      codes: [{ code: "x", use_by: "31.12.2027" }],
    });
    expect(refused).toMatchObject({ status: 400, json: { code: "invalid_input" } });
    expect(refused.json.errors[0].message).toContain("2027-12-31T23:59:59+01:00");
  });

  it("can't be looked up with a query that is not UTF-8", async () => {
    expect(await get("codes/lookup?code=%ff")).toMatchObject({
      status: 400,
      json: {
        code: "invalid_input",
        errors: [{ field: "code", message: "This isn’t valid UTF-8." }],
      },
    });
  });

  it("are found as a shopper types them, with their recipient", async () => {
    const { handle } = await insertPoolWithHandle(fixture, { codes: 1 });
    const { json } = await post(`pools/${handle}/assignments`, { recipient: "ada@example.com" });
    const found = await get(`codes/lookup?code=%20${json.code.toLowerCase()}`);
    expect(found.json).toMatchObject({
      code: json.code,
      pool: handle,
      state: "assigned",
      assignment: { id: json.id, recipient: "ada@example.com", source: "api" },
    });
    expect(await get("codes/lookup?code=nothing%00")).toMatchObject({ status: 404 });
  });

  it("are not found by a key that has no access to their pool", async () => {
    const mine = await insertPoolWithHandle(fixture);
    const other = await insertPoolWithHandle(fixture, { codes: 1 });
    const assigned = await post(`pools/${other.handle}/assignments`, {
      recipient: "a@example.com",
    });
    const key = await makeKey(fixture.services, fixture.shop, { pools: [mine.id] });
    expect(await get(`codes/lookup?code=${assigned.json.code}`, key)).toMatchObject({
      status: 404,
      json: { code: "code_not_found" },
    });
  });

  it("have assignments that are listed newest first, by page and by recipient", async () => {
    const { handle } = await insertPoolWithHandle(fixture, { codes: 5 });
    const ids: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const { json } = await post(`pools/${handle}/assignments`, {
        recipient: `l${n}@example.com`,
      });
      ids.unshift(json.id);
    }
    const first = await get(`pools/${handle}/assignments?limit=3`);
    const second = await get(
      `pools/${handle}/assignments?limit=3&cursor=${first.json.next_cursor}`,
    );
    const seen = [...first.json.assignments, ...second.json.assignments].map(({ id }) => id);
    expect(seen).toEqual(ids);
    expect(second.json.next_cursor).toBeNull();
    const hers = await get(`pools/${handle}/assignments?recipient=L2%40example.com`);
    expect(hers.json.assignments).toMatchObject([
      { recipient: "l2@example.com", state: "assigned" },
    ]);
    expect(await get(`pools/${handle}/assignments?recipient=x`)).toMatchObject({ status: 422 });
  });

  it("are released once, unless they were redeemed", async () => {
    const { handle, id: poolId } = await insertPoolWithHandle(fixture, { codes: 2 });
    const a = await post(`pools/${handle}/assignments`, { recipient: "a@example.com" });
    const b = await post(`pools/${handle}/assignments`, { recipient: "b@example.com" });
    const release = (id: number) => post(`pools/${handle}/assignments/${id}/release`);
    expect((await release(a.json.id)).json).toEqual({ id: a.json.id, code: "available" });
    expect((await release(a.json.id)).json).toEqual({ id: a.json.id, code: "unchanged" });
    await redeemCode(fixture.services, fixture.shop, poolId, b.json.code);
    expect(await release(b.json.id)).toMatchObject({
      status: 409,
      json: { code: "code_redeemed" },
    });
    expect(await release(999_999)).toMatchObject({
      status: 404,
      json: { code: "assignment_not_found" },
    });
  });

  it("report the progress of their import", async () => {
    const { handle, id: poolId } = await insertPoolWithHandle(fixture);
    const [batch] = await fixture.services.database.query<{ id: number }>(
      `INSERT INTO batch (shop_id, pool_id, state, file_name, byte_size, bytes_read, reading, added,
                          created_by, created_at)
       VALUES ($1, $2, 'running', 'codes.csv', 1000, 420, '{}', 41, 'Ada', $3) RETURNING id`,
      [fixture.shop.id, poolId, fixture.services.clock.now()],
    );
    expect((await get(`pools/${handle}/imports/${batch?.id}`)).json).toMatchObject({
      state: "running",
      percent: 42,
      added: 41,
    });
    expect(await get(`pools/${handle}/imports/99999999999`)).toMatchObject({
      status: 404,
      json: { code: "import_not_found" },
    });
  });
});
