import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { WORLD_VERSION, type World } from "./world";

// Long enough to gather the changes of a burst, short enough that a crash loses little.
const SAVE_DELAY_MS = 300;

// A million codes take a second to write: then a twentieth of the time is spent on it, not all.
const REST_PER_SAVING = 20;

export function readStateFile(file: string): World | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  try {
    const world = JSON.parse(text) as World;
    if (world.version === WORLD_VERSION) return world;
    process.stderr.write(`sandbox: ${file} is of another version; starting afresh\n`);
  } catch {
    process.stderr.write(`sandbox: ${file} is not readable; starting afresh\n`);
  }
  return undefined;
}

export interface StateWriter {
  saveSoon: () => void;
  saveNow: () => void;
}

export function stateWriter(file: string | undefined, world: () => World): StateWriter {
  if (file === undefined) return { saveSoon: () => {}, saveNow: () => {} };
  let timer: NodeJS.Timeout | undefined;
  let restMs = SAVE_DELAY_MS;
  const saveNow = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const started = performance.now();
    mkdirSync(dirname(file), { recursive: true });
    // Written beside and then renamed: a reader never meets half a file.
    writeFileSync(`${file}.new`, JSON.stringify(world()));
    renameSync(`${file}.new`, file);
    restMs = Math.max(SAVE_DELAY_MS, (performance.now() - started) * REST_PER_SAVING);
  };
  return {
    saveNow,
    saveSoon: () => {
      timer ??= setTimeout(saveNow, restMs);
    },
  };
}
