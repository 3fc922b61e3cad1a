import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../../app/database/database.server";
import { lockStock } from "../../../app/features/pools/stock/stock.server";
import { type ApiClient, openApiClient } from "./api-client";
import { type ApiFixture, openApiFixture } from "./api-fixture";
import { type ApiServer, startApiServer } from "./api-server";
import { insertPoolWithHandle } from "./pool-with-handle";

describe("a pool that a long change has locked", () => {
  let fixture: ApiFixture;
  /** Like the app's database, but with a lock timeout of 0.3 seconds. */
  let impatient: Database;
  let server: ApiServer;
  let api: ApiClient;
  let release: () => Promise<void> = () => Promise.resolve();

  beforeAll(async () => {
    fixture = await openApiFixture();
    const { databaseUrl, log } = fixture.services;
    const url = new URL(databaseUrl);
    url.searchParams.set("lock_timeout", "300");
    impatient = openDatabase(url.href, 5, log);
    server = await startApiServer({ ...fixture.services, database: impatient });
    api = await openApiClient(server.url);
  });
  afterEach(() => release());
  afterAll(async () => {
    await server.close();
    await impatient.close();
    await fixture.close();
  });

  /** Holds the pool lock until `release` is called, as undoing an import does. */
  async function hold(poolId: number): Promise<void> {
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((taken) => {
      const change = fixture.services.database.transaction(async (tx) => {
        await lockStock(tx, fixture.shop.id, poolId);
        taken();
        await new Promise<void>((resolve) => {
          letGo = resolve;
        });
      });
      release = async () => {
        letGo();
        await change;
      };
    });
    await held;
  }
  const post = (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
    api.call("POST", path, { key: fixture.key, body, headers });
  const one = (handle: string, recipient: string, idempotencyKey: string) =>
    post(`/api/v1/pools/${handle}/assignments`, { recipient, request_key: idempotencyKey });

  it("answers “busy” with Retry-After, and the same request succeeds later", async () => {
    const { id, handle } = await insertPoolWithHandle(fixture, { codes: 3 });
    const given = await one(handle, "held@example.com", "before");
    await hold(id);
    const busy = await Promise.all(
      ["a", "b", "c"].map((name) => one(handle, `${name}@example.com`, name)),
    );
    const list = { recipients: [{ recipient: "a@example.com" }, { recipient: "d@example.com" }] };
    const refused = [
      ...busy,
      await post(`/api/v1/pools/${handle}/assignments/batch`, list),
      await post(`/api/v1/pools/${handle}/assignments/${given.json.id}/release`),
    ];
    for (const result of refused) {
      expect(result).toMatchObject({ status: 503, json: { code: "busy" } });
      expect(result.headers.get("Retry-After")).toBe("5");
    }
    await release();
    expect(await one(handle, "a@example.com", "a")).toMatchObject({ status: 200 });
  });

  it("keeps the codes it assigned itself if only its fallback is locked", async () => {
    const fallback = await insertPoolWithHandle(fixture, { codes: 3 });
    const { handle } = await insertPoolWithHandle(fixture, {
      codes: 1,
      fallbackPoolId: fallback.id,
    });
    await hold(fallback.id);
    const list = { recipients: [{ recipient: "e@example.com" }, { recipient: "f@example.com" }] };
    const headers = { "Idempotency-Key": "list-1" };
    const first = await post(`/api/v1/pools/${handle}/assignments/batch`, list, headers);
    expect(first).toMatchObject({
      status: 200,
      json: { assigned: 1, results: [{ assignment: {} }, { refusal: { code: "busy" } }] },
    });
    await release();
    const again = await post(`/api/v1/pools/${handle}/assignments/batch`, list, headers);
    expect(again.json).toMatchObject({ assigned: 2, refused: 0 });
    expect(again.json.results[0]).toEqual(first.json.results[0]);
  });
});
