import { type Child, startChild } from "./child";

interface DatabaseOptions {
  /** Where its data is kept. */
  folder: string;
  /** 0 takes a free one. */
  port: number;
  logFolder: string;
}

/** Starts the embedded PostgreSQL as a process of its own. */
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
