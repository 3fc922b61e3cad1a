import { type ChildProcess, spawn } from "node:child_process";
import { chown, mkdir, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { type PostgresHome, postgresHome, reachableFolder } from "./postgres-home.server";

export interface EmbeddedPostgres {
  /** Connection string of the database `postgres`. */
  url: string;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Data folder, created if missing. */
  dataFolder: string;
  /** TCP port on 127.0.0.1. 0 picks a free one. */
  port: number;
  /** False only if losing the data in a power failure doesn't matter, as in tests. */
  durable: boolean;
  /**
   * Whether clients connect by a Unix socket in the data folder, where the system allows it. A query
   * takes a third less processor time than over TCP, which stays open.
   */
  socket?: boolean;
}

/**
 * Starts a real PostgreSQL server from the npm package, on 127.0.0.1 only, for development and
 * tests. Throws a sentence for the developer if the port is taken or another server uses the
 * folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const home = await postgresHome();
  const folder = await reachableFolder(options.dataFolder, home.runAs);
  await refuseSecondServer(folder);
  if (!(await stat(path.join(folder, "PG_VERSION")).catch(() => undefined))) {
    await initialise(home, folder);
  }
  const port = await freePort(options.port);
  const socketFolder = options.socket && canHaveSocket(folder) ? folder : "";
  const server = await launch(home, folder, port, { ...options, socketFolder });
  const host = socketFolder && `?host=${encodeURIComponent(socketFolder)}`;
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres${host}`,
    stop: () => stop(server),
  };
}

/**
 * Deletes the data of an embedded server. If a server is using it, deletes nothing and throws a
 * sentence for the developer.
 */
export async function removeEmbeddedPostgres(dataFolder: string): Promise<void> {
  const { runAs } = await postgresHome();
  const folder = await reachableFolder(dataFolder, runAs);
  await refuseSecondServer(folder);
  await rm(folder, { recursive: true, force: true });
}

/** Longest path of a Unix socket on macOS, in bytes. Linux allows four more. */
const maxSocketPath = 103;

/** Whether PostgreSQL could open its socket in this folder. If not, it would not even start. */
export function canHaveSocket(folder: string, platform = process.platform): boolean {
  const longest = path.join(folder, ".s.PGSQL.65535");
  return platform !== "win32" && Buffer.byteLength(longest) <= maxSocketPath;
}

async function refuseSecondServer(folder: string): Promise<void> {
  const lock = await readFile(path.join(folder, "postmaster.pid"), "utf8").catch(() => undefined);
  const pid = Number(lock?.split("\n")[0]);
  if (!pid) return;
  if (await isPostgres(pid)) {
    throw new Error(
      `The database in ${folder} is already in use by process ${pid}. Stop that process (or the other start of the app) and try again.`,
    );
  }
  // The machine or the server crashed. PostgreSQL recovers on its own, but not if another process
  // now has the process id in the old lock file.
  await rm(path.join(folder, "postmaster.pid"), { force: true });
}

async function isPostgres(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "postgres");
  return command.includes("postgres");
}

async function initialise(home: PostgresHome, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (home.runAs) await chown(folder, home.runAs.uid, home.runAs.gid);
  const flags = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"];
  const child = spawn(home.initdb, [`--pgdata=${folder}`, ...flags, "--no-sync"], {
    ...home.runAs,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const errors = collect(child);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  if (code !== 0) throw new Error(`PostgreSQL could not make its folder ${folder}: ${errors()}`);
}

/** Resolves to the port to use. Rejects if the requested port is taken. */
function freePort(requested: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", () =>
      reject(
        new Error(`Port ${requested} is taken. Stop what listens there, or choose another port.`),
      ),
    );
    probe.listen(requested, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : requested));
    });
  });
}

function launch(
  home: PostgresHome,
  folder: string,
  port: number,
  { durable, socketFolder }: { durable: boolean; socketFolder: string },
): Promise<ChildProcess> {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: socketFolder,
    max_connections: "200",
    shared_buffers: "256MB",
    max_wal_size: "4GB",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(home.postgres, ["-D", folder, "-p", String(port), ...flags], {
    ...home.runAs,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    // A Ctrl-C reaches the whole process group, but the database must outlive its clients.
    detached: true,
  });
  const errors = collect(child);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => reject(new Error(`PostgreSQL did not start: ${errors()}`)));
    child.stderr?.on("data", () => {
      if (errors().includes("ready to accept connections")) resolve(child);
    });
  });
}

/** Returns a function for the last 4,000 characters of the process's stderr. */
function collect(child: ChildProcess): () => string {
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (part: string) => {
    text = (text + part).slice(-4000);
  });
  return () => text.trim();
}

function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once("close", () => resolve());
    // SIGINT is PostgreSQL's fast shutdown: it closes connections and writes everything to disk.
    server.kill("SIGINT");
  });
}
