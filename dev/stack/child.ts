import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface Child {
  name: string;
  pid: number;
  /** Resolves the exit code, null after a signal. */
  exited: Promise<number | null>;
  /** Asks it to stop, and resolves when it has. */
  stop(): Promise<void>;
  /** What it wrote last, for a person who looks for the reason. */
  lastWords(): string;
}

export interface ChildOptions {
  name: string;
  /** Arguments of `node`. */
  command: string[];
  env: NodeJS.ProcessEnv;
  logFolder: string;
  /** The process is ready when it writes this. */
  readyWhen: RegExp;
}

/**
 * Starts a process of ours and resolves when it says that it is ready, with what matched. Rejects
 * with its last words when it ends before.
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
    // A group of its own: Ctrl-C in a terminal reaches the starter, which stops them in order.
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

/** This process may end without stopping the child: by Ctrl-C in a test run, or by an error. */
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
