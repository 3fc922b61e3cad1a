import { type Child, startChild } from "./child";

interface DatabaseOptions {
  /** Data folder. */
  folder: string;
  /** 0 picks a free one. */
  port: number;
  logFolder: string;
}

/** Starts the embedded PostgreSQL as a separate process. Rejects if it doesn't start. */
export async function startDatabase(
  options: DatabaseOptions,
): Promise<{ child: Child; url: string }> {
  const { child, ready } = await startChild({
    name: "database",
    command: ["--import", "tsx", "dev/database/serve-embedded.ts"],
    env: {
      ...process.env,
      DATABASE_FOLDER: options.folder,
      DATABASE_PORT: String(options.port),
    },
    logFolder: options.logFolder,
    readyWhen: /DATABASE_URL=(\S+)/,
  });
  return { child, url: ready[1] ?? "" };
}
