import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** pino's error level. */
const errorLevel = 50;

/**
 * The error for a sandbox that can't start with its existing data: the cause, from this start's
 * logs if a process logged one, and how to start over.
 */
export function oldDataUnusable(error: Error, logFolder: string): Error {
  const causes = [...new Set([error.message, ...errorsIn(logFolder)])];
  return new Error(
    [
      "The sandbox cannot start with the data of its earlier start:",
      ...causes.map((cause) => `  ${cause.trim()}`),
      "Start over without that data: npm run sandbox -- --fresh",
    ].join("\n"),
    { cause: error },
  );
}

/** The last error that each process logged. */
function errorsIn(logFolder: string): string[] {
  return readdirSync(logFolder)
    .filter((file) => file.endsWith(".log"))
    .flatMap((file) => {
      const lines = readFileSync(path.join(logFolder, file), "utf8").split("\n");
      const last = lines.flatMap(messageOf).at(-1);
      return last ? [`${path.basename(file, ".log")}: ${last}`] : [];
    });
}

function messageOf(line: string): string[] {
  if (!line.startsWith("{")) return [];
  try {
    const entry = JSON.parse(line) as { level?: number; msg?: string; err?: { message?: string } };
    const message = entry.err?.message ?? entry.msg;
    return (entry.level ?? 0) >= errorLevel && message ? [message] : [];
  } catch {
    return [];
  }
}
