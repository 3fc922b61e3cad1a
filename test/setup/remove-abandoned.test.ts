import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { access, chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { removeAbandoned } from "./remove-abandoned";

let parent: string;
let owner: ChildProcess;

beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), "coupon-pools-abandoned-"));
  await chmod(parent, 0o755);
});
afterEach(async () => {
  if (owner.exitCode === null && owner.signalCode === null) {
    owner.kill("SIGKILL");
    await once(owner, "exit");
  }
  await removeAbandoned(parent, "run-");
  await rm(parent, { recursive: true, force: true });
});

/** Starts a process with a database in `run-1`. Resolves the database URL. */
async function startRun(): Promise<string> {
  const code = `
    import { chmod, mkdir } from "node:fs/promises";
    import { startEmbeddedPostgres } from "./dev/database/embedded.server.ts";
    import { own } from "./test/setup/remove-abandoned.ts";
    const folder = ${JSON.stringify(path.join(parent, "run-1"))};
    await mkdir(folder);
    await chmod(folder, 0o755);
    await own(folder);
    const options = { dataFolder: folder + "/db", port: 0, durable: false };
    console.log((await startEmbeddedPostgres(options)).url);
    setInterval(() => undefined, 60_000);`;
  const command = ["--import", "tsx", "--input-type=module", "--eval", code];
  owner = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "inherit"] });
  const [url] = await once(owner.stdout as NodeJS.ReadableStream, "data");
  return String(url).trim();
}

const isThere = () =>
  access(path.join(parent, "run-1")).then(
    () => true,
    () => false,
  );

async function canConnect(url: string): Promise<boolean> {
  const client = new pg.Client(url);
  client.on("error", () => undefined);
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  );
}

it("removeAbandoned stops the database of a killed run, and no other", async () => {
  const url = await startRun();
  await removeAbandoned(parent, "run-");
  expect(await canConnect(url)).toBe(true);
  owner.kill("SIGKILL");
  await once(owner, "exit");
  expect(await canConnect(url)).toBe(true);
  await removeAbandoned(parent, "run-");
  expect(await isThere()).toBe(false);
  await expect.poll(() => canConnect(url), { timeout: 60_000 }).toBe(false);
});
