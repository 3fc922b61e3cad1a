import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../../dev/database/embedded.server";
import { freePorts } from "../../../dev/stack/free-ports";
import { oldDataUnusable } from "../../../dev/stack/old-data";

describe("the sandbox's data", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "coupon-pools-sandbox-"));
    await chmod(folder, 0o755);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const startDatabase = () =>
    startEmbeddedPostgres({ dataFolder: path.join(folder, "database"), port: 0, durable: false });

  /** Runs `npm run sandbox -- --fresh` on free ports and returns its exit code and errors. */
  async function startFresh() {
    const [port = 0] = await freePorts(5);
    const env = { ...process.env, SANDBOX_FOLDER: folder, SANDBOX_FIRST_PORT: String(port) };
    const command = ["--import", "tsx", "dev/stack/run.ts", "--fresh"];
    return new Promise<{ code: unknown; errors: string }>((resolve) => {
      execFile(process.execPath, command, { env }, (error, _, errors) =>
        resolve({ code: error?.code, errors }),
      );
    });
  }

  it("is kept if a fresh start finds a sandbox running in the same folder", async () => {
    const database = await startDatabase();
    await writeFile(path.join(folder, "encryption-key"), "key");
    const { code, errors } = await startFresh();
    expect(code).toBe(1);
    expect(errors).toContain("already in use by process");
    const client = new pg.Client(database.url);
    await client.connect();
    expect((await client.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await client.end();
    expect(await readFile(path.join(folder, "encryption-key"), "utf8")).toBe("key");
    await database.stop();
  });

  it("is deleted if nothing is running there", async () => {
    const database = await startDatabase();
    const client = new pg.Client(database.url);
    await client.connect();
    await client.query("CREATE TABLE kept ()");
    await client.end();
    await database.stop();
    await removeEmbeddedPostgres(path.join(folder, "database"));
    const again = await startDatabase();
    const empty = new pg.Client(again.url);
    await empty.connect();
    expect((await empty.query("SELECT to_regclass('kept') AS kept")).rows).toEqual([
      { kept: null },
    ]);
    await empty.end();
    await again.stop();
  });

  it("produces an error with the cause and a way to start over if it can't be used", async () => {
    const logs = path.join(folder, "logs");
    await mkdir(logs);
    const entry = { level: 50, err: { message: 'column "new" does not exist' }, msg: "failed" };
    await writeFile(
      path.join(logs, "app.log"),
      `ready\n{"level":30,"msg":"x"}\n${JSON.stringify(entry)}\n`,
    );
    await writeFile(path.join(logs, "worker.log"), "worker ready\n");
    const error = oldDataUnusable(new Error("The app did not install itself: status 500."), logs);
    expect(error.message.split("\n")).toEqual([
      "The sandbox cannot start with the data of its earlier start:",
      "  The app did not install itself: status 500.",
      '  app: column "new" does not exist',
      "Start over without that data: npm run sandbox -- --fresh",
    ]);
  });
});
