import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, test } from "vitest";
import { testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox();
const DAY_MS = 24 * 60 * 60 * 1000;

beforeEach(() => sandbox.call("POST", "/control/api/reset"));

const preload = fileURLToPath(new URL("../preload.mjs", import.meta.url));

// Prints the time on request, as a process of the app sees it.
const TELL_TIME = `
  process.stdout.write("ready\\n");
  process.stdin.on("data", () => process.stdout.write(JSON.stringify([
    Date.now(), new Date().getTime(), new Date() instanceof Date,
    new Date(0).toISOString(), Date().slice(0, 3).length,
  ]) + "\\n"));`;

function startProcess(code: string): ChildProcess {
  return spawn(process.execPath, ["--import", preload, "--input-type=module", "-e", code], {
    env: { ...process.env, SANDBOX_URL: sandbox.running.url },
    stdio: ["pipe", "pipe", "inherit"],
  });
}

async function heardFrom(child: ChildProcess): Promise<string> {
  const [output] = await once(child.stdout as NodeJS.EventEmitter, "data");
  return String(output);
}

test("a process with the preload sees a moved clock as soon as the move request completes", async () => {
  const child = startProcess(TELL_TIME);
  await heardFrom(child);
  await sandbox.call("POST", "/control/api/clock", { offsetMs: 3 * DAY_MS });
  const expected = Date.now() + 3 * DAY_MS;
  child.stdin?.write("?");
  const [now, fresh, isDate, zero, word] = JSON.parse(await heardFrom(child));
  const latest = Date.now() + 3 * DAY_MS;
  expect([expected, now, fresh, latest].toSorted((a, b) => a - b)).toEqual([
    expected,
    now,
    fresh,
    latest,
  ]);
  expect([isDate, zero, word]).toEqual([true, "1970-01-01T00:00:00.000Z", 3]);
  child.stdin?.end();
  await once(child, "exit");
});

test("moving the clock waits for a busy process", async () => {
  const child = startProcess(`
    const before = Date.now();
    process.stdin.once("data", () => {
      process.stdout.write("busy\\n");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
      process.stdin.once("data", () => process.stdout.write(String(Date.now() - before)));
    });
    process.stdout.write("ready\\n");`);
  await heardFrom(child);
  child.stdin?.write("!");
  await heardFrom(child);
  await sandbox.call("POST", "/control/api/clock", { offsetMs: 3 * DAY_MS });
  child.stdin?.write("?");
  expect(Number(await heardFrom(child))).toBeGreaterThan(2 * DAY_MS);
  child.stdin?.end();
  await once(child, "exit");
});

test("a process that starts later uses the moved clock and can exit", async () => {
  await sandbox.call("POST", "/control/api/clock", { offsetMs: -2 * DAY_MS });
  const started = Date.now() - 2 * DAY_MS;
  const child = startProcess("process.stdout.write(String(Date.now()))");
  const [output, [code]] = await Promise.all([heardFrom(child), once(child, "exit")]);
  expect(Number(output)).toBeGreaterThanOrEqual(started);
  expect(Number(output)).toBeLessThanOrEqual(Date.now() - 2 * DAY_MS);
  expect(code).toBe(0);
});

test("the sandbox reports the clock's offset", async () => {
  await sandbox.call("POST", "/control/api/clock", { advanceMs: 1000 });
  await sandbox.call("POST", "/control/api/clock", { advanceMs: 500 });
  expect(await sandbox.call("GET", "/control/api/clock")).toMatchObject({ offsetMs: 1500 });
});
