import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import path from "node:path";

/**
 * Calls `onChange` for every change below `folder`, including folders created later. Returns a
 * function that stops watching. Uses one watcher per folder, because on Linux, Node 20's recursive
 * watch loses a file once an editor saves it by replacing it.
 */
export function watchFolder(folder: string, onChange: () => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  const forget = (at: string) => {
    watchers.get(at)?.close();
    watchers.delete(at);
  };
  // A folder may disappear at any moment, even between two of these calls.
  const follow = (at: string) => {
    forget(at);
    try {
      watchOne(at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      forget(at);
    }
  };
  const watchOne = (at: string) => {
    if (!statSync(at, { throwIfNoEntry: false })?.isDirectory()) return;
    const watcher = watch(at, (kind, name) => {
      onChange();
      if (kind === "rename" && name) follow(path.join(at, name));
    });
    // The folder was removed.
    watcher.on("error", () => forget(at));
    watchers.set(at, watcher);
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      if (entry.isDirectory()) follow(path.join(at, entry.name));
    }
  };
  follow(folder);
  return () => {
    for (const at of [...watchers.keys()]) forget(at);
  };
}
