import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { stateWriter } from "./state-file";
import { emptyWorld, type World } from "./world";

const folder = mkdtempSync(path.join(tmpdir(), "sandbox-state-"));
const file = path.join(folder, "state.json");

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  rmSync(file, { force: true });
});

/** A state so large that writing it takes a second. */
const largeWorld = (): World => ({
  ...emptyWorld(),
  get faults() {
    vi.advanceTimersByTime(1000);
    return [];
  },
});

const saved = (): boolean => {
  const exists = existsSync(file);
  rmSync(file, { force: true });
  return exists;
};

test("concurrent changes are saved together", () => {
  const writer = stateWriter(file, emptyWorld);
  for (let change = 0; change < 10; change += 1) writer.saveSoon();
  expect(saved()).toBe(false);
  vi.advanceTimersByTime(300);
  expect(saved()).toBe(true);
  vi.advanceTimersByTime(60_000);
  expect(saved()).toBe(false);
});

test("the writer pauses for twenty times the duration of the last write", () => {
  const writer = stateWriter(file, largeWorld);
  writer.saveNow();
  expect(saved()).toBe(true);
  writer.saveSoon();
  vi.advanceTimersByTime(19_000);
  expect(saved()).toBe(false);
  vi.advanceTimersByTime(2000);
  expect(saved()).toBe(true);
});

test("the state can be saved immediately", () => {
  const writer = stateWriter(file, () => ({ ...emptyWorld(), clockOffsetMs: 7 }));
  writer.saveSoon();
  writer.saveNow();
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ clockOffsetMs: 7 });
});
