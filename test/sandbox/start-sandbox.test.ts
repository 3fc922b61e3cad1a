import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { startSandbox } from "./start-sandbox";

const folder = mkdtempSync(path.join(tmpdir(), "sandbox-test-"));
const stateFile = path.join(folder, "state.json");
const options = { apiKey: "key", apiSecret: "secret", appUrl: "http://127.0.0.1:1" };

afterEach(() => rmSync(stateFile, { force: true }));

test("goes on where it stopped", async () => {
  const first = await startSandbox({ ...options, stateFile });
  const move = { method: "POST", body: JSON.stringify({ advanceMs: 86_400_000 }) };
  await fetch(`${first.url}/control/api/clock`, move);
  const { shops } = first.sandbox.world;
  await first.close();
  const second = await startSandbox({ ...options, stateFile });
  expect(second.sandbox.world.clockOffsetMs).toBe(86_400_000);
  expect(second.sandbox.world.shops).toEqual(shops);
  await second.close();
});

test("leaves the state of a running one alone when it cannot start beside it", async () => {
  const running = await startSandbox({ ...options, stateFile });
  await running.close();
  const kept = readFileSync(stateFile, "utf8");
  const again = await startSandbox({ ...options, stateFile });
  const port = Number(new URL(again.url).port);
  await expect(startSandbox({ ...options, stateFile, port })).rejects.toThrow(
    `The sandbox cannot start: port ${port} is taken`,
  );
  expect(readFileSync(stateFile, "utf8")).toBe(kept);
  await again.close();
});

test("ends with one line and code 1 when a port is taken", async () => {
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
  expect(ended.said).toMatch(/^The sandbox cannot start: port \d+ is taken; [^\n]*\n$/);
  await running.close();
});
