import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertShop } from "../../setup/test-services";
import { insertSealedPool, poolOf } from "../publishing/sealed-fixture";
import { type ApiFixture, makeKey, openApiFixture } from "./api-fixture";
import { insertPoolWithHandle } from "./pool-with-handle";

describe("pools through the API", () => {
  let fixture: ApiFixture;

  beforeAll(async () => {
    fixture = await openApiFixture();
  });
  afterAll(() => fixture.close());

  it("are listed once each across pages, with stock and stock level", async () => {
    const { services, api } = fixture;
    const shop = await insertShop(services, "five-pools.myshopify.com");
    const key = await makeKey(services, shop);
    const pools = [];
    for (let n = 0; n < 5; n += 1) {
      pools.push(await insertPoolWithHandle({ services, shop }, { codes: n }));
    }
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const query: string = cursor ? `?limit=2&cursor=${cursor}` : "?limit=2";
      const { json } = await api.call("GET", `/api/v1/pools${query}`, { key });
      seen.push(...json.pools.map((pool: { handle: string }) => pool.handle));
      cursor = json.next_cursor;
    }
    expect(seen.toSorted()).toEqual(pools.map(({ handle }) => handle).toSorted());
    const empty = await api.call("GET", `/api/v1/pools/${pools[0]?.handle}`, { key });
    expect(empty.json).toMatchObject({ level: "empty", stock: { total: 0 } });
  });

  it("show how many recipients have a shared code", async () => {
    const { handle } = await insertPoolWithHandle(fixture, { type: "shared", codes: 1 });
    for (const recipient of ["ada@example.com", "ben@example.com"]) {
      const path = `/api/v1/pools/${handle}/assignments`;
      await fixture.api.call("POST", path, { key: fixture.key, body: { recipient } });
    }
    const { json } = await fixture.api.call("GET", `/api/v1/pools/${handle}`, { key: fixture.key });
    expect(json.stock).toMatchObject({ recipients: 2, uses: 0, total: 1 });
  });

  it("are listed only if the key has access to them", async () => {
    const mine = await insertPoolWithHandle(fixture, { codes: 1 });
    const key = await makeKey(fixture.services, fixture.shop, { pools: [mine.id] });
    const { json } = await fixture.api.call("GET", "/api/v1/pools", { key });
    expect(json.pools).toMatchObject([{ handle: mine.handle }]);
  });

  it("are changed only by a request that saw the latest version", async () => {
    const { handle } = await insertPoolWithHandle(fixture, { active: false });
    const path = `/api/v1/pools/${handle}`;
    const { headers } = await fixture.api.call("GET", path, { key: fixture.key });
    const tag = headers.get("ETag") ?? "";
    const edit = (body: unknown, ifMatch?: string) =>
      fixture.api.call("PATCH", path, {
        key: fixture.key,
        body,
        headers: ifMatch ? { "If-Match": ifMatch } : {},
      });
    expect(await edit({ active: true })).toMatchObject({ status: 428 });
    const edited = await edit({ name: `Edited ${handle}`, active: true }, tag);
    expect(edited.json).toMatchObject({ name: `Edited ${handle}`, active: true, handle });
    expect(edited.headers.get("ETag")).not.toBe(tag);
    expect(await edit({ active: false }, tag)).toMatchObject({
      status: 412,
      json: { code: "outdated" },
    });
    expect(await edit({ active: false }, "*")).toMatchObject({ status: 200 });
    expect(await edit({}, "*")).toMatchObject({ status: 400 });
  });

  it("show their protection, and can be paused at checkout", async () => {
    const { services, shop } = fixture;
    const { handle } = await poolOf(services, shop, await insertSealedPool(services, shop));
    const path = `/api/v1/pools/${handle}`;
    const protection = { holder_only: true, personal_expiration: false, checkout_paused: false };
    const { json } = await fixture.api.call("GET", path, { key: fixture.key });
    // Its codes are made when they're assigned, so it can't be empty.
    expect(json).toMatchObject({ protection, level: "plenty", stock: { available: 0 } });
    const edited = await fixture.api.call("PATCH", path, {
      key: fixture.key,
      headers: { "If-Match": "*" },
      body: { checkout_paused: true },
    });
    expect(edited).toMatchObject({
      status: 200,
      json: { protection: { ...protection, checkout_paused: true } },
    });
  });

  it("record a key's changes in the audit log under its name", async () => {
    const { handle, id } = await insertPoolWithHandle(fixture, { active: false });
    const key = await makeKey(fixture.services, fixture.shop, { name: "Loyalty tool" });
    const headers = { "If-Match": "*" };
    await fixture.api.call("PATCH", `/api/v1/pools/${handle}`, {
      key,
      headers,
      body: { active: true },
    });
    expect(
      await fixture.services.database.query(
        "SELECT actor, action FROM audit_entry WHERE shop_id = $1 AND pool_id = $2",
        [fixture.shop.id, id],
      ),
    ).toEqual([{ actor: "Loyalty tool", action: "pool.activated" }]);
  });

  it.each([
    ["GET", "/api/v1/nothing", 404, "not_found"],
    ["GET", "/api", 404, "not_found"],
    ["GET", "/api/v1/pools.data", 404, "not_found"],
    ["GET", "/api/v1/pools/UPPER", 404, "pool_not_found"],
    ["DELETE", "/api/v1/pools", 405, "method_not_allowed"],
    ["GET", "/api/v1/pools?limit=0", 400, "invalid_input"],
    ["GET", "/api/v1/pools?limit=1&limit=2", 400, "invalid_input"],
    ["GET", "/api/v1/pools?sort=name", 400, "unknown_field"],
    ["GET", "/api/v1/pools/%E0%A4%A", 400, "invalid_request"],
  ])("respond to %s %s with %i %s", async (method, path, status, code) => {
    const response = await fixture.api.call(method, path, { key: fixture.key });
    expect(response).toMatchObject({ status, json: { code } });
  });
});
