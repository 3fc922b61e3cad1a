import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface Child {
  name: string;
  pid: number;
  /** Resolves to the exit code, or null after a signal. */
  exited: Promise<number | null>;
  /** Sends SIGTERM and resolves when it has ended. */
  stop(): Promise<void>;
  /** Its last five lines of output, for error messages. */
  lastWords(): string;
}

export interface ChildOptions {
  name: string;
  /** `node` arguments. */
  command: string[];
  env: NodeJS.ProcessEnv;
  logFolder: string;
  /** The process is ready once its output matches this. */
  readyWhen: RegExp;
}

/**
 * Starts a Node process and resolves once it is ready, with what `readyWhen` matched. Rejects with
 * its output if it ends before.
 */
export async function startChild(
  options: ChildOptions,
): Promise<{ child: Child; ready: RegExpMatchArray }> {
  mkdirSync(options.logFolder, { recursive: true });
  const logFile = path.join(options.logFolder, `${options.name}.log`);
  const log = createWriteStream(logFile);
  const started = spawn(process.execPath, options.command, {
    env: options.env,
    stdio: ["ignore", "pipe", "pipe"],
    // In its own process group: Ctrl-C reaches only the parent, which stops its children in order.
    detached: true,
  });
  endWithUs(started);
  const child = describe(started, options.name, logFile);
  let heard = "";
  const ready = await new Promise<RegExpMatchArray>((resolve, reject) => {
    const listen = (part: Buffer) => {
      log.write(part);
      heard = (heard + part.toString("utf8")).slice(-10_000);
      const match = options.readyWhen.exec(heard);
      if (match) resolve(match);
    };
    started.stdout?.on("data", listen);
    started.stderr?.on("data", listen);
    started.once("error", reject);
    started.once("close", () =>
      reject(new Error(`${options.name} did not start: ${heard.trim()}`)),
    );
  });
  return { child, ready };
}

/**
 * Stops the child if this process ends without doing so, by Ctrl-C in a test run or by an error.
 */
function endWithUs(started: ChildProcess): void {
  const end = () => started.kill("SIGTERM");
  process.once("exit", end);
  started.once("close", () => process.off("exit", end));
}

function describe(started: ChildProcess, name: string, logFile: string): Child {
  const exited = new Promise<number | null>((resolve) => started.once("close", resolve));
  return {
    name,
    pid: started.pid ?? 0,
    exited,
    lastWords: () => readFileSync(logFile, "utf8").trim().split("\n").slice(-5).join("\n"),
    stop: async () => {
      if (started.exitCode === null && started.signalCode === null) started.kill("SIGTERM");
      await exited;
    },
  };
}
