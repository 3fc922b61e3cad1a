import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchFolder } from "./watch-folder";

describe("watching a folder", () => {
  let folder: string;
  let outside: string;
  let changes: number;
  let stop: () => void;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "coupon-pools-watch-"));
    outside = await mkdtemp(path.join(tmpdir(), "coupon-pools-outside-"));
    await mkdir(path.join(folder, "deep"));
    await writeFile(path.join(folder, "deep/file.ts"), "1");
    changes = 0;
    stop = watchFolder(folder, () => {
      changes += 1;
    });
  });
  afterEach(async () => {
    stop();
    await rm(folder, { recursive: true, force: true });
    await rm(outside, { recursive: true, force: true });
  });

  /** Changes a file and waits until the watcher notices. */
  const noticed = async (act: () => Promise<unknown>) => {
    const before = changes;
    await act();
    await vi.waitUntil(() => changes > before, { timeout: 30_000, interval: 10 });
  };

  it("notices a file each time it is replaced, as editors do on save", async () => {
    for (const text of ["2", "3", "4"]) {
      await writeFile(path.join(outside, "saved"), text);
      await noticed(() => rename(path.join(outside, "saved"), path.join(folder, "deep/file.ts")));
    }
  });

  it("notices files in a folder created later", async () => {
    await noticed(() => mkdir(path.join(folder, "later")));
    await noticed(() => writeFile(path.join(folder, "later/file.ts"), "1"));
  });

  it("keeps watching after a folder is removed", async () => {
    await noticed(() => rm(path.join(folder, "deep"), { recursive: true }));
    await noticed(() => writeFile(path.join(folder, "file.ts"), "1"));
  });

  it("stops watching when stopped", async () => {
    stop();
    const before = changes;
    let seen = false;
    const stopOther = watchFolder(folder, () => {
      seen = true;
    });
    await writeFile(path.join(folder, "deep/file.ts"), "2");
    await vi.waitUntil(() => seen, { timeout: 30_000, interval: 10 });
    stopOther();
    expect(changes).toBe(before);
  });
});
