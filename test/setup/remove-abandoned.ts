import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** The file with the process ID of a folder's owner. */
const ownerFile = "owner";

/** Records this process as the folder's owner, which removes it when done. */
export function own(folder: string): Promise<void> {
  return writeFile(path.join(folder, ownerFile), String(process.pid));
}

/**
 * Removes the folders in `parent` with this prefix whose owner was killed, and stops the PostgreSQL
 * still running in their `db`. Otherwise each would keep using up to a gigabyte of memory.
 */
export async function removeAbandoned(parent: string, prefix: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    const folder = path.join(parent, name);
    const owner = Number(await readFile(path.join(folder, ownerFile), "utf8").catch(() => 0));
    // A folder without an owner was just created by a concurrent run.
    if (!owner || isAlive(owner)) continue;
    const lock = await readFile(path.join(folder, "db/postmaster.pid"), "utf8").catch(() => "");
    const server = Number(lock.split("\n")[0]);
    if (server && isAlive(server)) {
      const command = await readFile(`/proc/${server}/cmdline`, "utf8").catch(() => "");
      if (!command.includes(folder)) continue;
      // Immediate shutdown, because its data is about to be deleted anyway.
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
