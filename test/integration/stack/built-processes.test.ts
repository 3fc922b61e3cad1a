import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
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
  const response = await fetch(`http://127.0.0.1:${app.port}/api/v1/render`, {
    method: "POST",
    headers: { authorization: `Bearer ${key.value.text}`, "content-type": "application/json" },
    body: JSON.stringify({
      template: { text: "Hello {{ name | upcase }}" },
      recipients: [{ recipient: "ada@example.com", fields: { name: "Ada" } }],
      campaign: "spring",
    }),
  });
  expect(await response.json()).toMatchObject({ results: [{ message: { text: "Hello ADA" } }] });
});

it("the build contains each module only once, so that no process runs a second copy", async () => {
  const folder = "build/server";
  const filesOf = new Map<string, string[]>();
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".js.map"))) {
    const { sources } = JSON.parse(await readFile(path.join(folder, file), "utf8")) as {
      sources: string[];
    };
    for (const source of sources) {
      const module = path.join(folder, source);
      filesOf.set(module, [...(filesOf.get(module) ?? []), file]);
    }
  }
  // A module of a page, one of the web process and one of both processes.
  expect(filesOf.get("app/routes/app.tsx")).toEqual(["serve.js.map"]);
  expect(filesOf.get("app/server/create-app.ts")).toEqual(["serve.js.map"]);
  expect(filesOf.has("app/features/assignments/allocation/allocate-codes.server.ts")).toBe(true);
  expect([...filesOf].filter(([, files]) => files.length > 1)).toEqual([]);
});
