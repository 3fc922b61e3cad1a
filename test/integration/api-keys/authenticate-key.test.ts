import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { authenticateKey } from "../../../app/features/api-keys/authenticate-key.server";
import { createKey } from "../../../app/features/api-keys/create-key.server";
import { reserveIdempotencyKey } from "../../../app/features/api-keys/reserve-idempotency-key.server";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

let services: TestServices;
let shop: ShopContext;

beforeAll(async () => {
  services = await openTestServices();
  shop = await insertShop(services);
});
afterAll(() => services.close());

it("an API key authenticates as its store", async () => {
  const created = await createKey(services, shop, {
    name: "Mailer",
    scopes: ["assign"],
    pools: null,
    requestsPerMinute: 100,
    actor: { name: "Ada" },
  });
  if (!created.ok) throw new Error(created.failure.kind);
  const authenticated = await authenticateKey(services, {
    text: created.value.text,
    address: "127.0.0.1",
  });
  expect(authenticated).toMatchObject({ ok: true, value: { shop, key: { name: "Mailer" } } });
});

it("an idempotency record stores the request as a hash that is not keyed with the encryption key itself", async () => {
  const content = { operation: "assign", recipient: "ada@example.com" };
  await reserveIdempotencyKey(services, shop, { idempotencyKey: "one", request: content });
  const [stored] = await services.database.query<{ fingerprint: Buffer }>(
    "SELECT fingerprint FROM api_request WHERE shop_id = $1 AND request_key = 'one'",
    [shop.id],
  );
  const direct = createHmac("sha256", services.keyring.hashSecret).update(JSON.stringify(content));
  expect(stored?.fingerprint.equals(direct.digest())).toBe(false);
  expect(
    await reserveIdempotencyKey(services, shop, { idempotencyKey: "one", request: content }),
  ).toMatchObject({
    ok: true,
  });
});
