import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { WORLD_VERSION, type World } from "./world";

// Long enough to combine the changes of a burst, short enough that a crash loses little.
const SAVE_DELAY_MS = 300;

// Writing a million codes takes a second. This limits writing to a twentieth of the time.
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
    process.stderr.write(`sandbox: ${file} has another version. Starting with a new state\n`);
  } catch {
    process.stderr.write(`sandbox: ${file} can't be read. Starting with a new state\n`);
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
    // Write to a temporary file and rename it, so readers never see a partial file.
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
