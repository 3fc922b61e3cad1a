import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { scheduleStep } from "./discounts/codes/continue-creation";
import { startSandbox } from "./start-sandbox";

const folder = mkdtempSync(path.join(tmpdir(), "sandbox-test-"));
const stateFile = path.join(folder, "state.json");
const options = { apiKey: "key", apiSecret: "secret", appUrl: "http://127.0.0.1:1" };

const advance = (url: string, advanceMs: number) =>
  fetch(`${url}/control/api/clock`, { method: "POST", body: JSON.stringify({ advanceMs }) });

afterEach(() => rmSync(stateFile, { force: true }));

test("the sandbox continues where it stopped", async () => {
  const first = await startSandbox({ ...options, stateFile });
  await advance(first.url, 86_400_000);
  const { shops } = first.sandbox.world;
  await first.close();
  const second = await startSandbox({ ...options, stateFile });
  expect(second.sandbox.world.clockOffsetMs).toBe(86_400_000);
  expect(second.sandbox.world.shops).toEqual(shops);
  await second.close();
});

test("the sandbox continues creating codes after a restart", async () => {
  const first = await startSandbox({ ...options, stateFile });
  const shop = Object.values(first.sandbox.world.shops)[0];
  const discount = Object.values(shop?.discounts ?? {})[0];
  if (!shop || !discount) throw new Error("The shop has no discount");
  // Creation takes two hours, so half of the codes exist when the sandbox stops.
  first.sandbox.world.pace.codeMs = 72_000;
  const codes = Array.from({ length: 100 }, (_none, at) => `C-${at}`);
  const creation = { id: "1", discountId: discount.id, createdAt: 0, codes, tried: 0 };
  shop.codeCreations["1"] = { ...creation, refusals: {}, stopsAt: null };
  scheduleStep(first.sandbox, shop, shop.codeCreations["1"]);
  await advance(first.url, 65 * 60_000);
  await first.close();
  const second = await startSandbox({ ...options, stateFile });
  const again = second.sandbox.world.shops[shop.domain];
  expect(again?.codeCreations["1"]).toMatchObject({ tried: 50 });
  await advance(second.url, 65 * 60_000);
  const made = again?.discounts[discount.id]?.codes.map(({ code }) => code) ?? [];
  expect(made).toEqual([...discount.codes.map(({ code }) => code).slice(0, 1), ...codes]);
  expect(again?.codeCreations["1"]).toMatchObject({ tried: 100, refusals: {} });
  await second.close();
});

test("a sandbox that can't start leaves the state of a running one alone", async () => {
  const running = await startSandbox({ ...options, stateFile });
  await running.close();
  const state = readFileSync(stateFile, "utf8");
  const again = await startSandbox({ ...options, stateFile });
  const port = Number(new URL(again.url).port);
  await expect(startSandbox({ ...options, stateFile, port })).rejects.toThrow(
    `The sandbox cannot start: port ${port} is taken`,
  );
  expect(readFileSync(stateFile, "utf8")).toBe(state);
  await again.close();
});

test("the sandbox exits with one line and code 1 if a port is taken", async () => {
  const running = await startSandbox(options);
  const main = fileURLToPath(new URL("./main.ts", import.meta.url));
  const env = {
    ...process.env,
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    APP_URL: "http://127.0.0.1:1",
    SANDBOX_PORT: new URL(running.url).port,
  };
  const ended = await new Promise<{ code: unknown; said: string }>((resolve) => {
    execFile(process.execPath, ["--import", "tsx", main], { env }, (error, _out, said) =>
      resolve({ code: error?.code, said }),
    );
  });
  expect(ended.code).toBe(1);
  expect(ended.said).toMatch(/^The sandbox cannot start: port \d+ is taken\. [^\n]*\n$/);
  await running.close();
});
