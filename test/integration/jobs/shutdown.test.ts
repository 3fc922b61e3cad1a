import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";

/** A process whose work ends when, and only if, `ends` says so; resolves its exit code once it was told to stop. */
async function stopped(ends: boolean): Promise<{ code: number | null; said: string }> {
  const script = `
    import { stopOnSignal } from "./app/stop-on-signal.server";
    const log = { warn: (text) => console.log(text), error: (text) => console.log(text) };
    setInterval(() => {}, 1000);
    stopOnSignal({ log, seconds: 1 }, () => ${ends ? "Promise.resolve()" : "new Promise(() => {})"});
    console.log("ready");`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script]);
  let said = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (part: string) => {
    said += part;
    if (part.includes("ready")) child.kill("SIGTERM");
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, said };
}

it("a process that is told to stop ends once its work has ended", async () => {
  expect(await stopped(true)).toEqual({ code: 0, said: "ready\n" });
});

it("a process whose work does not end is cut off before a supervisor kills it", async () => {
  const { code, said } = await stopped(false);
  expect(code).toBe(1);
  expect(said).toContain("did not end within 1 seconds");
});
