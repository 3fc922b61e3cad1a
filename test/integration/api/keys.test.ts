import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createKey } from "../../../app/features/api-keys/create-key.server";
import { listKeys } from "../../../app/features/api-keys/list-keys.server";
import { revokeKey } from "../../../app/features/api-keys/revoke-key.server";
import { rotateKey } from "../../../app/features/api-keys/rotate-key.server";
import { otherServer } from "../../setup/test-services";
import { type ApiFixture, makeKey, openApiFixture } from "./api-fixture";
import { startApiServer } from "./api-server";

describe("API keys", () => {
  let world: ApiFixture;
  const actor = { name: "Ada" };
  const list = (key?: string) => world.api.call("GET", "/api/v1/pools", { key });

  beforeAll(async () => {
    world = await openApiFixture();
  });
  afterAll(() => world.close());

  const idOf = (text: string) => Number(text.split("_")[2]);

  it("open the door with the whole secret only", async () => {
    const key = await makeKey(world.services, world.shop);
    expect(await list(key)).toMatchObject({ status: 200 });
    const last = key.endsWith("0") ? "1" : "0";
    for (const wrong of [
      key.slice(0, -1) + last,
      "cpk_1_1_x",
      "nonsense",
      key.replace("cpk_", "cpk_9"),
    ]) {
      expect(await list(wrong)).toMatchObject({ status: 401, json: { code: "key_invalid" } });
    }
    expect(await list()).toMatchObject({ status: 401, json: { code: "key_missing" } });
  });

  it("may come as the user name of a tool that keeps passwords only", async () => {
    const key = await makeKey(world.services, world.shop);
    const listWith = (text: string) =>
      world.api.call("GET", "/api/v1/pools", {
        headers: { Authorization: `Basic ${Buffer.from(text).toString("base64")}` },
      });
    expect(await listWith(`${key}:x`)).toMatchObject({ status: 200 });
    expect(await listWith(`${key}:`)).toMatchObject({ status: 200 });
    expect(await listWith(`x:${key}`)).toMatchObject({
      status: 401,
      json: { code: "key_invalid" },
    });
    expect(await listWith(key)).toMatchObject({ status: 401, json: { code: "key_invalid" } });
  });

  it("are kept as a hash", async () => {
    const key = await makeKey(world.services, world.shop);
    const [row] = await world.services.database.query<{ row: string }>(
      "SELECT to_jsonb(api_key)::text AS row FROM api_key WHERE id = $1",
      [idOf(key)],
    );
    expect(row?.row).not.toContain(key.split("_")[3]);
  });

  it("stop at the very next request when they are revoked", async () => {
    const key = await makeKey(world.services, world.shop);
    await list(key);
    await revokeKey(world.services, world.shop, { keyId: idOf(key), actor });
    expect(await list(key)).toMatchObject({ status: 401, json: { code: "key_revoked" } });
  });

  it("go on working for the overlap after a rotation, and not after it", async () => {
    const key = await makeKey(world.services, world.shop);
    const rotated = await rotateKey(world.services, world.shop, {
      keyId: idOf(key),
      overlapHours: 1,
      actor,
    });
    if (!rotated.ok) throw new Error("not rotated");
    expect(await list(key)).toMatchObject({ status: 200 });
    expect(await list(rotated.value.text)).toMatchObject({ status: 200 });
    const before = world.services.clock.now();
    world.services.setTime(new Date(before.getTime() + 3_600_000));
    expect(await list(key)).toMatchObject({ status: 401, json: { code: "key_expired" } });
    expect(await list(rotated.value.text)).toMatchObject({ status: 200 });
    world.services.setTime(before);
  });

  it("are refused while the app is uninstalled", async () => {
    const key = await makeKey(world.services, world.shop);
    const set = (at: Date | null) =>
      world.services.database.query("UPDATE shop SET uninstalled_at = $2 WHERE id = $1", [
        world.shop.id,
        at,
      ]);
    await set(new Date());
    expect(await list(key)).toMatchObject({ status: 401, json: { code: "shop_uninstalled" } });
    await set(null);
    expect(await list(key)).toMatchObject({ status: 200 });
  });

  it("keep their limit across two processes, and say what is left", async () => {
    const key = await makeKey(world.services, world.shop, { requestsPerMinute: 30 });
    // A minute that ends on the way would give the key a second allowance.
    await stopDatabaseClock(world, 20);
    const processes = [otherServer(world.services), otherServer(world.services)];
    const servers = await Promise.all(processes.map(startApiServer));
    const ask = (n: number) =>
      fetch(`${servers[n % 2]?.url}/api/v1/pools`, { headers: { Authorization: `Bearer ${key}` } });
    const answers = await Promise.all(Array.from({ length: 80 }, (_, n) => ask(n)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
    const refused = await ask(0);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ code: "rate_limited" });
    expect(refused.headers.get("Retry-After")).toBe("40");
    expect(refused.headers.get("RateLimit-Policy")).toBe('"key";q=30;w=60');
    expect(refused.headers.get("RateLimit")).toBe('"key";r=0;t=40');
    expect(refused.headers.get("RateLimit-Remaining")).toBe("0");
    await world.services.database.query("UPDATE api_key_minute SET minute = minute - 1");
    expect((await ask(1)).status).toBe(200);
    // Another request is in the next minute already, and used it up, while this one was on its way.
    await world.services.database.query(
      "UPDATE api_key_minute SET minute = minute + 1, requests = 30",
    );
    expect((await ask(0)).status).toBe(429);
    // A database whose clock was set back does not count on for ever.
    await world.services.database.query("UPDATE api_key_minute SET minute = minute + 60");
    expect((await ask(1)).status).toBe(200);
    for (const server of servers) await server.close();
    for (const one of processes) await one.close();
  });

  it("do not lose their allowance to somebody without the secret", async () => {
    const key = await makeKey(world.services, world.shop, { requestsPerMinute: 1 });
    const stolen = `${key.slice(0, -64)}${"0".repeat(64)}`;
    for (let n = 0; n < 5; n += 1) await list(stolen);
    expect(await list(key)).toMatchObject({ status: 200 });
  });

  it("are listed with their last use, and every change is in the audit", async () => {
    const key = await makeKey(world.services, world.shop, { name: "Audited" });
    await list(key);
    const keyId = idOf(key);
    await rotateKey(world.services, world.shop, { keyId, overlapHours: 0, actor });
    await revokeKey(world.services, world.shop, { keyId, actor });
    const listed = (await listKeys(world.services, world.shop)).find(({ id }) => id === keyId);
    expect(listed?.lastUsedAt).toEqual(world.services.clock.now());
    expect(
      await world.services.database.query(
        "SELECT action FROM audit_entry WHERE detail->>'name' = 'Audited' ORDER BY id",
      ),
    ).toEqual([{ action: "key.created" }, { action: "key.rotated" }, { action: "key.revoked" }]);
  });

  it("refuse a name twice, no scope, and a pool that is not the shop's", async () => {
    const make = (more: object) =>
      createKey(world.services, world.shop, {
        name: "Refused",
        scopes: ["read"],
        pools: null,
        requestsPerMinute: 60,
        actor,
        ...more,
      });
    expect(await make({})).toMatchObject({ ok: true });
    expect(await make({ name: "REFUSED" })).toMatchObject({ failure: { field: "name" } });
    expect(await make({ name: "Other", scopes: [] })).toMatchObject({
      failure: { field: "scopes" },
    });
    expect(await make({ name: "Other", pools: [999] })).toMatchObject({
      failure: { field: "pools" },
    });
  });
});

/** For connections of this database that are opened from now on, the minute stands at this second. */
async function stopDatabaseClock({ services: { database } }: ApiFixture, second: number) {
  await database.query("CREATE SCHEMA still");
  await database.query(
    `CREATE FUNCTION still.clock_timestamp() RETURNS timestamptz LANGUAGE sql
     RETURN TIMESTAMPTZ '2026-11-21 12:00Z' + interval '${second} seconds'`,
  );
  const [own] = await database.query<{ name: string }>("SELECT current_database() AS name");
  await database.query(`ALTER DATABASE ${own?.name} SET search_path TO still, pg_catalog, public`);
}
