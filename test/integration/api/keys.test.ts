import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createKey } from "../../../app/features/api-keys/create-key.server";
import { listKeys } from "../../../app/features/api-keys/list-keys.server";
import { revokeKey } from "../../../app/features/api-keys/revoke-key.server";
import { rotateKey } from "../../../app/features/api-keys/rotate-key.server";
import { otherServer } from "../../setup/test-services";
import { type ApiFixture, makeKey, openApiFixture } from "./api-fixture";
import { startApiServer } from "./api-server";

describe("API keys", () => {
  let fixture: ApiFixture;
  const actor = { name: "Ada" };
  const list = (key?: string) => fixture.api.call("GET", "/api/v1/pools", { key });

  beforeAll(async () => {
    fixture = await openApiFixture();
  });
  afterAll(() => fixture.close());

  const idOf = (text: string) => Number(text.split("_")[2]);

  it("authenticate only with the complete secret", async () => {
    const key = await makeKey(fixture.services, fixture.shop);
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

  it("can be sent as the user name of Basic authentication", async () => {
    const key = await makeKey(fixture.services, fixture.shop);
    const listWith = (text: string) =>
      fixture.api.call("GET", "/api/v1/pools", {
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

  it("are stored as a hash", async () => {
    const key = await makeKey(fixture.services, fixture.shop);
    const [row] = await fixture.services.database.query<{ row: string }>(
      "SELECT to_jsonb(api_key)::text AS row FROM api_key WHERE id = $1",
      [idOf(key)],
    );
    expect(row?.row).not.toContain(key.split("_")[3]);
  });

  it("stop working at the next request after they are revoked", async () => {
    const key = await makeKey(fixture.services, fixture.shop);
    await list(key);
    await revokeKey(fixture.services, fixture.shop, { keyId: idOf(key), actor });
    expect(await list(key)).toMatchObject({ status: 401, json: { code: "key_revoked" } });
  });

  it("keep working during the overlap after a rotation, and not after it", async () => {
    const key = await makeKey(fixture.services, fixture.shop);
    const rotated = await rotateKey(fixture.services, fixture.shop, {
      keyId: idOf(key),
      overlapHours: 1,
      actor,
    });
    if (!rotated.ok) throw new Error("not rotated");
    expect(await list(key)).toMatchObject({ status: 200 });
    expect(await list(rotated.value.text)).toMatchObject({ status: 200 });
    const before = fixture.services.clock.now();
    fixture.services.setTime(new Date(before.getTime() + 3_600_000));
    expect(await list(key)).toMatchObject({ status: 401, json: { code: "key_expired" } });
    expect(await list(rotated.value.text)).toMatchObject({ status: 200 });
    fixture.services.setTime(before);
  });

  it("are rejected while the app is uninstalled", async () => {
    const key = await makeKey(fixture.services, fixture.shop);
    const set = (at: Date | null) =>
      fixture.services.database.query("UPDATE shop SET uninstalled_at = $2 WHERE id = $1", [
        fixture.shop.id,
        at,
      ]);
    await set(new Date());
    expect(await list(key)).toMatchObject({ status: 401, json: { code: "shop_uninstalled" } });
    await set(null);
    expect(await list(key)).toMatchObject({ status: 200 });
  });

  it("share one rate limit across processes and report what is left", async () => {
    const key = await makeKey(fixture.services, fixture.shop, { requestsPerMinute: 30 });
    // If the minute ended during the test, the key would get a second allowance.
    await stopDatabaseClock(fixture, 20);
    const processes = [otherServer(fixture.services), otherServer(fixture.services)];
    const servers = await Promise.all(processes.map(startApiServer));
    const send = (n: number) =>
      fetch(`${servers[n % 2]?.url}/api/v1/pools`, { headers: { Authorization: `Bearer ${key}` } });
    const results = await Promise.all(Array.from({ length: 80 }, (_, n) => send(n)));
    expect(results.filter(({ status }) => status === 200)).toHaveLength(30);
    const refused = await send(0);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ code: "rate_limited" });
    expect(refused.headers.get("Retry-After")).toBe("40");
    expect(refused.headers.get("RateLimit-Policy")).toBe('"key";q=30;w=60');
    expect(refused.headers.get("RateLimit")).toBe('"key";r=0;t=40');
    expect(refused.headers.get("RateLimit-Remaining")).toBe("0");
    await fixture.services.database.query("UPDATE api_key_minute SET minute = minute - 1");
    expect((await send(1)).status).toBe(200);
    // While this request was in transit, another one started the next minute and used it up.
    await fixture.services.database.query(
      "UPDATE api_key_minute SET minute = minute + 1, requests = 30",
    );
    expect((await send(0)).status).toBe(429);
    // If the database clock was set back, the old counter must not block the key.
    await fixture.services.database.query("UPDATE api_key_minute SET minute = minute + 60");
    expect((await send(1)).status).toBe(200);
    for (const server of servers) await server.close();
    for (const started of processes) await started.close();
  });

  it("don't lose their allowance to requests with a wrong secret", async () => {
    const key = await makeKey(fixture.services, fixture.shop, { requestsPerMinute: 1 });
    const stolen = `${key.slice(0, -64)}${"0".repeat(64)}`;
    for (let n = 0; n < 5; n += 1) await list(stolen);
    expect(await list(key)).toMatchObject({ status: 200 });
  });

  it("are listed with their last use, and every change is in the audit log", async () => {
    const key = await makeKey(fixture.services, fixture.shop, { name: "Audited" });
    await list(key);
    const keyId = idOf(key);
    await rotateKey(fixture.services, fixture.shop, { keyId, overlapHours: 0, actor });
    await revokeKey(fixture.services, fixture.shop, { keyId, actor });
    const listed = (await listKeys(fixture.services, fixture.shop)).find(({ id }) => id === keyId);
    expect(listed?.lastUsedAt).toEqual(fixture.services.clock.now());
    expect(
      await fixture.services.database.query(
        "SELECT action FROM audit_entry WHERE detail->>'name' = 'Audited' ORDER BY id",
      ),
    ).toEqual([{ action: "key.created" }, { action: "key.rotated" }, { action: "key.revoked" }]);
  });

  it("need a unique name, at least one scope and pools of their own shop", async () => {
    const make = (more: object) =>
      createKey(fixture.services, fixture.shop, {
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

/** Stops `clock_timestamp()` at this second of a minute, for connections opened after this call. */
async function stopDatabaseClock({ services: { database } }: ApiFixture, second: number) {
  await database.query("CREATE SCHEMA still");
  await database.query(
    `CREATE FUNCTION still.clock_timestamp() RETURNS timestamptz LANGUAGE sql
     RETURN TIMESTAMPTZ '2026-11-21 12:00Z' + interval '${second} seconds'`,
  );
  const [own] = await database.query<{ name: string }>("SELECT current_database() AS name");
  await database.query(`ALTER DATABASE ${own?.name} SET search_path TO still, pg_catalog, public`);
}
