import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { freePorts, isTaken } from "../../../dev/stack/free-ports";
import { copyDatabase } from "../../setup/copy-database";

/** The parts of the project that the processes need. They watch a copy, which nothing else changes. */
const parts = [
  "app",
  "dev",
  "prisma",
  "scripts",
  "package.json",
  "prisma.config.ts",
  "shopify.app.toml",
  "tsconfig.json",
  "vite.config.ts",
];
const waitOptions = { timeout: 120_000, interval: 20 };
const tunnel = "quick-fox.trycloudflare.com";

let copy: string;
let port: number;
let processes: ChildProcess;
let output = "";

// Starts the processes like `shopify app dev`.
beforeAll(async () => {
  copy = await mkdtemp(path.join(tmpdir(), "coupon-pools-source-"));
  await chmod(copy, 0o755);
  for (const part of parts) await cp(part, path.join(copy, part), { recursive: true });
  await symlink(path.resolve("node_modules"), path.join(copy, "node_modules"));
  [port = 0] = await freePorts(1);
  processes = spawn(process.execPath, ["--import", "tsx", "dev/shopify/run.ts"], {
    cwd: copy,
    env: {
      ...process.env,
      SHOPIFY_API_KEY: "key",
      SHOPIFY_API_SECRET: "secret",
      HOST: `https://${tunnel}`,
      PORT: String(port),
      DATABASE_URL: await copyDatabase(inject("postgresUrl")),
    },
  });
  for (const stream of [processes.stdout, processes.stderr]) {
    stream?.on("data", (part: Buffer) => {
      output += part.toString("utf8");
    });
  }
  await vi.waitUntil(() => output.includes("The app listens") || processes.exitCode, waitOptions);
  expect(output).toContain(`The app listens on port ${port}`);
});
afterAll(async () => {
  if (processes?.exitCode === null) await stop();
  await rm(copy, { recursive: true, force: true });
});

it("changes to a page, to server code and to the worker take effect without a restart", async () => {
  const page = "app/routes/app._index.tsx";
  expect(await (await get(`/${page}`)).text()).toContain("Coupon Management");
  const pushed = await listenToVite();
  await edit(page, 'title="Coupon Management"', 'title="Changed page"');
  await vi.waitUntil(() => pushed().includes(`/${page}`), waitOptions);
  expect(await (await get(`/${page}?t=${Date.now()}`)).text()).toContain("Changed page");

  await edit("app/routes/healthz.tsx", '"ok"', '"changed answer"');
  await vi.waitUntil(
    async () => (await (await get("/healthz")).text()) === "changed answer",
    waitOptions,
  );

  await edit("app/jobs/main.ts", '"worker ready"', '"worker ready, changed"');
  await vi.waitUntil(async () => (await log("worker")).includes("ready, changed"), waitOptions);
  expect((await log("app")).match(/app ready/g)).toHaveLength(1);

  await stop();
  expect(await isTaken(port)).toBe(false);
});

/** Connects to Vite like a browser through the tunnel. The result returns what Vite has sent so far. */
async function listenToVite(): Promise<() => string> {
  const headers = {
    connection: "Upgrade",
    host: tunnel,
    upgrade: "websocket",
    "sec-websocket-key": randomBytes(16).toString("base64"),
    "sec-websocket-protocol": "vite-hmr",
    "sec-websocket-version": "13",
  };
  const outgoing = request({ host: "127.0.0.1", port, headers }).end();
  const [, socket, head] = (await once(outgoing, "upgrade")) as [unknown, Socket, Buffer];
  let received = head.toString("latin1");
  socket.on("data", (part: Buffer) => {
    received += part.toString("latin1");
  });
  await vi.waitUntil(() => received.includes('"connected"'), waitOptions);
  return () => received;
}

const get = (at: string) => fetch(`http://127.0.0.1:${port}${at}`);
const log = (name: string) => readFile(path.join(copy, ".shopify-dev/logs", `${name}.log`), "utf8");

async function edit(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(path.join(copy, file), "utf8");
  expect(text).toContain(from);
  await writeFile(path.join(copy, file), text.replace(from, to));
}

/** Stops the processes like Shopify CLI. */
async function stop(): Promise<void> {
  const ended = once(processes, "close");
  processes.kill("SIGTERM");
  expect((await ended)[0]).toBe(0);
}
