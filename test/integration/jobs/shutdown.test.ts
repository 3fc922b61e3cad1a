import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";

/** Starts a process, sends it SIGTERM and returns its exit code. `ends`: whether its work ever ends. */
async function stopped(ends: boolean): Promise<{ code: number | null; output: string }> {
  const script = `
    import { stopOnSignal } from "./app/stop-on-signal.server";
    const log = { warn: (text) => console.log(text), error: (text) => console.log(text) };
    setInterval(() => {}, 1000);
    stopOnSignal({ log, seconds: 1 }, () => ${ends ? "Promise.resolve()" : "new Promise(() => {})"});
    console.log("ready");`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script]);
  let output = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (part: string) => {
    output += part;
    if (part.includes("ready")) child.kill("SIGTERM");
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

it("a process that receives SIGTERM exits once its work is done", async () => {
  expect(await stopped(true)).toEqual({ code: 0, output: "ready\n" });
});

it("a process whose work doesn't end exits before a supervisor kills it", async () => {
  const { code, output } = await stopped(false);
  expect(code).toBe(1);
  expect(output).toContain("did not end within 1 seconds");
});
