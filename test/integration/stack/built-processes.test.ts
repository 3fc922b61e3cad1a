import { afterAll, beforeAll, expect, it } from "vitest";
import { createKey } from "../../../app/features/api-keys/create-key.server";
import { buildApp } from "../../../dev/stack/build-app";
import { type AppProcess, startAppProcess } from "../../../dev/stack/start-app-process";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

let services: TestServices;
let app: AppProcess;

beforeAll(async () => {
  services = await openTestServices();
  await buildApp();
  app = await startAppProcess(services.databaseUrl, services.keyring);
});
afterAll(async () => {
  await app?.stop();
  await services.close();
});

it("the built app renders messages in a worker thread", async () => {
  const shop = await insertShop(services);
  const key = await createKey(services, shop, {
    name: "Mail tool",
    scopes: ["assign"],
    pools: null,
    requestsPerMinute: 60,
    actor: { name: "Ada" },
  });
  if (!key.ok) throw new Error(key.failure.kind);
  const answer = await fetch(`http://127.0.0.1:${app.port}/api/v1/render`, {
    method: "POST",
    headers: { authorization: `Bearer ${key.value.text}`, "content-type": "application/json" },
    body: JSON.stringify({
      template: { text: "Hello {{ name | upcase }}" },
      recipients: [{ recipient: "ada@example.com", fields: { name: "Ada" } }],
      campaign: "spring",
    }),
  });
  expect(await answer.json()).toMatchObject({ results: [{ message: { text: "Hello ADA" } }] });
});
