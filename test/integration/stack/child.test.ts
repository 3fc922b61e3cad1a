import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, it, vi } from "vitest";

it("a child process ends with its parent, even if the parent doesn't stop it", async () => {
  const logFolder = await mkdtemp(path.join(tmpdir(), "coupon-pools-child-"));
  const starter = `
    import { startChild } from "./dev/stack/child.ts";
    const { child } = await startChild({
      name: "child",
      command: ["--eval", "setInterval(() => undefined, 60_000); console.log('ready')"],
      env: {},
      logFolder: ${JSON.stringify(logFolder)},
      readyWhen: /ready/,
    });
    process.stdout.write(String(child.pid), () => process.exit(0));`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--import",
    "tsx",
    "--input-type=module",
    "--eval",
    starter,
  ]);
  const pid = Number(stdout);
  expect(pid).toBeGreaterThan(0);
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"), { timeout: 60_000 });
});
