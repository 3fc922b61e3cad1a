import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { authenticateKey } from "../../../app/features/api-keys/authenticate-key.server";
import { createKey } from "../../../app/features/api-keys/create-key.server";
import { holdIdempotencyKey } from "../../../app/features/api-keys/hold-idempotency-key.server";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

let services: TestServices;
let shop: ShopContext;

beforeAll(async () => {
  services = await openTestServices();
  shop = await insertShop(services);
});
afterAll(() => services.close());

it("an API key opens the door of its store, with everything that features need of it", async () => {
  const created = await createKey(services, shop, {
    name: "Mailer",
    scopes: ["assign"],
    pools: null,
    requestsPerMinute: 100,
    actor: { name: "Ada" },
  });
  if (!created.ok) throw new Error(created.failure.kind);
  const admitted = await authenticateKey(services, {
    text: created.value.text,
    address: "127.0.0.1",
  });
  expect(admitted).toMatchObject({ ok: true, value: { shop, key: { name: "Mailer" } } });
});

it("what a request asked is kept as a hash that the app's secret alone does not give", async () => {
  const asked = { operation: "assign", recipient: "ada@example.com" };
  await holdIdempotencyKey(services, shop, { requestKey: "one", asked });
  const [held] = await services.database.query<{ fingerprint: Buffer }>(
    "SELECT fingerprint FROM api_request WHERE shop_id = $1 AND request_key = 'one'",
    [shop.id],
  );
  const direct = createHmac("sha256", services.keyring.hashSecret).update(JSON.stringify(asked));
  expect(held?.fingerprint.equals(direct.digest())).toBe(false);
  expect(await holdIdempotencyKey(services, shop, { requestKey: "one", asked })).toMatchObject({
    ok: true,
  });
});
