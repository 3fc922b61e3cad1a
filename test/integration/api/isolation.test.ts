import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "../../../app/api/operations/operations";
import { keyScopes } from "../../../app/features/api-keys/api-key";
import { revokeKey } from "../../../app/features/api-keys/revoke-key.server";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop } from "../../setup/test-services";
import type { ApiResponse } from "./api-client";
import { type ApiFixture, makeKey, openApiFixture } from "./api-fixture";
import { insertPoolWithHandle } from "./pool-with-handle";
import { readEverything } from "./read-everything";

/** A valid request for each operation, for one pool with one assignment and one import. */
function requestsFor(handle: string, assignmentId: number, batchId: number, code: string) {
  return operations.map((operation) => {
    const id = operation.id === "getImport" ? batchId : assignmentId;
    const path = operation.path.replace("{handle}", handle).replace("{id}", String(id));
    const body = structuredClone(operation.example.body) as { template?: { text: string } };
    if (operation.id === "renderTemplate") {
      Object.assign(body, { preview: false, template: { text: `{% coupon_code '${handle}' %}` } });
    }
    return {
      operation,
      path: operation.id === "lookUpCode" ? `${path}?code=${code}` : path,
      body: operation.body ? body : undefined,
      headers: operation.needsMatch ? { "If-Match": "*" } : {},
    };
  });
}

type Sent = ReturnType<typeof requestsFor>[number];

describe("an API key", () => {
  let fixture: ApiFixture;
  let requests: Sent[];
  const keys: Record<string, string> = {};

  beforeAll(async () => {
    fixture = await openApiFixture();
    const { services, shop } = fixture;
    const { id, handle } = await insertPoolWithHandle(fixture, { codes: 3 });
    const { json } = await fixture.api.call("POST", `/api/v1/pools/${handle}/assignments`, {
      key: fixture.key,
      body: { recipient: "ada@example.com" },
    });
    const [batch] = await services.database.query<{ id: number }>(
      `INSERT INTO batch (shop_id, pool_id, state, file_name, byte_size, reading, created_by, created_at)
       VALUES ($1, $2, 'done', 'codes.csv', 1, '{}', 'Ada', now()) RETURNING id`,
      [shop.id, id],
    );
    requests = requestsFor(handle, json.id, batch?.id ?? 0, json.code);
    const other = await insertShop(services, "other-store.myshopify.com");
    await insertPool(services, other, { codes: 1 });
    keys["other shop"] = await makeKey(services, other);
    keys["revoked"] = await makeKey(services, shop);
    const keyId = Number(keys["revoked"].split("_")[2]);
    await revokeKey(services, shop, { keyId, actor: { name: "Ada" } });
    const elsewhere = await insertPoolWithHandle(fixture, { codes: 1 });
    keys["other pool"] = await makeKey(services, shop, { pools: [elsewhere.id] });
    for (const scope of keyScopes) {
      const scopes = keyScopes.filter((one) => one !== scope);
      keys[`without ${scope}`] = await makeKey(services, shop, { scopes });
    }
  });
  afterAll(() => fixture.close());

  const send = ({ operation, path, body, headers }: Sent, key: string) =>
    fixture.api.call(operation.method, path, { key, body, headers });

  /** Sends every request with the key. None of them changes anything. */
  async function sendInVain(
    key: string | ((request: Sent) => string),
    check: (answer: ApiResponse, request: Sent) => void,
  ) {
    const before = await readEverything(fixture.services);
    for (const request of requests) {
      const name = typeof key === "string" ? key : key(request);
      check(await send(request, keys[name] ?? ""), request);
    }
    expect(await readEverything(fixture.services)).toBe(before);
  }

  it("gives no access to another shop", () =>
    sendInVain("other shop", ({ status, json }, { operation }) => {
      if (operation.id === "listPools") {
        expect(JSON.stringify(json)).not.toContain(requests[1]?.path.split("/").at(-1));
      } else expect(status, operation.id).toBe(404);
    }));

  it("gives no access once it is revoked", () =>
    sendInVain("revoked", (answer, { operation }) => {
      expect(answer, operation.id).toMatchObject({ status: 401, json: { code: "key_revoked" } });
    }));

  it("gives no access without the scope", () =>
    sendInVain(
      ({ operation }) => `without ${operation.scope}`,
      (answer, { operation }) => {
        const { scope, id } = operation;
        expect(answer, id).toMatchObject({ status: 403, json: { code: "scope_missing", scope } });
      },
    ));

  it("gives no access to a pool it isn't for", () =>
    sendInVain("other pool", (answer, { operation: { id } }) => {
      if (id === "listPools") expect(answer.json.pools).toHaveLength(1);
      else if (id === "lookUpCode") expect(answer).toMatchObject({ status: 404 });
      else expect(answer, id).toMatchObject({ status: 403, json: { code: "pool_forbidden" } });
    }));

  it("gives access to every operation with the right scopes and pools", async () => {
    const before = await readEverything(fixture.services);
    for (const request of requests) {
      expect(await send(request, fixture.key), request.operation.id).toMatchObject({ status: 200 });
    }
    expect(await readEverything(fixture.services)).not.toBe(before);
    expect(new Set([...fixture.api.seen].map((seen) => seen.split(" ")[0])).size).toBe(
      operations.length,
    );
  });
});
