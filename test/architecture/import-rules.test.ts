import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

describe("the architecture", () => {
  it("has no import against the rules", async () => {
    const command = ["app", "test", "--config", "test/architecture/import-rules.cjs"];
    const run = promisify(execFile)("node_modules/.bin/depcruise", command);
    const { stdout } = await run.catch((broken: { stdout: string }) => broken);
    expect(stdout).toContain("no dependency violations found");
  });
});
