import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { type ApiFixture, makeKey, openApiFixture } from "./api-fixture";
import { insertPoolWithHandle } from "./pool-with-handle";

describe("assigning codes through the API", () => {
  let fixture: ApiFixture;
  const assign = (handle: string, body: unknown, headers: Record<string, string> = {}) =>
    fixture.api.call("POST", `/api/v1/pools/${handle}/assignments`, {
      key: fixture.key,
      body,
      headers,
    });

  beforeAll(async () => {
    fixture = await openApiFixture();
  });
  afterAll(() => fixture.close());

  it("assigns a recipient a code, and returns the same one on the next request", async () => {
    const { handle } = await insertPoolWithHandle(fixture, {
      codes: 2,
      code: { message: "Enjoy" },
    });
    const first = await assign(handle, { recipient: "Ada@Example.com " });
    expect(first).toMatchObject({
      status: 200,
      json: { pool: handle, requested_pool: null, recipient: "ada@example.com", message: "Enjoy" },
    });
    expect(first.json.url).toBe(
      `https://demo-store.myshopify.com/discount/${encodeURIComponent(first.json.code)}`,
    );
    const second = await assign(handle, { recipient: "ada@example.com" });
    expect(second.json).toEqual(first.json);
  });

  it("always returns the same code for an idempotency key, from the header or the body", async () => {
    const { handle } = await insertPoolWithHandle(fixture, {
      codes: 5,
      resendPolicy: "always_new",
    });
    const first = await assign(handle, { recipient: "ada@example.com", request_key: "order-1" });
    const again = await assign(
      handle,
      { recipient: "ada@example.com" },
      { "Idempotency-Key": '"order-1"' },
    );
    const other = await assign(handle, { recipient: "ada@example.com" });
    expect(again.json).toEqual(first.json);
    expect(other.json.code).not.toBe(first.json.code);
  });

  it("rejects a request whose header and body have different idempotency keys", async () => {
    const { handle } = await insertPoolWithHandle(fixture, {
      codes: 5,
      resendPolicy: "always_new",
    });
    const body = { recipient: "ada@example.com", request_key: "order-3" };
    expect(await assign(handle, body, { "Idempotency-Key": "order-4" })).toMatchObject({
      status: 400,
      json: { code: "request_keys_differ" },
    });
    const { json } = await fixture.api.call("GET", `/api/v1/pools/${handle}`, { key: fixture.key });
    expect(json.stock).toMatchObject({ available: 5, assigned: 0 });
    const first = await assign(handle, body, { "Idempotency-Key": '"order-3"' });
    expect((await assign(handle, body)).json).toEqual(first.json);
  });

  it("rejects an idempotency key that was used with a different body", async () => {
    const { handle } = await insertPoolWithHandle(fixture, { codes: 5 });
    await assign(handle, { recipient: "ada@example.com", request_key: "order-2" });
    const refused = await assign(handle, { recipient: "bob@example.com", request_key: "order-2" });
    expect(refused).toMatchObject({ status: 409, json: { code: "request_key_reused" } });
  });

  it.each([
    ["pool_empty", 409, { codes: 0 }, "ada@example.com"],
    ["pool_inactive", 409, { codes: 1, active: false }, "ada@example.com"],
    ["recipient_invalid", 422, { codes: 1 }, "nobody"],
  ] as const)("rejects a request with %s", async (code, status, pool, recipient) => {
    const { handle } = await insertPoolWithHandle(fixture, pool);
    expect(await assign(handle, { recipient })).toMatchObject({ status, json: { code } });
  });

  it("names the fallback pool when the code came from it", async () => {
    const fallback = await insertPoolWithHandle(fixture, { codes: 1 });
    const { handle } = await insertPoolWithHandle(fixture, {
      codes: 0,
      fallbackPoolId: fallback.id,
    });
    expect((await assign(handle, { recipient: "ada@example.com" })).json).toMatchObject({
      pool: fallback.handle,
      requested_pool: handle,
    });
  });

  it("lets a key for the requested pool list, look up and release codes from its fallback", async () => {
    const fallback = await insertPoolWithHandle(fixture, { codes: 1 });
    const { handle, id } = await insertPoolWithHandle(fixture, {
      codes: 0,
      fallbackPoolId: fallback.id,
    });
    const key = await makeKey(fixture.services, fixture.shop, { pools: [id] });
    const call = (method: string, path: string, body?: object) =>
      fixture.api.call(method, `/api/v1/${path}`, { key, body });
    const assignments = `pools/${handle}/assignments`;
    const given = await call("POST", assignments, { recipient: "ada@example.com" });
    expect(given.json).toMatchObject({ pool: fallback.handle, requested_pool: handle });
    const listed = await call("GET", `${assignments}?recipient=ada@example.com`);
    const { id: givenId, code, pool, requested_pool } = given.json;
    expect(listed.json.assignments).toMatchObject([{ id: givenId, code, pool, requested_pool }]);
    const found = await call("GET", `codes/lookup?code=${given.json.code}`);
    expect(found.json).toMatchObject({ pool: fallback.handle, assignment: { id: given.json.id } });
    expect(await call("POST", `${assignments}/${given.json.id}/release`)).toMatchObject({
      status: 200,
      json: { code: "available" },
    });
    expect(await call("GET", `codes/lookup?code=${given.json.code}`)).toMatchObject({
      status: 404,
    });
    expect(await call("GET", `pools/${fallback.handle}`)).toMatchObject({ status: 403 });
  });

  it("lists codes from the fallback pool alongside the pool's own, each once across pages", async () => {
    const fallback = await insertPoolWithHandle(fixture, { codes: 3 });
    const { handle } = await insertPoolWithHandle(fixture, {
      codes: 2,
      fallbackPoolId: fallback.id,
    });
    const given: number[] = [];
    for (const [place, pool] of [handle, handle, handle, fallback.handle, handle].entries()) {
      const { json } = await assign(pool, { recipient: `person-${place}@example.com` });
      given.unshift(json.id);
    }
    const listOf = async (pool: string) => {
      const listed: { id: number; pool: string }[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const path: string = `/api/v1/pools/${pool}/assignments?limit=2${cursor && `&cursor=${cursor}`}`;
        const { json } = await fixture.api.call("GET", path, { key: fixture.key });
        listed.push(...json.assignments);
        cursor = json.next_cursor;
      }
      return listed;
    };
    const own = await listOf(handle);
    expect(own.map(({ id }) => id)).toEqual(given.filter((_, place) => place !== 1));
    expect(own.map(({ pool }) => pool)).toEqual([fallback.handle, fallback.handle, handle, handle]);
    expect((await listOf(fallback.handle)).map(({ id }) => id)).toEqual(given.slice(0, 3));
  });

  it("finds an email address whose plus sign was not escaped", async () => {
    const { handle } = await insertPoolWithHandle(fixture, { codes: 1 });
    await assign(handle, { recipient: "ada+spring@example.com" });
    for (const plus of ["+", "%2B"]) {
      const path = `/api/v1/pools/${handle}/assignments?recipient=ada${plus}spring@example.com`;
      const { json } = await fixture.api.call("GET", path, { key: fixture.key });
      expect(json.assignments).toMatchObject([{ recipient: "ada+spring@example.com" }]);
    }
  });

  it("names unknown fields", async () => {
    const { handle } = await insertPoolWithHandle(fixture, { codes: 1 });
    const refused = await assign(handle, {
      recipient: "ada@example.com",
      recipent: "x",
      __proto__x: 1,
    });
    expect(refused).toMatchObject({
      status: 400,
      json: { code: "unknown_field", fields: ["recipent", "__proto__x"] },
    });
  });

  it("serves 200 concurrent requests one code each, in a few batched claims", async () => {
    const { handle, id } = await insertPoolWithHandle(fixture, { codes: 150 });
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, n) => assign(handle, { recipient: `p${n}@example.com` })),
    );
    const codes = results.filter(({ status }) => status === 200).map(({ json }) => json.code);
    expect(new Set(codes).size).toBe(150);
    expect(results.filter(({ json }) => json.code === "pool_empty")).toHaveLength(50);
    // Rows of the same transaction share an xmin.
    const [made] = await fixture.services.database.query<{ claims: number; audited: number }>(
      `SELECT count(DISTINCT xmin::text) AS claims,
              (SELECT count(*) FROM audit_entry WHERE pool_id = $1) AS audited
         FROM assignment WHERE pool_id = $1`,
      [id],
    );
    expect(made?.claims).toBeLessThan(50);
    expect(made?.audited).toBe(0);
    await expectConsistentStock(fixture.services, fixture.shop);
  });

  describe("in a batch", () => {
    const assignMany = (handle: string, body: unknown, headers: Record<string, string> = {}) =>
      fixture.api.call("POST", `/api/v1/pools/${handle}/assignments/batch`, {
        key: fixture.key,
        body,
        headers,
      });

    it("returns results in order, and one rejection doesn't block the rest", async () => {
      const { handle, id } = await insertPoolWithHandle(fixture, { codes: 2 });
      const recipients = ["a@example.com", "nobody", "b@example.com", "c@example.com"];
      const { json } = await assignMany(handle, {
        recipients: recipients.map((recipient) => ({ recipient })),
      });
      expect(json).toMatchObject({
        assigned: 2,
        refused: 2,
        results: [
          { assignment: { recipient: "a@example.com" } },
          { refusal: { code: "recipient_invalid" } },
          { assignment: { recipient: "b@example.com" } },
          { refusal: { code: "pool_empty" } },
        ],
      });
      const audited = "SELECT actor, detail FROM audit_entry WHERE pool_id = $1";
      expect(await fixture.services.database.query(audited, [id])).toMatchObject([
        { actor: expect.stringMatching(/^Key/), detail: { count: 2, source: "api" } },
      ]);
    });

    it("can be retried with its idempotency key, which a different list can't reuse", async () => {
      const { handle } = await insertPoolWithHandle(fixture, {
        codes: 9,
        resendPolicy: "always_new",
      });
      const body = { recipients: [{ recipient: "a@example.com" }, { recipient: "b@example.com" }] };
      const key = { "Idempotency-Key": "mailing-1" };
      const first = await assignMany(handle, body, key);
      expect((await assignMany(handle, body, key)).json).toEqual(first.json);
      const longer = { recipients: [...body.recipients, { recipient: "c@example.com" }] };
      expect(await assignMany(handle, longer, key)).toMatchObject({
        status: 409,
        json: { code: "request_key_reused" },
      });
    });

    it("accepts 10,000 recipients and rejects 10,001", async () => {
      const { handle } = await insertPoolWithHandle(fixture, { codes: 10_000 });
      const list = (length: number) => ({
        recipients: Array.from({ length }, (_, n) => ({ recipient: `many${n}@example.com` })),
      });
      expect((await assignMany(handle, list(10_000))).json).toMatchObject({ assigned: 10_000 });
      expect(await assignMany(handle, list(10_001))).toMatchObject({
        status: 400,
        json: { code: "invalid_input", errors: [{ field: "recipients" }] },
      });
    });
  });
});
