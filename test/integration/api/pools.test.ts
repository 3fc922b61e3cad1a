import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiFixture, makeKey, openApiFixture } from "./api-fixture";
import { insertPoolWithHandle } from "./pool-with-handle";

describe("pools through the API", () => {
  let world: ApiFixture;

  beforeAll(async () => {
    world = await openApiFixture();
  });
  afterAll(() => world.close());

  it("lists the pools page by page, each once, with stock and level", async () => {
    const pools = [];
    for (let n = 0; n < 5; n += 1) pools.push(await insertPoolWithHandle(world, { codes: n }));
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const query: string = cursor ? `?limit=2&cursor=${cursor}` : "?limit=2";
      const { json } = await world.api.call("GET", `/api/v1/pools${query}`, { key: world.key });
      seen.push(...json.pools.map((pool: { handle: string }) => pool.handle));
      cursor = json.next_cursor;
    }
    expect(seen.toSorted()).toEqual(pools.map(({ handle }) => handle).toSorted());
    const empty = await world.api.call("GET", `/api/v1/pools/${pools[0]?.handle}`, {
      key: world.key,
    });
    expect(empty.json).toMatchObject({ level: "empty", stock: { total: 0 } });
  });

  it("says of a shared code how many people hold it", async () => {
    const { handle } = await insertPoolWithHandle(world, { type: "shared", codes: 1 });
    for (const recipient of ["ada@example.com", "ben@example.com"]) {
      const path = `/api/v1/pools/${handle}/assignments`;
      await world.api.call("POST", path, { key: world.key, body: { recipient } });
    }
    const { json } = await world.api.call("GET", `/api/v1/pools/${handle}`, { key: world.key });
    expect(json.stock).toMatchObject({ recipients: 2, uses: 0, total: 1 });
  });

  it("lists only the pools of the key", async () => {
    const mine = await insertPoolWithHandle(world, { codes: 1 });
    const key = await makeKey(world.services, world.shop, { pools: [mine.id] });
    const { json } = await world.api.call("GET", "/api/v1/pools", { key });
    expect(json.pools).toMatchObject([{ handle: mine.handle }]);
  });

  it("changes a pool for the one who saw its newest state, and for nobody else", async () => {
    const { handle } = await insertPoolWithHandle(world, { active: false });
    const path = `/api/v1/pools/${handle}`;
    const { headers } = await world.api.call("GET", path, { key: world.key });
    const tag = headers.get("ETag") ?? "";
    const edit = (body: unknown, ifMatch?: string) =>
      world.api.call("PATCH", path, {
        key: world.key,
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

  it("writes a key's changes into the audit under its name", async () => {
    const { handle, id } = await insertPoolWithHandle(world, { active: false });
    const key = await makeKey(world.services, world.shop, { name: "Loyalty tool" });
    const headers = { "If-Match": "*" };
    await world.api.call("PATCH", `/api/v1/pools/${handle}`, {
      key,
      headers,
      body: { active: true },
    });
    expect(
      await world.services.database.query(
        "SELECT actor, action FROM audit_entry WHERE shop_id = $1 AND pool_id = $2",
        [world.shop.id, id],
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
  ])("answers %s %s with %i %s", async (method, path, status, code) => {
    const answer = await world.api.call(method, path, { key: world.key });
    expect(answer).toMatchObject({ status, json: { code } });
  });
});
