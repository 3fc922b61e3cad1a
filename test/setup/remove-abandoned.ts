import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** The file of a database folder that names the process which made it. */
const ownerFile = "owner";

/** Notes that this process made the folder and removes it at its end. */
export function own(folder: string): Promise<void> {
  return writeFile(path.join(folder, ownerFile), String(process.pid));
}

/**
 * Removes the folders in `parent` whose name begins so and whose owner was killed, and stops the
 * PostgreSQL that still runs on their `db`: nobody else will, and in memory they take up to a gigabyte.
 */
export async function removeAbandoned(parent: string, beginning: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(beginning))) {
    const folder = path.join(parent, name);
    const owner = Number(await readFile(path.join(folder, ownerFile), "utf8").catch(() => 0));
    // A folder without an owner was made this very moment, by a run beside this one.
    if (!owner || isAlive(owner)) continue;
    const lock = await readFile(path.join(folder, "db/postmaster.pid"), "utf8").catch(() => "");
    const server = Number(lock.split("\n")[0]);
    if (server && isAlive(server)) {
      const command = await readFile(`/proc/${server}/cmdline`, "utf8").catch(() => "");
      if (!command.includes(folder)) continue;
      // At once: what it would still write is to be removed.
      process.kill(server, "SIGQUIT");
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
